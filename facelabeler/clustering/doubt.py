"""Tracks that may stand in the wrong cluster."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.gathered import Gathered, caution

LEAST_DISTANCE = 0.45  # from the rest of the cluster: of nearer tracks less than one in twenty is wrong


@dataclass(frozen=True, slots=True)
class Stray:
    """A track far from the rest of its cluster: its number, what it comes to, and its distance to the rest."""

    track: int
    group: Gathered
    distance: float


def strays(encodings: NDArray[np.float32], quality: NDArray[np.float32], tracks: NDArray[np.int64]) -> list[Stray]:
    """The tracks of a cluster that are LEAST_DISTANCE or more from its other tracks, the farthest first.

    `encodings` is (n, d), `quality` and `tracks` (n,). A cluster of one track has none.
    """
    numbers, of = np.unique(tracks, return_inverse=True)
    if len(numbers) < 2:
        return []
    faces = np.bincount(of).astype(np.float64)
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], np.arange(len(numbers)))
    sums = np.add.reduceat(encodings[order].astype(np.float64), starts)  # many times faster than add.at
    squares = np.bincount(of, (encodings.astype(np.float64) ** 2).sum(axis=1)).astype(np.float64)
    worth = np.bincount(of, quality.astype(np.float64)).astype(np.float64)
    groups = _groups(sums, squares, worth, faces)
    rests = _groups(sums.sum(axis=0) - sums, squares.sum() - squares, worth.sum() - worth, faces.sum() - faces)
    found = [
        Stray(int(number), group, group.distance(rest))
        for number, group, rest in zip(numbers, groups, rests, strict=True)
    ]
    return sorted((one for one in found if one.distance >= LEAST_DISTANCE), key=lambda one: -one.distance)


def _groups(
    sums: NDArray[np.float64], squares: NDArray[np.float64], worth: NDArray[np.float64], faces: NDArray[np.float64]
) -> list[Gathered]:
    """What groups come to that have these sums of vectors, of squared lengths, of quality, and of faces."""
    means = sums / faces[:, None]
    spreads = np.maximum(squares / faces - (means**2).sum(axis=1), 0)
    quality = worth / faces
    return [
        Gathered(mean, float(spread) + caution(float(good)), int(count))
        for mean, spread, good, count in zip(means.astype(np.float32), spreads, quality, faces, strict=True)
    ]
