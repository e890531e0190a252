"""How a picture of any size is looked at by a network of one size."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from facelabeler.core.geometry import Box
from facelabeler.vision.descriptions import read_description
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.detector_own import (
    LARGEST_FACE,
    LARGEST_SIDE,
    MOST_ENLARGED,
    SHARED,
    OwnDetector,
    first_scale,
    scales,
    tile_starts,
)
from tests.helpers.onnx_files import YUNET_PARTS, Size, bright_cells, describe, write_heads


def bright_spot(width: int, height: int, spot: Box) -> Picture:
    picture = np.zeros((height, width, 3), np.uint8)
    picture[spot.top : spot.bottom, spot.left : spot.right] = 255
    return picture


def found_in(picture: Picture, folder: Path, sides: Size, *, min_face: float) -> list[Detection]:
    """The white cells of a picture; a network that finds faces of 16 pixels, in inputs of one size or of any."""
    shape = (1, 3, sides, sides) if isinstance(sides, int) else (1, 3, "height", "width")
    model = write_heads(folder / "tiny.onnx", YUNET_PARTS, 1, shape, bright_cells)
    description = read_description(describe(model, "yunet", smallest=16.0))
    return OwnDetector(description, min_face=min_face).detect(picture)


@pytest.mark.parametrize("sides", [64, 320, "any"])
@pytest.mark.parametrize("left", [0, 40, 90, 130, 200, 224])
def test_a_face_is_found_wherever_it_is(sides: Size, left: int, tmp_path: Path) -> None:
    spot = Box(left, 96, left + 32, 128)
    found = found_in(bright_spot(256, 200, spot), tmp_path, sides, min_face=16)
    assert found
    for find in found:
        assert find.box.clipped(256, 200) == find.box
        x, y = find.box.centre
        near = max(find.box.width, find.box.height)  # a cell: the coarser the level, the larger
        assert spot.left - near <= x <= spot.right + near
        assert spot.top - near <= y <= spot.bottom + near


@pytest.mark.parametrize("sides", [320, "any"])
def test_places_are_those_of_the_picture_whatever_the_scale(sides: Size, tmp_path: Path) -> None:
    spot = Box(160, 80, 224, 144)
    found = found_in(bright_spot(400, 300, spot), tmp_path, sides, min_face=32)  # looked at in half its size
    assert found
    centres = np.array([find.box.centre for find in found])
    assert np.abs(centres.mean(axis=0) - spot.centre).max() <= 16
    assert {find.box.width for find in found} == {16}
    points = np.array([find.points[0] for find in found])
    assert np.abs(points - centres).max() <= 1


def test_the_first_scale_shows_the_smallest_face_as_large_as_the_network_needs_it() -> None:
    assert first_scale(1920, 1080, 16, 32) == 0.5
    assert first_scale(640, 360, 16, 2) == MOST_ENLARGED


@pytest.mark.parametrize("sides", [(None, None), (640, 640), (320, 320), (480, 640)])
@pytest.mark.parametrize(("width", "height"), [(640, 360), (3840, 2160), (1080, 1920), (50, 40), (6000, 300)])
def test_further_scales_show_the_largest_faces_small_enough_and_whole(
    width: int, height: int, sides: tuple[int | None, int | None]
) -> None:
    levels = list(scales(width, height, first_scale(width, height, 20, 20), sides))
    last = levels[-1]
    assert min(width, height) * last <= LARGEST_FACE
    assert height * last <= (sides[0] or LARGEST_SIDE)
    assert width * last <= (sides[1] or LARGEST_SIDE)
    for scale, smaller in pairwise(levels):
        # what a tile may cut at one scale, a face of SHARED pixels, is well above the smallest at the next
        assert smaller / scale * SHARED >= 32


def test_no_level_is_larger_than_memory_allows() -> None:
    assert first_scale(12000, 9000, 16, 10) ** 2 * 12000 * 9000 <= 65e6


@pytest.mark.parametrize(("length", "window"), [(100, 640), (641, 640), (1536, 640), (5000, 320), (65, 64)])
def test_tiles_cover_everything_and_share_enough(length: int, window: int) -> None:
    starts = tile_starts(length, window)
    assert starts[0] == 0
    assert starts[-1] + window >= length
    shared = min(SHARED, window - window // 2)
    assert all(after - before <= window - shared for before, after in pairwise(starts))
