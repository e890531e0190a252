"""An edit in the making: an overlay on the project that ends as a ChangeSet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from facelabeler.core.changes import Change, ChangeSet, Param, Row, RowKey, row_key
from facelabeler.core.entities import (
    Cluster,
    ClusterId,
    Consent,
    Difference,
    DifferenceId,
    Face,
    FaceId,
    Person,
    PersonId,
    Placement,
    Rejection,
)
from facelabeler.core.project import Project, related

Relation = Difference | Rejection
_ORDER = (Person, Consent, Cluster, Face, Placement, Difference, Rejection)


class Draft:
    """Rows as they will be; the project itself stays untouched.

    `finish` drops clusters that have no faces left, people who have no clusters left, and what was said of dropped
    clusters, so no edit has to.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._after: dict[RowKey, Row | None] = {}
        self._gained: Counter[ClusterId] = Counter()
        self._next_cluster = project.next_cluster_id()
        self._became: dict[ClusterId, ClusterId] = {}

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

    def add_face(self, face: Face, cluster: ClusterId) -> None:
        """A face that is not there yet, confirmed in a cluster."""
        self._gained[cluster] += 1
        self.set_row(face)
        self.set_row(Placement(face.id, cluster, confirmed=True))

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

    def absorb(self, clusters: Iterable[ClusterId], home: ClusterId) -> None:
        """What was said of these clusters is true of `home` from now on, unless it was said of the two of them."""
        self._became.update((cluster, home) for cluster in clusters if cluster != home)

    def set_apart(self, a: ClusterId, b: ClusterId) -> None:
        """Note that two clusters are two people, once."""
        if b not in self._project.different_from(a):
            number = DifferenceId(self._highest(Difference, self._project.next_difference_id() - 1) + 1)
            self.set_row(Difference(number, min(a, b), max(a, b)))

    def reject(self, cluster: ClusterId, known: str) -> None:
        """Note that a cluster is not this person of the library, once."""
        if known not in self._project.rejected(cluster):
            self.set_row(Rejection(self._project.next_rejection_id(), cluster, known))

    def finish(self, verb: str, **params: Param) -> ChangeSet:
        """The change set: only rows that really change, each after those that it names."""
        self._drop_empty_clusters()
        self._carry_relations()
        self._drop_clusterless_people()
        keys = sorted(self._after, key=lambda key: (_ORDER.index(key[0]), key[1]))
        pairs = [Change(self._project.row(key), self._after[key]) for key in keys]
        return ChangeSet(verb, params, tuple(pair for pair in pairs if pair.before != pair.after))

    def _row(self, key: RowKey) -> Row | None:
        return self._after[key] if key in self._after else self._project.row(key)

    def _drop_empty_clusters(self) -> None:
        for cluster, gained in self._gained.items():
            if self._project.size(cluster) + gained <= 0:
                self._after[(Cluster, cluster)] = None

    def _carry_relations(self) -> None:
        """Relations follow clusters that became another, and go with those that vanish."""
        gone = {ClusterId(key[1]) for key, row in self._after.items() if key[0] is Cluster and row is None}
        said = {meaning(row) for cluster in set(self._became.values()) for row in self._project.relations(cluster)}
        for cluster in sorted({*gone, *self._became}):
            for row in self._project.relations(cluster):
                moved = self._renamed(row)
                lost = bool(gone & {*related(moved)}) or (isinstance(moved, Difference) and moved.a == moved.b)
                repeats = meaning(moved) != meaning(row) and meaning(moved) in said
                self._after[row_key(row)] = None if lost or repeats else moved
                said.add(meaning(moved))

    def _renamed(self, row: Relation) -> Relation:
        places = [self._became.get(cluster, cluster) for cluster in related(row)]
        if isinstance(row, Difference):
            return replace(row, a=min(places), b=max(places))
        return replace(row, cluster=places[0])

    def _highest(self, kind: type[Row], known: int) -> int:
        return max((number for table, number in self._after if table is kind), default=known)

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
                if person in self._project.consents:
                    self._after[(Consent, person)] = None

    def _candidates(self, person: PersonId) -> set[ClusterId]:
        drafted = {ClusterId(number) for kind, number in self._after if kind is Cluster}
        return drafted | set(self._project.clusters_of(person))

    def _names(self, cluster: ClusterId, person: PersonId) -> bool:
        row = self._row((Cluster, cluster))
        return isinstance(row, Cluster) and row.person == person


def meaning(row: Relation) -> tuple[object, ...]:
    """What a difference or rejection says, without its number."""
    return (row.a, row.b) if isinstance(row, Difference) else (row.cluster, row.known)
