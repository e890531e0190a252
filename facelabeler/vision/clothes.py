"""The colours of what somebody wears, below a face: few numbers, compared by how much their shares overlap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.geometry import Box
from facelabeler.vision.detection import Picture

LIGHTNESSES, HUES = 6, 7  # classes of lightness, and of each of the two colour axes of CIE L*a*b*
REACH = 28.0  # how far the colour axes reach from grey: what is more colourful counts as that
LENGTH = LIGHTNESSES * HUES * HUES
BESIDE, BELOW, DOWN = 0.4, 0.25, 1.6  # in sizes of the face: how far the area goes aside, where it begins and ends
SMALLEST = 3  # pixels a side


def clothes(image: Picture, box: Box) -> NDArray[np.uint8] | None:
    """(LENGTH,) roots of the shares of the colours below a face, 255 for all; None if that is outside the picture.

    For such roots, the product of two rows is 1 for the same colours and 0 for no common one (Bhattacharyya, 1943).
    """
    import cv2

    area = _below(image, box)
    if min(area.shape[:2]) < SMALLEST:
        return None
    pixels = cv2.cvtColor(area, cv2.COLOR_RGB2LAB).reshape(-1, 3).astype(np.float32)
    light = np.minimum(pixels[:, 0] * LIGHTNESSES / 256, LIGHTNESSES - 1).astype(np.int64)
    colour = ((pixels[:, 1:] - 128 + REACH) * HUES / (2 * REACH)).clip(0, HUES - 1).astype(np.int64)
    classes = (light * HUES + colour[:, 0]) * HUES + colour[:, 1]
    shares = np.bincount(classes, minlength=LENGTH) / len(classes)
    return np.asarray(np.sqrt(shares) * 255).round().astype(np.uint8)


def _below(image: Picture, box: Box) -> Picture:
    left, right = box.left - BESIDE * box.width, box.right + BESIDE * box.width
    top, bottom = box.bottom + BELOW * box.height, box.bottom + DOWN * box.height
    rows = slice(max(0, round(top)), max(0, round(bottom)))
    columns = slice(max(0, round(left)), max(0, round(right)))
    return np.ascontiguousarray(image[rows, columns])
