"""How much a face says about who it is: a number from 0 to 1.

A face and its mirror image are the same person, so a clear face is encoded alike both ways. Where the two encodings
differ, the encoder is guessing: the face is turned away, blurred, covered or tiny. So

    quality = (0.45 − |e − m|) / 0.30, within 0 to 1

with e the encoding of the face and m that of its mirror image. Over the labelled faces |e − m| is 0.15 to 0.24 for
clear ones and above 0.28 for turned, blurred and covered ones; size, sharpness and pose by themselves told less.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WORTHLESS = 0.45
SPAN = 0.30


def mirror_quality(encodings: NDArray[np.float32], mirrored: NDArray[np.float32]) -> NDArray[np.float32]:
    """The quality, (n,) float32, of n faces from their encodings and those of their mirror images, both (n, 128)."""
    apart = np.linalg.norm(encodings - mirrored, axis=1)
    return np.asarray(np.clip((WORTHLESS - apart) / SPAN, 0, 1), np.float32)
