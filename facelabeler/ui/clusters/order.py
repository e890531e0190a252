"""The order of cards. It is frozen: only a command sorts again, and what is new goes to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import ClusterId
from facelabeler.ui.find.facts import ClusterFacts

Key = tuple[float | str, ...]


class Tab(Enum):
    """Which cards are shown."""

    TO_NAME = "to-name"
    NAMED = "named"
    ALL = "all"


class Sorting(Enum):
    """What cards are sorted by."""

    BIGGEST = "biggest"
    NAME = "name"
    FIRST_SEEN = "first-seen"
    NEWEST = "newest"
    DOUBTFUL = "doubtful"
    WORST = "worst"
    ALIKE = "alike"


class CardOrder:
    """Each cluster's place. A cluster that goes and comes back, as undo makes it, gets its place back."""

    def __init__(self) -> None:
        self._places: dict[ClusterId, int] = {}

    def sort(self, facts: Iterable[ClusterFacts], by: Sorting, like: NDArray[np.float32] | None = None) -> None:
        """Give new places to all clusters; `like` is the encoding ((128,)) that ALIKE measures from."""
        key = _KEYS[by] if by is not Sorting.ALIKE or like is None else _alike(like)
        self._places = {one.cluster: place for place, one in enumerate(sorted(facts, key=key))}

    def admit(self, clusters: Iterable[ClusterId]) -> list[ClusterId]:
        """Put clusters that have no place yet at the end, by number; returns them."""
        new = sorted(cluster for cluster in clusters if cluster not in self._places)
        end = max(self._places.values(), default=-1) + 1 if new else 0
        self._places.update((cluster, end + n) for n, cluster in enumerate(new))
        return new

    def ordered(self, clusters: Iterable[ClusterId]) -> list[ClusterId]:
        """Clusters by their places."""
        return sorted(clusters, key=self._places.__getitem__)


def _alike(like: NDArray[np.float32]) -> Callable[[ClusterFacts], Key]:
    return lambda facts: (float(np.linalg.norm(facts.mean - like)), facts.cluster)


def _biggest(facts: ClusterFacts) -> Key:
    return -facts.faces, facts.cluster


def _name(facts: ClusterFacts) -> Key:
    return not facts.named, facts.title if facts.named else "", facts.cluster


def _first_seen(facts: ClusterFacts) -> Key:
    return *facts.first_seen, facts.cluster


def _newest(facts: ClusterFacts) -> Key:
    return (-facts.cluster,)


def _doubtful(facts: ClusterFacts) -> Key:
    return -facts.doubtful, -facts.faces, facts.cluster


def _worst(facts: ClusterFacts) -> Key:
    return facts.quality, facts.cluster


_KEYS: dict[Sorting, Callable[[ClusterFacts], Key]] = {
    Sorting.BIGGEST: _biggest,
    Sorting.NAME: _name,
    Sorting.FIRST_SEEN: _first_seen,
    Sorting.NEWEST: _newest,
    Sorting.DOUBTFUL: _doubtful,
    Sorting.WORST: _worst,
    Sorting.ALIKE: _biggest,
}
