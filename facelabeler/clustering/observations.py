"""What a clustering sees of the faces."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

FREE = -1  # in `anchors`: the clustering may place this face; in labels: the face stands in no cluster


@dataclass(frozen=True, slots=True)
class Observations:
    """n faces as arrays of length n, in the same order.

    `frames`: equal numbers mean the same picture. `tracks`: equal numbers mean the same track. `quality`: 0 to 1.
    `anchors`: the id (0 or more) of the cluster a face is fixed in, or FREE. Where it is known: `sources`, equal
    numbers mean the same source; `times`, seconds in the source; `clothes`, (n, c) rows of length 1, the roots of the
    shares of colours, or a row of zeros where nothing is seen of them.
    """

    ids: NDArray[np.int64]
    encodings: NDArray[np.float32]  # (n, 128)
    tracks: NDArray[np.int64]
    frames: NDArray[np.int64]
    quality: NDArray[np.float32]
    anchors: NDArray[np.int64]
    sources: NDArray[np.int64] | None = None
    times: NDArray[np.float64] | None = None
    clothes: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def reordered(self, order: NDArray[np.int64]) -> Observations:
        """The same faces, or some of them, in this order."""
        columns = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(self, **{name: column[order] for name, column in columns.items() if column is not None})
