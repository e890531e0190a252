"""The default method: average linkage over tracks, under constraints, with poor faces kept at a distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.constraints import frame_pairs
from facelabeler.clustering.linkage import Points, average_linkage
from facelabeler.clustering.observations import FREE, Observations
from facelabeler.clustering.units import Units, units_by_track

CLEAR = 0.67  # quality below which encodings are no longer to be trusted
CAUTION = 0.165  # what a unit adds to a squared distance for each 1.0 of quality below CLEAR


def tracks_linkage(observations: Observations, *, threshold: float, lone_quality: float) -> NDArray[np.int64]:
    """Labels (an anchor, -2 and below for a new group, -1 for none) for faces in canonical order.

    A face that is alone in its group and poorer than `lone_quality` is in none.
    """
    units = units_by_track(observations)
    points = Points(units.points, _doubt(units), units.sizes, units.anchors, frame_pairs(units))
    groups = average_linkage(points, threshold)
    alone = np.bincount(groups, units.sizes)[groups] == 1
    waits = alone & (units.anchors == FREE) & (units.quality < lone_quality)
    return np.where(waits, FREE, _labels(units, groups))[units.of_face]


def _doubt(units: Units) -> NDArray[np.float32]:
    """What each unit adds to its squared distances, the more the poorer it is.

    The encodings of blurred, tiny and turned-away faces of different people draw together: without the addition they
    would be the first to meet, and would bridge the people beside them.
    """
    return np.asarray(CAUTION * np.maximum(CLEAR - units.quality, 0), np.float32)


def _labels(units: Units, groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """The anchor of each unit's group, or a number below -1 for a group without."""
    fixed = units.anchors != FREE
    anchor_of = np.full(groups.max(initial=-1) + 1, FREE, np.int64)
    anchor_of[groups[fixed]] = units.anchors[fixed]
    return np.where(anchor_of[groups] == FREE, -2 - groups, anchor_of[groups])
