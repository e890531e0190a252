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
Grey = NDArray[np.uint8]  # (height, width), the same picture, or a smaller one of the same shape


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A picture between two samples: small and grey to follow faces by, and itself where faces are looked at again."""

    grey: Grey
    image: Picture | None = None


@dataclass(frozen=True, slots=True)
class Sampled:
    """A picture of a source at a time in seconds; `index` counts decoded frames and is None for a photo.

    `scale` is how many pixels of the source one pixel of the picture stands for: huge photos are decoded smaller.
    `between` are glimpses from the sample before to this one, in order; none where nobody looks between samples.
    """

    time: float
    index: int | None
    image: Picture
    scale: float = 1.0
    between: tuple[Glimpse, ...] = ()


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


class Follower(Protocol):
    """Finds again, in pictures that follow one another, what is in boxes of the first."""

    def grey(self, image: Picture) -> Grey:
        """The picture as `follow` wants it."""

    def follow(self, greys: Sequence[Grey], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """(pictures, n, 4) boxes from (n, 4) ones in pixels of the greys; NaN from where one is lost."""


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face as a worker hands it over: everything but its identity.

    `clothes` are the colours of what is worn below it (`vision.clothes`), None where nothing of it is in the picture.
    """

    box: Box
    score: float
    quality: float
    landmarks: tuple[Point, ...]
    encoding: NDArray[np.float32]
    thumbnail: bytes
    clothes: NDArray[np.uint8] | None = None


@dataclass(frozen=True, slots=True)
class FoundFrame:
    """One sampled picture and its faces, left to right; `index` is None for a photo.

    `scene` is the picture in miniature (`clustering.scenes`), or None where nobody looked at it. `continued` tells, for
    each face that was followed there, which face of the frame before it is, and -1 for the others; empty if none was.

    A `known` frame was handed over by an earlier run: it is here for what the frame after it continues.
    """

    time: float
    index: int | None
    faces: tuple[FoundFace, ...]
    scene: NDArray[np.uint8] | None = None
    continued: tuple[int, ...] = ()
    known: bool = False
