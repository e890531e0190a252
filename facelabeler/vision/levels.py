"""One scale of a picture, scanned by the detector's sliding window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.vision import mmod
from facelabeler.vision.detection import MEAN_RGB, Picture
from facelabeler.vision.mmod import CELL, FIELD, Rectangles
from facelabeler.vision.sessions import Session

BORDER = 11  # pixels of the mean around a level, as dlib has them: windows reach that far beyond the picture
CONTEXT = 10  # cells around a cell that can change its score: 2 + 2 + 2 + 4 of the last four convolutions
LARGEST_TILE = 300  # cells: 2,400 × 2,400 pixels keep the memory of one run below 300 MB
FILL = tuple(round(mean) for mean in MEAN_RGB)


@dataclass(frozen=True, slots=True)
class Level:
    """A resized picture; `scale_x` and `scale_y` are its pixels for each of the picture's."""

    pixels: Picture
    scale_x: float
    scale_y: float


@dataclass(frozen=True, slots=True)
class Finds:
    """Windows above a score: rectangles in pixels of the picture, not rounded yet, and their scores."""

    rectangles: Rectangles
    scores: NDArray[np.float32]

    def take(self, chosen: list[int] | NDArray[np.bool_]) -> Finds:
        return Finds(self.rectangles[chosen], self.scores[chosen])


def joined(parts: list[Finds]) -> Finds:
    """All finds in one."""
    if not parts:
        return Finds(np.empty((0, 4)), np.empty(0, np.float32))
    return Finds(np.concatenate([part.rectangles for part in parts]), np.concatenate([part.scores for part in parts]))


def suppress(finds: Finds) -> list[int]:
    """The indices of finds that no better one covers, by dlib's measure; the best first."""
    return mmod.suppress(mmod.rounded(finds.rectangles), finds.scores)


def resized(image: Picture, width: int, height: int) -> Picture:
    """The picture at another size: averaged where it shrinks, bilinear where it grows."""
    how = cv2.INTER_AREA if width < image.shape[1] else cv2.INTER_LINEAR
    pixels: Picture = cv2.resize(image, (width, height), interpolation=how)
    return pixels


def scan(session: Session, level: Level, threshold: float) -> Finds:
    """Every window of a level that scores above `threshold`."""
    padded = cv2.copyMakeBorder(level.pixels, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_CONSTANT, value=FILL)
    cells = _scores(session, padded)
    rows, columns = np.nonzero(cells > threshold)
    return Finds(_to_picture(mmod.window_centres(rows, columns) - BORDER, level), cells[rows, columns])


def _to_picture(centres: NDArray[np.float64], level: Level) -> Rectangles:
    """Windows around centres in a level as rectangles of the picture; the middle of a pixel is at its half."""
    scale = np.array([level.scale_x, level.scale_y] * 2)
    rectangles: Rectangles = (mmod.windows_around(centres) + 0.5) / scale - 0.5
    return rectangles


def _scores(session: Session, pixels: Picture) -> NDArray[np.float32]:
    """The score of each cell. Large levels are run in tiles that overlap enough to make no difference to any score."""
    rows, columns = (_cells(side) for side in pixels.shape[:2])
    scores = np.empty((rows, columns), np.float32)
    for top, bottom in _spans(rows):
        for left, right in _spans(columns):
            first_row, first_column = max(top - CONTEXT, 0), max(left - CONTEXT, 0)
            tile = pixels[
                CELL * first_row : CELL * (bottom + CONTEXT - 1) + FIELD,
                CELL * first_column : CELL * (right + CONTEXT - 1) + FIELD,
            ]
            found = session.run(None, {"pixels": np.ascontiguousarray(tile)[None]})[0][0]
            scores[top:bottom, left:right] = found[
                top - first_row : bottom - first_row, left - first_column : right - first_column
            ]
    return scores


def _cells(side: int) -> int:
    """How many cells fit into a side of so many pixels."""
    return (side - FIELD) // CELL + 1


def _spans(cells: int) -> Iterator[tuple[int, int]]:
    """Equal parts of a row of cells, each at most LARGEST_TILE long."""
    parts = -(-cells // LARGEST_TILE)
    edges = [cells * part // parts for part in range(parts + 1)]
    return pairwise(edges)
