"""How likely it is that groups of faces are one person, from their distance.

Distances are those of `gathered.Gathered` with the caution for poor faces. The constants are fitted to clusters and
their nearest others, and to tracks and the rest of their cluster, on five labelled clips and 537 photos
(`python -m benchmarks.likeness DATA` fits them again, and once without each of the sources).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

EVEN = 0.57  # distance of a cluster and its nearest at which it is as likely as not that they are one person
STEP = 0.025  # what a distance must grow by for the odds to fall by e
SURE = 0.03  # how much projects differ in that, as a deviation
TWICE = 0.42  # distance below which two clusters in one picture are one person twice
WRONG_EVEN = 0.665  # the same of a track and the rest of its cluster, if another cluster is as near …
WRONG_STEP = 0.07
NEARER = 0.5  # … and how much it counts by how much the other is nearer
FARTHEST = 0.75  # distance of the other cluster if there is none


def chance(distance: float, even: float = EVEN) -> float:
    """The probability that a cluster and its nearest other one are one person; `even`: where it is one half."""
    return float(_chances(np.array(distance), even))


def _chances(distances: NDArray[np.float64], even: float) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp((distances - even) / STEP)))


def learned_even(strangers: Sequence[float], joined: Sequence[float] = ()) -> float:
    """Where the chance is one half in a project, from the distances of clusters about which it is known.

    `strangers` are pairs that are two people, `joined` pairs that were one. EVEN if nothing is known; nearer the more
    and the nearer strangers there are, unless pairs as far were one person: the maximum of the posterior, with EVEN as
    the mean and SURE as the deviation of what is expected before. Never farther than EVEN, for most that is asked about
    is one person, everywhere. Strangers nearer than TWICE are left out: they are one person twice, in a mirror or on a
    poster.
    """
    apart = np.array([distance for distance in strangers if distance >= TWICE])
    together = np.array(joined, float)
    low, high = EVEN - 5 * SURE, EVEN
    while high - low > 1e-4:
        middle = (low + high) / 2
        surprise = _chances(apart, middle).sum() - (1 - _chances(together, middle)).sum()
        low, high = (middle, high) if (EVEN - middle) / SURE**2 > surprise / STEP else (low, middle)
    return high


def chance_wrong(own: float, other: float | None) -> float:
    """The probability that a track stands in the wrong cluster: from its distance to the rest, and to the next best."""
    nearer = own - min(FARTHEST, FARTHEST if other is None else other)
    return float(1 / (1 + np.exp((WRONG_EVEN - own - NEARER * nearer) / WRONG_STEP)))
