"""dlib's own networks, for people with a CUDA build of dlib. On a processor they are about 25 times slower."""

from __future__ import annotations

import dlib
import numpy as np
from numpy.typing import NDArray

from facelabeler.vision import encoder, model_files
from facelabeler.vision.detection import ENCODING_SIZE, Detection, Picture, inside
from facelabeler.vision.dlib_boxes import from_dlib
from facelabeler.vision.model_files import model_path
from facelabeler.vision.smallest_face import doublings

SMALLEST_PICTURE = 8  # pixels of the shorter side: dlib fails on less


class DlibCnnDetector:
    """dlib's convolutional detector. Not thread-safe: one a worker. It holds the interpreter while it works."""

    def __init__(self, *, upsample: int | None = None, min_face: float | None = None) -> None:
        self._detector = dlib.cnn_face_detection_model_v1(str(model_path(model_files.DETECTOR)))
        self._upsample = upsample
        self._min_face = min_face

    def detect(self, image: Picture) -> list[Detection]:
        height, width = image.shape[:2]
        if min(width, height) < SMALLEST_PICTURE:
            return []
        times = doublings(self._min_face, width, height) if self._upsample is None else self._upsample
        finds = self._detector(np.ascontiguousarray(image), times)
        found = [Detection(from_dlib(find.rect), float(find.confidence)) for find in finds]
        return inside(found, width=width, height=height)


class DlibEncoder:
    """dlib's encoder; its encodings mix freely with those of `OnnxEncoder`. Not thread-safe: one a worker."""

    name = encoder.NAME
    version = encoder.VERSION

    def __init__(self) -> None:
        self._model = dlib.face_recognition_model_v1(str(model_path(model_files.ENCODER)))

    def encode(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(n, 150, 150, 3) uint8 RGB chips to (n, 128) float32 encodings."""
        if not len(chips):
            return np.empty((0, ENCODING_SIZE), np.float32)
        found = self._model.compute_face_descriptor([np.ascontiguousarray(chip) for chip in chips])
        return np.array(found, np.float32)
