"""What a user should know about a plan before it is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from facelabeler.core.consent import overdue, without_consent
from facelabeler.core.errors import ExportError
from facelabeler.core.project import Project
from facelabeler.export.candidates import LeftOut
from facelabeler.export.cutting import natural_size
from facelabeler.export.notices import Notice
from facelabeler.export.plan import ExportClass, ExportPlan

FEW_FACES = 10
"""Fewer faces than this make a small class. A rule of thumb: an 80/10/10 split leaves one face each to measure."""


def refusal(plan: ExportPlan) -> ExportError | None:
    """Why `plan` cannot be exported, or None."""
    if plan.images:
        return None
    if any(notice.kind == "banned" for notice in plan.notices):
        advice = "Have them made unrecognisable instead, with --others blur"
        return ExportError("There is nothing to export: every picture shows somebody who is left out", advice=advice)
    if plan.options.others == "unknown":
        return ExportError("There is nothing to export: no faces were found", advice="Open footage with faces in it")
    advice = "Name the people you want, or include everybody with --include all"
    return ExportError("There is nothing to export: no face has a name", advice=advice)


def findings(plan: ExportPlan, left_out: LeftOut) -> Iterable[Notice]:
    """What is to be known about `plan`, most important first."""
    yield from _about_splits(plan)
    doubles = _doubles(plan)
    shots = _shots(plan)
    for row in plan.classes:
        if row.person is not None:
            yield from _about_person(plan, row, shots=shots[row.index], doubles=doubles[row.index])
    if pictures := sum(image.unnamed > 0 for image in plan.images):
        yield Notice("unlabelled", {"pictures": pictures, "faces": sum(image.unnamed for image in plan.images)})
    yield from _about_crops(plan)
    if blurred := sum(len(image.blurred) for image in plan.images):
        yield Notice("blurred", {"faces": blurred})
    yield from (Notice(kind, {"pictures": count}) for kind, count in _lost_pictures(left_out) if count)
    if left_out.alike:
        yield Notice("alike", {"faces": left_out.alike})


def consent_notices(project: Project, plan: ExportPlan, today: str) -> Iterable[Notice]:
    """Who of a plan was to be kept until before `today` (ISO 8601), and of whom no consent is noted."""
    seen = [row.person for row in plan.classes if row.person is not None]
    late = {person.id for person in overdue(project, today)}
    for person in (project.people[number] for number in seen):
        if person.id in late:
            until = project.consents[person.id].until
            yield Notice("kept-too-long", {"name": person.name, "until": until}, person.id)
    for person in without_consent(project, (project.people[number] for number in seen)):
        yield Notice("no-consent", {"name": person.name}, person.id)


def _lost_pictures(left_out: LeftOut) -> Iterable[tuple[str, int]]:
    return (("banned", left_out.banned), ("too-small", left_out.small))


def _about_crops(plan: ExportPlan) -> Iterable[Notice]:
    options = plan.options
    if options.crop_size:
        sizes = (natural_size(label.box, options) for _, label in plan.wanted())
        if small := sum(max(size) < options.crop_size for size in sizes):
            yield Notice("enlarged" if options.upscale else "small-crops", {"faces": small})
    if options.align and (blind := sum(len(label.landmarks) != 5 for _, label in plan.wanted())):
        yield Notice("not-aligned", {"faces": blind})


def _about_splits(plan: ExportPlan) -> Iterable[Notice]:
    if plan.images and not plan.pictures["val"]:
        yield Notice("no-val")
    elif plan.images and plan.options.split[2] and not plan.pictures["test"]:
        yield Notice("no-test")


def _about_person(plan: ExportPlan, row: ExportClass, *, shots: int, doubles: int) -> Iterable[Notice]:
    faces = plan.counts[row.index]
    if faces.total() < FEW_FACES:
        yield Notice("few-faces", {"name": row.name, "faces": faces.total()}, row.person)
    elif plan.pictures["val"] and not faces["val"]:
        yield Notice("one-shot" if shots == 1 else "not-in-val", {"name": row.name}, row.person)
    if doubles:
        yield Notice("twice", {"name": row.name, "pictures": doubles})


def _shots(plan: ExportPlan) -> Mapping[int, int]:
    """In how many shots each class is seen."""
    seen = {(label.class_index, image.shot) for image in plan.images for label in image.labels}
    return Counter(index for index, _ in seen)


def _doubles(plan: ExportPlan) -> Mapping[int, int]:
    """In how many pictures each class is labelled more than once."""
    doubles: defaultdict[int, int] = defaultdict(int)
    for image in plan.images:
        for index, count in Counter(label.class_index for label in image.labels).items():
            doubles[index] += count > 1
    return doubles
