"""Units: what is grouped as one piece — the faces of a track that share an anchor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.observations import FREE, Observations


@dataclass(frozen=True, slots=True)
class Units:
    """u units over n faces, in an order that does not depend on the order of the faces.

    `of_face`: (n,) the unit of each face. `points`: (u, d) float32, the mean encoding. `weights`: (u,) number of
    faces. `quality`: (u,) that of the best face. `anchors`: (u,) cluster id or FREE. `frames`: of each face.
    """

    of_face: NDArray[np.int64]
    points: NDArray[np.float32]
    weights: NDArray[np.float32]
    quality: NDArray[np.float32]
    anchors: NDArray[np.int64]
    frames: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.points)


def canonical_order(observations: Observations) -> NDArray[np.int64]:
    """An order of the faces that follows from their encodings alone (and their ids where those are equal)."""
    columns = observations.encodings[:, :8].T
    return np.lexsort((observations.ids, *columns))


def by_track(observations: Observations) -> Units:
    """Units of faces in canonical order: one a track and anchor.

    A track that holds two faces of one picture is wrong, so each further face of a picture goes to a unit of its own.
    """
    again = _times_seen_before(observations.tracks, observations.anchors, observations.frames)
    return _units(observations, np.stack([observations.tracks, observations.anchors, again], axis=1))


def by_face(observations: Observations) -> Units:
    """One unit a face."""
    return _units(observations, np.arange(len(observations))[:, None])


def _units(observations: Observations, keys: NDArray[np.int64]) -> Units:
    of_face = _numbered_by_appearance(keys)
    weights = np.bincount(of_face).astype(np.float32)
    points = np.zeros((len(weights), observations.encodings.shape[1]), np.float32)
    np.add.at(points, of_face, observations.encodings)
    quality = np.zeros(len(weights), np.float32)
    np.maximum.at(quality, of_face, observations.quality)
    anchors = np.full(len(weights), FREE, np.int64)
    anchors[of_face] = observations.anchors
    return Units(of_face, points / weights[:, None], weights, quality, anchors, observations.frames)


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
