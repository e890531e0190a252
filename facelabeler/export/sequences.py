"""Pictures as the frames of sequences: what formats of tracking ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PureWindowsPath

from facelabeler.core.entities import SourceId
from facelabeler.export.names import Distinct
from facelabeler.export.options import Split
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan

Key = tuple[Split, SourceId]


class Sequences:
    """Each source is a sequence in each split that has pictures of it; its frames are counted from 0.

    A photo is a sequence of one frame.
    """

    def __init__(self, plan: ExportPlan) -> None:
        names = Distinct("source")
        stems = {source: names.name(PureWindowsPath(row.path).stem) for source, row in plan.sources.items()}
        keys = dict.fromkeys((image.split, image.source) for image in plan.images)
        self.folders: dict[Key, str] = {key: f"{key[0]}/{stems[key[1]]}" for key in keys}
        self._counts: Counter[Key] = Counter()

    def next(self, picture: Picture) -> tuple[Key, int]:
        """Which sequence this picture belongs to, and its number in it."""
        key = (picture.planned.split, picture.planned.source)
        self._counts[key] += 1
        return key, self._counts[key] - 1

    def filled(self) -> Iterator[tuple[Key, int]]:
        """The sequences that have pictures, and how many."""
        return ((key, count) for key, count in self._counts.items() if count)
