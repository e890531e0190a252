"""dlib's convolutional face detector with dlib's own image pyramid, run by ONNX Runtime."""

from __future__ import annotations

import numpy as np

from facelabeler.vision import dlib_pyramid, mmod
from facelabeler.vision.detection import Detection, Picture, inside
from facelabeler.vision.mmod import FIELD
from facelabeler.vision.onnx_models import PLANE_DETECTOR
from facelabeler.vision.sessions import run, shared_session


class ExactCnnDetector:
    """Finds the same faces as dlib does, score for score (within 0.01) and pixel for pixel.

    `upsample` is how often the picture is doubled first: a face has to be about 80 pixels high in the doubled picture.
    Raises ModelError if the model is missing.
    """

    def __init__(self, *, upsample: int = 1, threads: int = 1) -> None:
        self._upsample = upsample
        self._session = shared_session(PLANE_DETECTOR, threads)

    def detect(self, image: Picture) -> list[Detection]:
        height, width = image.shape[:2]
        return inside(self.find(image), width=width, height=height)

    def find(self, image: Picture) -> list[Detection]:
        """Every face as dlib itself tells it: the surest first, in boxes that may leave the picture."""
        if not image.size:
            return []
        enlarged = dlib_pyramid.upsampled(image, self._upsample)
        layout = dlib_pyramid.lay_out(enlarged.shape[1], enlarged.shape[0])
        if min(layout.width, layout.height) < FIELD:
            return []
        plane = dlib_pyramid.build_plane(enlarged, layout)
        cells = run(self._session, {"planes": plane[None]})[0][0]
        rows, columns = np.nonzero(cells > mmod.THRESHOLD)
        windows = mmod.windows_around(mmod.window_centres(rows, columns))
        found = mmod.rounded(dlib_pyramid.plane_to_picture(windows, layout))
        kept = mmod.suppress(found, cells[rows, columns])
        boxes = dlib_pyramid.down_from_upsampled(found[kept], self._upsample)
        return mmod.as_detections(boxes, cells[rows, columns][kept])
