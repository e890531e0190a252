"""What a dataset says of itself: `dataset.json`, and `manifest.jsonl` with one line a picture."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import Any, Final

from facelabeler import __version__
from facelabeler.core.entities import Source, SourceId
from facelabeler.core.errors import ExportError
from facelabeler.export.options import INCLUDE_WORDS, Split
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan

DATASET: Final = "dataset.json"
MANIFEST: Final = "manifest.jsonl"
LAYOUT_VERSION: Final = 1


class Summary:
    """Counts what is really written, for `dataset.json`."""

    def __init__(self, plan: ExportPlan, layout: str) -> None:
        self._plan = plan
        self._layout = layout
        self._faces: dict[int, Counter[Split]] = {row.index: Counter() for row in plan.classes}
        self._sources: Counter[SourceId] = Counter()
        self.pictures: Counter[Split] = Counter()

    def count(self, picture: Picture) -> None:
        self.pictures[picture.planned.split] += 1
        self._sources[picture.planned.source] += 1
        for label in picture.labels:
            self._faces[label.class_index][picture.planned.split] += 1

    def write(self, folder: Path) -> None:
        text = json.dumps(self._dataset(), indent=1, ensure_ascii=False)
        (folder / DATASET).write_text(text + "\n", encoding="utf-8", newline="\n")

    def _dataset(self) -> dict[str, Any]:
        plan, options = self._plan, self._plan.options
        return {
            "layout": self._layout,
            "layout_version": LAYOUT_VERSION,
            "made_with": f"FaceLabeler {__version__}",
            "classes": [
                {"index": row.index, "name": row.name, "folder": row.folder, "faces": dict(self._faces[row.index])}
                for row in plan.classes
            ],
            "groups": [{"index": row.index, "name": row.name, "folder": row.folder} for row in plan.groups],
            "pictures": dict(self.pictures),
            "split": {"shares": list(options.split), "seed": options.seed, "unit": "shot"},
            "include": options.include,
            "policy": INCLUDE_WORDS[options.include][1],
            "sources": [self._source(plan.sources[number]) for number in sorted(self._sources)],
            "notices": [notice.text for notice in plan.notices],
        }

    def _source(self, source: Source) -> dict[str, Any]:
        # The file's name alone: where it lies on the disk is nobody's business who gets the dataset.
        return {
            "id": source.id,
            "file": PureWindowsPath(source.path).name,
            "kind": source.kind.value,
            "size": source.size,
            "fingerprint": source.fingerprint,
            "pictures": self._sources[source.id],
        }


class Manifest:
    """Writes `manifest.jsonl` as pictures come, so that memory stays flat."""

    def __init__(self, folder: Path) -> None:
        self._lines = (folder / MANIFEST).open("w", encoding="utf-8", newline="\n")

    def add(self, picture: Picture, file: str) -> None:
        """The line of a picture that is at `file`, a path in the dataset with `/`."""
        planned = picture.planned
        line = {
            "file": file,
            "split": planned.split,
            "source": planned.source,
            "time": planned.time,
            "frame": planned.frame,
            "shot": planned.shot,
            "faces": [
                {"id": label.face, "track": label.track, "class": label.class_index, "box": label.box.as_list()}
                for label in picture.labels
            ],
        }
        self._lines.write(json.dumps(line) + "\n")

    def close(self) -> None:
        self._lines.close()


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
