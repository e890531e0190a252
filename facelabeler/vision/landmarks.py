"""Five landmarks and the aligned chip of each face, by dlib."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import dlib
import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import Point
from facelabeler.core.geometry import Box
from facelabeler.vision.detection import CHIP_SIDE, Aligned, Picture
from facelabeler.vision.dlib_boxes import to_dlib
from facelabeler.vision.model_files import LANDMARKS, model_path
from facelabeler.vision.similarity import square_around

PADDING = 0.25  # dlib's default around the face in `compute_face_descriptor`


class LandmarkAligner:
    """dlib's 5-point predictor and chips.

    Chips are byte for byte what dlib's `compute_face_descriptor` cuts out. Raises ModelError if the model is missing.
    """

    def __init__(self) -> None:
        self._predictor = _predictor(str(model_path(LANDMARKS)))

    def align(self, image: Picture, boxes: Sequence[Box], points: Sequence[Sequence[Point]] = ()) -> list[Aligned]:
        """One aligned face a box, in their order. A box may be empty or leave the picture: what is missing is black.

        `points` are those of `Detection`, a sequence a box: where a detector tells them, they say where its face is.
        """
        pixels = np.ascontiguousarray(image)
        shapes = self._shapes(pixels, boxes, points)
        chips = [dlib.get_face_chip(pixels, shape, size=CHIP_SIDE, padding=PADDING) for shape in shapes]
        return [Aligned(_points(shape), chip) for shape, chip in zip(shapes, chips, strict=True)]

    def landmarks(
        self, image: Picture, boxes: Sequence[Box], points: Sequence[Sequence[Point]] = ()
    ) -> list[tuple[Point, ...]]:
        """The five landmarks of each box, without a chip."""
        return [_points(shape) for shape in self._shapes(np.ascontiguousarray(image), boxes, points)]

    def _shapes(
        self, pixels: Picture, boxes: Sequence[Box], points: Sequence[Sequence[Point]]
    ) -> list[dlib.full_object_detection]:
        told = points or [()] * len(boxes)
        squares = [square_around(seen) if seen else box for box, seen in zip(boxes, told, strict=True)]
        return [self._predictor(pixels, to_dlib(square)) for square in squares]


@lru_cache(maxsize=1)
def _predictor(path: str) -> dlib.shape_predictor:
    """The predictor, loaded once and shared: it only reads itself. Loading keeps every other thread waiting (50 ms)."""
    return dlib.shape_predictor(path)


def jittered(chip: NDArray[np.uint8], copies: int) -> list[NDArray[np.uint8]]:
    """Copies of a chip, randomly turned, scaled, shifted and mirrored, as dlib's `compute_face_descriptor` makes them.

    The random numbers begin anew with each process, and go on from call to call. Not thread-safe.
    """
    return list(dlib.jitter_image(chip, copies))


def _points(shape: dlib.full_object_detection) -> tuple[Point, ...]:
    return tuple((float(point.x), float(point.y)) for point in shape.parts())
