"""Points to be grouped, and links between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Points:
    """What is grouped: u points and which of them must not meet.

    `where`: (u, d). `spread`: (u,) what a point adds to each of its squared distances, below 0 where something else
    than the place speaks for it. `sizes`: (u,) how much a point counts. `anchors`: (u,) points of one anchor (0 or
    more) stand together from the start, those of two never meet. `apart`: (p, 2) pairs that never meet, unless one
    anchor holds both. `twice`: (u,) points for which that rule does not hold: the user has overruled it there.
    """

    where: NDArray[np.float32]
    spread: NDArray[np.float32]
    sizes: NDArray[np.float32]
    anchors: NDArray[np.int64]
    apart: NDArray[np.int64]
    twice: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.where)

    def some(self, members: NDArray[np.int64], apart: NDArray[np.int64]) -> Points:
        """Some of the points, with their own pairs apart."""
        return Points(
            where=self.where[members],
            spread=self.spread[members],
            sizes=self.sizes[members],
            anchors=self.anchors[members],
            apart=apart,
            twice=self.twice[members],
        )


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of points, `first` < `second`, that may meet, and their squared distances."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    squared: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.first)

    def where(self, wanted: NDArray[np.bool_] | NDArray[np.int64]) -> Links:
        return Links(self.first[wanted], self.second[wanted], self.squared[wanted])
