"""An edit in the making: an overlay on the project that ends as a ChangeSet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from facelabeler.core.changes import Change, ChangeSet, Param, Row, RowKey, row_key
from facelabeler.core.entities import Cluster, ClusterId, FaceId, Person, PersonId, Placement
from facelabeler.core.project import Project


class Draft:
    """Rows as they will be; the project itself stays untouched.

    `finish` drops clusters that have no faces left and people who have no clusters left, so no edit has to.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._after: dict[RowKey, Row | None] = {}
        self._gained: Counter[ClusterId] = Counter()
        self._next_cluster = project.next_cluster_id()

    def placement(self, face: FaceId) -> Placement:
        row = self._row((Placement, face))
        assert isinstance(row, Placement)
        return row

    def cluster(self, cluster: ClusterId) -> Cluster:
        row = self._row((Cluster, cluster))
        assert isinstance(row, Cluster)
        return row

    def set_row(self, row: Row) -> None:
        self._after[row_key(row)] = row

    def new_cluster(self, *, person: PersonId | None = None, edited: bool = False) -> ClusterId:
        number = self._next_cluster
        self._next_cluster = ClusterId(number + 1)
        self.set_row(Cluster(number, person, edited))
        return number

    def place(self, faces: Iterable[FaceId], cluster: ClusterId | None, *, confirmed: bool) -> None:
        """Put faces into a cluster, or none."""
        for face in faces:
            self.put(Placement(face, cluster, self.placement(face).state, confirmed))

    def put(self, row: Placement) -> None:
        """Replace a face's placement, keeping count of what its old and new cluster lose and gain."""
        old = self.placement(row.face).cluster
        if old is not None:
            self._gained[old] -= 1
        if row.cluster is not None:
            self._gained[row.cluster] += 1
        self.set_row(row)

    def mark_edited(self, clusters: Iterable[ClusterId]) -> None:
        for cluster in clusters:
            self.set_row(replace(self.cluster(cluster), edited=True))

    def finish(self, verb: str, **params: Param) -> ChangeSet:
        """The change set: only rows that really change, people before clusters before placements."""
        self._drop_empty_clusters()
        self._drop_clusterless_people()
        order = (Person, Cluster, Placement)
        keys = sorted(self._after, key=lambda key: (order.index(key[0]), key[1]))
        pairs = [Change(self._project.row(key), self._after[key]) for key in keys]
        return ChangeSet(verb, params, tuple(pair for pair in pairs if pair.before != pair.after))

    def _row(self, key: RowKey) -> Row | None:
        return self._after[key] if key in self._after else self._project.row(key)

    def _drop_empty_clusters(self) -> None:
        for cluster, gained in self._gained.items():
            if self._project.size(cluster) + gained <= 0:
                self._after[(Cluster, cluster)] = None

    def _drop_clusterless_people(self) -> None:
        touched = {
            row.person
            for key, after in self._after.items()
            for row in (self._project.row(key), after)
            if isinstance(row, Cluster) and row.person is not None
        }
        for person in touched:
            if not any(self._names(cluster, person) for cluster in self._candidates(person)):
                self._after[(Person, person)] = None

    def _candidates(self, person: PersonId) -> set[ClusterId]:
        drafted = {ClusterId(number) for kind, number in self._after if kind is Cluster}
        return drafted | set(self._project.clusters_of(person))

    def _names(self, cluster: ClusterId, person: PersonId) -> bool:
        row = self._row((Cluster, cluster))
        return isinstance(row, Cluster) and row.person == person
