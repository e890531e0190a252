"""One scale of a picture, scanned by the detector's sliding window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.vision import mmod
from facelabeler.vision.detection import MEAN_RGB, Picture
from facelabeler.vision.mmod import CELL, FIELD, Rectangles
from facelabeler.vision.regions import Region
from facelabeler.vision.scanner import Scanner, Scores

BORDER = 11  # pixels of the mean around a level, as dlib has them: windows reach that far beyond the picture
EVEN_FIELD = FIELD + 1  # one pixel more changes no score, and scanners want even sides
WHOLE_CONTEXT = 10  # cells around a cell that can change its score: 2 + 2 + 2 + 4 of the last four convolutions
CONTEXT = 3  # cells of it that are given: half a window, so that a face is seen whole; more changed no find
LONGEST = 300  # cells: 2,400 × 2,400 pixels keep the memory of one run below 300 MB
SMALLEST_LEVEL = 40  # pixels of the short side, for a face twice as large as the picture
NOT_SEEN = np.float32(np.inf)  # the score of cells that were not looked at
SAME_PLACE = 0.6  # of the box around two windows, which they share
NEARLY_AS_GOOD = 0.25  # how far the score of a window may be below that of the best one and still have a vote
FILL = tuple(round(mean) for mean in MEAN_RGB)


class Level:
    """A picture at another size; its pixels are made when they are first asked for.

    `scale_x` and `scale_y` are its pixels for each of the picture's.
    """

    def __init__(self, source: Picture | Level, width: int, height: int, scale_x: float, scale_y: float) -> None:
        self.width, self.height = width, height
        self.scale_x, self.scale_y = scale_x, scale_y
        self._source = source

    @cached_property
    def pixels(self) -> Picture:
        source = self._source.pixels if isinstance(self._source, Level) else self._source
        return resized(source, self.width, self.height)

    @property
    def cells(self) -> tuple[int, int]:
        """How many rows and columns of cells there are."""
        rows, columns = (max((side + 2 * BORDER - FIELD) // CELL + 1, 0) for side in (self.height, self.width))
        return rows, columns


@dataclass(frozen=True, slots=True)
class Finds:
    """Windows above a score: rectangles in pixels of the picture, not rounded yet, and their scores."""

    rectangles: Rectangles
    scores: NDArray[np.float32]

    def take(self, chosen: list[int] | NDArray[np.bool_]) -> Finds:
        return Finds(self.rectangles[chosen], self.scores[chosen])


NOTHING = Finds(np.empty((0, 4)), np.empty(0, np.float32))


def joined(parts: list[Finds]) -> Finds:
    """All finds in one."""
    if not parts:
        return NOTHING
    return Finds(np.concatenate([part.rectangles for part in parts]), np.concatenate([part.scores for part in parts]))


def settled(finds: Finds) -> Finds:
    """The finds that no better one covers, by dlib's measure, the best first.

    Scores near a face are all about 1, so the best window may be a cell beside its middle. Each find is put where the
    windows that cover the same place agree on, weighted by how near their scores come to its own: on labelled clips
    that halves the variance of its place.
    """
    kept = mmod.suppress(mmod.rounded(finds.rectangles), finds.scores)
    if not kept:
        return NOTHING
    places = [_agreed(finds, best) for best in kept]
    return Finds(np.stack(places), finds.scores[kept])


def _agreed(finds: Finds, best: int) -> NDArray[np.float64]:
    same = mmod.overlaps(finds.rectangles, finds.rectangles[best]) > SAME_PLACE
    votes = np.maximum(finds.scores - finds.scores[best] + NEARLY_AS_GOOD, 0) * same
    return np.asarray(votes @ finds.rectangles / votes.sum(), np.float64)


def pyramid(image: Picture, scale: float, step: float) -> list[Level]:
    """The picture at `scale` and ever smaller by `step`, until a face would be larger than the picture.

    Levels are made from the picture itself down to half its size, below from the level before.
    """
    height, width = image.shape[:2]
    levels: list[Level] = []
    while min(width, height) * scale >= SMALLEST_LEVEL:
        source = image if scale >= 0.5 or not levels else levels[-1]
        wide, high = round(width * scale), round(height * scale)
        levels.append(Level(source, wide, high, wide / width, high / height))
        scale *= step
    return levels


def resized(image: Picture, width: int, height: int) -> Picture:
    """The picture at another size: bilinear, but averaged where it shrinks to less than half."""
    how = cv2.INTER_AREA if 2 * width < image.shape[1] else cv2.INTER_LINEAR
    pixels: Picture = cv2.resize(image, (width, height), interpolation=how)
    return pixels


def scan(scanner: Scanner, level: Level, regions: Iterable[Region]) -> Scores:
    """The score of each cell in some regions of a level; NOT_SEEN elsewhere."""
    scores = np.full(level.cells, NOT_SEEN, np.float32)
    for region in regions:
        scores[region.top : region.bottom, region.left : region.right] = _scan_region(scanner, level, region)
    return scores


def _scan_region(scanner: Scanner, level: Level, region: Region) -> Scores:
    rows, columns = level.cells
    top, bottom = max(region.top - CONTEXT, 0), min(region.bottom + CONTEXT, rows)
    left, right = max(region.left - CONTEXT, 0), min(region.right + CONTEXT, columns)
    width, height = (CELL * (cells - 1) + EVEN_FIELD for cells in (right - left, bottom - top))
    tile = cut(level.pixels, CELL * left - BORDER, CELL * top - BORDER, width, height)
    cells: Scores = scanner.scores(tile[None])[0]
    return cells[region.top - top : region.bottom - top, region.left - left : region.right - left]


def finds_above(threshold: float, scores: Scores, level: Level) -> Finds:
    """The windows of a level that score above a threshold."""
    rows, columns = np.nonzero((scores > threshold) & (scores < NOT_SEEN))
    return Finds(_to_picture(mmod.window_centres(rows, columns) - BORDER, level), scores[rows, columns])


def _to_picture(centres: NDArray[np.float64], level: Level) -> Rectangles:
    """Windows around centres in a level as rectangles of the picture; the middle of a pixel is at its half."""
    scale = np.array([level.scale_x, level.scale_y] * 2)
    rectangles: Rectangles = (mmod.windows_around(centres) + 0.5) / scale - 0.5
    return rectangles


def cut(image: Picture, left: int, top: int, width: int, height: int) -> Picture:
    """A part of the picture; what lies beyond it has the mean colour."""
    inside = image[max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)]
    above, before = min(max(-top, 0), height), min(max(-left, 0), width)
    below, after = height - above - inside.shape[0], width - before - inside.shape[1]
    if not (above or below or before or after):
        return inside
    part: Picture = cv2.copyMakeBorder(inside, above, below, before, after, cv2.BORDER_CONSTANT, value=FILL)
    return part
