"""A second look at doubtful finds, at the scales in between, in small crops."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.vision import mmod
from facelabeler.vision.detection import Picture
from facelabeler.vision.levels import CONTEXT, FIELD, FILL, Finds, joined, resized
from facelabeler.vision.mmod import CELL, WINDOW
from facelabeler.vision.sessions import Session

NEARBY = 4  # cells, 0.4 of a window: how far from a find its confirmation may lie
MIDDLE = NEARBY + CONTEXT  # the cell in the middle of a crop
CROP = CELL * 2 * MIDDLE + FIELD
LARGEST_BATCH = 16


def confirm(session: Session, image: Picture, doubtful: Finds, step: float, threshold: float) -> Finds:
    """What scores above `threshold` near a doubtful find at a `step` more or less of its scale."""
    looks = [
        (rectangle, factor * WINDOW / (rectangle[2] - rectangle[0] + 1))
        for rectangle in doubtful.rectangles
        for factor in (step, 1 / step)
    ]
    parts = []
    for start in range(0, len(looks), LARGEST_BATCH):
        batch = looks[start : start + LARGEST_BATCH]
        crops = np.stack([_crop(image, _centre(rectangle), scale) for rectangle, scale in batch])
        scores = session.run(None, {"pixels": crops})[0]
        parts += [
            _finds(cells, _centre(rectangle), scale, threshold)
            for cells, (rectangle, scale) in zip(scores, batch, strict=True)
        ]
    return joined(parts)


def _centre(rectangle: NDArray[np.float64]) -> NDArray[np.float64]:
    middle: NDArray[np.float64] = (rectangle[:2] + rectangle[2:]) / 2
    return middle
