"""dlib's frontal face detector (histograms of oriented gradients): simple, quick, frontal faces only."""

from __future__ import annotations

import dlib
import numpy as np

from facelabeler.vision.detection import Detection, Picture, in_reading_order
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
        times = doublings(self._min_face, width, height) if self._upsample is None else self._upsample
        rectangles, scores, _ = self._detector.run(np.ascontiguousarray(image), times, 0.0)
        boxes = [from_dlib(rectangle).clipped(width, height) for rectangle in rectangles]
        return in_reading_order(
            [Detection(box, float(score)) for box, score in zip(boxes, scores, strict=True) if box.area > 0]
        )
