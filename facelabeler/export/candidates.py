"""The pictures that may go into a dataset: what is seen in each, and which of it is wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from facelabeler.core.entities import Face, FaceId, Source, SourceId
from facelabeler.core.geometry import Box
from facelabeler.core.project import Project
from facelabeler.export.cutting import SMALLEST
from facelabeler.export.grouping import Scene, Seen
from facelabeler.export.plan import Label
from facelabeler.export.roster import Fate, Roster

SAME_FACE: Final = 0.5
"""Intersection over union from which on two finds are one face: the label counts, and nothing is blurred there."""


@dataclass(slots=True)
class LeftOut:
    """What a plan does without, and why: `small` and `banned` pictures, faces that are too much `alike`."""

    small: int = 0
    banned: int = 0
    alike: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture before it has a name and a split. `scene` holds all that can be seen, `labels` what has a box."""

    source: Source
    time: float
    frame: int | None
    scene: Scene
    labels: tuple[Label, ...]
    blurred: tuple[Box, ...]
    unnamed: int
    ignored: int

    @property
    def is_wanted(self) -> bool:
        return any(label.wanted for label in self.labels)

    def without(self, faces: set[FaceId]) -> Candidate:
        """The same, with these faces not wanted any more."""
        labels = (replace(one, wanted=False) if one.face in faces else one for one in self.labels)
        return replace(self, labels=tuple(labels))


def candidates(project: Project, roster: Roster, left_out: LeftOut) -> Iterable[Candidate]:
    """By rising source and time, every picture with a wanted face; counts in `left_out` what is not to be written."""
    for number in sorted(project.sources):
        source = project.sources[number]
        for faces in _by_time(project, roster, number):
            fates = {roster.fate(face.id) for face in faces}
            if Fate.LABELLED not in fates:
                continue
            if Fate.BANNED in fates:
                left_out.banned += 1
            elif source.width and min(source.width, source.height) < SMALLEST:
                left_out.small += 1
            else:
                yield _candidate(source, faces, roster)


def _by_time(project: Project, roster: Roster, source: SourceId) -> Iterable[tuple[Face, ...]]:
    """What can be seen in each picture of a source, from left to right."""
    at: defaultdict[float, list[Face]] = defaultdict(list)
    for number in project.faces_of_source(source):
        if roster.fate(number) is not Fate.ABSENT:
            at[project.faces[number].time].append(project.faces[number])
    return (tuple(sorted(at[time], key=lambda face: (face.box, face.id))) for time in sorted(at))


def _candidate(source: Source, faces: Sequence[Face], roster: Roster) -> Candidate:
    labels = tuple(roster.label(face) for face in faces if roster.fate(face.id) in (Fate.LABELLED, Fate.BOXED))
    shown = [face.id for face in faces if roster.fate(face.id) is Fate.SHOWN]
    unnamed = sum(map(roster.unnamed, shown))
    return Candidate(
        source=source,
        time=faces[0].time,
        frame=faces[0].frame,
        scene=_scene(source, faces, roster),
        labels=labels,
        blurred=tuple(_blurred(faces, labels, roster)),
        unnamed=unnamed,
        ignored=len(shown) - unnamed,
    )


def _blurred(faces: Sequence[Face], labels: Sequence[Label], roster: Roster) -> Iterable[Box]:
    for face in faces:
        if roster.fate(face.id) is Fate.BLURRED and all(face.box.iou(one.box) < SAME_FACE for one in labels):
            yield face.box


def _scene(source: Source, faces: Sequence[Face], roster: Roster) -> Scene:
    seen = tuple(Seen(face.track, face.box, roster.identity(face.id)) for face in faces)
    twin = (source.size, source.fingerprint, faces[0].time) if source.fingerprint else None
    return Scene(source.id, faces[0].time, seen, twin)
