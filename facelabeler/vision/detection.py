"""What a detector finds and what alignment makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import Point
from facelabeler.core.geometry import Box

CHIP_SIDE = 150  # pixels, what dlib's encoder takes
ENCODING_SIZE = 128
MEAN_RGB = (122.782, 117.001, 104.298)  # the mean of dlib's training pictures, dlib/dnn/input.h

Picture = NDArray[np.uint8]  # (height, width, 3), RGB, C-contiguous


@dataclass(frozen=True, slots=True)
class Detection:
    """One find: a box inside the picture, and the detector's own score (higher is surer).

    `points`: where the detector saw the eye on the picture's left, the eye on its right, the tip of the nose and the
    corners of the mouth, left and right, in pixels of the picture; none if it tells no such points.
    """

    box: Box
    score: float
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """A face made ready for an encoder.

    `landmarks`: the five points of dlib's 5-point model in pixels of the picture (outer and inner corner of the eye on
    the picture's right, then of the one on its left, then the base of the nose). `chip`: (side, side, 3) uint8 RGB, of
    the side that the encoder takes: 150 for dlib's.
    """

    landmarks: tuple[Point, ...]
    chip: NDArray[np.uint8]


def inside(found: Iterable[Detection], *, width: int, height: int) -> list[Detection]:
    """The finds inside a picture of `width` × `height` pixels, clipped to it, in reading order."""
    clipped = [replace(one, box=one.box.clipped(width, height)) for one in found]
    return in_reading_order([one for one in clipped if one.box.area > 0])


def in_reading_order(detections: list[Detection]) -> list[Detection]:
    """Sorted by left, then top, as every detector hands its finds over."""
    return sorted(detections, key=lambda detection: (detection.box.left, detection.box.top))
