from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelabeler.core.geometry import Box
from facelabeler.vision.clothes import LENGTH, clothes

FACE = Box(80, 40, 120, 80)


def dressed(colour: tuple[int, int, int]) -> np.ndarray:
    picture = np.full((200, 200, 3), 128, np.uint8)
    picture[85:150, 40:160] = colour
    return picture


def alike(one: np.ndarray, other: np.ndarray) -> float:
    one, other = one / np.linalg.norm(one), other / np.linalg.norm(other)
    return float(one @ other)


def test_the_same_colours_are_alike_and_others_are_not():
    red, red_again, blue = (clothes(dressed(c), FACE) for c in ((180, 30, 30), (180, 30, 30), (20, 30, 150)))
    assert alike(red, red_again) == pytest.approx(1)
    assert alike(red, blue) < 0.1


def test_black_and_white_differ_though_neither_has_a_hue():
    assert alike(clothes(dressed((15, 15, 15)), FACE), clothes(dressed((240, 240, 240)), FACE)) < 0.1


def test_a_face_at_the_lower_edge_shows_no_clothes():
    assert clothes(dressed((180, 30, 30)), Box(80, 160, 120, 200)) is None


@given(st.integers(-50, 190), st.integers(-50, 190), st.integers(1, 60))
def test_any_box_gives_shares_that_add_up_or_nothing(left, top, size):
    worn = clothes(dressed((180, 30, 30)), Box(left, top, left + size, top + size))
    if worn is not None:
        assert worn.shape == (LENGTH,)
        assert ((worn / 255.0) ** 2).sum() == pytest.approx(1, abs=0.05)
