"""JSON Lines as Hugging Face's `imagefolder` reads them: pictures with a `metadata.jsonl` beside, split by split."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

from facelabeler.export.files import let_go, put_picture
from facelabeler.export.formats import Made
from facelabeler.export.options import Split
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan

METADATA: Final = "metadata.jsonl"


class JsonLinesWriter:
    """Writes `<split>/<picture>.jpg` and `<split>/metadata.jsonl` into an empty folder.

    A line holds `file_name` and `objects`: boxes as left, top, width, height in pixels, categories by index and by
    name, tracks, face ids and qualities, all in one order.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._files: dict[Split, IO[str]] = {}

    def add(self, picture: Picture) -> Made:
        planned = picture.planned
        file = put_picture(self._folder, f"{planned.split}/{planned.name}", picture)
        line = {
            "file_name": file.rpartition("/")[2],
            "width": picture.width,
            "height": picture.height,
            "source": planned.source,
            "time": planned.time,
            "objects": self._objects(picture),
        }
        self._lines(planned.split).write(json.dumps(line, ensure_ascii=False) + "\n")
        return Made(file)

    def finish(self) -> None:
        for file in self._files.values():
            file.flush()

    def close(self) -> None:
        for file in self._files.values():
            let_go(file)

    def _lines(self, split: Split) -> IO[str]:
        if split not in self._files:
            self._files[split] = (self._folder / split / METADATA).open("w", encoding="utf-8", newline="\n")
        return self._files[split]

    def _objects(self, picture: Picture) -> Mapping[str, list[Any]]:
        labels, plan = picture.labels, self._plan
        rows = [plan.box_classes[plan.box_class(label)] for label in labels]
        return {
            "bbox": [[label.box.left, label.box.top, label.box.width, label.box.height] for label in labels],
            "category": [row.index for row in rows],
            "name": [row.name for row in rows],
            "track": [label.track for label in labels],
            "face": [label.face for label in labels],
            "quality": [round(label.quality, 4) for label in labels],
        }
