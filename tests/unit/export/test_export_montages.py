from __future__ import annotations

import numpy as np
import pytest
from footage import HEIGHT, WIDTH, scene

from facelabeler.core.geometry import Box
from facelabeler.export.montages import (
    ARTICLE_PAGE,
    GROUND,
    PAGE,
    TILE_HEIGHT,
    TILE_WIDTH,
    montage,
    portrait_box,
    tile,
    tile_box,
)

SQUARE = Box(100, 100, 140, 140)


def plain(grey: int) -> np.ndarray:
    return np.full((TILE_HEIGHT, TILE_WIDTH, 3), grey, np.uint8)


def test_a_portrait_has_a_margin_in_shares_of_the_face_and_ends_where_the_picture_does():
    assert portrait_box(SQUARE, WIDTH, HEIGHT) == Box(80, 70, 160, 170)
    assert portrait_box(Box(0, 200, 40, 240), WIDTH, HEIGHT) == Box(0, 170, 60, HEIGHT)


def test_a_square_face_fills_its_tile():
    assert tile_box(SQUARE, WIDTH, HEIGHT) == portrait_box(SQUARE, WIDTH, HEIGHT)
    assert not np.any(np.all(tile(scene(0.0), SQUARE) == GROUND, axis=2))


@pytest.mark.parametrize("box", [Box(0, 0, 40, 40), Box(280, 200, 320, 240), Box(100, 100, 120, 140)])
def test_a_face_at_the_edge_or_a_narrow_one_is_pushed_inside_and_not_stretched(box):
    found = tile_box(box, WIDTH, HEIGHT)
    assert found == found.clipped(WIDTH, HEIGHT)
    assert found.width / found.height == pytest.approx(TILE_WIDTH / TILE_HEIGHT, abs=0.01)
    assert found.left <= box.left < box.right <= found.right
    assert found.top <= box.top < box.bottom <= found.bottom


def test_a_face_as_large_as_its_picture_is_shown_whole():
    picture = scene(0.0, 200, 50)
    assert tile_box(Box(0, 0, 200, 50), 200, 50) == Box(0, 0, 200, 50)
    shown = tile(picture, Box(0, 0, 200, 50))
    assert shown.shape == (TILE_HEIGHT, TILE_WIDTH, 3)
    assert (shown[0] == GROUND).all()


def test_tiles_stand_row_by_row():
    picture = montage([plain(k) for k in range(10)], PAGE)
    assert picture.shape == (2 * TILE_HEIGHT, 8 * TILE_WIDTH, 3)
    assert [picture[0, k * TILE_WIDTH, 0] for k in range(8)] == list(range(8))
    assert [picture[TILE_HEIGHT, k * TILE_WIDTH, 0] for k in range(3)] == [8, 9, GROUND]


def test_the_articles_page_is_always_of_full_size():
    assert montage([plain(0)], ARTICLE_PAGE).shape == (5 * TILE_HEIGHT, 5 * TILE_WIDTH, 3)
