"""The geometry of dlib's detector."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelabeler.core.geometry import Box
from facelabeler.vision import dlib_pyramid, mmod


def rectangles(*rows: tuple[float, float, float, float]) -> mmod.Rectangles:
    return np.array(rows, np.float64)


def test_the_first_window_is_centred_on_pixel_14_and_the_next_8_further() -> None:
    centres = mmod.window_centres(np.array([0, 2]), np.array([0, 1]))
    assert centres.tolist() == [[14, 14], [22, 30]]
    assert mmod.windows_around(centres[:1]).tolist() == [[-25.5, -25.5, 53.5, 53.5]]


def test_halves_are_rounded_away_from_zero() -> None:
    assert mmod.rounded(np.array([0.5, 1.5, -0.5, -1.5, 2.4])).tolist() == [1, 2, -1, -2, 2]


def test_the_better_of_two_finds_that_overlap_stays() -> None:
    found = rectangles((0, 0, 79, 79), (10, 0, 89, 79), (200, 0, 279, 79))
    assert mmod.suppress(found, np.array([0.5, 0.9, 0.1])) == [1, 2]


def test_overlap_is_measured_against_the_box_around_both() -> None:
    """Shifted by half along both sides: 1/7 of the union, but 1/9 of the box around; a small one inside: 1/4."""
    diagonal = rectangles((0, 0, 79, 79), (40, 40, 119, 119))
    inside = rectangles((0, 0, 79, 79), (20, 20, 59, 59))
    assert mmod.suppress(diagonal, np.array([1.0, 0.5])) == [0, 1]
    assert mmod.suppress(inside, np.array([1.0, 0.5])) == [0, 1]
    shifted = rectangles((0, 0, 79, 79), (39, 0, 118, 79))
    assert mmod.suppress(shifted, np.array([1.0, 0.5])) == [0]


def test_boxes_are_cut_to_the_picture_and_those_outside_left_out() -> None:
    found = rectangles((-10, -10, 20, 20), (90, 5, 120, 30), (200, 200, 220, 220))
    boxes = mmod.to_detections(found, np.array([1.0, 2.0, 3.0]), width=100, height=50)
    assert [(detection.box, detection.score) for detection in boxes] == [
        (Box(0, 0, 21, 21), 1.0),
        (Box(90, 5, 100, 31), 2.0),
    ]


@given(width=st.integers(12, 900), height=st.integers(12, 900))
def test_no_two_levels_of_a_layout_overlap_and_all_lie_inside(width: int, height: int) -> None:
    layout = dlib_pyramid.lay_out(width, height)
    taken = np.zeros((layout.height, layout.width), np.uint8)
    for tile in layout.tiles:
        part = taken[tile.top : tile.bottom, tile.left : tile.right]
        assert part.shape == (tile.height, tile.width)
        part += 1
    assert taken.max() == 1
    assert not taken[: dlib_pyramid.BORDER].any()
    assert not taken[:, : dlib_pyramid.BORDER].any()


def test_a_rectangle_of_the_plane_comes_back_to_where_its_level_shows_it() -> None:
    layout = dlib_pyramid.lay_out(400, 300)
    first, second = layout.tiles[:2]
    plane = rectangles(
        (first.left + 10, first.top + 20, first.left + 89, first.top + 99),
        (second.left + 10, second.top + 20, second.left + 89, second.top + 99),
    )
    found = dlib_pyramid.plane_to_picture(plane, layout)
    assert found[0].tolist() == [10, 20, 89, 99]
    assert found[1] == pytest.approx([10 * 1.2 + 0.3, 20 * 1.2 + 0.3, 89 * 1.2 + 0.3, 99 * 1.2 + 0.3])


def test_doubling_gives_dlibs_size() -> None:
    picture = np.zeros((30, 40, 3), np.uint8)
    assert dlib_pyramid.upsampled(picture, 1).shape == (61, 82, 3)
    assert dlib_pyramid.upsampled(picture, 2).shape == (123, 166, 3)


def test_resizing_keeps_the_corners() -> None:
    plane = np.arange(12, dtype=np.float32).reshape(1, 3, 4)
    larger = dlib_pyramid.resize(plane, 9, 7)
    assert larger.shape == (1, 7, 9)
    assert [larger[0, 0, 0], larger[0, 0, -1], larger[0, -1, 0], larger[0, -1, -1]] == [0, 3, 8, 11]
