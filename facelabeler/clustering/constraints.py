"""Who cannot be one person: two faces of one picture, and faces fixed in different clusters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.observations import FREE
from facelabeler.clustering.units import Units


def frame_pairs(units: Units) -> NDArray[np.int64]:
    """(p, 2) pairs of different units that have faces in one picture; each pair once, the smaller number first."""
    order = np.argsort(units.frames, kind="stable")
    frames, members = units.frames[order], units.of_face[order]
    pairs: list[NDArray[np.int64]] = []
    for step in range(1, _most_in_one_picture(frames)):
        together = frames[step:] == frames[:-step]
        pairs.append(np.stack([members[:-step][together], members[step:][together]], axis=1))
    if not pairs:
        return np.zeros((0, 2), np.int64)
    found = np.unique(np.sort(np.concatenate(pairs), axis=1), axis=0)
    return np.asarray(found[found[:, 0] != found[:, 1]])


def forbidden(units: Units) -> NDArray[np.bool_]:
    """(u, u) matrix: True where two units must not be put together."""
    fixed = units.anchors != FREE
    matrix: NDArray[np.bool_] = fixed[:, None] & fixed[None, :] & (units.anchors[:, None] != units.anchors[None, :])
    first, second = frame_pairs(units).T
    # what the user put together stays together, whatever the pictures say
    kept = fixed[first] & (units.anchors[first] == units.anchors[second])
    matrix[first[~kept], second[~kept]] = matrix[second[~kept], first[~kept]] = True
    return matrix


def together(units: Units) -> list[tuple[int, int]]:
    """Pairs that chain up the units of each anchor."""
    order = np.argsort(units.anchors, kind="stable")
    anchors = units.anchors[order]
    chained = (anchors[1:] == anchors[:-1]) & (anchors[1:] != FREE)
    return list(zip(order[:-1][chained].tolist(), order[1:][chained].tolist(), strict=True))


def _most_in_one_picture(sorted_frames: NDArray[np.int64]) -> int:
    return int(np.unique(sorted_frames, return_counts=True)[1].max(initial=0))
