"""The default method: average linkage over tracks, under constraints."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.constraints import forbidden, together
from facelabeler.clustering.distances import matrix
from facelabeler.clustering.linkage import average_linkage
from facelabeler.clustering.observations import FREE, Observations
from facelabeler.clustering.units import by_track


def tracks_linkage(observations: Observations, *, threshold: float) -> NDArray[np.int64]:
    """Labels (an anchor, or -2 and below for a new group) for faces in canonical order."""
    units = by_track(observations)
    distances = matrix(units.points)
    distances[forbidden(units)] = np.inf
    groups = average_linkage(distances, units.weights, threshold, together(units))
    labels = -2 - groups
    fixed = units.anchors != FREE
    anchor_of_group = np.full(groups.max(initial=0) + 1, FREE, np.int64)
    anchor_of_group[groups[fixed]] = units.anchors[fixed]
    joined = anchor_of_group[groups] != FREE
    labels[joined] = anchor_of_group[groups][joined]
    return np.asarray(labels[units.of_face], np.int64)
