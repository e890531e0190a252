"""A second look at doubtful finds, at the scales in between, in small crops."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.vision import mmod
from facelabeler.vision.detection import Picture
from facelabeler.vision.levels import CONTEXT, FILL, Finds, joined, resized
from facelabeler.vision.mmod import CELL, FIELD, FIRST_CENTRE, WINDOW
from facelabeler.vision.sessions import Session

NEARBY = 4  # cells, 0.4 of a window: how far from a find its confirmation may lie
MIDDLE = NEARBY + CONTEXT  # the cell in the middle of a crop
MIDDLE_PIXEL = CELL * MIDDLE + FIRST_CENTRE
CROP = CELL * 2 * MIDDLE + FIELD
LARGEST_BATCH = 16  # crops: 100 MB


@dataclass(frozen=True, slots=True)
class _Look:
    """A crop at a scale; `left` and `top` are where it begins in the picture, in pixels of the crop."""

    pixels: Picture
    scale: float
    left: float
    top: float


def confirm(session: Session, image: Picture, doubtful: Finds, step: float, threshold: float) -> Finds:
    """What scores above `threshold` near a doubtful find at a `step` more or a `step` less than its scale."""
    looks = [
        _look(image, rectangle, factor * (WINDOW - 1) / (rectangle[2] - rectangle[0]))
        for rectangle in doubtful.rectangles
        for factor in (step, 1 / step)
    ]
    parts = []
    for start in range(0, len(looks), LARGEST_BATCH):
        batch = looks[start : start + LARGEST_BATCH]
        scores = session.run(None, {"pixels": np.stack([look.pixels for look in batch])})[0]
        parts += [_finds(cells, look, threshold) for cells, look in zip(scores, batch, strict=True)]
    return joined(parts)


def _look(image: Picture, rectangle: NDArray[np.float64], scale: float) -> _Look:
    """The crop whose middle pixel is the one in the middle of the rectangle."""
    x, y = (floor(middle + 0.5) for middle in (rectangle[:2] + rectangle[2:]) / 2)
    reach = ceil((CROP - MIDDLE_PIXEL) / scale) + 2
    around = _cut(image, x - reach, y - reach, 2 * reach + 1)
    side = round(len(around) * scale)
    scale = side / len(around)
    start = floor((reach + 0.5) * scale) - MIDDLE_PIXEL
    crop = resized(around, side, side)[start : start + CROP, start : start + CROP]
    return _Look(crop, scale, (x - reach) * scale + start, (y - reach) * scale + start)


def _cut(image: Picture, left: int, top: int, side: int) -> Picture:
    """A square of the picture; what lies beyond it has the mean colour."""
    inside = image[max(top, 0) : max(top + side, 0), max(left, 0) : max(left + side, 0)]
    above, before = max(-top, 0), max(-left, 0)
    below, after = side - above - inside.shape[0], side - before - inside.shape[1]
    square: Picture = cv2.copyMakeBorder(inside, above, below, before, after, cv2.BORDER_CONSTANT, value=FILL)
    return square


def _finds(cells: NDArray[np.float32], look: _Look, threshold: float) -> Finds:
    """The finds around the middle of a crop, in pixels of the picture."""
    first = MIDDLE - NEARBY
    middle = cells[first : first + 2 * NEARBY + 1, first : first + 2 * NEARBY + 1]
    rows, columns = np.nonzero(middle > threshold)
    centres = mmod.window_centres(rows + first, columns + first) + np.array([look.left, look.top])
    rectangles = (mmod.windows_around(centres) + 0.5) / look.scale - 0.5
    return Finds(rectangles, middle[rows, columns])
