"""How near two people may be taken for one: a threshold that sets itself, and what each threshold would lead to."""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.evidence import Evidence

HIGHEST, LOWEST, STEP = 0.575, 0.35, 0.005
KNOWN_MEAN, KNOWN_DEVIATION = 0.74, 0.085  # distances of different people as a rule: clear faces, labelled photos
KNOWN_PAIRS = 20  # as many pairs of the project as the rule counts for
MOST_DIFFERENT = 0.3  # share of the pairs in one picture that may lie within the threshold, if all pairs are near
MOST_UNITS = 1500  # of which all pairs are looked at
MOST_PAIRS = 20_000  # of one picture that are looked at


def own_threshold(evidence: Evidence) -> float:
    """The distance from which on nearness is no evidence in this project, from LOWEST to HIGHEST.

    Two faces of one picture are two people, so their distances tell how near different people come here: in a line-up
    of look-alikes nearer than among strangers. As long as such a nearness is more frequent among all pairs than among
    those, it speaks for one person; where it is surely not (by more than the deviation of such a count, its root), or
    where MOST_DIFFERENT of those are as near, it does not. With few pairs in one picture, what is known of people in
    general counts with them.
    """
    known = _distances(evidence.squared_pairs(_spread(evidence.points.apart, MOST_PAIRS)))
    every = _distances(_others(evidence))
    best = LOWEST
    for step in np.arange(LOWEST, HIGHEST + STEP / 2, STEP):
        among_all = (np.searchsorted(every, step, "right") + 0.5) / (len(every) + 1)
        near = np.searchsorted(known, step, "right") + KNOWN_PAIRS * _share_below(float(step))
        among_different, surely = (count / (len(known) + KNOWN_PAIRS) for count in (near, near - np.sqrt(near)))
        if surely <= among_all and among_different <= MOST_DIFFERENT:
            best = float(step)
    return round(best, 3)


def _others(evidence: Evidence) -> NDArray[np.float32]:
    """Squared distances of all pairs that are not in one picture; of an even choice of units if they are many."""
    some = _spread(np.arange(len(evidence.units)), MOST_UNITS)
    squared = evidence.squared(some)
    place = np.full(len(evidence.units), -1)
    place[some] = np.arange(len(some))
    apart = place[evidence.points.apart]
    one, other = apart[(apart >= 0).all(axis=1)].T
    wanted = np.triu(np.ones(squared.shape, bool), 1)
    wanted[np.minimum(one, other), np.maximum(one, other)] = False
    return squared[wanted]


def _distances(squared: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.sort(np.sqrt(np.maximum(squared, 0)))


def _share_below(distance: float) -> float:
    """The share of pairs of different people that are nearer, as a rule."""
    return 0.5 * (1 + erf((distance - KNOWN_MEAN) / KNOWN_DEVIATION / sqrt(2)))


def _spread(rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """At most so many of the rows, evenly chosen."""
    return rows[np.linspace(0, len(rows) - 1, min(len(rows), most)).astype(np.int64)]
