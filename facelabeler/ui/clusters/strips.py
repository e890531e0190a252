"""The presence strips of the cards, kept until footage or faces change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from facelabeler.core.entities import ClusterId, SourceId
from facelabeler.core.project import Project
from facelabeler.ui.presence import Axis, Run

MOST_KEPT = 4096


class Strips:
    """Runs of pixels by cluster and width. `read_until` answers how far sources are read, in seconds."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._axis = Axis((), {})
        self._base: dict[int, tuple[Run, ...]] = {}
        self._runs: dict[tuple[ClusterId, int], tuple[Run, ...]] = {}

    def set_footage(self, read_until: Mapping[SourceId, float]) -> None:
        """Sources were added or read further."""
        self._axis = Axis(self._project.sources.values(), read_until)
        self._base.clear()
        self._runs.clear()

    def forget(self, clusters: Iterable[ClusterId]) -> None:
        """These clusters have changed."""
        changed = set(clusters)
        for key in [key for key in self._runs if key[0] in changed]:
            del self._runs[key]

    def base(self, width: int) -> tuple[Run, ...]:
        """The base line of a strip this wide."""
        if width not in self._base:
            self._base[width] = self._axis.base(width)
        return self._base[width]

    def known(self, cluster: ClusterId, width: int) -> tuple[Run, ...] | None:
        """What `runs` answers if it has nothing to work out."""
        return self._runs.get((cluster, width))

    def runs(self, cluster: ClusterId, width: int) -> tuple[Run, ...]:
        """Where a cluster's faces are in a strip this wide."""
        key = (cluster, width)
        if key not in self._runs:
            if len(self._runs) >= MOST_KEPT:
                self._runs.clear()
            faces = self._project.faces
            self._runs[key] = self._axis.runs((faces[face] for face in self._project.members(cluster)), width)
        return self._runs[key]
