"""One montage a person, to look at or to print: every face, eight by six on a page."""

from __future__ import annotations

from pathlib import Path

from facelabeler.export.formats import Made
from facelabeler.export.montages import Album
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan


class MontageWriter:
    """Writes `<person>.jpg`, `<person>~2.jpg`, … into an empty folder."""

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._album = Album(folder, {row.index: row.folder for row in plan.groups})

    def add(self, picture: Picture) -> Made:
        for label in picture.wanted:
            if label.group is not None:
                self._album.add(label.group, picture.pixels, label.box)
        return Made()

    def finish(self) -> None:
        self._album.finish()

    def close(self) -> None:
        """Nothing stays open between pictures."""
