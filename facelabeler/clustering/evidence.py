"""All that speaks for and against two units being one person, in one unit of measure: squared distance of encodings."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.clothes import Wardrobe, wardrobes
from facelabeler.clustering.constraints import frame_pairs, overruled
from facelabeler.clustering.distances import matrix
from facelabeler.clustering.observations import Observations
from facelabeler.clustering.points import Points
from facelabeler.clustering.units import Units, units_by_track

CLEAR = 0.67  # quality below which encodings are no longer to be trusted
CAUTION = 0.1  # what a unit adds to a squared distance for each 1.0 of quality below CLEAR
UNSTEADY = 0.6  # what a unit adds of its own scatter


@dataclass(frozen=True, slots=True)
class Evidence:
    """Units, their faces as `points`, and what the clothes tell in each source where they tell something."""

    units: Units
    points: Points
    wardrobes: tuple[Wardrobe, ...]

    def squared(self, some: NDArray[np.int64]) -> NDArray[np.float32]:
        """(s, s) squared distances of some units. Below 0 where clothes speak strongly for one person."""
        spread = self.points.spread[some]
        total = matrix(self.points.where[some]) ** 2 + spread[:, None] + spread[None]
        for wardrobe in self.wardrobes:
            _, rows, at = np.intersect1d(some, wardrobe.units, return_indices=True)
            worn, offsets = wardrobe.colours[at], wardrobe.offsets[at]
            total[np.ix_(rows, rows)] += matrix(worn) ** 2 + offsets[:, None] + offsets[None]
        return np.asarray(total, np.float32)

    def squared_pairs(self, pairs: NDArray[np.int64]) -> NDArray[np.float32]:
        """(p,) squared distances of (p, 2) pairs of units that share a source."""
        one, other = pairs.T
        total: NDArray[np.float32] = (
            self.points.spread[one] + self.points.spread[other] + _between(self.points.where, one, other)
        )
        for wardrobe in self.wardrobes:
            place = np.full(len(self.units), -1)
            place[wardrobe.units] = np.arange(len(wardrobe.units))
            mine = np.flatnonzero((place[one] >= 0) & (place[other] >= 0))
            a, b = place[one[mine]], place[other[mine]]
            total[mine] += _between(wardrobe.colours, a, b) + wardrobe.offsets[a] + wardrobe.offsets[b]
        return total

    def within(self, wardrobe: Wardrobe) -> Points:
        """The units of one source as points in which the clothes count."""
        members = wardrobe.units
        place = np.full(len(self.units), -1)
        place[members] = np.arange(len(members))
        apart = place[self.points.apart]
        points = self.points.some(members, apart[(apart >= 0).all(axis=1)])
        where = np.hstack([points.where, wardrobe.colours])
        return replace(points, where=where, spread=points.spread + wardrobe.offsets)


def weighed(observations: Observations) -> Evidence:
    """The evidence of faces in canonical order."""
    units = units_by_track(observations)
    points = Points(units.points, doubt(units), units.sizes, units.anchors, frame_pairs(units), overruled(units))
    return Evidence(units, points, tuple(wardrobes(units, observations)))


def doubt(units: Units) -> NDArray[np.float32]:
    """What each unit adds to its squared distances, the more the poorer and the unsteadier it is.

    The encodings of blurred, tiny and turned-away faces of different people draw together: without the addition they
    would be the first to meet, and would bridge the people beside them.
    """
    return np.asarray(CAUTION * np.maximum(CLEAR - units.quality, 0) + UNSTEADY * units.scatter, np.float32)


def _between(
    where: NDArray[np.float32], one: NDArray[np.int64], other: NDArray[np.int64], rows: int = 4096
) -> NDArray[np.float32]:
    total = np.empty(len(one), np.float32)
    for start in range(0, len(one), rows):
        part = slice(start, start + rows)
        total[part] = ((where[one[part]] - where[other[part]]) ** 2).sum(axis=1)
    return total
