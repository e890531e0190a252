"""The project in memory: what was found, where it stands, and the indices that make edits cheap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from facelabeler.core.changes import Change, ChangeSet, Row, RowKey, row_key
from facelabeler.core.entities import (
    Cluster,
    ClusterId,
    Consent,
    Difference,
    DifferenceId,
    Face,
    FaceId,
    FaceState,
    Person,
    PersonId,
    Placement,
    Rejection,
    RejectionId,
    Source,
    SourceId,
    TrackId,
)
from facelabeler.core.errors import EditError


class Project:
    """All rows by id. Facts (`add_source`, `add_faces`) come from the pipeline; the rest changes by `apply` alone."""

    def __init__(self) -> None:
        self.sources: dict[SourceId, Source] = {}
        self.faces: dict[FaceId, Face] = {}
        self.placements: dict[FaceId, Placement] = {}
        self.clusters: dict[ClusterId, Cluster] = {}
        self.people: dict[PersonId, Person] = {}
        self.consents: dict[PersonId, Consent] = {}
        self.differences: dict[DifferenceId, Difference] = {}
        self.rejections: dict[RejectionId, Rejection] = {}
        self._relations: defaultdict[ClusterId, dict[RowKey, None]] = defaultdict(dict)
        self._members: defaultdict[ClusterId | None, dict[FaceId, None]] = defaultdict(dict)
        self._clusters_of: defaultdict[PersonId, dict[ClusterId, None]] = defaultdict(dict)
        self._faces_of: defaultdict[SourceId, dict[FaceId, None]] = defaultdict(dict)
        self._faces_on: defaultdict[tuple[SourceId, float], dict[FaceId, None]] = defaultdict(dict)
        self._outside: Counter[FaceState] = Counter()
        self._highest_cluster = 0
        self._highest_face = 0
        self._highest_track = 0

    # -- reading

    def members(self, cluster: ClusterId) -> tuple[FaceId, ...]:
        """The faces of a cluster by rising id; empty for an unknown one."""
        return tuple(sorted(self._members.get(cluster, ())))

    def size(self, cluster: ClusterId) -> int:
        return len(self._members.get(cluster, ()))

    def unclustered(self) -> tuple[FaceId, ...]:
        """Faces (not ignored, not false) that stand in no cluster."""
        return self.in_state(FaceState.FACE, cluster=None)

    def in_state(self, state: FaceState, *, cluster: ClusterId | None = None) -> tuple[FaceId, ...]:
        """The faces in `cluster` (None: in no cluster) that have this state."""
        placements = self.placements
        return tuple(face for face in sorted(self._members.get(cluster, ())) if placements[face].state is state)

    def outside(self, state: FaceState) -> int:
        """How many faces of a state stand in no cluster."""
        return self._outside[state]

    def faces_of_source(self, source: SourceId) -> tuple[FaceId, ...]:
        return tuple(self._faces_of.get(source, ()))

    def faces_on(self, source: SourceId, time: float) -> tuple[FaceId, ...]:
        """The faces of one frame by rising id, whatever the user says of them."""
        return tuple(sorted(self._faces_on.get((source, time), ())))

    def clusters_of(self, person: PersonId) -> tuple[ClusterId, ...]:
        return tuple(self._clusters_of.get(person, ()))

    def person_of(self, cluster: ClusterId | None) -> Person | None:
        """The person a cluster is named as, or None."""
        row = self.clusters.get(cluster) if cluster is not None else None
        return self.people[row.person] if row and row.person is not None else None

    def name_of(self, cluster: ClusterId | None) -> str | None:
        person = self.person_of(cluster)
        return person.name if person else None

    def title(self, cluster: ClusterId) -> str:
        """What a cluster is called on screen: its person's name, or `Unnamed 7`."""
        return self.name_of(cluster) or f"Unnamed {cluster}"

    def relations(self, cluster: ClusterId) -> list[Difference | Rejection]:
        """What the user said that a cluster is not."""
        rows = (self.row(key) for key in self._relations.get(cluster, ()))
        return [row for row in rows if isinstance(row, Difference | Rejection)]

    def different_from(self, cluster: ClusterId) -> frozenset[ClusterId]:
        """The clusters that the user said are another person than this one."""
        rows = (row for row in self.relations(cluster) if isinstance(row, Difference))
        return frozenset(row.b if row.a == cluster else row.a for row in rows)

    def rejected(self, cluster: ClusterId) -> frozenset[str]:
        """The keys of the library's people that the user said this cluster is not."""
        return frozenset(row.known for row in self.relations(cluster) if isinstance(row, Rejection))

    def find_person(self, name: str) -> Person | None:
        """The person of exactly this name."""
        return next((person for person in self.people.values() if person.name == name), None)

    def cluster(self, cluster: ClusterId) -> Cluster:
        """The cluster of this id. Raises EditError if there is none."""
        if cluster not in self.clusters:
            raise EditError(f"There is no cluster {cluster}", advice="`facelabeler clusters` lists them")
        return self.clusters[cluster]

    def face(self, face: FaceId) -> Face:
        """The face of this id. Raises EditError if there is none."""
        if face not in self.faces:
            raise EditError(f"There is no face {face}", advice="`facelabeler faces` lists them")
        return self.faces[face]

    def next_cluster_id(self) -> ClusterId:
        """An id no cluster has had while this project is open, so that redo never meets a stranger."""
        return ClusterId(self._highest_cluster + 1)

    def next_person_id(self) -> PersonId:
        return PersonId(max(self.people, default=0) + 1)

    def next_difference_id(self) -> DifferenceId:
        return DifferenceId(max(self.differences, default=0) + 1)

    def next_rejection_id(self) -> RejectionId:
        return RejectionId(max(self.rejections, default=0) + 1)

    def next_face_id(self) -> FaceId:
        """An id no face has had while this project is open, nor one that the history knows."""
        return FaceId(self._highest_face + 1)

    def next_track_id(self) -> TrackId:
        """The same for tracks."""
        return TrackId(self._highest_track + 1)

    def reserve_cluster(self, highest: int) -> None:
        """Never give out ids up to `highest` (the history names them)."""
        self._highest_cluster = max(self._highest_cluster, highest)

    def reserve_face(self, face: Face) -> None:
        """Never give out the ids of a face that the history can bring back."""
        self._highest_face = max(self._highest_face, face.id)
        self._highest_track = max(self._highest_track, face.track)

    # -- facts from the pipeline

    def add_source(self, source: Source) -> None:
        """Add a source or replace its row."""
        self.sources[source.id] = source

    def add_faces(self, faces: Iterable[Face], placements: Mapping[FaceId, Placement] | None = None) -> None:
        """Add new faces, each as `placements` has it, or else unclustered and unconfirmed."""
        placements = placements or {}
        for face in faces:
            self._set(face)
            self._set(placements.get(face.id) or Placement(face.id))

    # -- edits

    def row(self, key: RowKey) -> Row | None:
        """The row of a table by key, as it stands now."""
        kind, number = key
        return self._table(kind).get(number)

    def apply(self, changeset: ChangeSet) -> None:
        """Make every change. Raises EditError, and changes nothing, if a row is not as the change set expects it."""
        for change in changeset.changes:
            if self.row(change.key) != change.before:
                raise EditError("The project has changed since this edit was made", advice="Try it again")
        for change in changeset.changes:
            self._make(change)

    def _make(self, change: Change) -> None:
        if change.before is not None:
            self._remove(change.before)
        if change.after is not None:
            self._set(change.after)

    def _table(self, kind: type[Row]) -> dict[int, Row]:
        tables = {
            Placement: self.placements,
            Cluster: self.clusters,
            Person: self.people,
            Consent: self.consents,
            Face: self.faces,
            Difference: self.differences,
            Rejection: self.rejections,
        }
        return tables[kind]  # type: ignore[return-value]

    def _set(self, row: Row) -> None:
        if isinstance(row, Placement):
            self.placements[row.face] = row
            self._members[row.cluster][row.face] = None
            self._outside[row.state] += row.cluster is None
        elif isinstance(row, Cluster):
            self.clusters[row.id] = row
            self.reserve_cluster(row.id)
            if row.person is not None:
                self._clusters_of[row.person][row.id] = None
        elif isinstance(row, Face):
            self.faces[row.id] = row
            self.reserve_face(row)
            self._faces_of[row.source][row.id] = None
            self._faces_on[row.source, row.time][row.id] = None
        else:
            self._table(type(row))[row.id] = row
            for cluster in related(row):
                self._relations[cluster][row_key(row)] = None

    def _remove(self, row: Row) -> None:
        if isinstance(row, Placement):
            del self.placements[row.face]
            del self._members[row.cluster][row.face]
            self._outside[row.state] -= row.cluster is None
        elif isinstance(row, Cluster):
            del self.clusters[row.id]
            if row.person is not None:
                del self._clusters_of[row.person][row.id]
        elif isinstance(row, Face):
            del self.faces[row.id]
            del self._faces_of[row.source][row.id]
            del self._faces_on[row.source, row.time][row.id]
        else:
            del self._table(type(row))[row.id]
            for cluster in related(row):
                del self._relations[cluster][row_key(row)]


def related(row: Row | None) -> tuple[ClusterId, ...]:
    """The clusters that a difference or a rejection is about."""
    if isinstance(row, Difference):
        return (row.a, row.b)
    return (row.cluster,) if isinstance(row, Rejection) else ()
