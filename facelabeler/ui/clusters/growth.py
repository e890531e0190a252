"""Which clusters the program made bigger in the last minute."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from facelabeler.core.entities import ClusterId
from facelabeler.core.project import Project

GROWN_SECONDS = 60.0


class Growth:
    """Which clusters the program made bigger in the last minute, and by how much."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sizes: dict[ClusterId, int] = {}
        self._added: dict[ClusterId, list[tuple[float, int]]] = {}

    def start(self, project: Project) -> None:
        self._sizes = {cluster: project.size(cluster) for cluster in project.clusters}

    def note(self, project: Project, clusters: Iterable[ClusterId], *, grew: bool) -> None:
        """Take in new sizes; `grew`: the program, not the user, changed them. A new cluster has not grown."""
        for cluster in clusters:
            before, now = self._sizes.get(cluster), project.size(cluster)
            self._sizes[cluster] = now
            if grew and before and now > before:
                self._added.setdefault(cluster, []).append((self._clock(), now - before))
            elif not grew:
                self._added.pop(cluster, None)

    def of(self, cluster: ClusterId) -> int:
        since = self._clock() - GROWN_SECONDS
        return sum(added for at, added in self._added.get(cluster, ()) if at > since)

    def expire(self) -> list[ClusterId]:
        """Forget what is over a minute old; the clusters that it changes."""
        since = self._clock() - GROWN_SECONDS
        old = [cluster for cluster, added in self._added.items() if any(at <= since for at, _ in added)]
        for cluster in old:
            self._added[cluster] = [entry for entry in self._added[cluster] if entry[0] > since]
        return old
