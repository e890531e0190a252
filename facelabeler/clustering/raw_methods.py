"""Published methods as they are: encodings in, group numbers out (-1: none). They know no tracks and no pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.distances import neighbours_within

ROUNDS = 20  # Chinese whispers: settles long before
LARGEST_FOR_LINKAGE = 20_000  # SciPy's linkage keeps all distances: 1.6 GB at this size


def dbscan(encodings: NDArray[np.float32], *, eps: float, min_samples: int) -> NDArray[np.int64]:
    """DBSCAN (Ester et al., 1996) by scikit-learn."""
    from sklearn.cluster import DBSCAN

    labels = DBSCAN(eps=eps, min_samples=min_samples, metric="euclidean").fit_predict(encodings)
    return np.asarray(labels, np.int64)


def hdbscan(encodings: NDArray[np.float32], *, min_size: int) -> NDArray[np.int64]:
    """HDBSCAN (Campello et al., 2013) by scikit-learn."""
    from sklearn.cluster import HDBSCAN

    if len(encodings) < min_size:
        return np.full(len(encodings), -1, np.int64)
    return np.asarray(HDBSCAN(min_cluster_size=min_size, copy=True).fit_predict(encodings), np.int64)


def agglomerative(encodings: NDArray[np.float32], *, threshold: float) -> NDArray[np.int64]:
    """Average linkage by SciPy, cut at `threshold`."""
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(encodings) < 2:
        return np.arange(len(encodings))
    return np.asarray(fcluster(linkage(encodings, "average"), threshold, "distance"), np.int64)


def chinese_whispers(encodings: NDArray[np.float32], *, threshold: float) -> NDArray[np.int64]:
    """Chinese whispers (Biemann, 2006): each face takes the group of most of its neighbours within `threshold`.

    Faces are visited in their order, not at random, and neighbours count by how near they are, so the result is
    repeatable.
    """
    starts, targets, closeness = _graph(encodings, threshold)
    labels = np.arange(len(encodings))
    for _ in range(ROUNDS):
        changed = False
        for face in range(len(encodings)):
            mine = slice(starts[face], starts[face + 1])
            if mine.start == mine.stop:
                continue
            groups, where = np.unique(labels[targets[mine]], return_inverse=True)
            heard = groups[np.bincount(where, closeness[mine]).argmax()]
            changed |= bool(heard != labels[face])
            labels[face] = heard
        if not changed:
            break
    return labels


def _graph(
    encodings: NDArray[np.float32], threshold: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Neighbours in rows: where each face's begin, which faces they are, and 1 - distance / threshold."""
    blocks = list(neighbours_within(encodings, threshold))
    first, second, distance = (np.concatenate(part) for part in zip(*blocks, strict=True))
    rows, targets = np.concatenate([first, second]), np.concatenate([second, first])
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], np.arange(len(encodings) + 1)).astype(np.int64)
    closeness = (1 - distance / threshold).astype(np.float32)
    return starts, targets[order], np.tile(closeness, 2)[order]
