"""What a user should know about a plan before it is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from facelabeler.core.errors import ExportError
from facelabeler.export.notices import Notice
from facelabeler.export.plan import ExportClass, ExportPlan

FEW_FACES = 10
"""Fewer faces than this make a small class. A rule of thumb: an 80/10/10 split leaves one face each to measure."""


def refusal(plan: ExportPlan) -> ExportError | None:
    """Why `plan` cannot be exported, or None."""
    if plan.images:
        return None
    if plan.options.include == "all":
        return ExportError("There is nothing to export: no faces were found", advice="Open footage with faces in it")
    advice = "Name the people you want, or include everybody with --include all"
    return ExportError("There is nothing to export: no face has a name", advice=advice)


def findings(plan: ExportPlan, *, too_small: int) -> Iterable[Notice]:
    """What is to be known about `plan`, most important first; `too_small` pictures were left out of it."""
    yield from _about_splits(plan)
    doubles = _doubles(plan)
    shots = _shots(plan)
    for row in plan.classes:
        if row.person is not None:
            yield from _about_person(plan, row, shots=shots[row.index], doubles=doubles[row.index])
    if pictures := sum(image.unnamed > 0 for image in plan.images):
        yield Notice("unlabelled", {"pictures": pictures, "faces": sum(image.unnamed for image in plan.images)})
    if too_small:
        yield Notice("too-small", {"pictures": too_small})


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
