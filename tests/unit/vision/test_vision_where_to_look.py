"""Where the detector looks: at detail, at hollows, in few regions."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import skimage.data
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from facelabeler.vision.detail import LEAST_DETAIL, cells_with_detail, detail
from facelabeler.vision.detection import Picture
from facelabeler.vision.hints import AREA, LEAST_SIDE, hinted, not_within
from facelabeler.vision.levels import NOT_SEEN, Finds, Level, pyramid
from facelabeler.vision.regions import Region, regions_around


@given(
    wanted=arrays(np.bool_, st.tuples(st.integers(1, 40), st.integers(1, 40))),
    overhead=st.integers(0, 12),
    longest=st.integers(3, 50),
)
def test_regions_hold_every_wanted_cell_once_and_cost_no_more_than_one_box(
    wanted: np.ndarray, overhead: int, longest: int
) -> None:
    regions = regions_around(wanted, overhead, longest)
    covered = np.zeros(wanted.shape, int)
    for region in regions:
        covered[region.top : region.bottom, region.left : region.right] += 1
        assert 0 < region.bottom - region.top <= longest
        assert 0 < region.right - region.left <= longest
    assert (covered[wanted] == 1).all()
    assert covered.max(initial=0) <= 1
    if max(wanted.shape) <= longest:
        assert sum(cost(region, overhead) for region in regions) <= cost(Region(0, 0, *wanted.shape), overhead)


def cost(region: Region, overhead: int) -> int:
    return (region.bottom - region.top + overhead) * (region.right - region.left + overhead)


def test_two_spots_far_apart_are_two_regions() -> None:
    wanted = np.zeros((60, 80), np.bool_)
    wanted[2:9, 3:9] = wanted[50:58, 70:78] = True
    assert sorted(regions_around(wanted, 9, 300), key=lambda region: region.top) == [
        Region(2, 3, 9, 9),
        Region(50, 70, 58, 78),
    ]


def test_nothing_wanted_needs_no_region() -> None:
    assert regions_around(np.zeros((5, 5), np.bool_), 9, 300) == []


@pytest.mark.parametrize(
    "flat",
    [
        np.full((40, 60), 90, np.uint8),
        np.tile(np.arange(60, dtype=np.uint8) * 4, (40, 1)),
        cv2.GaussianBlur(np.random.default_rng(2).integers(0, 256, (40, 60), np.uint8), (0, 0), 9),
    ],
    ids=["even light", "slope", "out of focus"],
)
def test_flat_and_blurred_pictures_have_no_detail(flat: np.ndarray) -> None:
    assert detail(flat)[6:-6, 6:-6].max() < LEAST_DETAIL


def test_a_face_has_detail_even_at_a_tenth_of_its_contrast() -> None:
    face = skimage.data.astronaut()[73:172, 165:264]
    small = cv2.resize(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY), (10, 10), interpolation=cv2.INTER_AREA)
    faint = (128 + (small.astype(float) - 128) * 0.1).astype(np.uint8)
    assert detail(small)[5, 5] > 5 * LEAST_DETAIL
    assert detail(np.pad(faint, 20, mode="edge"))[25, 25] > LEAST_DETAIL / 2


@given(width=st.integers(40, 700), height=st.integers(40, 700))
def test_there_is_a_word_on_every_cell_of_every_level(width: int, height: int) -> None:
    picture: Picture = np.zeros((height, width, 3), np.uint8)
    levels = pyramid(picture, 1.3, 25 / 36)
    assert [mask.shape for mask in cells_with_detail(picture, levels)] == [level.cells for level in levels]


def level(width: int, height: int, scale: float) -> Level:
    return Level(np.zeros((1, 1, 3), np.uint8), round(width * scale), round(height * scale), scale, scale)


def test_a_hollow_is_a_hint_at_the_same_place_of_the_finer_level() -> None:
    coarser, finer = level(640, 480, 0.6), level(640, 480, 0.6 * 36 / 25)
    scores = np.full(coarser.cells, -1.2, np.float32)
    scores[10:13, 20:23] = -3.0
    wanted = hinted(coarser, scores, finer)
    rows, columns = np.nonzero(wanted)
    assert wanted[round(11 * 36 / 25), round(21 * 36 / 25)]
    assert abs(rows.mean() - 11.5 * 36 / 25) < 1
    assert abs(columns.mean() - 21.5 * 36 / 25) < 1
    assert np.ptp(rows) < 3 * AREA


def test_cells_that_were_not_looked_at_give_no_hint() -> None:
    coarser, finer = level(640, 480, 0.6), level(640, 480, 0.6 * 36 / 25)
    assert not hinted(coarser, np.full(coarser.cells, NOT_SEEN, np.float32), finer).any()


def test_a_level_too_small_for_hints_leaves_every_cell_in() -> None:
    coarser, finer = level(640, 480, (LEAST_SIDE - 2) / 480), level(640, 480, LEAST_SIDE / 480 * 36 / 25)
    assert hinted(coarser, np.full(coarser.cells, -1.0, np.float32), finer).all()


def test_no_smaller_face_is_looked_for_inside_a_face() -> None:
    faces = Finds(np.array([[-40.0, 80.0, 159.0, 239.0]]), np.array([1.0], np.float32))
    free = not_within(faces, level(640, 480, 1.0))
    assert not free[10:30, :20].any()
    assert free.sum() == free.size - 20 * 20
