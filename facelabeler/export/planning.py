"""From a project to an ExportPlan: which pictures, under which names, in which split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PureWindowsPath
from typing import TypeVar

import numpy as np

from facelabeler.core.encodings import EncodingTable
from facelabeler.core.entities import SourceId, SourceKind
from facelabeler.core.project import Project
from facelabeler.export.candidates import Candidate, LeftOut, candidates
from facelabeler.export.findings import consent_notices, findings
from facelabeler.export.grouping import shots
from facelabeler.export.looks import Looks, turn
from facelabeler.export.names import Distinct
from facelabeler.export.options import ExportOptions, Split
from facelabeler.export.plan import ExportClass, ExportPlan, Group, Label, PlannedImage
from facelabeler.export.roster import Roster
from facelabeler.export.splitting import assign
from facelabeler.export.thinning import Portrait, dispensable

Row = TypeVar("Row", ExportClass, Group)


def plan_export(project: Project, options: ExportOptions | None = None, looks: Looks | None = None) -> ExportPlan:
    """What an export of `project` would write. Reads no file; the same project and options give the same plan (but
    for people whom it was allowed to keep until yesterday).

    A picture is in if a face in it is wanted and none in it is banned. All pictures that `options.by` keeps together
    (`grouping.shots`) go to one split. Without `looks`, faces are thinned by time and turn alone. A plan without images
    is possible: `export` refuses it.
    """
    options = options or ExportOptions()
    roster = Roster(project, options)
    left_out = LeftOut()
    found = list(candidates(project, roster, left_out))
    members = shots([candidate.scene for candidate in found], options.by)
    shot_of = {index: number for number, shot in enumerate(members) for index in shot}
    if options.thins:
        found, thinned = _thinned(found, shot_of, options, looks)
        left_out.alike += thinned
    kept = [index for index, candidate in enumerate(found) if candidate.is_wanted]
    numbers = {shot: number for number, shot in enumerate(dict.fromkeys(shot_of[index] for index in kept))}
    shot = [numbers[shot_of[index]] for index in kept]
    frames = [found[index] for index in kept]
    classes, groups, frames = _numbered(roster, frames)
    images = _images(frames, shot, _splits(frames, shot, options))
    sources = {frame.source.id: frame.source for frame in frames}
    engine = looks.engine if looks else {}
    plan = ExportPlan(options, classes, groups, tuple(images), sources, engine=engine)
    about_consent = consent_notices(project, plan, date.today().isoformat())
    return replace(plan, notices=(*about_consent, *findings(plan, left_out)))


def with_encodings(plan: ExportPlan, looks: Looks) -> ExportPlan:
    """The plan with the encodings of its wanted faces, for formats that write them."""
    faces = [label.face for _, label in plan.wanted()]
    table = EncodingTable()
    table.add(faces, looks.encodings(faces))
    return replace(plan, encodings=table)


def _thinned(
    found: Sequence[Candidate], shot_of: dict[int, int], options: ExportOptions, looks: Looks | None
) -> tuple[list[Candidate], int]:
    """The candidates without the wish for faces that can be done without, and how many those are."""
    wanted = [(index, label) for index, one in enumerate(found) for label in one.labels if label.wanted]
    ids = [label.face for _, label in wanted]
    sharp = looks.sharpness(ids) if looks and (options.thin or options.thin_distance) else np.zeros(len(ids))
    portraits = [
        Portrait(label.class_index, shot_of[index], found[index].time, label.quality, turn(label.landmarks), float(s))
        for (index, label), s in zip(wanted, sharp, strict=True)
    ]
    spare = {ids[place] for place in dispensable(portraits, looks.encodings(ids) if looks else None, options)}
    return [candidate.without(spare) for candidate in found], len(spare)


def _numbered(
    roster: Roster, frames: Sequence[Candidate]
) -> tuple[tuple[ExportClass, ...], tuple[Group, ...], list[Candidate]]:
    """Classes and groups that are seen, numbered from 0 without gaps, and the pictures with labels that say so."""
    labels = [label for frame in frames for label in frame.labels]
    classes = _renumbered(roster.classes, {label.class_index for label in labels})
    groups = _renumbered(roster.groups, {label.group for label in labels if label.group is not None})
    if len(classes) == len(roster.classes) and len(groups) == len(roster.groups):
        return roster.classes, roster.groups, list(frames)

    def again(label: Label) -> Label:
        group = None if label.group is None else groups[label.group].index
        return replace(label, class_index=classes[label.class_index].index, group=group)

    changed = [replace(frame, labels=tuple(map(again, frame.labels))) for frame in frames]
    return tuple(classes.values()), tuple(groups.values()), changed


def _renumbered(rows: Sequence[Row], seen: set[int]) -> dict[int, Row]:
    kept = [row for row in rows if row.index in seen]
    return {row.index: replace(row, index=number) for number, row in enumerate(kept)}


def _splits(frames: Sequence[Candidate], shot: Sequence[int], options: ExportOptions) -> list[Split]:
    """The split of each shot, by the faces that are wanted."""
    counts: list[Counter[int]] = [Counter() for _ in set(shot)]
    for frame, number in zip(frames, shot, strict=True):
        counts[number].update(label.class_index for label in frame.labels if label.wanted)
    return assign(counts, options.split, options.seed)


def _images(frames: Sequence[Candidate], shot: Sequence[int], splits: Sequence[Split]) -> Iterable[PlannedImage]:
    for frame, number, name in zip(frames, shot, _names(frames), strict=True):
        yield PlannedImage(
            name=name,
            source=frame.source.id,
            time=frame.time,
            frame=frame.frame,
            split=splits[number],
            shot=number,
            labels=frame.labels,
            unnamed=frame.unnamed,
            ignored=frame.ignored,
            blurred=frame.blurred,
        )


def _names(frames: Sequence[Candidate]) -> Iterable[str]:
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
