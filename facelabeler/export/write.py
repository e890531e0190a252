"""Writing a plan: every picture is read once, given to each format, and the result verified before it is in place."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from facelabeler.core.entities import Source, SourceId, SourceKind
from facelabeler.core.errors import ExportError, UsageError
from facelabeler.export.card import write_card
from facelabeler.export.card.portraits import Portraits
from facelabeler.export.checks import problems_of
from facelabeler.export.findings import refusal
from facelabeler.export.folders import written_beside
from facelabeler.export.formats import ExportFormat, Writer, find_format
from facelabeler.export.metadata import Record
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, PlannedImage

if TYPE_CHECKING:
    from facelabeler.media.pictures import Image

Locate = Callable[[SourceId], Path | None]
Report = Callable[[int, int], None]


class ReadFrames(Protocol):
    """`media.frames.read_frames`, or what stands for it."""

    def __call__(self, path: str, kind: SourceKind, times: Sequence[float]) -> Iterator[tuple[float, Image]]: ...


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: the dataset's folder by format, and counts. `problems` are sentences for the user."""

    folders: Mapping[str, Path]
    images: int
    boxes: int
    classes: int
    problems: tuple[str, ...] = ()


def export(
    plan: ExportPlan,
    out: Path,
    formats: Sequence[str],
    *,
    locate: Locate,
    read_frames: ReadFrames,
    report: Report = lambda _done, _total: None,
    check_cancel: Callable[[], None] = lambda: None,
    force: bool = False,
    keep: Sequence[Path] = (),
) -> ExportReport:
    """Write `plan` to `out`: as it is for one format, in a folder named after each for several.

    `locate` says where a source's file is (None: gone), `report` is told how many pictures of how many are done,
    `check_cancel` raises to stop. All or nothing: whatever is raised, `out` is as it was and nothing is left beside
    it. `out` is replaced only with `force`, and not if a path in `keep` or a source lies in it. Nothing of this needs
    the thread that owns the session. Raises ExportError, UsageError for an unknown format, SourceError.
    """
    chosen = [find_format(name) for name in dict.fromkeys(formats)]
    if not chosen:
        raise UsageError("No export format is chosen", advice="Choose at least one, such as yolo")
    if error := refusal(plan):
        raise error
    reads = any(row.needs_pixels for row in chosen)
    places = _places(plan, locate) if reads else {}
    pictures = _pictures(plan, places, read_frames) if reads else _blank_pictures(plan)
    with written_beside(out, force=force, keep=[*keep, *places.values()]) as folder:
        parts = _parts(folder, chosen)
        portraits = Portraits(plan) if reads else None
        with ExitStack() as stack:
            outputs = [stack.enter_context(closing(_Output(parts[row.name], plan, row))) for row in chosen]
            written = _write(plan, pictures, outputs, portraits, report, check_cancel)
        _verify(chosen, parts, check_cancel)
    final = _parts(out, chosen)
    lost = len(plan.images) - written.images
    problems = (f"{lost} of {len(plan.images)} pictures could not be read again and are left out",) if lost else ()
    return ExportReport(final, written.images, written.boxes, len(plan.classes), problems)


class _Output:
    """A dataset while it is written: its files by the format's writer, and the record of them."""

    def __init__(self, folder: Path, plan: ExportPlan, row: ExportFormat) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._plan = plan
        self._shows_faces = row.needs_pixels
        self._writer: Writer = row.new_writer(folder, plan)
        self._record = Record(folder, plan, row)

    def add(self, picture: Picture) -> None:
        self._record.add(picture, self._writer.add(picture))

    def finish(self, portraits: Portraits | None) -> None:
        self._writer.finish()
        write_card(self._folder, self._record.finish(), self._plan, portraits if self._shows_faces else None)

    def close(self) -> None:
        self._writer.close()
        self._record.close()


@dataclass(frozen=True, slots=True)
class _Written:
    images: int
    boxes: int


def _write(
    plan: ExportPlan,
    pictures: Generator[Picture],
    outputs: Sequence[_Output],
    portraits: Portraits | None,
    report: Report,
    check_cancel: Callable[[], None],
) -> _Written:
    images = boxes = 0
    with closing(pictures):
        for done, picture in enumerate(pictures, start=1):
            check_cancel()
            if picture.wanted:
                for output in outputs:
                    output.add(picture)
                if portraits:
                    portraits.add(picture)
                images += 1
                boxes += len(picture.labels)
            report(done, len(plan.images))
    for output in outputs:
        check_cancel()
        output.finish(portraits)
    return _Written(images, boxes)


def _pictures(plan: ExportPlan, places: Mapping[SourceId, Path], read_frames: ReadFrames) -> Generator[Picture]:
    """The planned pictures with their pixels; those that the file no longer gives are left out."""
    for number, images in groupby(plan.images, key=lambda image: image.source):
        planned: dict[float, PlannedImage] = {image.time: image for image in images}
        source, path = plan.sources[number], places[number]
        for time, pixels in read_frames(str(path), source.kind, list(planned)):
            yield Picture(planned[time], source, path, pixels, plan.options)


def _blank_pictures(plan: ExportPlan) -> Generator[Picture]:
    """The planned pictures without pixels, for formats that need none: one grey level, which takes no memory."""
    for image in plan.images:
        source = plan.sources[image.source]
        pixels = np.broadcast_to(np.uint8(0), (*_shape(source, image), 3))
        yield Picture(image, source, Path(source.path), pixels, plan.options)


def _shape(source: Source, image: PlannedImage) -> tuple[int, int]:
    """Height and width of a picture; as far as its boxes reach if the project does not know."""
    if source.width and source.height:
        return source.height, source.width
    return max(label.box.bottom for label in image.labels), max(label.box.right for label in image.labels)


def _places(plan: ExportPlan, locate: Locate) -> dict[SourceId, Path]:
    places: dict[SourceId, Path] = {}
    for number, source in plan.sources.items():
        place = locate(number)
        if place is None:
            advice = "Put it back, or show where it is now; the names are safe"
            raise ExportError(
                "this source is not where it was, and its pictures are needed", file=source.path, advice=advice
            )
        places[number] = place
    return places


def _parts(folder: Path, chosen: Sequence[ExportFormat]) -> dict[str, Path]:
    return {row.name: folder / row.name if len(chosen) > 1 else folder for row in chosen}


def _verify(chosen: Sequence[ExportFormat], parts: Mapping[str, Path], check_cancel: Callable[[], None]) -> None:
    for row in chosen:
        check_cancel()
        problems = problems_of(parts[row.name], row, check_cancel)
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            what = f"the {row.title} dataset did not verify, so it was not kept: {problems[0]}{more}"
            raise ExportError(what, advice="Please report this with the project's log")
