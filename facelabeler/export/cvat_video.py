"""CVAT for video 1.1: for each sequence its frames and an `annotations.xml` with tracks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from facelabeler.core.entities import TrackId
from facelabeler.export.cvat import ANNOTATIONS, corners, head
from facelabeler.export.files import put_picture, put_text
from facelabeler.export.formats import Made
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label
from facelabeler.export.sequences import Key, Sequences
from facelabeler.export.xml_names import xml_names

Boxes = list[tuple[int, Label]]


class CvatVideoWriter:
    """Writes `<split>/<source>/images/frame_000000.jpg` and `<split>/<source>/annotations.xml` into an empty folder.

    A track is one class; where the user gave parts of it to two people it becomes two. CVAT draws a box on in every
    frame until it is told that the face is gone, so each gap in a track begins with such a word.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._names = xml_names(plan.box_classes)
        self._sequences = Sequences(plan)
        self._tracks: dict[Key, dict[tuple[TrackId, int], Boxes]] = {}
        self._shapes: dict[Key, tuple[int, int]] = {}

    def add(self, picture: Picture) -> Made:
        key, number = self._sequences.next(picture)
        file = put_picture(self._folder, f"{self._sequences.folders[key]}/images/frame_{number:06}", picture)
        self._shapes.setdefault(key, (picture.width, picture.height))
        tracks = self._tracks.setdefault(key, {})
        for label in picture.labels:
            tracks.setdefault((label.track, self._plan.box_class(label)), []).append((number, label))
        return Made(file)

    def finish(self) -> None:
        for key, count in self._sequences.filled():
            folder = self._sequences.folders[key]
            start = head(self._names, count, "interpolation", folder, self._shapes[key])
            tracks = "".join(self._track_texts(key, count))
            put_text(self._folder, f"{folder}/{ANNOTATIONS}", f"{start}{tracks}</annotations>\n")

    def close(self) -> None:
        """Nothing stays open between pictures."""

    def _track_texts(self, key: Key, count: int) -> Iterable[str]:
        tracks = ((who, part) for who, boxes in self._tracks[key].items() for part in _without_doubles(boxes))
        for number, ((track, index), boxes) in enumerate(tracks):
            rows = "".join(_rows(boxes, count, track))
            yield f'  <track id="{number}" label={quoteattr(self._names[index])} source="manual">\n{rows}  </track>\n'


def _rows(boxes: Boxes, count: int, track: TrackId) -> Iterable[str]:
    """The boxes of a track that has one a frame at most."""
    for place, (frame, label) in enumerate(boxes):
        yield _row(frame, label, track, outside=0)
        following = boxes[place + 1][0] if place + 1 < len(boxes) else count
        if frame + 1 < following:
            yield _row(frame + 1, label, track, outside=1)


def _row(frame: int, label: Label, track: TrackId, *, outside: int) -> str:
    words = "".join(
        f'<attribute name="{word}">{value}</attribute>' for word, value in (("face", label.face), ("track", track))
    )
    start = f'    <box frame="{frame}" keyframe="1" outside="{outside}" occluded="0"'
    return f'{start} {corners(label)} z_order="0">{words}</box>\n'


def _without_doubles(boxes: Sequence[tuple[int, Label]]) -> list[Boxes]:
    """Boxes of one track as lists that have no two boxes in a frame."""
    parts: list[Boxes] = []
    for frame, label in boxes:
        free = next((part for part in parts if part[-1][0] < frame), None)
        if free is None:
            parts.append([(frame, label)])
        else:
            free.append((frame, label))
    return parts
