"""The parts of a cluster that may hold several people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import FaceId

# Below this mean distance two groups of faces are one person far more often than not: dlib's own threshold for
# "the same person" is 0.6 between single faces, and means over groups lie lower.
CLEARLY_ONE = 0.4


def split_parts(faces: Sequence[FaceId], encodings: NDArray[np.float32]) -> list[list[FaceId]]:
    """The smaller of the two parts that average linkage joins last; empty if the faces are clearly one person.

    `encodings` is (n, 128). What is not listed stays.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(faces) < 2:
        return []
    tree = linkage(encodings.astype(np.float64), "average")
    if tree[-1, 2] < CLEARLY_ONE:
        return []
    labels = fcluster(tree, 2, "maxclust")
    parts = [[face for face, label in zip(faces, labels, strict=True) if label == part] for part in (1, 2)]
    return [min(parts, key=len)]
