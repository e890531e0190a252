"""Two faces of one picture are two people, unless the user says otherwise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.observations import FREE
from facelabeler.clustering.units import Units


def frame_pairs(units: Units) -> NDArray[np.int64]:
    """(p, 2) pairs of different units that have faces in one picture; each pair once, the smaller number first."""
    order = np.argsort(units.frames, kind="stable")
    frames, members = units.frames[order], units.of_face[order]
    pairs = [np.zeros((0, 2), np.int64)]
    for step in range(1, _most_in_one_picture(frames)):
        together = frames[step:] == frames[:-step]
        pairs.append(np.stack([members[:-step][together], members[step:][together]], axis=1))
    found = np.unique(np.sort(np.concatenate(pairs), axis=1), axis=0)
    return np.asarray(found[found[:, 0] != found[:, 1]])


def overruled(units: Units) -> NDArray[np.bool_]:
    """(u,) the units of anchors that hold two faces of one picture: there the user says that it shows one person twice.

    So it is with mirrors, screens and posters, and where it happened once it happens again.
    """
    fixed = np.flatnonzero(units.anchors[units.of_face] != FREE)
    seats = np.stack([units.anchors[units.of_face[fixed]], units.frames[fixed]], axis=1)
    seats, faces = np.unique(seats, axis=0, return_counts=True)
    return np.isin(units.anchors, seats[faces > 1, 0])


def _most_in_one_picture(sorted_frames: NDArray[np.int64]) -> int:
    return int(np.unique(sorted_frames, return_counts=True)[1].max(initial=0))
