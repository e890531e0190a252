"""The order of cards. It is frozen: only a command sorts again, and what is new goes to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from facelabeler.core.entities import ClusterId
from facelabeler.core.project import Project
from facelabeler.ui.naming.candidates import folded

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


class CardOrder:
    """Each cluster's place. A cluster that goes and comes back, as undo makes it, gets its place back."""

    def __init__(self) -> None:
        self._places: dict[ClusterId, int] = {}

    def sort(self, project: Project, by: Sorting) -> None:
        """Give new places to all clusters."""
        key = _KEYS[by]
        ranked = sorted(project.clusters, key=lambda cluster: key(project, cluster))
        self._places = {cluster: place for place, cluster in enumerate(ranked)}

    def admit(self, clusters: Iterable[ClusterId]) -> list[ClusterId]:
        """Put clusters that have no place yet at the end, by number; returns them."""
        new = sorted(cluster for cluster in clusters if cluster not in self._places)
        end = max(self._places.values(), default=-1) + 1
        self._places.update((cluster, end + n) for n, cluster in enumerate(new))
        return new

    def ordered(self, clusters: Iterable[ClusterId]) -> list[ClusterId]:
        """Clusters by their places."""
        return sorted(clusters, key=self._places.__getitem__)


def belongs(project: Project, cluster: ClusterId, tab: Tab, words: str = "") -> bool:
    """Whether a card is shown on a tab, given the words that its title must contain (folded)."""
    named = project.clusters[cluster].person is not None
    if tab is not Tab.ALL and named is not (tab is Tab.NAMED):
        return False
    return not words or all(word in folded(project.title(cluster)) for word in words.split())


def _biggest(project: Project, cluster: ClusterId) -> Key:
    return -project.size(cluster), cluster


def _name(project: Project, cluster: ClusterId) -> Key:
    name = project.name_of(cluster)
    return 0 if name else 1, folded(name or ""), cluster


def _first_seen(project: Project, cluster: ClusterId) -> Key:
    first = min((project.faces[face].source, project.faces[face].time) for face in project.members(cluster))
    return *first, cluster


def _newest(_project: Project, cluster: ClusterId) -> Key:
    return (-cluster,)


_KEYS: dict[Sorting, Callable[[Project, ClusterId], Key]] = {
    Sorting.BIGGEST: _biggest,
    Sorting.NAME: _name,
    Sorting.FIRST_SEEN: _first_seen,
    Sorting.NEWEST: _newest,
}
