"""Who is in an export, and as what: the classes, the groups, and the label of a face."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from facelabeler.core.entities import Face, FaceId, FaceState, PersonId
from facelabeler.core.project import Project
from facelabeler.export.names import Distinct
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import UNKNOWN, ExportClass, Group, Label


class Roster:
    """The policy of `ExportOptions.include` and `leave_out`, applied to a project."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        self._project = project
        self._options = options
        # Looked up several times a face, and there may be a hundred thousand.
        self._person = {face: self._person_of(face) for face in project.placements}
        self._labelled = {face for face in project.placements if self._gets_label(face)}
        self.classes = tuple(self._class_rows())
        self.groups = tuple(self._group_rows())
        self._class_of = {row.person: row.index for row in self.classes}
        self._group_of = {(row.person, row.cluster): row.index for row in self.groups}

    def visible(self, face: FaceId) -> bool:
        """Whether there is a face at all: it was not marked as not a face."""
        return self._project.placements[face].state is not FaceState.NOT_A_FACE

    def labelled(self, face: FaceId) -> bool:
        """Whether this face gets a label."""
        return face in self._labelled

    def unnamed(self, face: FaceId) -> bool:
        """Whether the user has said nothing of this face: neither a name nor that it is not wanted."""
        return self._person[face] is None and self._project.placements[face].state is FaceState.FACE

    def identity(self, face: FaceId) -> Hashable | None:
        """Equal for faces that stand for one human being as far as the project knows; None if it does not."""
        person = self._person[face]
        return self._project.placements[face].cluster if person is None else ("person", person)

    def label(self, face: Face) -> Label:
        """The label of a face that gets one."""
        person = self._person[face.id]
        cluster = self._project.placements[face.id].cluster if person is None else None
        group = self._group_of.get((person, cluster))
        return Label(face.id, face.box, self._class_of[person], group, face.track, face.quality)

    def _person_of(self, face: FaceId) -> PersonId | None:
        person = self._project.person_of(self._project.placements[face].cluster)
        return person.id if person else None

    def _gets_label(self, face: FaceId) -> bool:
        person = self._person[face]
        if self._project.placements[face].state is not FaceState.FACE or person in self._options.leave_out:
            return False
        return person is not None or self._options.include == "all"

    def _class_rows(self) -> Iterable[ExportClass]:
        people = {self._person[face] for face in self._labelled}
        folders = Distinct("person")
        index = -1
        for index, number in enumerate(sorted(person for person in people if person is not None)):
            name = self._project.people[number].name
            yield ExportClass(index, name, folders.name(name), number)
        if None in people:
            name = UNKNOWN if self._project.find_person(UNKNOWN) is None else f"{UNKNOWN} (no name)"
            yield ExportClass(index + 1, name, folders.name(name), None)

    def _group_rows(self) -> Iterable[Group]:
        """The people, numbered as the classes, then the unnamed clusters."""
        folders = Distinct("person")
        people = [row for row in self.classes if row.person is not None]
        for row in people:
            yield Group(row.index, row.name, folders.name(row.name), row.person, None)
        clusters = self._project.clusters.values() if self._options.include == "all" else ()
        unnamed = sorted(row.id for row in clusters if row.person is None)
        for index, cluster in enumerate(unnamed, start=len(people)):
            title = self._project.title(cluster)
            yield Group(index, title, folders.name(title), None, cluster)
