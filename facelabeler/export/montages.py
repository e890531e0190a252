"""Montages: a person's portraits side by side as tiles of one picture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from facelabeler.core.geometry import Box
from facelabeler.media.crops import crop, encode_image

if TYPE_CHECKING:
    from facelabeler.media.pictures import Image

TILE_WIDTH: Final = 96
TILE_HEIGHT: Final = 120
"""The article's tile."""

MARGIN_X: Final = 0.5
MARGIN_Y: Final = 0.75
"""Around a face, in shares of its width and height: a square face then fills a tile's 4 to 5 exactly."""

GROUND: Final = 24
"""Grey level where there is no picture."""

QUALITY: Final = 92
"""JPEG quality of montages: they are for looking at."""


@dataclass(frozen=True, slots=True)
class Page:
    """How a montage is laid out. `most`: pages a person gets at most; `full`: always of full size."""

    columns: int
    rows: int
    most: int | None = None
    full: bool = False

    @property
    def tiles(self) -> int:
        return self.columns * self.rows


ARTICLE_PAGE: Final = Page(columns=5, rows=5, most=1, full=True)
PAGE: Final = Page(columns=8, rows=6)


class Album:
    """One montage a group, written page by page to `<folder>/<name>.jpg`, `<name>~2.jpg`, …

    Faces appear in the order they are added. Tiles wait as small JPEGs, so memory stays a few hundred KB a group.
    """

    def __init__(self, folder: Path, names: Mapping[int, str], page: Page = PAGE) -> None:
        self._folder = folder
        self._names = names
        self._page = page
        self._waiting: defaultdict[int, list[bytes]] = defaultdict(list)
        self._pages: Counter[int] = Counter()

    def add(self, group: int, pixels: Image, box: Box) -> None:
        """Add the face at `box` of an RGB picture."""
        if self._page.most is not None and self._pages[group] >= self._page.most:
            return
        waiting = self._waiting[group]
        waiting.append(encode_image(tile(pixels, box), "jpg", 95))
        if len(waiting) == self._page.tiles:
            self._write(group)

    def finish(self) -> None:
        """Write the pages that are not full."""
        for group in [group for group, waiting in self._waiting.items() if waiting]:
            self._write(group)

    def _write(self, group: int) -> None:
        self._pages[group] += 1
        number = "" if self._pages[group] == 1 else f"~{self._pages[group]}"
        tiles = [_decoded(data) for data in self._waiting.pop(group)]
        picture = montage(tiles, self._page)
        (self._folder / f"{self._names[group]}{number}.jpg").write_bytes(encode_image(picture, "jpg", QUALITY))


def portrait_box(box: Box, width: int, height: int) -> Box:
    """A face with its margin, inside a picture of `width` × `height`."""
    dx, dy = round(box.width * MARGIN_X), round(box.height * MARGIN_Y)
    return Box(box.left - dx, box.top - dy, box.right + dx, box.bottom + dy).clipped(width, height)


def tile_box(box: Box, width: int, height: int) -> Box:
    """A face with its margin in the shape of a tile, pushed inside a picture of `width` × `height`; smaller only where
    the picture is."""
    unit = max(box.width * (1 + 2 * MARGIN_X) / TILE_WIDTH, box.height * (1 + 2 * MARGIN_Y) / TILE_HEIGHT)
    wide, high = min(round(unit * TILE_WIDTH), width), min(round(unit * TILE_HEIGHT), height)
    x, y = box.centre
    left = min(max(round(x - wide / 2), 0), width - wide)
    top = min(max(round(y - high / 2), 0), height - high)
    return Box(left, top, left + wide, top + high)


def tile(pixels: Image, box: Box) -> Image:
    """The face at `box` with its margin, fitted whole into a tile without stretching it."""
    import cv2

    height, width = pixels.shape[:2]
    face = crop(pixels, tile_box(box, width, height))
    scale = min(TILE_WIDTH / face.shape[1], TILE_HEIGHT / face.shape[0])
    size = (max(1, round(face.shape[1] * scale)), max(1, round(face.shape[0] * scale)))
    fitted = cv2.resize(face, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    ground = np.full((TILE_HEIGHT, TILE_WIDTH, 3), GROUND, np.uint8)
    left, top = (TILE_WIDTH - size[0]) // 2, (TILE_HEIGHT - size[1]) // 2
    ground[top : top + size[1], left : left + size[0]] = fitted
    return ground


def montage(tiles: Sequence[Image], page: Page) -> Image:
    """`tiles`, at least one and no more than `page` holds, row by row in one picture."""
    columns = page.columns if page.full else min(page.columns, len(tiles))
    rows = page.rows if page.full else -(-len(tiles) // columns)
    picture = np.full((rows * TILE_HEIGHT, columns * TILE_WIDTH, 3), GROUND, np.uint8)
    for number, image in enumerate(tiles):
        top, left = number // columns * TILE_HEIGHT, number % columns * TILE_WIDTH
        picture[top : top + TILE_HEIGHT, left : left + TILE_WIDTH] = image
    return picture


def _decoded(data: bytes) -> Image:
    import cv2

    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    return np.asarray(image, np.uint8)
