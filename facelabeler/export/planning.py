"""From a project to an ExportPlan: which pictures, under which names, in which split."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PureWindowsPath

from facelabeler.core.entities import Face, Source, SourceId, SourceKind
from facelabeler.core.project import Project
from facelabeler.export.findings import findings
from facelabeler.export.grouping import Scene, Seen, shots
from facelabeler.export.names import Distinct
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import ExportPlan, Label, PlannedImage
from facelabeler.export.roster import Roster
from facelabeler.export.splitting import assign

SMALLEST_PICTURE = 10
"""Pixels a side; Ultralytics drops smaller pictures."""


def plan_export(project: Project, options: ExportOptions | None = None) -> ExportPlan:
    """What an export of `project` would write. Reads no file; the same project and options give the same plan.

    A frame is in if a face in it is named or, with include `all`, unnamed. All pictures of a shot (`grouping.shots`)
    go to one split. A plan without images is possible: `export` refuses it.
    """
    options = options or ExportOptions()
    roster = Roster(project, options)
    found = [frame for source in sorted(project.sources) for frame in _frames(project, roster, source)]
    frames = [frame for frame in found if _is_large_enough(frame.source)]
    plan = ExportPlan(
        options,
        roster.classes,
        roster.groups,
        tuple(_images(frames, roster, options)),
        {frame.source.id: frame.source for frame in frames},
    )
    return replace(plan, notices=tuple(findings(plan, too_small=len(found) - len(frames))))


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame that is in, before it has a name and a split. `faces` are all that can be seen, from left to right."""

    source: Source
    time: float
    faces: tuple[Face, ...]
    labels: tuple[Label, ...]


def _frames(project: Project, roster: Roster, number: SourceId) -> Iterable[_Frame]:
    at: defaultdict[float, list[Face]] = defaultdict(list)
    for face in project.faces_of_source(number):
        if roster.visible(face):
            at[project.faces[face].time].append(project.faces[face])
    for time in sorted(at):
        faces = tuple(sorted(at[time], key=lambda face: (face.box, face.id)))
        labels = tuple(roster.label(face) for face in faces if roster.labelled(face.id))
        if labels:
            yield _Frame(project.sources[number], time, faces, labels)


def _is_large_enough(source: Source) -> bool:
    return not source.width or min(source.width, source.height) >= SMALLEST_PICTURE


def _images(frames: Sequence[_Frame], roster: Roster, options: ExportOptions) -> Iterable[PlannedImage]:
    members = shots([_scene(frame, roster) for frame in frames])
    counts = [Counter(label.class_index for index in shot for label in frames[index].labels) for shot in members]
    splits = assign(counts, options.split, options.seed)
    shot_of = {index: number for number, shot in enumerate(members) for index in shot}
    for index, (frame, name) in enumerate(zip(frames, _names(frames), strict=True)):
        others = [face.id for face in frame.faces if not roster.labelled(face.id)]
        yield PlannedImage(
            name=name,
            source=frame.source.id,
            time=frame.time,
            frame=frame.faces[0].frame,
            split=splits[shot_of[index]],
            shot=shot_of[index],
            labels=frame.labels,
            unnamed=sum(map(roster.unnamed, others)),
            ignored=len(others) - sum(map(roster.unnamed, others)),
        )


def _scene(frame: _Frame, roster: Roster) -> Scene:
    seen = tuple(Seen(face.track, face.box, roster.identity(face.id)) for face in frame.faces)
    source = frame.source
    twin = (source.size, source.fingerprint, frame.time) if source.fingerprint else None
    return Scene(source.id, frame.time, seen, twin)


def _names(frames: Sequence[_Frame]) -> Iterable[str]:
    """`<file>_<milliseconds>` for a frame of a video, `<file>` for a photo; distinct in any case."""
    stems, names = Distinct("source"), Distinct("image")
    stem_of: dict[SourceId, str] = {}
    for frame in frames:
        source = frame.source
        if source.id not in stem_of:
            # Windows' rules split at both kinds of separators, which a project made on another system may hold.
            stem_of[source.id] = stems.name(PureWindowsPath(source.path).stem)
        stem = stem_of[source.id]
        is_video = source.kind is SourceKind.VIDEO
        yield names.claim(f"{stem}_{round(frame.time * 1000):08d}" if is_video else stem)
