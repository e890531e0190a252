"""Faces turned and scaled so that five points lie where encoders of 112 × 112 pixels expect them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import Point
from facelabeler.core.geometry import Box
from facelabeler.vision.detection import Aligned, Picture
from facelabeler.vision.landmarks import LandmarkAligner
from facelabeler.vision.similarity import DLIB_TEMPLATE, SIDE, TEMPLATE, Similarity, similarity


class FivePointAligner:
    """Chips of 112 × 112 pixels as OpenCV's `alignCrop` and InsightFace's `norm_crop` cut them out.

    The points are the detector's where it tells them, else dlib's. Not thread-safe: one a worker. Raises ModelError if
    dlib's model of landmarks is missing.
    """

    def __init__(self) -> None:
        self._landmarks = LandmarkAligner()

    def align(self, image: Picture, boxes: Sequence[Box], points: Sequence[Sequence[Point]] = ()) -> list[Aligned]:
        """One aligned face a box, in their order; `points` are those of `Detection`, a sequence a box."""
        found = self._landmarks.landmarks(image, boxes, points)
        told = points or [()] * len(boxes)
        moves = [
            similarity(seen, TEMPLATE) if seen else similarity(marks, DLIB_TEMPLATE)
            for seen, marks in zip(told, found, strict=True)
        ]
        return [Aligned(marks, chip(image, move)) for marks, move in zip(found, moves, strict=True)]


def chip(image: Picture, move: Similarity) -> NDArray[np.uint8]:
    """The (112, 112, 3) chip; what lies beyond the picture is black."""
    pixels: NDArray[np.uint8] = cv2.warpAffine(image, move, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    return pixels
