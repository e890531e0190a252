"""Average linkage of a few thousand points whose distances all fit into memory, by chains of nearest neighbours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def chained(squared: NDArray[np.float32], sizes: NDArray[np.float32], limit: float) -> NDArray[np.int64]:
    """(m,) groups, named by their first member each, after all joins of average linkage up to the squared `limit`.

    `squared`: (m, m) squared distances, infinite for pairs that never join and on the diagonal; it is overwritten.
    `sizes`: (m,) how much each point counts.

    From each point a chain leads to its nearest, to the nearest of that, and so on, until two are each other's nearest:
    they join. The joins are those of the usual order, since no join brings a third group nearer than the nearer of the
    two was (J.-P. Benzécri, 1982; F. Murtagh, 1983). What has nobody within the limit is done.
    """
    weight = sizes.astype(np.float64)
    groups = np.arange(len(sizes))
    waiting = np.ones(len(sizes), bool)
    chain: list[int] = []
    while chain or waiting.any():
        if not chain:
            chain.append(int(waiting.argmax()))
        tip = chain[-1]
        nearest = _nearest(squared[tip], chain)
        if squared[tip, nearest] > limit:
            waiting[chain.pop()] = False
        elif len(chain) > 1 and nearest == chain[-2]:
            del chain[-2:]
            into, other = sorted((tip, nearest))
            _join(squared, weight, into, other)
            groups[groups == other] = into
            waiting[other] = False
        else:
            chain.append(nearest)
    return groups


def _nearest(row: NDArray[np.float32], chain: list[int]) -> int:
    """The nearest in a row of distances; of equally near ones the one the chain came from, so that it ends."""
    nearest = int(row.argmin())
    if len(chain) > 1 and row[chain[-2]] <= row[nearest]:
        return chain[-2]
    return nearest


def _join(squared: NDArray[np.float32], weight: NDArray[np.float64], into: int, other: int) -> None:
    """Mean squared distances of two groups as one (G. Lance and W. Williams, 1967). "Never" stays so."""
    total = weight[into] + weight[other]
    row = (weight[into] * squared[into] + weight[other] * squared[other]) / total
    row[into] = np.inf
    squared[into], squared[:, into] = row, row
    squared[other], squared[:, other] = np.inf, np.inf
    weight[into] = total
