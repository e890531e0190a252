"""Which people of the library seem to be in a project. Strangers stay strangers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.gathered import Gathered, gathered

# Chosen with a library of one cast on a clip of the same people, and on five clips and 537 photos of others: the
# loosest at which no stranger is suggested (`python -m benchmarks.library DATA` prints how many of either are).
FARTHEST = 0.58  # distance up to which a cluster is taken for a person
CLEARLY = 0.05  # by how much the next person must be farther
NEAREST = 3  # prototypes of a person that count
FEW_FACES = 0.08  # what a single face adds to its squared distances, n faces an n-th: their own spread is not known yet


SOMEBODY_ELSE = 0.7  # distance beyond which a cluster can hardly be the person: of one person, few are so far apart
BETTER_PART = 0.5  # of a cluster's faces that are looked at: the poorer half tells less of who it is, and blurs


@dataclass(frozen=True, slots=True)
class Match:
    """A group, by its place in what was given, the person it seems to be, and how alike they are, 0 to 1."""

    group: int
    key: str
    likeness: float


def better_part(encodings: NDArray[np.float32], quality: NDArray[np.float32]) -> Gathered:
    """What the better half of n faces comes to, as a group of all n: (n, d) encodings, (n,) quality, n at least 1."""
    best = np.argsort(-quality, kind="stable")[: max(1, round(BETTER_PART * len(quality)))]
    return replace(gathered(encodings[best], quality[best]), faces=len(quality))


def matches(groups: Sequence[Gathered], people: Mapping[str, NDArray[np.float32]]) -> list[Match]:
    """The groups of faces that seem to be one of the people, the most alike first.

    `people` maps keys to (p, d) prototypes. A group is nobody's if it is farther than FARTHEST from everybody, or
    nearly as alike to two people. The likeness is 1 for the same encodings and 0.5 for what is just taken.
    """
    if not groups or not people:
        return []
    away = np.stack([_distances(groups, prototypes) for prototypes in people.values()], axis=1)
    keys = list(people)
    found = []
    for place, row in enumerate(away):
        order = np.argsort(row, kind="stable")
        nearest = float(row[order[0]])
        if nearest <= FARTHEST and (len(row) == 1 or row[order[1]] >= nearest + CLEARLY):
            found.append(Match(place, keys[order[0]], 1 - 0.5 * (nearest / FARTHEST) ** 2))
    return sorted(found, key=lambda match: (-match.likeness, match.group))


def is_somebody_else(group: Gathered, prototypes: NDArray[np.float32]) -> bool:
    """Whether a group of faces can hardly be the person of these (p, d) prototypes."""
    return bool(_distances([group], prototypes)[0] > SOMEBODY_ELSE)


def _distances(groups: Sequence[Gathered], prototypes: NDArray[np.float32]) -> NDArray[np.float64]:
    """(g,) mean distance of each group to the prototypes that are nearest to it."""
    means = np.array([group.mean for group in groups], np.float64)
    spreads = np.array([group.spread + FEW_FACES / group.faces for group in groups])
    squared = (means**2).sum(axis=1)[:, None] + (prototypes**2).sum(axis=1)[None] - 2 * (means @ prototypes.T)
    away = np.sqrt(np.maximum(squared, 0) + spreads[:, None])
    return np.asarray(np.sort(away, axis=1)[:, :NEAREST].mean(axis=1))
