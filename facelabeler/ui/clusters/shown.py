"""Which cards are shown: those of a tab that are what is searched for."""

from __future__ import annotations

from collections.abc import Iterable

from facelabeler.core.entities import ClusterId
from facelabeler.core.project import Project
from facelabeler.ui.clusters.order import Tab
from facelabeler.ui.find.facts import FactBook
from facelabeler.ui.find.query import EVERYTHING, Query


class Shown:
    """Keeps which clusters a search finds, so that an edit asks only about the clusters it touched."""

    def __init__(self, project: Project, facts: FactBook) -> None:
        self._project = project
        self._facts = facts
        self._found: set[ClusterId] = set()
        self.query = EVERYTHING
        self.tab = Tab.TO_NAME

    def search(self, query: Query) -> None:
        """Look through all clusters. Where nothing is found and a term is still being typed, it does not count yet."""
        self.query = query
        self._found = {c for c in self._project.clusters if query.holds(self._facts.of(c))} if query else set()
        if not self._found and query.before is not None:
            self.search(query.before)

    def look_again(self, clusters: Iterable[ClusterId]) -> None:
        """These clusters have changed."""
        if self.query:
            changed = set(clusters)
            self._found -= changed
            present = changed & self._project.clusters.keys()
            self._found |= {cluster for cluster in present if self.query.holds(self._facts.of(cluster))}

    def clusters(self) -> list[ClusterId]:
        """The clusters shown, in no order."""
        rows = self._project.clusters
        found = self._found & rows.keys() if self.query else rows.keys()
        if self.tab is Tab.ALL:
            return list(found)
        wants_name = self.tab is Tab.NAMED
        return [cluster for cluster in found if (rows[cluster].person is not None) is wants_name]

    def counts(self) -> dict[Tab, int]:
        """How many cards each tab has, of those that are searched for."""
        rows = self._project.clusters
        found = self._found & rows.keys() if self.query else rows.keys()
        named = sum(rows[cluster].person is not None for cluster in found)
        return {Tab.TO_NAME: len(found) - named, Tab.NAMED: named, Tab.ALL: len(found)}
