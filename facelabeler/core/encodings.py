"""All encodings of a project in one array that grows."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import FaceId
from facelabeler.core.errors import ProjectError

LEAST_ROWS = 256

APART = 0.6
"""The distance from which on two faces are two people. It is dlib's own threshold for its encodings; those of other
encoders are scaled so that it holds for them too, and with it every limit that grouping and window compare with."""

Encodings = NDArray[np.float32]
"""(n, d) float32, a row a face; d is the encoder's: 128 for dlib's."""


def stacked(encodings: Sequence[NDArray[np.float32]]) -> Encodings:
    """n encodings of d numbers as one (n, d) array; (0, 0) for none."""
    return np.stack(encodings).astype(np.float32, copy=False) if encodings else np.empty((0, 0), np.float32)


def refuse_other_encoder(known: str, encoder: str, project: PathLike[str]) -> None:
    """Raises ProjectError if `encoder` is not the `known` one of a project: their encodings could not be compared.

    Both are identities: a name, or a name, a version and a fingerprint. A project without encodings takes any encoder.
    """
    if known in ("", encoder):
        return
    name = known.partition(" ")[0]
    if name == encoder.partition(" ")[0]:
        advice = f"Put the model {name} back as it was, or process the sources into a new project"
    else:
        advice = f"Process into a new project for {encoder}, or choose the encoder {name} for this one"
    what = f"holds encodings of {known}, which cannot be compared with those of {encoder}"
    raise ProjectError(what, file=project, advice=advice)


class EncodingTable:
    """Face ids and their encodings, all of one length, which the first ones set. Adding is amortised constant time."""

    def __init__(self) -> None:
        self._rows: dict[FaceId, int] = {}
        self._array: Encodings = np.empty((0, 0), np.float32)

    def __contains__(self, face: FaceId) -> bool:
        return face in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, faces: Sequence[FaceId], encodings: Encodings) -> None:
        """Add new faces with their (n, d) encodings. Raises ValueError if d is not that of the others."""
        if not len(faces):
            return
        start = len(self._rows)
        end = start + len(faces)
        self._grow(end, encodings.shape[1])
        self._array[start:end] = encodings
        self._rows.update(zip(faces, range(start, end), strict=True))

    def of(self, faces: Sequence[FaceId]) -> Encodings:
        """A copy of the encodings of these faces, in their order. Raises KeyError for an unknown face."""
        rows = np.fromiter((self._rows[face] for face in faces), np.intp, len(faces))
        return self._array[rows]

    def _grow(self, rows: int, length: int) -> None:
        filled = len(self._rows)
        if filled and length != self._array.shape[1]:
            raise ValueError(f"encodings of {length} numbers among encodings of {self._array.shape[1]}")
        if rows > len(self._array):
            grown = np.zeros((max(rows, 2 * len(self._array), LEAST_ROWS), length), np.float32)
            if filled:
                grown[:filled] = self._array[:filled]
            self._array = grown
