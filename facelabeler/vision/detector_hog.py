"""dlib's frontal face detector (histograms of oriented gradients): simple, quick, frontal faces only."""

from __future__ import annotations

import dlib
import numpy as np

from facelabeler.vision.detection import Detection, Picture, inside
from facelabeler.vision.dlib_boxes import from_dlib
from facelabeler.vision.smallest_face import doublings


class HogDetector:
    """Finds frontal faces. Not thread-safe: one a worker (three threads on one object crash).

    `upsample` is how often the picture is doubled first; None chooses it for `min_face`.
    """

    def __init__(self, *, upsample: int | None = None, min_face: float | None = None) -> None:
        self._detector = dlib.get_frontal_face_detector()
        self._upsample = upsample
        self._min_face = min_face

    def detect(self, image: Picture) -> list[Detection]:
        height, width = image.shape[:2]
        return inside(self.find(image), width=width, height=height)

    def find(self, image: Picture) -> list[Detection]:
        """Every face as dlib itself tells it: the surest first, in boxes that may leave the picture."""
        height, width = image.shape[:2]
        times = doublings(self._min_face, width, height) if self._upsample is None else self._upsample
        rectangles, scores, _ = self._detector.run(np.ascontiguousarray(image), times, 0.0)
        return [Detection(from_dlib(where), float(score)) for where, score in zip(rectangles, scores, strict=True)]
