"""How good a face is for telling who it is: a number from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import Point
from facelabeler.core.geometry import Box


def face_quality(image: NDArray[np.uint8], box: Box, landmarks: Sequence[Point], score: float) -> float:
    return float(np.clip(box.height / 100, 0, 1))
