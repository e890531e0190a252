"""Units: what is grouped as one piece — the faces of a track that share an anchor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.observations import FREE, Observations

GOOD = 0.83  # quality from which a face counts in full
FADING = 0.13  # below GOOD, a face counts e times less for each FADING


@dataclass(frozen=True, slots=True)
class Units:
    """u units over n faces, in an order that does not depend on the order of the faces.

    `of_face`: (n,) the unit of each face. `frames`: (n,) the picture of each face. `points`: (u, d) float32, the mean
    encoding, in which a poor face counts little beside a good one. `quality`: (u,) the same mean of the quality.
    `scatter`: (u,) the same mean of the squared distances from the point. `sizes`: (u,) number of faces. `anchors`:
    (u,) cluster id or FREE.
    """

    of_face: NDArray[np.int64]
    frames: NDArray[np.int64]
    points: NDArray[np.float32]
    quality: NDArray[np.float32]
    scatter: NDArray[np.float32]
    sizes: NDArray[np.float32]
    anchors: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.points)


def canonical_order(observations: Observations) -> NDArray[np.int64]:
    """An order of the faces that follows from their encodings alone (and their ids where those are equal)."""
    columns = observations.encodings[:, :8].T
    return np.lexsort((observations.ids, *columns))


def units_by_track(observations: Observations) -> Units:
    """Units of faces in canonical order: one a track and anchor.

    A track that holds two faces of one picture is wrong, so each further face of a picture goes to a unit of its own.
    """
    again = _times_seen_before(observations.tracks, observations.anchors, observations.frames)
    of_face = _numbered_by_appearance(np.stack([observations.tracks, observations.anchors, again], axis=1))
    shares = _shares(of_face, observations.quality)
    anchors = np.full(of_face.max(initial=-1) + 1, FREE, np.int64)
    anchors[of_face] = observations.anchors
    points = _summed(of_face, observations.encodings * shares[:, None])
    away = ((observations.encodings - points[of_face]) ** 2).sum(axis=1)
    return Units(
        of_face=of_face,
        frames=observations.frames,
        points=points,
        quality=_summed(of_face, observations.quality * shares),
        scatter=_summed(of_face, away * shares),
        sizes=np.bincount(of_face).astype(np.float32),
        anchors=anchors,
    )


def worth(quality: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much faces of this quality count beside each other in a mean, up to 1."""
    return np.asarray(np.exp(-np.maximum(GOOD - quality, 0) / FADING), np.float32)


def _shares(of_face: NDArray[np.int64], quality: NDArray[np.float32]) -> NDArray[np.float32]:
    """What share of its unit's mean each face is."""
    worths = worth(quality)
    return np.asarray(worths / np.bincount(of_face, worths)[of_face], np.float32)


def _summed(of_face: NDArray[np.int64], values: NDArray[np.float32]) -> NDArray[np.float32]:
    total = np.zeros((of_face.max(initial=-1) + 1, *values.shape[1:]), np.float32)
    np.add.at(total, of_face, values)
    return total


def _numbered_by_appearance(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Equal rows get equal numbers, counted from 0 in order of first appearance."""
    _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse.ravel()]


def _times_seen_before(*columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each row how many equal rows stand above it."""
    same = _numbered_by_appearance(np.stack(columns, axis=1))
    order = np.argsort(same, kind="stable")
    starts = np.searchsorted(same[order], np.arange(same.max(initial=-1) + 1))
    seen = np.empty(len(same), np.int64)
    seen[order] = np.arange(len(same)) - starts[same[order]]
    return seen
