"""How far each face of a cluster is from what its faces have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import FaceId

EncodingsOf = Callable[[Sequence[FaceId]], NDArray[np.float32]]
"""Answers with the encodings of faces, (n, d) in their order."""

DOUBTFUL = 0.5
"""Faces farther than this from their cluster's mean are worth a look.

Measured on 537 photos of 45 people with dlib's encoder: nine in ten faces lie within 0.47 of their own person's mean,
one in a hundred within 0.53 of somebody else's.
"""


def distances_to_mean(encodings: NDArray[np.float32]) -> NDArray[np.float32]:
    """Euclidean distance of each of (n, d) encodings to their mean, as (n,) float32."""
    if not len(encodings):
        return np.zeros(0, np.float32)
    return np.asarray(np.linalg.norm(encodings - encodings.mean(axis=0), axis=1), np.float32)


def least_typical_first(encodings: NDArray[np.float32]) -> NDArray[np.int64]:
    """The order that puts the farthest from the mean first; equals keep their order."""
    return np.argsort(-distances_to_mean(encodings), kind="stable").astype(np.int64)
