"""All encodings of a project in one array that grows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import FaceId

LENGTH = 128


class EncodingTable:
    """Face ids and their encodings, (n, 128) float32. Adding is amortised constant time a face."""

    def __init__(self) -> None:
        self._rows: dict[FaceId, int] = {}
        self._array = np.zeros((256, LENGTH), np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, faces: Sequence[FaceId], encodings: NDArray[np.float32]) -> None:
        """Add new faces with their (n, 128) encodings."""
        start = len(self._rows)
        end = start + len(faces)
        if end > len(self._array):
            grown = np.zeros((max(end, 2 * len(self._array)), LENGTH), np.float32)
            grown[:start] = self._array[:start]
            self._array = grown
        self._array[start:end] = encodings
        self._rows.update(zip(faces, range(start, end), strict=True))

    def of(self, faces: Sequence[FaceId]) -> NDArray[np.float32]:
        """A copy of the encodings of these faces, in their order. Raises KeyError for an unknown face."""
        rows = np.fromiter((self._rows[face] for face in faces), np.intp, len(faces))
        return self._array[rows]
