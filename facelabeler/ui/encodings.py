"""Encodings kept in memory, so that ordering faces costs no reading of the project file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import FaceId

Read = Callable[[Sequence[FaceId]], tuple[list[FaceId], NDArray[np.float32]]]


class Encodings:
    """Rows of one growing array by face id; faces not met before are read on demand."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._rows: dict[FaceId, int] = {}
        self._array: NDArray[np.float32] = np.zeros((0, 0), np.float32)

    def of(self, faces: Sequence[FaceId]) -> NDArray[np.float32]:
        """The encodings of these faces, in their order: (n, d) float32. Raises KeyError for a face without one."""
        missing = [face for face in faces if face not in self._rows]
        if missing:
            self._add(*self._read(missing))
        return self._array[[self._rows[face] for face in faces]]

    def _add(self, ids: Sequence[FaceId], encodings: NDArray[np.float32]) -> None:
        used, new = len(self._rows), len(ids)
        if used + new > len(self._array):
            grown = np.zeros((max(1024, 2 * (used + new)), encodings.shape[1]), np.float32)
            grown[:used] = self._array[:used]
            self._array = grown
        self._array[used : used + new] = encodings
        self._rows.update(zip(ids, range(used, used + new), strict=True))
