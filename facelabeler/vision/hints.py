"""Where a level is worth looking at, by what the coarser one before it showed.

A window that holds a face of another size than its own, or only a part of one, scores far lower than one that holds no
face at all: dlib's detector was trained to tell those apart first of all. So a face that is too small for a level
leaves a hollow there, of −2 and less, where walls, clothes and trees score about −1.2.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.vision.levels import Finds, Level
from facelabeler.vision.mmod import CELL
from facelabeler.vision.scanner import Scores

PLAIN = -1.7  # what hardly anything scores that is no face and not near one
AREA = 7  # cells each way around the middle of a face, over which its hollow is measured
SHALLOWEST = 0.12
"""How far the scores of an area must lie below PLAIN on average, to be the hollow of a face.

Of 305 faces of all sizes in clips and photos, none had less than 0.18; 5 to 35 % of these pictures had more than 0.12.
"""

LEAST_SIDE = 200  # pixels of the coarser level's shorter side: in less room there are hardly any windows to compare

Cells = NDArray[np.bool_]


def hinted(coarser: Level, scores: Scores, finer: Level) -> Cells:
    """Which cells of `finer` lie at a hollow in the scores of `coarser`; cells that were not looked at have none.

    A level too small to give hints leaves every cell in.
    """
    if min(coarser.width, coarser.height) < LEAST_SIDE:
        return np.ones(finer.cells, np.bool_)
    low = cv2.blur(np.maximum(PLAIN - scores, 0), (AREA, AREA)) > SHALLOWEST
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
