from __future__ import annotations

import numpy as np
import pytest

from facelabeler.vision.following import WIDTH, follow, grey


def texture(height: int = 240, width: int = 320, seed: int = 0) -> np.ndarray:
    """Soft blots: something that can be followed."""
    rough = np.random.default_rng(seed).uniform(0, 255, (height // 8, width // 8))
    rows, columns = np.linspace(0, len(rough) - 1, height), np.linspace(0, rough.shape[1] - 1, width)
    half = np.array([np.interp(columns, np.arange(rough.shape[1]), row) for row in rough])
    return np.array([np.interp(rows, np.arange(len(rough)), column) for column in half.T]).T.astype(np.uint8)


def moved(image: np.ndarray, right: int, down: int) -> np.ndarray:
    return np.roll(image, (down, right), axis=(0, 1))


BOXES = np.array([[100, 80, 160, 140], [200, 100, 230, 130]], np.float32)


def test_boxes_go_with_what_is_in_them():
    picture = texture()
    way = follow([picture, moved(picture, 5, 2), moved(picture, 10, 4)], BOXES)
    assert way.shape == (3, 2, 4)
    assert way[1] == pytest.approx(BOXES + np.array([5, 2, 5, 2]), abs=1.5)
    assert way[2] == pytest.approx(BOXES + np.array([10, 4, 10, 4]), abs=2)


def test_over_a_cut_they_are_lost_and_stay_so():
    way = follow([texture(), texture(seed=1), texture(seed=1)], BOXES)
    assert np.isnan(way[1:]).all()


def test_they_are_lost_where_the_picture_changes_its_size():
    picture = np.random.default_rng(1).integers(0, 255, (120, 160), np.uint8)
    boxes = np.array([[40, 30, 80, 70]], np.float32)
    path = follow([picture, picture[:90], picture], boxes)
    assert np.isfinite(path[0]).all()
    assert np.isnan(path[1:]).all()


def test_what_is_covered_alone_is_lost():
    picture, covered = texture(), texture()
    covered[70:150, 90:170] = texture(seed=3)[70:150, 90:170]
    way = follow([picture, covered], BOXES)
    assert np.isnan(way[1, 0]).all()
    assert way[1, 1] == pytest.approx(BOXES[1], abs=1)


def test_no_box_is_followed_nowhere():
    assert follow([texture(), texture()], np.zeros((0, 4), np.float32)).shape == (2, 0, 4)


def test_a_flat_picture_loses_everything_without_a_complaint():
    flat = np.full((240, 320), 90, np.uint8)
    way = follow([flat, flat], BOXES)[1]
    assert np.isnan(way).all(axis=1).tolist() == np.isnan(way).any(axis=1).tolist()
    assert np.nan_to_num(way - BOXES) == pytest.approx(0)


@pytest.mark.parametrize(("size", "expected"), [((720, 1280), (360, WIDTH)), ((90, 160), (90, 160))])
def test_pictures_are_grey_and_small(size, expected):
    assert grey(np.zeros((*size, 3), np.uint8)).shape == expected
