"""Where a picture shows enough detail for a face to be there. Walls, skies and blurred backgrounds show none."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.vision.detection import Picture
from facelabeler.vision.levels import Level
from facelabeler.vision.mmod import CELL

LEAST_DETAIL = 1.25
"""Grey levels: half of what the faintest of 400 labelled faces shows, which is turned away in a dark room."""

QUARTER = 5  # cells: half of a window


def detail(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How much detail each window of a picture shows, of which one pixel is one cell (so a window is 10 × 10).

    Detail is the mean distance of a pixel from the mean of the nine around it: even light, slopes and blur have none.
    It counts as much as the poorest of the window's four halves (upper, lower, left, right) has, so that the edge of
    something flat does not count.
    """
    values = grey.astype(np.float32)
    sharp = cv2.blur(np.abs(values - cv2.blur(values, (3, 3))), (QUARTER, QUARTER), borderType=cv2.BORDER_REFLECT)
    reach = QUARTER // 2
    around = cv2.copyMakeBorder(sharp, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    rows, columns = grey.shape
    quarters = (around[y : y + rows, x : x + columns] for y in (0, 2 * reach) for x in (0, 2 * reach))
    upper_left, upper_right, lower_left, lower_right = quarters
    halves = (upper_left + upper_right, lower_left + lower_right, upper_left + lower_left, upper_right + lower_right)
    return np.asarray(np.minimum.reduce(halves) / 2, np.float32)


def cells_with_detail(image: Picture, levels: Sequence[Level]) -> list[NDArray[np.bool_]]:
    """Which cells of each level, from the finest on, may be the middle of a face."""
    grey, found = _halved(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)), []
    for level in levels:
        columns, rows = max(level.width // CELL, 1), max(level.height // CELL, 1)
        grey = cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA)
        found.append(_fitted(detail(grey) > LEAST_DETAIL, *level.cells))
    return found


def _halved(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Half the size, or what is left of that: averaging goes four times as fast in two steps."""
    rows, columns = (max(side // 2, 1) for side in grey.shape)
    return np.asarray(cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)


def _fitted(mask: NDArray[np.bool_], rows: int, columns: int) -> NDArray[np.bool_]:
    """The mask with so many rows and columns: the last ones are left out or repeated."""
    missing = (max(rows - mask.shape[0], 0), max(columns - mask.shape[1], 0))
    return np.pad(mask, ((0, missing[0]), (0, missing[1])), mode="edge")[:rows, :columns]
