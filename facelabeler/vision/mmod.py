"""The geometry of dlib's sliding window detector (mmod): windows, how levels map to the picture, which finds stay.

Sources: dlib/dnn/loss.h (`loss_mmod_`), dlib/image_transforms/image_pyramid.h (`pyramid_down`), dlib/geometry, and the
options kept in mmod_human_face_detector.dat. dlib's rectangles include their right and bottom pixel; here they are
float arrays (n, 4) of left, top, right, bottom in dlib's sense until `to_detections` makes boxes of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.geometry import Box
from facelabeler.vision.detection import Detection, inside

WINDOW = 80  # side of the sliding window in pixels
CELL = 8  # pixels from one window to the next: three convolutions of stride 2
FIRST_CENTRE = 14  # the pixel in the middle of the first window: ((0·2 + 2)·2 + 2)·2 + 2
FIELD = 29  # pixels that the first three convolutions see of a cell: 5 + 4·2 + 4·4
THRESHOLD = 0.0
OVERLAP = 0.3382761351109955  # of the area of the box around two finds, above which the weaker one goes

Rectangles = NDArray[np.float64]


def window_centres(rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float64]:
    """Where the windows of some cells are centred: (n, 2) of x, y in pixels of the network's input."""
    return np.stack([columns, rows], axis=1).astype(np.float64) * CELL + FIRST_CENTRE


def windows_around(centres: NDArray[np.float64]) -> Rectangles:
    """The windows as dlib sees them: 79 pixels from the first to the last."""
    reach = (WINDOW - 1) / 2
    return np.concatenate([centres - reach, centres + reach], axis=1)


def rounded(rectangles: Rectangles) -> Rectangles:
    """Each edge to whole pixels, halves away from zero, as C's `lround`."""
    return np.copysign(np.floor(np.abs(rectangles) + 0.5), rectangles)


def suppress(rectangles: Rectangles, scores: NDArray[np.floating]) -> list[int]:
    """The indices that stay, the best first.

    A find goes if a better one covers more than OVERLAP of the *bounding box* of the two: dlib's measure, which is
    stricter with boxes that are shifted than intersection over union.
    """
    kept: list[int] = []
    for index in np.argsort(-scores, kind="stable"):
        if not kept or overlaps(rectangles[kept], rectangles[index]).max() <= OVERLAP:
            kept.append(int(index))
    return kept


def overlaps(rectangles: Rectangles, one: Rectangles) -> NDArray[np.float64]:
    """The share of the bounding box of each rectangle and `one` that both cover: dlib's measure."""
    shared = _area(np.maximum(rectangles[:, :2], one[:2]), np.minimum(rectangles[:, 2:], one[2:]))
    around = _area(np.minimum(rectangles[:, :2], one[:2]), np.maximum(rectangles[:, 2:], one[2:]))
    return shared / around


def _area(first: NDArray[np.float64], last: NDArray[np.float64]) -> NDArray[np.float64]:
    sides = np.maximum(last - first + 1, 0)
    return sides[:, 0] * sides[:, 1]


def to_detections(rectangles: Rectangles, scores: NDArray[np.floating], *, width: int, height: int) -> list[Detection]:
    """Finds as boxes inside a picture of `width` × `height` pixels; what lies outside altogether is left out."""
    return inside(as_detections(rectangles, scores), width=width, height=height)


def as_detections(rectangles: Rectangles, scores: NDArray[np.floating]) -> list[Detection]:
    """Finds as boxes in whole pixels, in their order; they may leave the picture."""
    edges = rounded(rectangles)
    edges[:, 2:] += 1
    boxes = [Box(*(int(edge) for edge in row)) for row in edges]
    return [Detection(box, float(score)) for box, score in zip(boxes, scores, strict=True)]
