"""Where a picture shows enough detail for a face to be there. Walls, skies and blurred backgrounds show none."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

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


def cells_with_detail(grey: NDArray[np.uint8], rows: int, columns: int) -> NDArray[np.bool_]:
    """Which of rows × columns cells may be the middle of a face; `grey` as for `detail`, give or take a pixel."""
    found = detail(grey) > LEAST_DETAIL
    missing = (max(rows - found.shape[0], 0), max(columns - found.shape[1], 0))
    return np.pad(found, ((0, missing[0]), (0, missing[1])), mode="edge")[:rows, :columns]
