"""Where a level is worth looking at, by what the coarser one before it showed.

A window that holds a face of another size than its own, or only a part of one, scores far lower than one that holds no
face at all: dlib's detector was trained to tell those apart first of all. So a face that is too small for a level
leaves a hollow there, of −2.2 and less, where walls, clothes and trees score about −1.2.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.vision.levels import Finds, Level
from facelabeler.vision.mmod import CELL
from facelabeler.vision.scanner import Scores

HOLLOW = -1.8
"""A lower score is a hollow. Of 386 faces of all sizes in clips and photos, the shallowest had −1.96 beside it."""

LEAST_SIDE = 200  # pixels of the coarser level's shorter side: in less room there are hardly any windows to compare
REACH = 2  # cells of the coarser level that the hollow may lie away from the middle of the face

Cells = NDArray[np.bool_]


def hinted(coarser: Level, scores: Scores, finer: Level) -> Cells:
    """Which cells of `finer` lie at a hollow in the scores of `coarser`; cells that were not looked at have none.

    A level too small to give hints leaves every cell in.
    """
    if min(coarser.width, coarser.height) < LEAST_SIDE:
        return np.ones(finer.cells, np.bool_)
    reach = np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8)
    low = cv2.erode(scores, reach) < HOLLOW
    rows, columns = (
        _nearest(count, mine / theirs, most)
        for count, mine, theirs, most in zip(
            finer.cells, (coarser.scale_y, coarser.scale_x), (finer.scale_y, finer.scale_x), scores.shape, strict=True
        )
    )
    return np.asarray(low[np.ix_(rows, columns)])


def _nearest(count: int, ratio: float, most: int) -> NDArray[np.int64]:
    """For each of `count` cells of a finer level, the cell of a coarser one whose middle is nearest."""
    return np.minimum((np.arange(count) * ratio).astype(np.int64), most - 1)


def not_within(faces: Finds, level: Level) -> Cells:
    """Which cells of a level are no part of the given faces: nobody's face has its middle inside another face."""
    free = np.ones(level.cells, np.bool_)
    scales = np.array([level.scale_x, level.scale_y] * 2)
    for left, top, right, bottom in np.maximum(faces.rectangles * scales / CELL, 0).round().astype(int):
        free[top:bottom, left:right] = False
    return free
