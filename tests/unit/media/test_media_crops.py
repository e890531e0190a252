from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelabeler.core.errors import ExportError
from facelabeler.core.geometry import Box
from facelabeler.media.crops import crop, encode_image, face_square, thumbnail_jpeg

coordinates = st.integers(0, 800)


@given(st.integers(20, 2000), st.integers(20, 2000), coordinates, coordinates, st.integers(1, 900), st.integers(1, 900))
def test_the_square_is_square_and_inside(w: int, h: int, left: int, top: int, width: int, height: int) -> None:
    box = Box(left, top, left + width, top + height).clipped(w, h)
    square = face_square(box, w, h)
    assert square.width == square.height >= 1
    assert square.clipped(w, h) == square


def test_the_square_is_centred_and_a_little_raised() -> None:
    square = face_square(Box(400, 400, 500, 500), 1000, 1000)
    assert square.width == 175
    assert abs(square.centre[0] - 450) <= 1
    assert square.centre[1] == pytest.approx(450 - 0.02 * 175, abs=1)


def test_a_face_at_the_edge_keeps_the_full_square() -> None:
    assert face_square(Box(0, 0, 100, 100), 1000, 1000) == Box(0, 0, 175, 175)


def test_a_tall_box_takes_its_longer_side() -> None:
    assert face_square(Box(400, 300, 480, 420), 1000, 1000, side_factor=1.5).width == 180


def _picture(width: int = 600, height: int = 400) -> np.ndarray:
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x % 256, y % 256, np.full_like(x, 128)], axis=2).astype(np.uint8)


def _decoded(data: bytes) -> np.ndarray:
    return cv2.cvtColor(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def test_a_thumbnail_of_a_large_face_has_the_asked_size() -> None:
    assert _decoded(thumbnail_jpeg(_picture(), Box(100, 80, 300, 280), size=144)).shape == (144, 144, 3)


def test_a_thumbnail_of_a_small_face_is_not_blown_up() -> None:
    assert _decoded(thumbnail_jpeg(_picture(), Box(100, 100, 140, 140))).shape == (70, 70, 3)


def test_a_thumbnail_shows_the_colours_of_the_picture() -> None:
    orange = np.full((300, 300, 3), (240, 120, 20), np.uint8)
    assert _decoded(thumbnail_jpeg(orange, Box(100, 100, 200, 200))).mean(axis=(0, 1)) == pytest.approx(
        [240, 120, 20], abs=3
    )


def test_a_crop_is_a_view_of_its_box() -> None:
    image = _picture()
    cut = crop(image, Box(10, 20, 40, 60))
    assert cut.shape == (40, 30, 3)
    assert np.shares_memory(cut, image)


@pytest.mark.parametrize(("format", "start"), [("jpg", b"\xff\xd8\xff"), ("png", b"\x89PNG"), ("webp", b"RIFF")])
def test_a_picture_is_encoded_in_memory(format: str, start: bytes) -> None:
    data = encode_image(_picture()[:, ::-1], format)
    assert data.startswith(start)
    assert abs(_decoded(data).astype(int) - _picture()[:, ::-1]).mean() < 6


def test_png_loses_nothing() -> None:
    assert np.array_equal(_decoded(encode_image(_picture(), "png")), _picture())


def test_quality_makes_the_file_larger() -> None:
    assert len(encode_image(_picture(), "jpg", 95)) > len(encode_image(_picture(), "jpg", 30))


def test_what_a_format_cannot_hold_is_refused() -> None:
    with pytest.raises(ExportError, match="cannot be written as jpg"):
        encode_image(np.zeros((1, 70_000, 3), np.uint8), "jpg")
