"""A few encodings that stand for a person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.distances import matrix

MOST = 12  # for a person: more change no suggestion on the labelled data
GOOD_ENOUGH = 0.5  # quality from which a face may stand for a person, if there are such faces
SAME_LOOK = 0.3  # encodings so near show the same look: one of them is enough


def prototypes(encodings: NDArray[np.float32], quality: NDArray[np.float32], most: int = MOST) -> NDArray[np.float32]:
    """(p, d) means of alike faces that cover the looks of a person: at most `most`, at least one.

    `encodings` is (n, d), n at least 1, and `quality` (n,). Poor faces are left out where there are good ones. The
    first look is the one nearest to all faces, each further one the farthest from those before, as long as it is
    SAME_LOOK away; each prototype is the mean of the faces nearest to its look, so none of them is one face's own
    encoding unless it stands alone.
    """
    faces = encodings[quality >= min(GOOD_ENOUGH, float(np.median(quality)))]
    looks = [int(np.linalg.norm(faces - faces.mean(axis=0), axis=1).argmin())]
    away = np.linalg.norm(faces - faces[looks[0]], axis=1)
    while len(looks) < most and away.max() > SAME_LOOK:
        looks.append(int(away.argmax()))
        away = np.minimum(away, np.linalg.norm(faces - faces[looks[-1]], axis=1))
    nearest = matrix(faces, faces[looks]).argmin(axis=1)
    return np.stack([faces[nearest == look].mean(axis=0) for look in range(len(looks))]).astype(np.float32)
