"""What the pipeline asks of its stages. Each Protocol has real implementations in media or vision, fakes in tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import Point
from facelabeler.core.geometry import Box

Picture = NDArray[np.uint8]  # (height, width, 3), RGB, C-contiguous, as a person sees it


@dataclass(frozen=True, slots=True)
class Sampled:
    """A picture of a source at a time in seconds; `index` counts decoded frames and is None for a photo.

    `scale` is how many pixels of the source one pixel of the picture stands for: huge photos are decoded smaller.
    """

    time: float
    index: int | None
    image: Picture
    scale: float = 1.0


class Detected(Protocol):
    """A find of a detector: a box inside the picture, the detector's own score, and the five points that it saw, if it
    tells any (`vision.detection.Detection`)."""

    @property
    def box(self) -> Box: ...
    @property
    def score(self) -> float: ...
    @property
    def points(self) -> tuple[Point, ...]: ...


class AlignedFace(Protocol):
    """Five landmarks in pixels of the picture, and the (side, side, 3) uint8 chip an encoder takes."""

    @property
    def landmarks(self) -> tuple[Point, ...]: ...
    @property
    def chip(self) -> NDArray[np.uint8]: ...


class Detector(Protocol):
    def detect(self, image: Picture) -> Sequence[Detected]:
        """Finds every face, sorted by left, then top."""


class Aligner(Protocol):
    def align(self, image: Picture, boxes: Sequence[Box], points: Sequence[Sequence[Point]]) -> Sequence[AlignedFace]:
        """One aligned face a box, in their order; `points` are what the detector saw of each."""


class Encoder(Protocol):
    def encode(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(n, side, side, 3) chips to (n, d) encodings."""


class Engine(Protocol):
    """One worker's own detector, aligner and encoder, with the names that go into the project."""

    @property
    def detector(self) -> Detector: ...
    @property
    def aligner(self) -> Aligner: ...
    @property
    def encoder(self) -> Encoder: ...
    @property
    def detector_name(self) -> str: ...
    @property
    def encoder_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face as a worker hands it over: everything but its identity."""

    box: Box
    score: float
    quality: float
    landmarks: tuple[Point, ...]
    encoding: NDArray[np.float32]
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class FoundFrame:
    """One sampled picture and its faces, left to right; `index` is None for a photo.

    `scene` is the picture in miniature (`clustering.scenes`), or None where nobody looked at it.
    """

    time: float
    index: int | None
    faces: tuple[FoundFace, ...]
    scene: NDArray[np.uint8] | None = None
