"""A project built in a few lines, and footage that needs no file: each pixel says where and when it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facelabeler.core import edits
from facelabeler.core.consent import note_consent
from facelabeler.core.entities import Face, FaceId, FaceState, Source, SourceId, SourceKind, TrackId
from facelabeler.core.geometry import Box
from facelabeler.core.project import Project
from facelabeler.export.options import ExportOptions
from facelabeler.export.planning import plan_export, with_encodings
from facelabeler.export.write import ExportReport, export

WIDTH, HEIGHT = 320, 240
SIZE = 40


class Story:
    """A project that is told, not detected: who is seen when and where."""

    def __init__(self) -> None:
        self.project = Project()

    def source(self, path: str = "clip.mp4", kind: SourceKind = SourceKind.VIDEO, **row: object) -> SourceId:
        number = SourceId(len(self.project.sources) + 1)
        values = {"size": 1000 + number, "fingerprint": f"print {number}", "width": WIDTH, "height": HEIGHT, **row}
        self.project.add_source(Source(number, path, kind, **values))
        return number

    def face(
        self,
        source: SourceId,
        time: float,
        *,
        left: int = 0,
        top: int = 20,
        track: int | None = None,
        size: int = SIZE,
        quality: float = 0.5,
        landmarks: tuple[tuple[float, float], ...] = (),
    ) -> FaceId:
        number = self.project.next_face_id()
        row = self.project.sources[source]
        index = round(time * 25) if row.kind is SourceKind.VIDEO else None
        box = Box(left, top, left + size, top + size)
        thread = TrackId(10_000 + number if track is None else track)
        self.project.add_faces([Face(number, source, time, index, box, 1.0, quality, thread, landmarks)])
        return number

    def group(self, faces: Sequence[FaceId], name: str = "") -> None:
        """Put faces in a new cluster and name it; who has a name has consented."""
        moved = edits.move_faces(self.project, faces, "new")
        self.project.apply(moved)
        cluster = self.project.placements[faces[0]].cluster
        assert cluster is not None
        if name:
            self.project.apply(edits.rename(self.project, cluster, name))
        if (known := self.project.name_of(cluster)) is not None:
            self.project.apply(note_consent(self.project, known, note="asked", until=""))

    def mark(self, face: FaceId, state: FaceState) -> None:
        self.project.apply(edits.mark(self.project, [face], state))

    def person(self, name: str, source: SourceId, times: Sequence[float], *, left: int = 0, track: int = 0) -> None:
        """A named person at one place over several samples, in one track if `track` is given."""
        self.group([self.face(source, time, left=left, track=track or None) for time in times], name)


class Told:
    """What faces look like as a test tells it: each face's encoding is its number, far from all others."""

    engine = {"detector": "cnn", "encoder": "dlib-resnet-v1"}

    def __init__(self, near: dict[FaceId, FaceId] | None = None, sharp: dict[FaceId, float] | None = None) -> None:
        self._near = near or {}
        self._sharp = sharp or {}

    def encodings(self, faces: Sequence[FaceId]) -> NDArray[np.float32]:
        """Faces that `near` names together have the same."""
        rows = np.zeros((len(faces), 128), np.float32)
        for row, face in zip(rows, faces, strict=True):
            number = self._near.get(face, face)
            row[number % 128] = 1 + number // 128
        return rows

    def sharpness(self, faces: Sequence[FaceId]) -> NDArray[np.float32]:
        return np.array([self._sharp.get(face, 0.0) for face in faces], np.float32)


def scattered(people: Sequence[str], shots: int = 20, frames: int = 3) -> Story:
    """`shots` shots of `frames` samples a minute apart, every person alone in an equal number of them."""
    story = Story()
    clip = story.source()
    faces: dict[str, list[FaceId]] = {name: [] for name in people}
    for shot in range(shots):
        name = people[shot % len(people)]
        for k in range(frames):
            faces[name].append(story.face(clip, 60.0 * shot + k, left=10 * k, track=shot + 1))
    for name, ids in faces.items():
        story.group(ids, name)
    return story


def scene(time: float, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """Red rises to the right, green downwards, blue with time."""
    picture = _ground(width, height).copy()
    picture[:, :, 2] = round(time) % 256
    return picture


@cache
def _ground(width: int, height: int) -> np.ndarray:
    y, x = np.mgrid[0:height, 0:width]
    return np.dstack([x * 255 // (width - 1), y * 255 // (height - 1), x]).astype(np.uint8)


def scenes(path: str, kind: SourceKind, times: Sequence[float]) -> Iterator[tuple[float, np.ndarray]]:
    """Stands for `media.frames.read_frames`."""
    for time in times:
        yield time, scene(time)


def write(story: Story, out: Path, *formats: str, options: ExportOptions | None = None, **more: object) -> ExportReport:
    """Plan and export with footage that needs no file."""
    values = {"locate": lambda _: Path("elsewhere.mp4"), "read_frames": scenes, **more}
    plan = with_encodings(plan_export(story.project, options, Told()), Told())
    return export(plan, out, formats or ["yolo"], **values)
