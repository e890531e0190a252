"""MOT Challenge: for each sequence `img1/`, `gt/gt.txt`, `gt/labels.txt`, `seqinfo.ini`."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

from facelabeler.core.entities import SourceKind, TrackId
from facelabeler.export.files import Spool, put_picture, put_text
from facelabeler.export.formats import Made
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label
from facelabeler.export.sequences import Key, Sequences

GROUND_TRUTH: Final = "gt/gt.txt"
LABELS: Final = "gt/labels.txt"
INFO: Final = "seqinfo.ini"


class MotWriter:
    """Writes `<split>/<source>/…` into an empty folder.

    Frames, pixels and classes count from 1, as MOT Challenge wants it. Identities are tracks, numbered from 1 in each
    sequence; classes are the lines of `labels.txt`, with the names of folders.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._sequences = Sequences(plan)
        self._rows: dict[Key, Spool] = {}
        self._identities: defaultdict[Key, dict[tuple[TrackId, int], int]] = defaultdict(dict)
        self._info: dict[Key, dict[str, object]] = {}

    def add(self, picture: Picture) -> Made:
        key, number = self._sequences.next(picture)
        file = put_picture(self._folder, f"{self._sequences.folders[key]}/img1/{number + 1:06}", picture)
        if key not in self._rows:
            self._rows[key] = Spool(self._folder)
            self._info[key] = _info(picture, file)
        seen: Counter[TrackId] = Counter()
        for label in picture.labels:
            seen[label.track] += 1
            identity = self._identity(key, (label.track, seen[label.track]))
            self._rows[key].add(self._row(number + 1, identity, label))
        return Made(file)

    def finish(self) -> None:
        labels = "".join(f"{row.folder}\n" for row in self._plan.box_classes)
        for key, count in self._sequences.filled():
            folder = self._sequences.folders[key]
            put_text(self._folder, f"{folder}/{LABELS}", labels)
            info = {"name": folder.rpartition("/")[2], "seqLength": count} | self._info[key]
            lines = "".join(f"{name}={value}\n" for name, value in info.items())
            put_text(self._folder, f"{folder}/{INFO}", f"[Sequence]\n{lines}")
            with (self._folder / folder / GROUND_TRUTH).open("wb") as file:
                self._rows[key].copy_to(file)

    def close(self) -> None:
        for spool in self._rows.values():
            spool.close()

    def _identity(self, key: Key, who: tuple[TrackId, int]) -> int:
        """The number of a track; a second face that it has in one frame counts as another."""
        known = self._identities[key]
        return known.setdefault(who, len(known) + 1)

    def _row(self, frame: int, identity: int, label: Label) -> str:
        box, index = label.box, self._plan.box_class(label) + 1
        return f"{frame},{identity},{box.left + 1},{box.top + 1},{box.width},{box.height},1,{index},1\n"


def _info(picture: Picture, file: str) -> dict[str, object]:
    """What a sequence's description says of its frames, by the first of them, which is at `file`."""
    is_video = picture.source.kind is SourceKind.VIDEO
    rate = 1 / picture.source.every if is_video and picture.source.every else 1.0
    return {
        "imDir": "img1",
        "frameRate": max(1, round(rate)),
        "imWidth": picture.width,
        "imHeight": picture.height,
        "imExt": f".{file.rpartition('.')[2]}",
    }
