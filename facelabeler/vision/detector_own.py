"""Face detectors that a user brought: YuNet and SCRFD, at the scales that the smallest wanted face needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, sqrt

import cv2
import numpy as np

from facelabeler.core.geometry import Box
from facelabeler.vision.descriptions import Description
from facelabeler.vision.detection import Detection, Picture, in_reading_order
from facelabeler.vision.families import Finding
from facelabeler.vision.grid_outputs import DECODERS, MULTIPLE, ForeignOutputsError, GridFinds, joined
from facelabeler.vision.levels import resized
from facelabeler.vision.own_network import shared_network
from facelabeler.vision.smallest_face import smallest_face

MOST_ENLARGED = 2.0  # these networks find small faces by themselves: there is nothing more in the pixels
LARGEST_SIDE = 1600  # pixels of one run of a network that takes any size: bounds its memory to some 300 MB
LARGEST_LEVEL = 64e6  # pixels, which bounds the memory of a level to 192 MB
LARGEST_FACE = 400  # pixels of the input up to which both families find faces; YuNet was trained up to 300
STEP = 0.25  # from one level to the next: a face of LARGEST_FACE is one of 100 there
SHARED = 160  # pixels that neighbouring tiles share; a face of that size is seen whole in one of them, or a level below
CUT = 4  # pixels: a find that comes this close to where a tile ends is a part of a face


@dataclass(frozen=True, slots=True)
class _Tile:
    """A part of a level: where it begins there, in pixels, and which of its sides lie inside the level."""

    left: int
    top: int
    cut: tuple[bool, bool, bool, bool]


class OwnDetector:
    """Finds faces with the network that a description stands for. Safe to share between threads.

    A level that does not fit into the network's input is looked at in tiles. Raises ModelError if the model is missing,
    altered, damaged or of another family.
    """

    def __init__(self, description: Description, *, min_face: float | None = None, threads: int = 1) -> None:
        assert description.finding is not None, "a detector's description says what a find is"
        self._network = shared_network(description, threads)
        self._decode = DECODERS[description.family]
        self._finding: Finding = description.finding
        self._min_face = min_face
        self._look(np.zeros((*(side or 2 * MULTIPLE for side in self._network.sides), 3), np.uint8))

    def detect(self, image: Picture) -> list[Detection]:
        height, width = image.shape[:2]
        first = first_scale(width, height, self._finding.smallest, self._min_face)
        found = joined([self._scan(image, scale) for scale in scales(width, height, first, self._network.sides)])
        return _detections(_suppressed(found, self._finding.overlap), width, height)

    def _scan(self, image: Picture, scale: float) -> GridFinds:
        """The finds on the picture at a scale, in pixels of the picture."""
        height, width = image.shape[:2]
        level = resized(image, max(round(width * scale), 1), max(round(height * scale), 1))
        rows, columns = (self._window(side, k) for k, side in enumerate(level.shape[:2]))
        found = joined([self._tile(level, tile, rows, columns) for tile in _tiles(level, rows, columns)])
        ratio = np.array([width / level.shape[1], height / level.shape[0]], np.float32)
        return GridFinds(found.boxes * np.tile(ratio, 2), found.scores, found.points * ratio)

    def _window(self, side: int, axis: int) -> int:
        """How many pixels of a level's side go into one run."""
        fixed = self._network.sides[axis]
        return fixed or MULTIPLE * ceil(min(side, LARGEST_SIDE) / MULTIPLE)

    def _tile(self, level: Picture, tile: _Tile, rows: int, columns: int) -> GridFinds:
        part = level[tile.top : tile.top + rows, tile.left : tile.left + columns]
        below, after = rows - part.shape[0], columns - part.shape[1]
        found = self._look(cv2.copyMakeBorder(part, 0, below, 0, after, cv2.BORDER_CONSTANT, value=(0, 0, 0)))
        room = np.concatenate([found.boxes[:, :2], (columns, rows) - found.boxes[:, 2:]], axis=1)
        whole = found.take(~((room < CUT) & np.array(tile.cut)).any(axis=1))
        start = np.array([tile.left, tile.top], np.float32)
        return GridFinds(whole.boxes + np.tile(start, 2), whole.scores, whole.points + start)

    def _look(self, pixels: Picture) -> GridFinds:
        """The finds on one picture of the network's size."""
        values = self._network.run(pixels[None])
        outputs = dict(zip(self._network.outputs, values, strict=True))
        try:
            return self._decode(outputs, pixels.shape[0], pixels.shape[1], self._finding.threshold)
        except ForeignOutputsError as error:
            self._network.refuse(f"is no {self._network.description.family} model: {error}")


def first_scale(width: int, height: int, smallest: float, min_face: float | None) -> float:
    """The scale at which the smallest wanted face has the size that the network finds."""
    fits = sqrt(LARGEST_LEVEL / (width * height))
    return min(smallest / smallest_face(min_face, width, height), MOST_ENLARGED, fits)


def scales(width: int, height: int, scale: float, sides: tuple[int | None, int | None]) -> Iterator[float]:
    """The first scale, and those below until a face as large as the picture is found, and cut by no tile.

    `sides`: (height, width) of the network's input, None where any will do.
    """
    yield scale
    rows, columns = (side or LARGEST_SIDE for side in sides)
    while min(width, height) * scale > LARGEST_FACE or height * scale > rows or width * scale > columns:
        scale *= STEP
        yield scale


def _tiles(level: Picture, rows: int, columns: int) -> Iterator[_Tile]:
    """Tiles of rows × columns that cover a level, neighbours sharing at least SHARED pixels."""
    height, width = level.shape[:2]
    tops, lefts = tile_starts(height, rows), tile_starts(width, columns)
    for top in tops:
        for left in lefts:
            cut = (left > 0, top > 0, left + columns < width, top + rows < height)
            yield _Tile(left, top, cut)


def tile_starts(length: int, window: int) -> list[int]:
    """Where the windows begin that cover a length, evenly spread."""
    if length <= window:
        return [0]
    steps = ceil((length - window) / max(window - SHARED, window // 2))
    return [round(k * (length - window) / steps) for k in range(steps + 1)]


def _suppressed(found: GridFinds, overlap: float) -> GridFinds:
    """The finds that no better one covers; those that are no places at all are left out."""
    numbers = np.concatenate([found.boxes, found.points.reshape(len(found.points), 2 * found.points.shape[1])], axis=1)
    found = found.take(np.flatnonzero(np.isfinite(numbers).all(axis=1)))
    corners = np.concatenate([found.boxes[:, :2], found.boxes[:, 2:] - found.boxes[:, :2]], axis=1)
    kept = cv2.dnn.NMSBoxes(corners.tolist(), found.scores.tolist(), 0.0, overlap)
    return found.take(np.array(kept, np.intp))


def _detections(found: GridFinds, width: int, height: int) -> list[Detection]:
    """Finds as boxes inside the picture; what lies outside altogether is left out."""
    made = []
    for edges, score, points in zip(np.rint(found.boxes), found.scores, found.points, strict=True):
        box = Box(*(int(edge) for edge in edges)).clipped(width, height)
        if box.area > 0:
            made.append(Detection(box, float(score), tuple((float(x), float(y)) for x, y in points)))
    return in_reading_order(made)
