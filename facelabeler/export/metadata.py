"""What a dataset says of itself: `dataset.json`, `manifest.jsonl` with one line a picture, and the card."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import Any, Final

from facelabeler import __version__
from facelabeler.core.entities import Source, SourceId
from facelabeler.core.errors import ExportError
from facelabeler.export.choices import CHOICES
from facelabeler.export.files import let_go
from facelabeler.export.formats import ExportFormat, Made
from facelabeler.export.options import Split, as_json
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan

DATASET: Final = "dataset.json"
MANIFEST: Final = "manifest.jsonl"
LAYOUT_VERSION: Final = 2


class Record:
    """Writes down what goes into a dataset as it goes, so that memory stays flat, and counts what is really written."""

    def __init__(self, folder: Path, plan: ExportPlan, row: ExportFormat) -> None:
        self._folder = folder
        self._plan = plan
        self._format = row
        self._faces: dict[int, Counter[Split]] = {row.index: Counter() for row in plan.classes}
        self._times: dict[SourceId, list[float]] = {}
        self._pictures: Counter[Split] = Counter()
        self._lines = (folder / MANIFEST).open("w", encoding="utf-8", newline="\n")

    def add(self, picture: Picture, made: Made) -> None:
        """A picture, and what the format has made of it."""
        planned = picture.planned
        self._pictures[planned.split] += 1
        self._times.setdefault(planned.source, []).append(planned.time)
        for label in picture.wanted:
            self._faces[label.class_index][planned.split] += 1
        self._lines.write(json.dumps(_line(picture, made)) + "\n")

    def finish(self) -> dict[str, Any]:
        """Write `dataset.json`, and give what it says."""
        self._lines.flush()
        dataset = self._dataset()
        text = json.dumps(dataset, indent=1, ensure_ascii=False)
        (self._folder / DATASET).write_text(text + "\n", encoding="utf-8", newline="\n")
        return dataset

    def close(self) -> None:
        let_go(self._lines)

    def _dataset(self) -> dict[str, Any]:
        plan = self._plan
        return {
            "layout": self._format.name,
            "layout_version": LAYOUT_VERSION,
            "made_with": f"FaceLabeler {__version__}",
            "python": platform.python_version(),
            "engine": dict(plan.engine),
            "classes": [
                {"index": row.index, "name": row.name, "folder": row.folder, "faces": dict(self._faces[row.index])}
                for row in plan.classes
            ],
            "box_classes": [row.name for row in plan.box_classes],
            "groups": [{"index": row.index, "name": row.name, "folder": row.folder} for row in plan.groups],
            "pictures": dict(self._pictures),
            "options": as_json(plan.options),
            "choices": dict(_in_words(plan)),
            "sources": [self._source(plan.sources[number]) for number in sorted(self._times)],
            "notices": [notice.text for notice in plan.notices],
        }

    def _source(self, source: Source) -> dict[str, Any]:
        # The file's name alone: where it lies on the disk is nobody's business who gets the dataset.
        times = self._times[source.id]
        return {
            "id": source.id,
            "file": PureWindowsPath(source.path).name,
            "kind": source.kind.value,
            "size": source.size,
            "fingerprint": source.fingerprint,
            "duration": source.duration,
            "first": min(times),
            "last": max(times),
            "pictures": len(times),
        }


def _line(picture: Picture, made: Made) -> dict[str, Any]:
    planned = picture.planned
    return {
        "file": made.file,
        "split": planned.split,
        "source": planned.source,
        "time": planned.time,
        "frame": planned.frame,
        "shot": planned.shot,
        "faces": [
            {
                "id": label.face,
                "track": label.track,
                "class": label.class_index,
                "box": label.box.as_list(),
                "file": made.faces.get(label.face, ""),
            }
            for label in picture.labels
        ],
    }


def _in_words(plan: ExportPlan) -> Iterator[tuple[str, str]]:
    """Each choice as the window says it."""
    for choice in CHOICES:
        value = getattr(plan.options, choice.name)
        yield choice.title, choice.said(value)
    if plan.options.only:
        yield "Only these people", ", ".join(row.name for row in plan.classes if row.person in plan.options.only)


def read_dataset(folder: Path) -> dict[str, Any]:
    """What `folder` says of itself. Raises ExportError if it is no dataset of ours."""
    try:
        dataset = json.loads((folder / DATASET).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ExportError(f"there is no readable {DATASET} in it", file=folder) from error
    if not isinstance(dataset, dict) or "layout" not in dataset:
        raise ExportError(f"its {DATASET} was not written by FaceLabeler", file=folder)
    return dataset


def read_manifest(folder: Path) -> Iterator[dict[str, Any]]:
    """The lines of `manifest.jsonl`, one picture each. Raises ExportError for a line that is none."""
    with (folder / MANIFEST).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise ExportError(f"line {number} of {MANIFEST} is damaged", file=folder) from error
