"""A pipeline without models: each picture of a fake film holds the people whose numbers its length tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.observations import Observations
from facelabeler.core.entities import Point
from facelabeler.core.errors import SourceError
from facelabeler.core.geometry import Box
from facelabeler.pipeline.runner import Job, Sampled, Stages
from facelabeler.settings import Settings
from tests.helpers.pictures import jpeg
from tests.helpers.projects import found_face

PICTURE = jpeg("#507090")
BOXES = (Box(10, 20, 70, 80), Box(110, 20, 170, 80))


@dataclass(frozen=True)
class Find:
    box: Box
    score: float = 1.0
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Aligned:
    landmarks: tuple[Point, ...]
    chip: NDArray[np.uint8]


class FakeEngine:
    """Finds two people on every picture."""

    detector_name = "cnn"
    encoder_name = "dlib-resnet-v1"

    @property
    def detector(self) -> FakeEngine:
        return self

    aligner = encoder = detector

    def detect(self, _image: object) -> list[Find]:
        return [Find(box) for box in BOXES]

    def align(self, _image: object, boxes: Sequence[Box], _points: object) -> list[Aligned]:
        return [Aligned(((0.0, 0.0),) * 5, np.full((150, 150, 3), box.left, np.uint8)) for box in boxes]

    def encode(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.stack([found_face(int(chip[0, 0, 0])).encoding for chip in chips])


class Film:
    """The pictures of a job, one a sample; `gate` is called before each."""

    def __init__(self, job: Job, gate: object) -> None:
        self._job = job
        self._gate = gate
        self.problem = "ends early" if "part" in job.path else ""

    def __iter__(self) -> Iterator[Sampled]:
        for k in range(int(self._job.duration / self._job.every)):
            if callable(self._gate):
                self._gate(k)
            yield Sampled(k * self._job.every, k, np.zeros((200, 300, 3), np.uint8))


def stages(gate: object = None) -> Stages:
    """Stages whose sources are films; one whose path says `broken` cannot be opened."""

    def open_source(job: Job) -> Film:
        if "broken" in job.path:
            raise SourceError("holds no picture", file=job.path)
        return Film(job, gate)

    return Stages(open_source, [FakeEngine()], even_quality, lambda *_: PICTURE)


def even_quality(faces: Sequence[object], *_encodings: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.full(len(faces), 0.9, np.float32)


def build(_settings: Settings) -> Stages:
    return stages()


def group_by_first_number(observations: Observations) -> NDArray[np.int64]:
    """Faces of one person are equal in the first number of their encodings, to two digits."""
    keys = np.round(observations.encodings[:, 0], 2)
    labels = {key: -2 - n for n, key in enumerate(sorted(set(keys.tolist())))}
    anchors = {key: int(a) for key, a in zip(keys.tolist(), observations.anchors, strict=True) if a >= 0}
    return np.array([anchors.get(key, labels[key]) for key in keys.tolist()], np.int64)
