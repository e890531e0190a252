"""The default method: average linkage over tracks, under constraints, with poor faces kept at a distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.constraints import forbidden, together
from facelabeler.clustering.distances import matrix
from facelabeler.clustering.linkage import average_linkage
from facelabeler.clustering.observations import FREE, Observations
from facelabeler.clustering.units import Units, units_by_track

CLEAR = 0.67  # quality below which encodings are no longer to be trusted
CAUTION = 0.3  # what is added to a distance for each 1.0 of quality below CLEAR


def tracks_linkage(observations: Observations, *, threshold: float) -> NDArray[np.int64]:
    """Labels (an anchor, or -2 and below for a new group) for faces in canonical order."""
    units = units_by_track(observations)
    distances = cautious_distances(units)
    distances[forbidden(units)] = np.inf
    groups = average_linkage(distances, units.sizes, threshold, together(units))
    return np.asarray(_labels(units, groups)[units.of_face], np.int64)


def cautious_distances(units: Units) -> NDArray[np.float32]:
    """(u, u) distances between units, larger the poorer they are.

    The encodings of blurred, tiny and turned-away faces of different people draw together: without the addition they
    would be the first to meet, and would bridge the people beside them.
    """
    doubt = CAUTION * np.maximum(CLEAR - units.quality, 0)
    distances = matrix(units.points)
    distances += (doubt[:, None] + doubt[None, :]) / 2
    return distances


def _labels(units: Units, groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """The anchor of each unit's group, or a number below -1 for a group without."""
    fixed = units.anchors != FREE
    anchor_of = np.full(groups.max(initial=-1) + 1, FREE, np.int64)
    anchor_of[groups[fixed]] = units.anchors[fixed]
    return np.where(anchor_of[groups] == FREE, -2 - groups, anchor_of[groups])
