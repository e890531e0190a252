"""dlib's image pyramid to the pixel: all levels side by side in one plane.

Sources: dlib/image_transforms/image_pyramid.h (`compute_tiled_image_pyramid_details`, `pyramid_down`),
dlib/dnn/input.h (`input_rgb_image_pyramid`), dlib/image_transforms/interpolation.h (`resize_image`, `pyramid_up`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.vision.detection import MEAN_RGB, Picture
from facelabeler.vision.mmod import Rectangles

RATE = (6 - 1.0) / 6
GAP = 10  # pixels between levels
BORDER = 11  # pixels around all levels
LOWEST = 5  # rows of the smallest level
LEVEL_SHIFT = 0.3  # pixels, what a pixel of one level is off in the level above
UP_SHIFT = np.array([1.25, 0.75])  # what dlib's pyramid of step 2 loses at the left and at the top


@dataclass(frozen=True, slots=True)
class Tile:
    """Where one level lies in the plane; `right` and `bottom` are the first pixels beyond it."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Layout:
    """The plane's size and the tiles in it, the largest level first."""

    width: int
    height: int
    tiles: tuple[Tile, ...]


def level_sizes(width: int, height: int) -> list[tuple[int, int]]:
    """(width, height) of each level, the largest first."""
    sizes = [(width, height)]
    while True:
        width, height = int(RATE * width), int(RATE * height)
        if width == 0 or height < LOWEST:
            return sizes
        sizes.append((width, height))


def lay_out(width: int, height: int) -> Layout:
    """The levels of a picture stacked downwards, then, once one fits beside the last, upwards at the right edge."""
    sizes = level_sizes(width, height)
    down = _levels_downwards(sizes)
    bottom = sum(size[1] + GAP for size in sizes[:down]) - GAP
    tiles: list[Tile] = []
    y = BORDER
    for level_width, level_height in sizes[:down]:
        tiles.append(Tile(BORDER, y, level_width, level_height))
        y += level_height + GAP
    tiles += _upwards(sizes[down:], right=BORDER + width, bottom=y - GAP, first=tiles[0])
    return Layout(width + 2 * BORDER, bottom + 2 * BORDER, tuple(tiles))


def _levels_downwards(sizes: list[tuple[int, int]]) -> int:
    """How many levels are stacked before the next one fits beside the last and the stack is half of all."""
    first_width, first_height = sizes[0]
    total = sum(height + GAP for _, height in sizes) - 2 * GAP
    stacked = last_width = 0
    for count, (width, height) in enumerate(sizes):
        if width <= first_width - last_width - GAP and (stacked - first_height) * 2 >= total - first_height:
            return count
        stacked += height + GAP
        last_width = width
    return len(sizes)


def _upwards(sizes: list[tuple[int, int]], *, right: int, bottom: int, first: Tile) -> list[Tile]:
    """Levels at the right edge from the bottom up, until one would run into the first level."""
    tiles: list[Tile] = []
    for width, height in sizes:
        tile = Tile(right - width, bottom - height, width, height)
        if tile.top < first.bottom:
            break
        tiles.append(tile)
        bottom -= height + GAP
    return tiles


def build_plane(image: Picture, layout: Layout) -> NDArray[np.float32]:
    """The plane, (3, height, width) float32 of 0 to 255; pixels in no level have the mean, which the network sees as 0.

    Each level is made from the one before, not from the picture, as dlib does it.
    """
    plane = np.empty((3, layout.height, layout.width), np.float32)
    plane[:] = np.array(MEAN_RGB, np.float32)[:, None, None]
    level = image.transpose(2, 0, 1).astype(np.float32)
    for tile in layout.tiles:
        if level.shape[1:] != (tile.height, tile.width):
            level = resize(level, tile.width, tile.height)
        plane[:, tile.top : tile.bottom, tile.left : tile.right] = level
    return plane


def resize(planes: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
    """(channels, rows, columns) resized so that the corner pixels stay the corner pixels, bilinear."""
    top, bottom, down = _between(planes.shape[1], height)
    left, right, across = _between(planes.shape[2], width)
    rows = planes[:, top] * (np.float32(1) - down)[:, None] + planes[:, bottom] * down[:, None]
    resized: NDArray[np.float32] = rows[:, :, left] * (np.float32(1) - across) + rows[:, :, right] * across
    return resized


def _between(source: int, target: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """For each target pixel the two source pixels around it and how far it is from the first to the second."""
    places = np.arange(target) * ((source - 1) / max(target - 1, 1))
    first = np.floor(places).astype(np.intp)
    return first, np.minimum(first + 1, source - 1), (places - first).astype(np.float32)


def upsampled(image: Picture, times: int) -> Picture:
    """The picture made about twice as large `times` times; values are cut, not rounded, to whole numbers."""
    for _ in range(times):
        height, width = image.shape[:2]
        planes = resize(image.transpose(2, 0, 1).astype(np.float32), 2 * width + 2, 2 * height + 1)
        image = np.ascontiguousarray(planes.transpose(1, 2, 0).astype(np.uint8))
    return image


def down_from_upsampled(rectangles: Rectangles, times: int) -> Rectangles:
    """Rectangles of an upsampled picture in pixels of the picture itself."""
    shift = np.concatenate([UP_SHIFT, UP_SHIFT])
    for _ in range(times):
        rectangles = (rectangles / 2 - shift).astype(np.float64)
    return rectangles


def plane_to_picture(rectangles: Rectangles, layout: Layout) -> Rectangles:
    """Rectangles of the plane in pixels of the picture, each by the level that its centre lies in or next to."""
    centres = (rectangles[:, :2] + rectangles[:, 2:]) / 2
    levels = _nearest_tiles(np.floor(centres + 0.5), layout)
    origins = np.array([(tile.left, tile.top) for tile in layout.tiles], np.float64)[levels]
    found: Rectangles = rectangles - np.concatenate([origins, origins], axis=1)
    for level in range(1, len(layout.tiles)):
        deeper = levels >= level
        found[deeper] = found[deeper] / RATE + LEVEL_SHIFT
    return found


def _nearest_tiles(points: NDArray[np.float64], layout: Layout) -> NDArray[np.intp]:
    first = np.array([(tile.left, tile.top) for tile in layout.tiles], np.float64)
    last = np.array([(tile.right - 1, tile.bottom - 1) for tile in layout.tiles], np.float64)
    nearest = np.clip(points[:, None, :], first, last)
    found: NDArray[np.intp] = np.linalg.norm(nearest - points[:, None, :], axis=2).argmin(axis=1)
    return found
