from __future__ import annotations

import gc
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.sidedata.sidedata import Type as SideData
from hypothesis import given
from hypothesis import strategies as st

from facelabeler.media.pictures import Painter, Posture, laid, posture_of, shown_size, uncombed, widened
from tests.unit.media.numbered_film import film, steady

ONE = 1 << 16


@dataclass
class FrameWith:
    """As much of a frame as tells how it is to be laid."""

    side_data: dict[SideData, bytes] = field(default_factory=dict)


def matrix(a: int, b: int, c: int, d: int) -> FrameWith:
    rows = np.array([a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30], np.int32)
    return FrameWith({SideData.DISPLAYMATRIX: rows.tobytes()})


@pytest.mark.parametrize(
    ("numbers", "posture"),
    [
        ((1, 0, 0, 1), Posture(0)),
        ((0, 1, -1, 0), Posture(270)),  # as phones write it held upright: a quarter clockwise
        ((-1, 0, 0, -1), Posture(180)),
        ((0, -1, 1, 0), Posture(90)),
        ((-1, 0, 0, 1), Posture(0, mirrored=True)),
        ((1, 0, 0, -1), Posture(180, mirrored=True)),  # upside down by mirroring
    ],
)
def test_the_display_matrix_says_how_to_lay_a_picture(numbers: tuple[int, int, int, int], posture: Posture) -> None:
    assert posture_of(matrix(*numbers)) == posture


def test_without_a_matrix_a_picture_lies_as_it_is() -> None:
    assert posture_of(FrameWith()) == Posture()


def test_mirroring_comes_before_turning() -> None:
    image = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    assert np.array_equal(laid(image, Posture(180, mirrored=True)), image[::-1])
    assert np.array_equal(laid(image, Posture(90)), np.rot90(image))


@given(st.integers(1, 4000), st.integers(1, 4000), st.fractions(Fraction(1, 8), 8))
def test_a_side_only_ever_grows(width: int, height: int, aspect: Fraction) -> None:
    wide, high = shown_size(width, height, aspect)
    assert wide >= width
    assert high >= height
    assert wide == width or high == height


def test_nearly_square_pixels_are_left_alone() -> None:
    image = np.zeros((240, 426, 3), np.uint8)
    assert widened(image, Fraction(640, 639)) is image
    assert widened(image, Fraction(4, 3)).shape == (240, 568, 3)
    assert widened(image, Fraction(1, 2)).shape == (480, 426, 3)


def test_a_still_picture_loses_nothing_to_uncombing() -> None:
    ramp = np.repeat(np.arange(0, 240, 5, dtype=np.uint8)[:, None], 40, axis=1)
    image = np.repeat(ramp[:, :, None], 3, axis=2)
    assert np.array_equal(uncombed(image), image)


@pytest.mark.parametrize("height", [1, 2, 3, 47, 48])
def test_lines_of_another_moment_are_filled_in(height: int) -> None:
    image = np.full((height, 40, 3), 50, np.uint8)
    image[1::2, 10:20] = 200  # the second field has moved on
    smooth = uncombed(image)
    assert smooth.shape == image.shape
    assert (smooth[: max(height - 1, 1)] == 50).all()


def test_painted_frames_are_let_go_at_once(tmp_path: Path) -> None:
    with av.open(film(tmp_path / "film.mp4", steady(6))) as container:
        first, *others = container.decode(video=0)
    painter = Painter(Fraction(1))
    painter.paint(first)  # the only one that is asked how it lies
    gc.collect()
    for frame in others:
        painter.paint(frame)
    del frame, others
    assert gc.collect() == 0
