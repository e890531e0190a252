"""A table of all faces, `faces.csv`, with the full pictures that it speaks of."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from facelabeler.export.files import let_go, put_picture
from facelabeler.export.formats import Made
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label

TABLE: Final = "faces.csv"
COLUMNS: Final = (
    "file", "split", "source", "time", "frame", "width", "height", "left", "top", "right", "bottom",
    "class", "name", "face", "track", "shot", "score", "quality", "confirmed",
)  # fmt: skip

FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run, also after apostrophes of ours."""


class CsvWriter:
    """Writes `faces.csv` (UTF-8, one row a face) and `images/<split>/` into an empty folder.

    A name that a spreadsheet would take for a formula has an apostrophe before it; `name_in` takes it off again.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._file = (folder / TABLE).open("w", encoding="utf-8", newline="")
        self._rows = csv.DictWriter(self._file, COLUMNS, lineterminator="\n")
        self._rows.writeheader()

    def add(self, picture: Picture) -> Made:
        planned = picture.planned
        file = put_picture(self._folder, f"images/{planned.split}/{planned.name}", picture)
        for label in picture.labels:
            self._rows.writerow({"file": file, **self._row(picture, label)})
        return Made(file)

    def finish(self) -> None:
        self._file.flush()

    def close(self) -> None:
        let_go(self._file)

    def _row(self, picture: Picture, label: Label) -> Mapping[str, object]:
        planned, box = picture.planned, label.box
        row = self._plan.box_classes[self._plan.box_class(label)]
        return {
            "split": planned.split,
            "source": planned.source,
            "time": planned.time,
            "frame": "" if planned.frame is None else planned.frame,
            "width": picture.width,
            "height": picture.height,
            "left": box.left,
            "top": box.top,
            "right": box.right,
            "bottom": box.bottom,
            "class": row.index,
            "name": cell(row.name),
            "face": label.face,
            "track": label.track,
            "shot": planned.shot,
            "score": round(label.score, 4),
            "quality": round(label.quality, 4),
            "confirmed": int(label.confirmed),
        }


def cell(name: str) -> str:
    """A name as a cell that no spreadsheet runs."""
    return f"'{name}" if FORMULA.match(name) else name


def name_in(cell: str) -> str:
    """The name that `cell` gave this cell."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
