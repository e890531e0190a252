"""One montage a person, to look at or to print: every face, eight by six on a page."""

from __future__ import annotations

from pathlib import Path

from facelabeler.export.metadata import Summary
from facelabeler.export.montages import Album
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan


class MontageWriter:
    """Writes `<person>.jpg`, `<person>~2.jpg`, … into an empty folder."""

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._summary = Summary(plan, "montage")
        self._album = Album(folder, {row.index: row.folder for row in plan.groups})

    def add(self, picture: Picture) -> None:
        self._summary.count(picture)
        for label in picture.labels:
            if label.group is not None:
                self._album.add(label.group, picture.pixels, label.box)

    def finish(self) -> None:
        self._album.finish()
        self._summary.write(self._folder)

    def close(self) -> None:
        """Nothing stays open between pictures."""
