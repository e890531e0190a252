"""How likely it is that groups of faces are one person, from their distance.

Distances are those of `gathered.Gathered` with the caution for poor faces. The constants are fitted to clusters and
their nearest others, and to tracks and the rest of their cluster, on five labelled clips and 537 photos
(`python -m benchmarks.likeness DATA` fits them again, and once without each of the sources).
"""

from __future__ import annotations

import numpy as np

EVEN = 0.57  # distance of a cluster and its nearest at which it is as likely as not that they are one person
STEP = 0.025  # what a distance must grow by for the odds to fall by e
WRONG_EVEN = 0.665  # the same of a track and the rest of its cluster, if another cluster is as near …
WRONG_STEP = 0.07
NEARER = 0.5  # … and how much it counts by how much the other is nearer
FARTHEST = 0.75  # distance of the other cluster if there is none


def chance(distance: float) -> float:
    """The probability that a cluster and its nearest other one are one person."""
    return float(1 / (1 + np.exp((distance - EVEN) / STEP)))


def chance_wrong(own: float, other: float | None) -> float:
    """The probability that a track stands in the wrong cluster: from its distance to the rest, and to the next best."""
    nearer = own - min(FARTHEST, FARTHEST if other is None else other)
    return float(1 / (1 + np.exp((WRONG_EVEN - own - NEARER * nearer) / WRONG_STEP)))
