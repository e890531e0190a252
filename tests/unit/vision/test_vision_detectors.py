"""The detectors' own policies: what is found, where, and at which scale."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import skimage.data
from hypothesis import given
from hypothesis import strategies as st

from facelabeler.core.geometry import Box
from facelabeler.vision import levels
from facelabeler.vision.confirmation import confirm
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.detector_cnn import DOUBTFUL, STEP, SURE, CnnDetector, first_scale, sparse_pyramid
from facelabeler.vision.detector_hog import HogDetector
from facelabeler.vision.levels import Level, scan, suppress
from facelabeler.vision.onnx_models import DETECTOR
from facelabeler.vision.sessions import Session, shared_session
from facelabeler.vision.smallest_face import doublings, smallest_face

FACE = Box(165, 73, 264, 172)  # in skimage's astronaut, by dlib


@pytest.fixture(scope="module")
def astronaut() -> Picture:
    return np.ascontiguousarray(skimage.data.astronaut())


@pytest.fixture(scope="module")
def session() -> Session:
    return shared_session(DETECTOR)


def shrunk(picture: Picture, scale: float) -> Picture:
    return np.ascontiguousarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def best(found: list[Detection]) -> Detection:
    return max(found, key=lambda detection: detection.score)


@pytest.mark.parametrize("scale", [1.0, 0.8, 0.6, 0.45, 0.32])
def test_a_face_is_found_where_it_is_at_every_size(scale: float, astronaut: Picture) -> None:
    picture = shrunk(astronaut, scale)
    (found,) = CnnDetector(min_face=25).detect(picture)
    there = Box(*(round(edge * scale) for edge in FACE.as_list()))
    assert found.box.iou(there) > 0.7
    assert found.score > 0.5


def test_a_face_below_the_smallest_wanted_is_not_looked_for(astronaut: Picture) -> None:
    picture = shrunk(astronaut, 0.3)
    assert CnnDetector(min_face=30).detect(picture)
    assert CnnDetector(min_face=80).detect(picture) == []


def test_boxes_lie_inside_the_picture_and_come_sorted(astronaut: Picture) -> None:
    row = np.ascontiguousarray(np.hstack([astronaut[60:200, 120:280]] * 3))
    found = CnnDetector(min_face=60).detect(row)
    assert len(found) == 3
    assert [detection.box for detection in found] == sorted(detection.box for detection in found)
    assert all(detection.box.clipped(row.shape[1], row.shape[0]) == detection.box for detection in found)


@pytest.mark.parametrize("size", [(1, 1), (5, 300), (30, 30), (9, 2000)])
def test_tiny_and_narrow_pictures_hold_no_faces_and_do_no_harm(size: tuple[int, int]) -> None:
    picture = np.zeros((*size, 3), np.uint8)
    assert CnnDetector().detect(picture) == []


def test_noise_and_flat_colour_hold_no_faces() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (240, 320, 3), np.uint8)
    assert CnnDetector().detect(noise) == []
    assert CnnDetector().detect(np.full((240, 320, 3), 90, np.uint8)) == []


def test_a_level_scores_the_same_in_tiles(
    astronaut: Picture, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    level = Level(astronaut, 1.0, 1.0)
    whole = scan(session, level, -10.0)
    monkeypatch.setattr(levels, "LARGEST_TILE", 24)
    tiled = scan(session, level, -10.0)
    assert np.array_equal(tiled.rectangles, whole.rectangles)
    assert np.allclose(tiled.scores, whole.scores, atol=1e-4)


def test_a_doubtful_find_is_confirmed_by_a_scale_in_between(astronaut: Picture, session: Session) -> None:
    """The face is 1.23 windows high at this scale: too large for it, right one step below."""
    found = scan(session, Level(astronaut, 1.0, 1.0), DOUBTFUL)
    face = found.take(suppress(found)[:1])
    confirmed = confirm(session, astronaut, face, STEP, SURE)
    assert confirmed.scores.max() > face.scores[0]
    left, top, right, bottom = confirmed.rectangles[confirmed.scores.argmax()]
    assert Box(round(left), round(top), round(right), round(bottom)).iou(FACE) > 0.7


def test_a_find_at_the_edge_of_the_picture_can_be_confirmed(astronaut: Picture, session: Session) -> None:
    cut_off = np.ascontiguousarray(astronaut[90:200, 180:300])
    edge = levels.Finds(np.array([[-20.0, -20.0, 59.0, 59.0]]), np.array([-0.5], np.float32))
    confirmed = confirm(session, cut_off, edge, STEP, -10.0)
    assert len(confirmed.scores) == 2 * 81


@given(width=st.integers(1, 20_000), height=st.integers(1, 20_000), min_face=st.sampled_from([None, 5, 24, 0.1]))
def test_the_largest_level_is_bounded(width: int, height: int, min_face: float | None) -> None:
    scale = first_scale(width, height, min_face)
    assert 0 < scale <= 4
    assert width * height * scale**2 <= 64e6 * 1.001


def test_levels_shrink_in_steps_of_25_36_until_a_face_would_be_larger_than_the_picture(astronaut: Picture) -> None:
    scales = [level.scale_x for level in sparse_pyramid(astronaut, 2.0)]
    assert scales[0] == 2.0
    assert np.allclose(np.diff(np.log(scales)), np.log(25 / 36), atol=0.02)
    assert 40 <= 512 * scales[-1] < 60


@pytest.mark.parametrize(
    ("min_face", "pixels"), [(None, 0.062 * 360), (0, 0.062 * 360), (40, 40), (1, 1), (0.1, 36), (0.5, 180)]
)
def test_the_smallest_face_is_pixels_or_a_share_of_the_height(min_face: float | None, pixels: float) -> None:
    assert smallest_face(min_face, 640, 360) == pytest.approx(pixels)


@pytest.mark.parametrize(("min_face", "times"), [(None, 1), (200, 0), (80, 0), (79, 1), (40, 1), (39, 2), (5, 2)])
def test_dlib_doubles_a_picture_as_often_as_the_smallest_face_needs(min_face: float | None, times: int) -> None:
    assert doublings(min_face, 640, 360) == times


def test_hog_finds_the_face_with_its_score(astronaut: Picture) -> None:
    found = HogDetector(upsample=0).detect(astronaut)
    assert best(found).box.iou(FACE) > 0.5
    assert best(found).score > 1


def test_hog_takes_pictures_that_are_not_contiguous(astronaut: Picture) -> None:
    wide = np.zeros((512, 600, 3), np.uint8)
    wide[:, :512] = astronaut
    assert HogDetector(upsample=0).detect(wide[:, :512]) == HogDetector(upsample=0).detect(astronaut)


def test_nothing_is_found_in_an_empty_level(session: Session) -> None:
    found = scan(session, Level(np.zeros((64, 64, 3), np.uint8), 1.0, 1.0), DOUBTFUL)
    assert len(found.scores) == 0
    assert suppress(found) == []
