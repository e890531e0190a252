"""Links faces of one person over consecutive samples of a video. Numbers only: it runs for every frame that arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.geometry import Box

REACH = 1.5  # face widths that a face may move in a second
SHORTEST_GAP = 0.2  # seconds: in less a face still jitters by as much
MOST_GROWTH = 1.7  # ratio of sizes of the same face in two samples
PLACE = 0.15  # what a face at the edge of REACH has to be nearer by than one that stays, in encoding distance
CLEARLY = 0.03  # by how much every other choice must be worse


@dataclass(frozen=True, slots=True)
class Limits:
    """Encoding distances up to which two faces are one person: in the same place, and at the edge of reach."""

    near: float
    far: float


# Over a cut another person may stand in the same place: two people are seldom nearer than 0.55, poor faces included.
# While the scene stays, nobody takes another's place within a second: the encoding only has to be no other person's.
CUT = Limits(0.45, 0.45)
UNKNOWN = Limits(0.58, 0.45)
SAME = Limits(0.7, 0.45)
SAME_SCENE, CUT_SCENE = 0.6, 0.3  # likeness from which the scene stays, and below which it is another


def link(
    before_boxes: Sequence[Box],
    before_encodings: NDArray[np.float32],
    after_boxes: Sequence[Box],
    after_encodings: NDArray[np.float32],
    gap_seconds: float,
    same_scene: float | None = None,
    followed: Sequence[int] = (),
) -> list[int]:
    """For each face of a sample, the index of the face in the sample before that it continues, or -1.

    Guarantees that no face is continued twice. A wrong link costs more than a missing one: the two faces must be each
    other's best choice by place, size and encoding, and clearly so. Encodings are (n, 128) and (m, 128), in the order
    of the boxes; `gap_seconds` is the time between the samples; `same_scene` is the `scenes.likeness` of the two
    pictures, None if it is not known. `followed` are links that were seen by following faces from picture to picture
    (-1: none): they hold, and only the others are chosen.
    """
    known = list(followed) or [-1] * len(after_boxes)
    old = [row for row in range(len(before_boxes)) if row not in known]
    new = [column for column, row in enumerate(known) if row < 0]
    if not old or not new:
        return known
    distance = np.linalg.norm(before_encodings[old][:, None] - after_encodings[new][None], axis=2).astype(np.float64)
    before, after = _places([before_boxes[row] for row in old]), _places([after_boxes[column] for column in new])
    cost = _costs(before, after, distance, gap_seconds, _limits(same_scene))
    for column, row in enumerate(cost.argmin(axis=0)):
        if _clear(cost, int(row), column):
            known[new[column]] = old[row]
    return known


def _limits(same_scene: float | None) -> Limits:
    if same_scene is None or CUT_SCENE <= same_scene < SAME_SCENE:
        return UNKNOWN
    return SAME if same_scene >= SAME_SCENE else CUT


def _places(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Centre x, centre y and size of each box, in pixels."""
    return np.array([(*box.centre, max(1.0, (box.width + box.height) / 2)) for box in boxes])


def _costs(
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    distance: NDArray[np.float64],
    gap: float,
    limits: Limits,
) -> NDArray[np.float64]:
    """(before, after) costs: encoding distance and way, infinite where place, size or encoding speak against it."""
    size = np.sqrt(before[:, None, 2] * after[None, :, 2])
    way = np.hypot(before[:, None, 0] - after[None, :, 0], before[:, None, 1] - after[None, :, 1])
    moved = way / size / (REACH * max(gap, SHORTEST_GAP))
    grown = np.abs(np.log(before[:, None, 2] / after[None, :, 2]))
    limit = limits.near + (limits.far - limits.near) * np.minimum(moved, 1.0)
    possible = (moved <= 1.0) & (grown <= np.log(MOST_GROWTH)) & (distance <= limit)
    return np.where(possible, distance + PLACE * moved, np.inf)


def _clear(cost: NDArray[np.float64], row: int, column: int) -> bool:
    """Whether a pair is possible and beats every other choice of either face by a margin."""
    here = cost[row, column]
    others = np.concatenate([np.delete(cost[row], column), np.delete(cost[:, column], row)])
    return bool(np.isfinite(here) and (others.size == 0 or others.min() >= here + CLEARLY))
