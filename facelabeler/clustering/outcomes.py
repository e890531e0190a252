"""What a grouping would lead to, told before anything is placed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.observations import FREE


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many clusters there would be, how many faces in none, and how many conflicts.

    A conflict is a pair of faces in one picture that a method takes for one person: two people who look alike, or one
    person twice (a mirror, a poster). Where the method knows that they are two people, it keeps them apart, and the
    conflict says that only this rule did. `threshold` is what was used, if the method has one.
    """

    clusters: int
    unclustered: int
    conflicts: int
    threshold: float | None = None


def outcome_of(labels: NDArray[np.int64], frames: NDArray[np.int64]) -> Outcome:
    """The outcome of labels, as `methods.group` gives them, for faces of these pictures."""
    placed = labels != FREE
    seats = np.stack([labels[placed], frames[placed]], axis=1)
    together = np.unique(seats, axis=0, return_counts=True)[1] if len(seats) else np.zeros(0, np.int64)
    conflicts = int((together * (together - 1) // 2).sum())
    return Outcome(len(np.unique(labels[placed])), int((~placed).sum()), conflicts)
