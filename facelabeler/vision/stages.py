"""What detectors, aligners and encoders have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import Point
from facelabeler.core.geometry import Box
from facelabeler.vision.detection import Aligned, Detection, Picture


class Detector(Protocol):
    """Finds faces. Not thread-safe: one a worker."""

    def detect(self, image: Picture) -> list[Detection]:
        """Every face, sorted by left, then top; boxes lie inside the picture."""


class Aligner(Protocol):
    """Makes faces ready for an encoder. Not thread-safe: one a worker."""

    def align(self, image: Picture, boxes: Sequence[Box], points: Sequence[Sequence[Point]] = ()) -> list[Aligned]:
        """One aligned face a box, in their order; `points` are those of `Detection`, a sequence a box, or left out."""


class Encoder(Protocol):
    """Turns chips into encodings, in which `APART` tells two people apart.

    Encodings of encoders with different names must never be compared.
    """

    name: str
    version: str

    def encode(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(n, side, side, 3) uint8 RGB chips of its aligner to (n, d) float32 encodings."""
