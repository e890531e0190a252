"""How far each face of a cluster is from what its faces have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import FaceId

EncodingsOf = Callable[[Sequence[FaceId]], NDArray[np.float32]]
"""Answers with the encodings of faces, (n, d) in their order."""

DOUBTFUL = 0.52
"""Faces farther than this from their cluster's mean are worth a look.

dlib's encodings of one person lie 0.25 to 0.45 from their mean, and its networks call two faces the same below 0.6.
"""


def distances_to_mean(encodings: NDArray[np.float32]) -> NDArray[np.float32]:
    """Euclidean distance of each of (n, d) encodings to their mean, as (n,) float32."""
    if not len(encodings):
        return np.zeros(0, np.float32)
    return np.linalg.norm(encodings - encodings.mean(axis=0), axis=1).astype(np.float32)


def least_typical_first(encodings: NDArray[np.float32]) -> NDArray[np.int64]:
    """The order that puts the farthest from the mean first; equals keep their order."""
    return np.argsort(-distances_to_mean(encodings), kind="stable").astype(np.int64)
