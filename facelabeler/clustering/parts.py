"""The parts of a cluster that may hold several people."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.constraints import frame_pairs
from facelabeler.clustering.distances import matrix
from facelabeler.clustering.gathered import caution
from facelabeler.clustering.likeness import EVEN
from facelabeler.clustering.linkage import Points, average_linkage, gathered
from facelabeler.clustering.observations import FREE, Observations, reordered
from facelabeler.clustering.units import canonical_order, units_by_track

CLEARLY_ONE = 0.45  # mean distance below which two parts are one person far more often than not
TOGETHER = 1.0  # what a picture with both adds to a squared distance: more than any two people are apart
MOST_PIECES = 3000  # that are compared each with each; of more, those that are clearly one are taken together first


class Parts(NamedTuple):
    """`labels`: (n,) the part of each face, 0 for the largest. `distance`: of the two parts that are most unlike."""

    labels: NDArray[np.int64]
    distance: float


def parts(observations: Observations) -> Parts:
    """The parts of one cluster's faces, by average linkage over its tracks: no track is cut in two.

    As many parts as are more likely two people than one; two if none are, but the last two to be joined are not
    clearly one person; else one. Two faces in one picture speak strongly against one person, not absolutely.
    The result does not depend on the order of the faces.
    """
    order = canonical_order(observations)
    units = units_by_track(reordered(observations, order))
    points = Points(
        where=units.points,
        spread=np.array([caution(quality) for quality in units.quality.tolist()], np.float32),
        sizes=units.sizes,
        anchors=np.full(len(units), FREE, np.int64),
        apart=frame_pairs(units),
    )
    groups = average_linkage(points, CLEARLY_ONE) if len(units) > MOST_PIECES else np.arange(len(units))
    cut, distance = _cut(gathered(points, groups))
    labels = np.empty(len(observations), np.int64)
    labels[order] = _largest_first(cut[groups][units.of_face])
    return Parts(labels, distance)


def _cut(points: Points) -> tuple[NDArray[np.int64], float]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(points) < 2:
        return np.zeros(len(points), np.int64), 0.0
    squared = matrix(points.where) ** 2 + points.spread[:, None] + points.spread[None]
    squared[points.apart[:, 0], points.apart[:, 1]] += TOGETHER
    squared[points.apart[:, 1], points.apart[:, 0]] += TOGETHER
    np.fill_diagonal(squared, 0)
    tree = linkage(squareform(np.sqrt(squared), checks=False), "average")
    last = float(tree[-1, 2])
    if last < CLEARLY_ONE:
        return np.zeros(len(points), np.int64), last
    labels = fcluster(tree, EVEN, "distance") if last > EVEN else fcluster(tree, 2, "maxclust")
    return np.asarray(labels, np.int64), last


def _largest_first(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Labels numbered from 0 by falling size, equals by their first face."""
    _, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(counts), np.int64)
    rank[np.lexsort((first, -counts))] = np.arange(len(counts))
    return rank[inverse]
