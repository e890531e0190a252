"""Quality falls with everything that makes a face hard to recognise."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import skimage.data
from hypothesis import given
from hypothesis import strategies as st

from facelabeler.core.entities import Point
from facelabeler.core.geometry import Box
from facelabeler.vision.detection import Picture
from facelabeler.vision.landmarks import LandmarkAligner
from facelabeler.vision.quality import RAMPS, WEIGHTS, face_quality

FACE = Box(165, 73, 264, 172)
AHEAD: tuple[Point, ...] = ((80, 40), (60, 40), (20, 40), (40, 40), (50, 70.8))


@pytest.fixture(scope="module")
def astronaut() -> Picture:
    return np.ascontiguousarray(skimage.data.astronaut())


def rated(picture: Picture, landmarks: tuple[Point, ...] = AHEAD, score: float = 1.0, box: Box = FACE) -> float:
    return face_quality(picture, box, landmarks, score)


def test_a_good_portrait_is_near_the_top(astronaut: Picture) -> None:
    (face,) = LandmarkAligner().align(astronaut, [FACE])
    assert rated(astronaut, face.landmarks) > 0.85


def test_the_weights_add_up_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert all(low != high for low, high in RAMPS.values())


@pytest.mark.parametrize("sigma", [1.5, 3, 6])
def test_blur_lowers_the_quality(sigma: float, astronaut: Picture) -> None:
    blurred = cv2.GaussianBlur(astronaut, (0, 0), sigma)
    more = cv2.GaussianBlur(astronaut, (0, 0), 1.6 * sigma)
    assert rated(more) < rated(blurred) < rated(astronaut)


@pytest.mark.parametrize(("gain", "bias"), [(0.15, 0), (0.1, 230), (0.05, 120)], ids=["dark", "glaring", "flat"])
def test_bad_light_lowers_the_quality(gain: float, bias: float, astronaut: Picture) -> None:
    assert rated((astronaut * gain + bias).clip(0, 255).astype(np.uint8)) < 0.8 * rated(astronaut)


def test_a_small_face_is_worth_less(astronaut: Picture) -> None:
    ratings = []
    for scale in (1.0, 0.5, 0.25, 0.15):
        small = cv2.resize(astronaut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        ratings.append(rated(small, box=Box(*(round(edge * scale) for edge in FACE.as_list()))))
    assert ratings == sorted(ratings, reverse=True)
    assert ratings[-1] < 0.8 * ratings[0]


@pytest.mark.parametrize("nose", [(72, 70.8), (28, 70.8), (50, 50), (50, 100)], ids=["left", "right", "up", "down"])
def test_looking_away_lowers_the_quality(nose: Point, astronaut: Picture) -> None:
    assert rated(astronaut, (*AHEAD[:4], nose)) < 0.9 * rated(astronaut)


def test_tilting_the_head_does_not_matter(astronaut: Picture) -> None:
    turned = tuple((50 - (y - 50), 50 + (x - 50)) for x, y in AHEAD)
    assert rated(astronaut, turned) == pytest.approx(rated(astronaut))


def test_a_doubtful_find_is_worth_less(astronaut: Picture) -> None:
    assert rated(astronaut, score=-0.2) < rated(astronaut, score=0.4) < rated(astronaut, score=1.0)


def test_landmarks_on_one_spot_and_none_at_all_are_no_error(astronaut: Picture) -> None:
    assert 0 < rated(astronaut, ((5.0, 5.0),) * 5) < rated(astronaut)
    assert rated(astronaut, ()) == pytest.approx(rated(astronaut))


@given(
    edges=st.lists(st.integers(-60, 120), min_size=4, max_size=4),
    score=st.floats(-5, 5),
    nose=st.tuples(st.floats(-50, 150), st.floats(-50, 150)),
)
def test_quality_is_always_between_0_and_1(edges: list[int], score: float, nose: Point) -> None:
    left, right, top, bottom = *sorted(edges[:2]), *sorted(edges[2:])
    picture = np.random.default_rng(0).integers(0, 256, (60, 80, 3), np.uint8)
    assert 0 <= rated(picture, (*AHEAD[:4], nose), score, Box(left, top, right, bottom)) <= 1


def test_a_box_outside_the_picture_has_no_quality(astronaut: Picture) -> None:
    assert rated(astronaut, box=Box(600, 600, 700, 700)) == 0
