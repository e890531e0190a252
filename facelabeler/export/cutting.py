"""Cutting faces out of pictures as the user wants them: margin, shape, size, eyes level."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from facelabeler.core.geometry import Box
from facelabeler.export.options import ExportOptions
from facelabeler.media.crops import crop

if TYPE_CHECKING:
    from facelabeler.export.plan import Label
    from facelabeler.media.pictures import Image

SMALLEST: Final = 10
"""Pixels a side of a picture that trainers take (Ultralytics, `data/utils.py`)."""

PORTRAIT: Final = 4 / 5
"""Width by height of a portrait."""


def cut_out(pixels: Image, label: Label, options: ExportOptions) -> Image:
    """The face of a label, whose box lies in `pixels`, with its margin, in the shape and size that are wanted.

    A level or upright crop may be turned by any angle: what the picture does not hold is black then. Any other is
    pushed inside the picture, and smaller only where the picture is. Scaled down to `crop_size` if it is larger;
    scaled up only with `upscale`. A label without landmarks is not turned.
    """
    if options.align and len(label.landmarks) == 5:
        return _sized(_level(pixels, label, options), options)
    height, width = pixels.shape[:2]
    return _sized(crop(pixels, crop_box(label.box, width, height, options)), options)


def crop_box(box: Box, width: int, height: int, options: ExportOptions) -> Box:
    """What is cut out of a picture of `width` × `height` for a face at `box`, if it is not turned.

    At least `SMALLEST` pixels a side: around a tiny face more of the picture is taken, for trainers refuse less.
    """
    if options.crop_shape == "face":
        place = box.grown(options.margin).clipped(width, height)
        wide, high = place.width, place.height
        if min(wide, high) >= SMALLEST:
            return place
    else:
        wide, high = (round(side) for side in natural_size(box, options))
    wide, high = min(max(wide, SMALLEST), width), min(max(high, SMALLEST), height)
    x, y = box.centre
    left = min(max(round(x - wide / 2), 0), width - wide)
    top = min(max(round(y - high / 2), 0), height - high)
    return Box(left, top, left + wide, top + high)


def natural_size(box: Box, options: ExportOptions) -> tuple[float, float]:
    """Width and height of a crop before it is scaled, were the picture endless."""
    wide, high = box.width * (1 + 2 * options.margin), box.height * (1 + 2 * options.margin)
    shape = "square" if options.align and options.crop_shape == "face" else options.crop_shape
    if shape == "face":
        return wide, high
    ratio = PORTRAIT if shape == "portrait" else 1.0
    high = max(high, wide / ratio)
    return high * ratio, high


def _level(pixels: Image, label: Label, options: ExportOptions) -> Image:
    """The crop turned about the middle of the box so that the line between the eyes is level."""
    import cv2

    points = np.asarray(label.landmarks, float)
    across = points[2:4].mean(0) - points[:2].mean(0)
    if across[0] < 0:  # dlib names the eyes from either side
        across = -across
    angle = math.degrees(math.atan2(across[1], across[0]))
    wide, high = (max(SMALLEST, round(side)) for side in natural_size(label.box, options))
    matrix = cv2.getRotationMatrix2D(label.box.centre, angle, 1.0)
    matrix[:, 2] += np.array([wide / 2, high / 2]) - label.box.centre
    return np.asarray(cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC), np.uint8)


def _sized(face: Image, options: ExportOptions) -> Image:
    import cv2

    height, width = face.shape[:2]
    scale = options.crop_size / max(width, height) if options.crop_size else 1.0
    if scale == 1 or (scale > 1 and not options.upscale):
        return face
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(face, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), np.uint8)
