"""Which small pieces may join a person without being asked about, once an answer has said who is who."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from facelabeler.clustering.gathered import Gathered, Table

NEAR = 0.58  # distance up to which a piece may follow
CLEARLY = 0.05  # by how much every other person must be farther
RIVAL_FACES = 4  # from which a cluster nobody has spoken about counts as another person
MOST_PIECES = 64  # that are looked at


@dataclass(frozen=True, slots=True)
class Home:
    """A person as an answer has made it: what its faces come to, and the clusters that they stand in."""

    group: Gathered
    clusters: frozenset[int]


def followers(
    home: Home, pieces: Table, rivals: Table, *, spoken: frozenset[int], may: Callable[[int, int], bool]
) -> list[int]:
    """The keys of the pieces that belong to `home` and to nobody else, the nearest first.

    A piece follows if it is near, smaller than `home`, and nearer by CLEARLY than every rival that it could belong to:
    before the answer, two clusters of one person were each other's rivals for it. `spoken` are the clusters that the
    user has spoken about: they are rivals whatever their size, and follow nobody. `may(piece, cluster)` says whether
    nothing speaks against a piece being of a cluster's person.
    """
    keys = _near(home, pieces, home.clusters | spoken if pieces is rivals else frozenset())
    if not keys:
        return []
    close = _close_rivals(home, [pieces.group(key) for key in keys], rivals, spoken)
    return [
        key
        for key, others in zip(keys, close, strict=True)
        if all(may(key, cluster) for cluster in home.clusters)
        and not any(may(key, other) for other in others if pieces is not rivals or other != key)
    ]


def _near(home: Home, pieces: Table, without: frozenset[int]) -> list[int]:
    [away] = pieces.away([home.group])
    near = np.flatnonzero((away <= NEAR) & (pieces.faces < home.group.faces))
    nearest = near[np.argsort(away[near], kind="stable")][:MOST_PIECES]
    return [key for key in pieces.keys[nearest].tolist() if key not in without]


def _close_rivals(home: Home, groups: list[Gathered], rivals: Table, spoken: frozenset[int]) -> list[list[int]]:
    """For each group the rivals that are not clearly farther than home."""
    counts = rivals.faces >= RIVAL_FACES
    counts[[rivals.row(key) for key in spoken if key in rivals]] = True
    counts[[rivals.row(key) for key in home.clusters if key in rivals]] = False
    limits = np.array([[group.distance(home.group) + CLEARLY] for group in groups])
    return [rivals.keys[np.flatnonzero(row)].tolist() for row in counts & (rivals.away(groups) < limits)]
