"""What an export would write, as the dialog shows it before anything is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from facelabeler.core.entities import PersonId, SourceId
from facelabeler.export.estimate import estimated_bytes, estimated_seconds
from facelabeler.export.findings import refusal
from facelabeler.export.folders import is_taken
from facelabeler.export.formats import ExportFormat, find_format
from facelabeler.export.notices import ABOUT_CROPS, Notice
from facelabeler.export.plan import ExportPlan, PlannedImage


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class and its faces in each split. `person` is None for `unknown`; `notices` are about this class alone."""

    index: int
    name: str
    person: PersonId | None
    train: int
    val: int
    test: int
    notices: tuple[Notice, ...]

    @property
    def faces(self) -> int:
        return self.train + self.val + self.test


@dataclass(frozen=True, slots=True)
class Preview:
    """`bytes` and `seconds` are estimates, `free` the bytes free where the folder will be.

    `refusal` says why nothing can be exported ("" if it can), `taken` that something is in the folder's place and
    `--force`, or Replace…, is needed. `example` is the training picture with the most labels.
    """

    rows: tuple[ClassRow, ...]
    notices: tuple[Notice, ...]
    images: int
    boxes: int
    crops: int
    bytes: int
    seconds: float
    free: int
    taken: bool
    refusal: str
    example: PlannedImage | None

    @property
    def classes(self) -> int:
        return len(self.rows)


def preview(
    plan: ExportPlan, out: Path, formats: Sequence[str], *, locate: Callable[[SourceId], Path | None]
) -> Preview:
    """What `export` would do with the same arguments. Writes nothing. Raises UsageError for an unknown format."""
    chosen = [find_format(name) for name in formats]
    size, free = estimated_bytes(plan, chosen), _free_bytes(out)
    error = refusal(plan)
    in_train = [image for image in plan.images if image.split == "train"]
    return Preview(
        rows=tuple(_rows(plan)),
        notices=tuple(_notices(plan, chosen, locate, too_big=size > free)),
        images=len(plan.images),
        boxes=plan.boxes,
        crops=plan.crops,
        bytes=size,
        seconds=estimated_seconds(plan, chosen),
        free=free,
        taken=is_taken(out),
        refusal=str(error) if error else "",
        example=max(in_train, key=lambda image: len(image.labels), default=None),
    )


def _rows(plan: ExportPlan) -> Iterable[ClassRow]:
    for row in plan.classes:
        count = plan.counts[row.index]
        about = tuple(notice for notice in plan.notices if row.person is not None and notice.person == row.person)
        yield ClassRow(row.index, row.name, row.person, count["train"], count["val"], count["test"], about)


def _notices(
    plan: ExportPlan, chosen: Sequence[ExportFormat], locate: Callable[[SourceId], Path | None], *, too_big: bool
) -> Iterable[Notice]:
    if any(row.needs_pixels for row in chosen):
        missing = [source for number, source in plan.sources.items() if locate(number) is None]
        yield from (Notice("missing", {"name": source.path}) for source in missing)
    if too_big:
        yield Notice("too-big")
    parts = {part for row in chosen for part in row.parts}
    for notice in plan.notices:
        if "crops" in parts or notice.kind not in ABOUT_CROPS:
            yield notice


def _free_bytes(out: Path) -> int:
    """Free bytes on the disk where `out` is or will be."""
    return shutil.disk_usage(next(place for place in [out, *out.absolute().parents] if place.is_dir())).free
