"""Who is in an export, and as what: the classes, the groups, the fate and the label of each face."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from enum import Enum, auto
from typing import Final

from facelabeler.core.entities import ClusterId, Face, FaceId, FaceState, PersonId
from facelabeler.core.project import Project
from facelabeler.export.names import Distinct
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import NO_FACE, UNKNOWN, ExportClass, Group, Label


class Fate(Enum):
    """What becomes of a face in a picture that is written."""

    LABELLED = auto()
    BOXED = auto()  # has a box for the sake of the picture; nobody asked for this face
    SHOWN = auto()  # stays visible without a label
    BLURRED = auto()
    BANNED = auto()  # the picture is not written
    ABSENT = auto()  # there is no face


_CHOSEN: Final = {"show": Fate.SHOWN, "unknown": Fate.LABELLED, "leave-out": Fate.BANNED, "blur": Fate.BLURRED}

TAKEN: Final = (
    "README.md", "index.html", "dataset.json", "manifest.jsonl", "pairs.txt", "pairsDevTrain.txt", "pairsDevTest.txt",
    "people.txt", "identity_meta.csv", "train_list.txt", "val_list.txt", "test_list.txt", "background",
)  # fmt: skip
"""What no person's folder is called: files that lie beside such folders, and Pascal VOC's own class."""

Kind = PersonId | str
"""What a face is labelled as: a person, `UNKNOWN` or `NO_FACE`."""


class Roster:
    """The policy of `ExportOptions`, applied to a project."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        self._project = project
        self._options = options
        # Looked up several times a face, and there may be a hundred thousand.
        self._person = {face: self._person_of(face) for face in project.placements}
        self._fates = {face: self._decided(face) for face in project.placements}
        kinds = self._kinds()
        self._class_of = {kind: index for index, kind in enumerate(kinds)}
        self.classes = tuple(self._class_rows(kinds))
        self.groups = tuple(self._group_rows())
        self._group_of: dict[tuple[Kind | None, ClusterId | None], int] = {
            (row.person, row.cluster): row.index for row in self.groups
        }

    def fate(self, face: FaceId) -> Fate:
        """What becomes of this face."""
        return self._fates[face]

    def unnamed(self, face: FaceId) -> bool:
        """Whether the user has said nothing of this face: neither a name nor that it is not wanted."""
        return self._person[face] is None and self._project.placements[face].state is FaceState.FACE

    def identity(self, face: FaceId) -> Hashable | None:
        """Equal for faces that stand for one human being as far as the project knows; None if it does not."""
        person = self._person[face]
        return self._project.placements[face].cluster if person is None else ("person", person)

    def label(self, face: Face) -> Label:
        """The label of a face that gets one."""
        place, kind = self._project.placements[face.id], self._kind(face.id)
        who = (None, place.cluster) if kind == UNKNOWN else (kind, None)
        return Label(
            face=face.id,
            box=face.box,
            class_index=self._class_of[kind],
            group=self._group_of.get(who),
            track=face.track,
            quality=face.quality,
            score=face.score,
            confirmed=place.confirmed,
            landmarks=face.landmarks,
            wanted=self._fates[face.id] is Fate.LABELLED,
        )

    def _person_of(self, face: FaceId) -> PersonId | None:
        person = self._project.person_of(self._project.placements[face].cluster)
        return person.id if person else None

    def _decided(self, face: FaceId) -> Fate:
        chosen = self._chosen(face)
        # A detector of faces would learn from a visible face without a box that it is none.
        return Fate.BOXED if chosen is Fate.SHOWN and self._options.classes == "face" else chosen

    def _chosen(self, face: FaceId) -> Fate:
        options, state = self._options, self._project.placements[face].state
        if state is FaceState.NOT_A_FACE:
            return Fate.LABELLED if options.false_faces == "class" and options.classes == "people" else Fate.ABSENT
        person = self._person[face] if state is FaceState.FACE else None
        if person is not None and person not in options.leave_out and (not options.only or person in options.only):
            return Fate.LABELLED
        if options.only:
            return Fate.BANNED if options.others == "leave-out" else Fate.BLURRED
        if person is not None:
            return Fate.BLURRED if options.others == "blur" else Fate.BANNED
        return _CHOSEN[options.ignored if state is FaceState.IGNORED else options.others]

    def _kind(self, face: FaceId) -> Kind:
        place, person = self._project.placements[face], self._person[face]
        if place.state is FaceState.NOT_A_FACE:
            return NO_FACE
        return person if person is not None and place.state is FaceState.FACE else UNKNOWN

    def _kinds(self) -> list[Kind]:
        """What faces are labelled as, in the order of the classes."""
        kinds = {self._kind(face) for face, fate in self._fates.items() if fate in (Fate.LABELLED, Fate.BOXED)}
        people: list[Kind] = sorted(kind for kind in kinds if not isinstance(kind, str))
        return people + [kind for kind in (UNKNOWN, NO_FACE) if kind in kinds]

    def _class_rows(self, kinds: Iterable[Kind]) -> Iterable[ExportClass]:
        folders = Distinct("person", TAKEN)
        for index, kind in enumerate(kinds):
            if isinstance(kind, str):
                name = kind if self._project.find_person(kind) is None else f"{kind} (no name)"
            else:
                name = self._project.people[kind].name
            yield ExportClass(index, name, folders.name(name), None if isinstance(kind, str) else kind)

    def _group_rows(self) -> Iterable[Group]:
        """The people, numbered as the classes, then the unnamed clusters."""
        folders = Distinct("person", TAKEN)
        people = [row for row in self.classes if row.person is not None]
        for row in people:
            yield Group(row.index, row.name, folders.name(row.name), row.person, None)
        clusters = self._project.clusters.values() if self._options.others == "unknown" else ()
        unnamed = sorted(row.id for row in clusters if row.person is None)
        for index, cluster in enumerate(unnamed, start=len(people)):
            title = self._project.title(cluster)
            yield Group(index, title, folders.name(title), None, cluster)
