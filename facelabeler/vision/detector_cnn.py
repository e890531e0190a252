"""dlib's convolutional face detector, run by ONNX Runtime."""

from __future__ import annotations

import numpy as np

from facelabeler.vision import dlib_pyramid, mmod
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.mmod import WINDOW
from facelabeler.vision.onnx_models import DETECTOR, PLANE_DETECTOR
from facelabeler.vision.sessions import shared_session


BORDER = 11


class ExactCnnDetector:
    """The detector with dlib's own pyramid: the same faces as dlib, score for score.

    `upsample` is how often the picture is doubled first; faces have to be about 80 pixels high in the doubled picture.
    """

    def __init__(self, *, upsample: int = 1, threads: int = 1) -> None:
        self._upsample = upsample
        self._session = shared_session(PLANE_DETECTOR, threads)

    def detect(self, image: Picture) -> list[Detection]:
        height, width = image.shape[:2]
        enlarged = dlib_pyramid.upsampled(image, self._upsample)
        layout = dlib_pyramid.lay_out(enlarged.shape[1], enlarged.shape[0])
        plane = dlib_pyramid.build_plane(enlarged, layout)
        cells = self._session.run(None, {"planes": plane[None]})[0][0]
        rows, columns = np.nonzero(cells > mmod.THRESHOLD)
        windows = mmod.windows_around(mmod.window_centres(rows, columns))
        found = mmod.rounded(dlib_pyramid.plane_to_picture(windows, layout))
        kept = mmod.suppress(found, cells[rows, columns])
        boxes = dlib_pyramid.down_from_upsampled(found[kept], self._upsample)
        return mmod.to_detections(boxes, cells[rows, columns][kept], width=width, height=height)


class CnnDetector:
    """The detector at the scale that the smallest wanted face needs, without shrinking the picture first."""

    def __init__(self, *, min_face: float | None = None, threads: int = 1) -> None:
        self._min_face = min_face
        self._session = shared_session(DETECTOR, threads)

    def detect(self, image: Picture) -> list[Detection]:
        height, width = image.shape[:2]
        rectangles, scores = [], []
        scale = self._scale(width, height)
        while min(width, height) * scale + 2 * BORDER >= WINDOW * 0.75:
            level = _level(image, scale)
            cells = self._session.run(None, {"pixels": level[None]})[0][0]
            rows, columns = np.nonzero(cells > mmod.THRESHOLD)
            windows = mmod.windows_around(mmod.window_centres(rows, columns)) - BORDER
            rectangles.append((windows + 0.5) / scale - 0.5)
            scores.append(cells[rows, columns])
            scale *= 5 / 6
        if not rectangles:
            return []
        found, strength = np.concatenate(rectangles), np.concatenate(scores)
        kept = mmod.suppress(found, strength)
        return mmod.to_detections(found[kept], strength[kept], width=width, height=height)

    def _scale(self, width: int, height: int) -> float:
        if self._min_face:
            return WINDOW / (self._min_face if self._min_face >= 1 else self._min_face * height)
        return 1400 / max(width, height)


def _level(image: Picture, scale: float) -> Picture:
    import cv2

    height, width = image.shape[:2]
    size = (round(width * scale), round(height * scale))
    level = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return cv2.copyMakeBorder(level, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_CONSTANT, value=(123, 117, 104))
