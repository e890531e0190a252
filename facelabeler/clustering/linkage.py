"""Average linkage under constraints, by chains of nearest neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def average_linkage(
    distances: NDArray[np.float32],
    weights: NDArray[np.float32],
    limit: float,
    together: Sequence[tuple[int, int]] = (),
) -> NDArray[np.int64]:
    """Groups of u points: the two nearest are joined as long as their mean distance is at most `limit`.

    `distances` is (u, u), symmetric, infinite between points that must never meet; it is used up. The mean is weighted
    by `weights` (u,). Pairs in `together` are joined first, whatever their distance. Returns group numbers from 0 in
    order of first appearance. Nearest-neighbour chains give the same groups as always joining the globally nearest
    pair, in O(u²): the mean of two distances is never below the smaller of them (F. Murtagh, "A survey of recent
    advances in hierarchical clustering algorithms", 1983), and an infinite one stays infinite.
    """
    np.fill_diagonal(distances, np.inf)
    size = weights.astype(np.float64)
    parent = np.arange(len(size))
    open_points = np.ones(len(size), bool)
    for one, other in together:
        _join(distances, size, _root(parent, one), _root(parent, other), parent, open_points)
    chain: list[int] = []
    start = 0
    while True:
        if not chain:
            start = _next_open(open_points, start)
            if start < 0:
                return _numbered(parent)
            chain.append(start)
        tip = chain[-1]
        nearest = int(distances[tip].argmin())
        if distances[tip, nearest] > limit:
            # all that points to the tip is nearer to it than the tip to anything: only the tip is finished
            open_points[tip] = False
            chain.pop()
        elif len(chain) > 1 and distances[tip, chain[-2]] <= distances[tip, nearest]:
            _join(distances, size, chain.pop(), chain.pop(), parent, open_points)
        else:
            chain.append(nearest)


def _join(
    distances: NDArray[np.float32],
    size: NDArray[np.float64],
    one: int,
    other: int,
    parent: NDArray[np.int64],
    open_points: NDArray[np.bool_],
) -> None:
    keep, drop = min(one, other), max(one, other)
    if keep == drop:
        return
    total = size[keep] + size[drop]
    row = (distances[keep] * size[keep] + distances[drop] * size[drop]) / total
    row[keep] = row[drop] = np.inf
    distances[keep] = distances[:, keep] = row
    distances[drop] = distances[:, drop] = np.inf
    size[keep] = total
    parent[drop] = keep
    open_points[drop] = False


def _root(parent: NDArray[np.int64], point: int) -> int:
    while parent[point] != point:
        point = int(parent[point])
    return point


def _next_open(open_points: NDArray[np.bool_], start: int) -> int:
    ahead = np.flatnonzero(open_points[start:])
    return start + int(ahead[0]) if len(ahead) else -1


def _numbered(parent: NDArray[np.int64]) -> NDArray[np.int64]:
    """Follows each point to its root; a parent always has a smaller number."""
    roots = np.empty_like(parent)
    for point, above in enumerate(parent):
        roots[point] = point if above == point else roots[above]
    return np.unique(roots, return_inverse=True)[1]
