"""The parts of a cluster that may hold several people."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.constraints import frame_pairs
from facelabeler.clustering.distances import matrix
from facelabeler.clustering.gathered import caution
from facelabeler.clustering.observations import Observations
from facelabeler.clustering.units import Units, canonical_order, units_by_track

CLEARLY_ONE = 0.45  # mean distance below which two parts are one person far more often than not
TWO_PEOPLE = 0.6  # distance from which parts are two people nearly always: `python -m benchmarks.parts`
TOGETHER = 1.0  # what a picture with both adds to a squared distance: more than any two people are apart
MOST_TRACKS = 3000  # that are compared each with each; of more, every n-th, and each other goes with the nearest


class Parts(NamedTuple):
    """`labels`: (n,) the part of each face, 0 for the largest. `distance`: of the two parts that are most unlike."""

    labels: NDArray[np.int64]
    distance: float


def parts(observations: Observations, most_tracks: int = MOST_TRACKS) -> Parts:
    """The parts of one cluster's faces, by average linkage over its tracks: no track is cut in two.

    As many parts as are two people nearly always; two if none are, but the last two to be joined are not
    clearly one person; else one. Two faces in one picture speak strongly against one person, not absolutely.
    The result does not depend on the order of the faces.
    """
    order = canonical_order(observations)
    units = units_by_track(observations.reordered(order))
    compared = np.arange(0, len(units), max(1, -(-len(units) // most_tracks)))
    cut, distance = _cut(_apart(units, compared))
    with_whom = matrix(units.points, units.points[compared]).argmin(axis=1)
    with_whom[compared] = np.arange(len(compared))
    labels = np.empty(len(observations), np.int64)
    labels[order] = _largest_first(cut[with_whom][units.of_face])
    return Parts(labels, distance)


def _apart(units: Units, some: NDArray[np.int64]) -> NDArray[np.float64]:
    """(s, s) distances of some units, those of two in one picture much larger."""
    doubt = np.array([caution(quality) for quality in units.quality[some].tolist()])
    squared = matrix(units.points[some]).astype(np.float64) ** 2 + doubt[:, None] + doubt[None]
    place = np.full(len(units), -1)
    place[some] = np.arange(len(some))
    together = place[frame_pairs(units)]
    one, other = together[(together >= 0).all(axis=1)].T
    squared[one, other] += TOGETHER
    squared[other, one] += TOGETHER
    np.fill_diagonal(squared, 0)
    return np.asarray(np.sqrt(squared))


def _cut(apart: NDArray[np.float64]) -> tuple[NDArray[np.int64], float]:
    """The part of each unit, and the distance at which the last two are joined."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(apart) < 2:
        return np.zeros(len(apart), np.int64), 0.0
    tree = linkage(squareform(apart, checks=False), "average")
    last = float(tree[-1, 2])
    if last < CLEARLY_ONE:
        return np.zeros(len(apart), np.int64), last
    labels = fcluster(tree, TWO_PEOPLE, "distance") if last > TWO_PEOPLE else fcluster(tree, 2, "maxclust")
    return np.asarray(labels, np.int64), last


def _largest_first(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Labels numbered from 0 by falling size, equals by their first face."""
    _, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(counts), np.int64)
    rank[np.lexsort((first, -counts))] = np.arange(len(counts))
    return rank[inverse]
