"""From a project to an ExportPlan: who is in, in which pictures, under which names, in which split."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath

from facelabeler.core.entities import Face, FaceId, FaceState, PersonId, Source, SourceId, SourceKind
from facelabeler.core.geometry import Box
from facelabeler.core.project import Project
from facelabeler.export.grouping import Scene, Seen, shots
from facelabeler.export.names import Distinct
from facelabeler.export.notices import Notice
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import UNKNOWN, ExportClass, ExportPlan, Group, Label, PlannedImage
from facelabeler.export.splitting import assign

SMALLEST_PICTURE = 10
"""Pixels a side; Ultralytics drops smaller pictures."""

FEW_FACES = 10
"""Below this a class is called small: with 80 % of it to train on, a detector sees it less than once a batch."""


def plan_export(project: Project, options: ExportOptions | None = None) -> ExportPlan:
    """What an export of `project` would write. Reads no file; the same project and options give the same plan.

    A frame is in if a face in it is named or, with include `all`, unnamed. All pictures of a shot (`grouping.shots`)
    go to one split. A plan without images is possible: `export` refuses it.
    """
    return _Planning(project, options or ExportOptions()).plan()


@dataclass(frozen=True, slots=True)
class _Picture:
    """A frame that is in, before it has a split."""

    source: Source
    time: float
    faces: tuple[Face, ...]
    labels: tuple[Label, ...]


class _Planning:
    def __init__(self, project: Project, options: ExportOptions) -> None:
        self._project = project
        self._options = options
        self._small = 0
        self._classes = tuple(self._class_rows())
        self._class_of = {row.person: row.index for row in self._classes}
        self._groups = tuple(self._group_rows())
        self._group_of = {(row.person, row.cluster): row.index for row in self._groups}

    def plan(self) -> ExportPlan:
        pictures = list(self._pictures())
        numbers = shots([self._scene(picture) for picture in pictures])
        members = [[pictures[index] for index in shot] for shot in numbers]
        splits = assign([_class_counts(shot) for shot in members], self._options.split, self._options.seed)
        place = {index: shot for shot, indices in enumerate(numbers) for index in indices}
        names = _image_names(pictures)
        images = tuple(
            PlannedImage(
                names[index],
                picture.source.id,
                picture.time,
                picture.faces[0].frame,
                splits[place[index]],
                place[index],
                picture.labels,
                len(picture.faces) - len(picture.labels),
            )
            for index, picture in enumerate(pictures)
        )
        sources = {picture.source.id: picture.source for picture in pictures}
        plan = ExportPlan(self._options, self._classes, self._groups, images, sources)
        return ExportPlan(self._options, self._classes, self._groups, images, sources, tuple(self._notices(plan)))

    # -- who is in

    def _person(self, face: FaceId) -> PersonId | None:
        person = self._project.person_of(self._project.placements[face].cluster)
        return person.id if person else None

    def _wanted(self, face: FaceId) -> bool:
        """Whether this face gets a label."""
        if self._project.placements[face].state is not FaceState.FACE:
            return False
        person = self._person(face)
        if person is None:
            return self._options.include == "all"
        return person not in self._options.leave_out

    def _visible(self, source: SourceId) -> Iterable[Face]:
        for number in self._project.faces_of_source(source):
            if self._project.placements[number].state is not FaceState.NOT_A_FACE:
                yield self._project.faces[number]

    def _class_rows(self) -> Iterable[ExportClass]:
        wanted = [face for face in self._project.placements if self._wanted(face)]
        people = {self._person(face) for face in wanted}
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
        people = [row for row in self._classes if row.person is not None]
        for row in people:
            yield Group(row.index, row.name, folders.name(row.name), row.person, None)
        if self._options.include != "all":
            return
        unnamed = sorted(row.id for row in self._project.clusters.values() if row.person is None)
        for index, cluster in enumerate(unnamed, start=len(people)):
            title = self._project.title(cluster)
            yield Group(index, title, folders.name(title), None, cluster)

    # -- which pictures

    def _pictures(self) -> Iterable[_Picture]:
        for number in sorted(self._project.sources):
            source = self._project.sources[number]
            frames: defaultdict[float, list[Face]] = defaultdict(list)
            for face in self._visible(number):
                frames[face.time].append(face)
            for time in sorted(frames):
                faces = sorted(frames[time], key=lambda face: (face.box, face.id))
                labels = tuple(self._labels(source, faces))
                if labels and self._is_large_enough(source):
                    yield _Picture(source, time, tuple(faces), labels)

    def _labels(self, source: Source, faces: Sequence[Face]) -> Iterable[Label]:
        for face in faces:
            box = _inside(face.box, source)
            if self._wanted(face.id) and box.width > 0 and box.height > 0:
                person = self._person(face.id)
                cluster = None if person is not None else self._project.placements[face.id].cluster
                group = self._group_of.get((person, cluster))
                yield Label(face.id, box, self._class_of[person], group, face.track, face.quality)

    def _is_large_enough(self, source: Source) -> bool:
        enough = not source.width or min(source.width, source.height) >= SMALLEST_PICTURE
        self._small += not enough
        return enough

    def _scene(self, picture: _Picture) -> Scene:
        seen = tuple(Seen(face.track, face.box, self._identity(face.id)) for face in picture.faces)
        source = picture.source
        twin = (source.size, source.fingerprint, picture.time) if source.fingerprint else None
        return Scene(source.id, picture.time, seen, twin)

    def _identity(self, face: FaceId) -> Hashable | None:
        person = self._person(face)
        return ("person", person) if person is not None else self._project.placements[face].cluster

    # -- what to know

    def _notices(self, plan: ExportPlan) -> Iterable[Notice]:
        train, val, test = self._options.split
        if plan.images and not plan.pictures["val"]:
            yield Notice("no-val")
        elif plan.images and test and not plan.pictures["test"]:
            yield Notice("no-test")
        for row in plan.classes:
            if row.person is not None:
                yield from _person_notices(plan, row, holding_out=bool(val and plan.pictures["val"]))
        if unlabelled := [image for image in plan.images if self._unnamed(image)]:
            faces = sum(self._unnamed(image) for image in unlabelled)
            yield Notice("unlabelled", {"pictures": len(unlabelled), "faces": faces})
        if self._small:
            yield Notice("too-small", {"pictures": self._small})

    def _unnamed(self, image: PlannedImage) -> int:
        """How many faces in a picture carry no label only because nobody has named or ignored them."""
        if not image.unlabelled or self._options.include == "all":
            return 0
        ...
