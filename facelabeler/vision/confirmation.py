"""A second look at finds, in small crops at the same scale or at the scales in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from facelabeler.vision import mmod
from facelabeler.vision.detection import Picture
from facelabeler.vision.levels import EVEN_FIELD, WHOLE_CONTEXT, Finds, cut, joined, resized
from facelabeler.vision.mmod import CELL, FIRST_CENTRE, WINDOW
from facelabeler.vision.scanner import Scanner

NEARBY = 4  # cells, 0.4 of a window: how far from a find a second look may find it
MIDDLE = NEARBY + WHOLE_CONTEXT  # the cell in the middle of a crop
MIDDLE_PIXEL = CELL * MIDDLE + FIRST_CENTRE
CROP = CELL * 2 * MIDDLE + EVEN_FIELD
LARGEST_BATCH = 16  # crops: 100 MB


@dataclass(frozen=True, slots=True)
class _Look:
    """A crop at a scale; `left` and `top` are where it begins in the picture, in pixels of the crop."""

    pixels: Picture
    scale: float
    left: float
    top: float


def look_again(scanner: Scanner, image: Picture, finds: Finds, factors: Sequence[float], threshold: float) -> Finds:
    """What scores above `threshold` near some finds, at their scales times each of `factors`."""
    looks = [
        _look(image, rectangle, factor * (WINDOW - 1) / (rectangle[2] - rectangle[0]))
        for rectangle in finds.rectangles
        for factor in factors
    ]
    parts = []
    for start in range(0, len(looks), LARGEST_BATCH):
        batch = looks[start : start + LARGEST_BATCH]
        scores = scanner.scores(np.stack([look.pixels for look in batch]))
        parts += [_finds(cells, look, threshold) for cells, look in zip(scores, batch, strict=True)]
    return joined(parts)


def _look(image: Picture, rectangle: NDArray[np.float64], scale: float) -> _Look:
    """The crop whose middle pixel is the one in the middle of the rectangle."""
    x, y = (floor(middle + 0.5) for middle in (rectangle[:2] + rectangle[2:]) / 2)
    reach = ceil((CROP - MIDDLE_PIXEL) / scale) + 2
    around = cut(image, x - reach, y - reach, 2 * reach + 1, 2 * reach + 1)
    side = round(len(around) * scale)
    scale = side / len(around)
    start = floor((reach + 0.5) * scale) - MIDDLE_PIXEL
    crop = resized(around, side, side)[start : start + CROP, start : start + CROP]
    return _Look(crop, scale, (x - reach) * scale + start, (y - reach) * scale + start)


def _finds(cells: NDArray[np.float32], look: _Look, threshold: float) -> Finds:
    """The finds around the middle of a crop, in pixels of the picture."""
    first = MIDDLE - NEARBY
    middle = cells[first : first + 2 * NEARBY + 1, first : first + 2 * NEARBY + 1]
    rows, columns = np.nonzero(middle > threshold)
    centres = mmod.window_centres(rows + first, columns + first) + np.array([look.left, look.top])
    rectangles = (mmod.windows_around(centres) + 0.5) / look.scale - 0.5
    return Finds(rectangles, middle[rows, columns])
