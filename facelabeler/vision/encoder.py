"""dlib's face encoder, run by ONNX Runtime."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.vision.detection import CHIP_SIDE, ENCODING_SIZE
from facelabeler.vision.onnx_models import ENCODER
from facelabeler.vision.sessions import run, shared_session

NAME = "dlib-resnet-v1"
VERSION = "1"
LARGEST_BATCH = 32  # more chips at once cost memory and gain no speed


class OnnxEncoder:
    """Turns chips into encodings; safe to share between threads.

    The encodings are dlib's own to within 1e-5 (L2), whatever the batch. Raises ModelError if the model is missing.
    """

    name = NAME
    version = VERSION

    def __init__(self, *, threads: int = 1) -> None:
        self._session = shared_session(ENCODER, threads)

    def encode(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(n, 150, 150, 3) uint8 RGB chips to (n, 128) float32 encodings."""
        if chips.dtype != np.uint8 or chips.shape[1:] != (CHIP_SIDE, CHIP_SIDE, 3):
            raise ValueError(f"chips must be (n, {CHIP_SIDE}, {CHIP_SIDE}, 3) uint8, not {chips.shape} {chips.dtype}")
        batches = [chips[start : start + LARGEST_BATCH] for start in range(0, len(chips), LARGEST_BATCH)]
        encodings = [run(self._session, {"chips": batch})[0] for batch in batches]
        return np.concatenate(encodings) if encodings else np.empty((0, ENCODING_SIZE), np.float32)
