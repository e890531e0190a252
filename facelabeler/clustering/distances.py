"""Distances between encodings, in blocks so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

BLOCK = 1024  # rows at a time


def matrix(points: NDArray[np.float32], others: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    """(n, m) Euclidean distances."""
    others = points if others is None else others
    squared: NDArray[np.float32] = (
        (points**2).sum(axis=1)[:, None] + (others**2).sum(axis=1)[None, :] - 2 * (points @ others.T)
    )
    np.maximum(squared, 0, out=squared)
    np.sqrt(squared, out=squared)
    return squared


def neighbours_within(
    points: NDArray[np.float32], radius: float
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]]:
    """Pairs of points within `radius` as (first, second, distance), first < second, a block of rows at a time."""
    for start in range(0, len(points), BLOCK):
        near = matrix(points[start : start + BLOCK], points[start:])
        # many times faster than nonzero of a matrix
        rows, columns = np.divmod(np.flatnonzero(near <= radius), near.shape[1])
        apart = columns > rows
        rows, columns = rows[apart], columns[apart]
        yield rows + start, columns + start, near[rows, columns]
