"""Links faces of one person over consecutive samples of a video. Numbers only: it runs for every frame that arrives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.geometry import Box

SAME_PLACE = 0.52  # encoding distance up to which a face that hardly moved is the same person
MOVED = 0.42  # the same for a face at the edge of REACH; between the two the limit falls linearly
REACH = 1.5  # face widths that a face may move in a second
MOST_GROWTH = 1.7  # ratio of face sizes over one second
CLEARLY = 0.06  # by how much the second best choice must be worse


def link(
    before_boxes: Sequence[Box],
    before_encodings: NDArray[np.float32],
    after_boxes: Sequence[Box],
    after_encodings: NDArray[np.float32],
    gap_seconds: float,
) -> list[int]:
    """For each face of a sample, the index of the face in the sample before that it continues, or -1.

    Guarantees that no face is continued twice. A wrong link costs more than a missing one: the two faces must be each
    other's best choice by place, size and encoding, and clearly so. Encodings are (n, 128) and (m, 128), in the order
    of the boxes; `gap_seconds` is the time between the samples.
    """
    if not before_boxes or not after_boxes:
        return [-1] * len(after_boxes)
    cost = _costs(_places(before_boxes), before_encodings, _places(after_boxes), after_encodings, gap_seconds)
    best = cost.argmin(axis=0)
    return [int(row) if _clear(cost, int(row), column) else -1 for column, row in enumerate(best)]


def _places(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Centre x, centre y and size of each box, in pixels."""
    return np.array([(*box.centre, max(1.0, (box.width + box.height) / 2)) for box in boxes])


def _costs(
    before: NDArray[np.float64],
    before_encodings: NDArray[np.float32],
    after: NDArray[np.float64],
    after_encodings: NDArray[np.float32],
    gap: float,
) -> NDArray[np.float64]:
    """(before, after) encoding distances, infinite where place, size or encoding speak against one person."""
    size = np.sqrt(before[:, None, 2] * after[None, :, 2])
    reach = REACH * max(gap, 0.2)
    moved = np.hypot(before[:, None, 0] - after[None, :, 0], before[:, None, 1] - after[None, :, 1]) / size / reach
    grown = np.abs(np.log(before[:, None, 2] / after[None, :, 2]))
    distance = np.linalg.norm(before_encodings[:, None] - after_encodings[None], axis=2).astype(np.float64)
    limit = SAME_PLACE + (MOVED - SAME_PLACE) * np.minimum(moved, 1.0)
    possible = (moved <= 1.0) & (grown <= np.log(MOST_GROWTH)) & (distance <= limit)
    return np.where(possible, distance, np.inf)


def _clear(cost: NDArray[np.float64], row: int, column: int) -> bool:
    """Whether a pair is possible and beats every other choice of either face by a margin."""
    here = cost[row, column]
    others = np.concatenate([np.delete(cost[row], column), np.delete(cost[:, column], row)])
    return bool(np.isfinite(here) and (others.size == 0 or others.min() >= here + CLEARLY))
