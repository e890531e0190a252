"""What faces look like, as far as a plan wants to know: encodings, turn of the head, sharpness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import FaceId, Point


class Looks(Protocol):
    """Knows each face's encoding and sharpness. Asked on the thread that plans, and only for what is needed."""

    @property
    def engine(self) -> Mapping[str, str]:
        """What found and encoded the faces: `detector`, `encoder`."""

    def encodings(self, faces: Sequence[FaceId]) -> NDArray[np.float32]:
        """(n, d) float32, in the order of `faces`."""

    def sharpness(self, faces: Sequence[FaceId]) -> NDArray[np.float32]:
        """(n,) float32 as `media.crops.sharpness` measures it, in the order of `faces`."""


def turn(landmarks: Sequence[Point]) -> Point:
    """How far a head is turned and nodded, in shares of the distance of the eyes; (0, 0) without landmarks.

    The nose's base against the middle between the eyes, along the line of the eyes and across it, so that tilting the
    head changes nothing. Landmarks are those of `core.entities.Face`.
    """
    if len(landmarks) != 5:
        return 0.0, 0.0
    points = np.asarray(landmarks, float)
    one, other, nose = points[:2].mean(0), points[2:4].mean(0), points[4]
    across = other - one
    distance = float(np.hypot(*across))
    if distance == 0:
        return 0.0, 0.0
    along = across / distance
    x, y = nose - (one + other) / 2
    return float(x * along[0] + y * along[1]) / distance, float(y * along[0] - x * along[1]) / distance
