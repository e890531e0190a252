"""The detectors' own policies: what is found, where, and at which scale."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import skimage.data
from hypothesis import given
from hypothesis import strategies as st

from facelabeler.core.geometry import Box
from facelabeler.vision import detector_cnn, levels
from facelabeler.vision.confirmation import look_again
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.detector_cnn import DOUBTFUL, STEP, SURE, TOO_CLOSE, CnnDetector, first_scale
from facelabeler.vision.detector_hog import HogDetector
from facelabeler.vision.levels import Level, finds_above, pyramid, scan, settled
from facelabeler.vision.mmod import CELL, FIELD
from facelabeler.vision.regions import Region
from facelabeler.vision.scanner import ExactScanner, QuickScanner, Scanner, Scores, quads
from facelabeler.vision.smallest_face import doublings, smallest_face

FACE = Box(165, 73, 264, 172)  # in skimage's astronaut, by dlib


@pytest.fixture(scope="module")
def astronaut() -> Picture:
    return np.ascontiguousarray(skimage.data.astronaut())


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return ExactScanner()


def whole_level(picture: Picture) -> Level:
    return Level(picture, picture.shape[1], picture.shape[0], 1.0, 1.0)


def everywhere(scanner: Scanner, picture: Picture, threshold: float) -> levels.Finds:
    level = whole_level(picture)
    return finds_above(threshold, scan(scanner, level, [Region(0, 0, *level.cells)]), level)


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


def test_a_level_scores_the_same_in_regions_that_give_each_cell_its_context(
    astronaut: Picture, scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(levels, "CONTEXT", levels.WHOLE_CONTEXT)
    level = whole_level(astronaut)
    rows, columns = level.cells
    whole = scan(scanner, level, [Region(0, 0, rows, columns)])
    parts = scan(scanner, level, [Region(0, 0, 17, columns), Region(17, 0, rows, 30), Region(17, 30, rows, columns)])
    assert np.allclose(whole, parts, atol=1e-4)


def test_cells_outside_all_regions_are_not_seen(astronaut: Picture, scanner: Scanner) -> None:
    scores = scan(scanner, whole_level(astronaut), [Region(3, 5, 9, 20)])
    assert np.isfinite(scores).sum() == 6 * 15
    assert np.isfinite(scores[3:9, 5:20]).all()
    assert len(finds_above(-100.0, scores, whole_level(astronaut)).scores) == 6 * 15


def test_a_doubtful_find_is_confirmed_by_a_scale_in_between(astronaut: Picture, scanner: Scanner) -> None:
    """The face is 1.23 windows high at this scale: too large for it, right one step below."""
    found = everywhere(scanner, astronaut, DOUBTFUL)
    face = settled(found).take([0])
    confirmed = look_again(scanner, astronaut, face, (STEP, 1 / STEP), SURE)
    assert confirmed.scores.max() > face.scores[0]
    left, top, right, bottom = confirmed.rectangles[confirmed.scores.argmax()]
    assert Box(round(left), round(top), round(right), round(bottom)).iou(FACE) > 0.7


def test_a_find_at_the_edge_of_the_picture_can_be_looked_at_again(astronaut: Picture, scanner: Scanner) -> None:
    cut_off = np.ascontiguousarray(astronaut[90:200, 180:300])
    edge = levels.Finds(np.array([[-20.0, -20.0, 59.0, 59.0]]), np.array([-0.5], np.float32))
    assert len(look_again(scanner, cut_off, edge, (STEP, 1 / STEP), -10.0).scores) == 2 * 81


@pytest.mark.parametrize("scale", [1.0, 0.85, 0.7])
def test_quick_scores_are_near_the_exact_ones(scale: float, astronaut: Picture, scanner: Scanner) -> None:
    level = whole_level(shrunk(astronaut, scale))
    everything = [Region(0, 0, *level.cells)]
    exact, quick = scan(scanner, level, everything), scan(QuickScanner(), level, everything)
    assert np.abs(exact - quick)[exact > -0.8].max() < TOO_CLOSE
    assert np.abs(exact - quick).mean() < 0.05


def test_quads_hold_two_by_two_pixels_in_one() -> None:
    pixels = np.random.default_rng(5).integers(0, 256, (2, 6, 8, 3), np.uint8)
    found = quads(pixels)
    assert found.shape == (2, 3, 4, 12)
    assert np.array_equal(found[1, 2, 3], pixels[1, 4:6, 6:8].reshape(12))


def test_looking_only_where_hints_are_finds_what_looking_everywhere_finds(
    astronaut: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    street = np.full((540, 960, 3), 128, np.uint8)
    for left, scale in ((20, 1.0), (450, 0.6), (760, 0.25)):
        face = shrunk(astronaut, scale)
        street[: face.shape[0], left : left + face.shape[1]] = face[:, : 960 - left]
    detector = CnnDetector(min_face=24)
    hinted = detector.detect(street)
    monkeypatch.setattr(detector_cnn, "hinted", lambda _coarser, _scores, finer: np.ones(finer.cells, np.bool_))
    monkeypatch.setattr(detector_cnn, "not_within", lambda _faces, level: np.ones(level.cells, np.bool_))
    assert len(hinted) == 3
    assert [find.box for find in hinted] == [find.box for find in detector.detect(street)]


def test_a_find_near_the_threshold_is_decided_by_the_exact_network(
    astronaut: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The quick scanner sees a face in everything here, by less than it can tell."""

    class Hopeful:
        def scores(self, pixels: Picture) -> Scores:
            rows, columns = ((side - FIELD) // CELL + 1 for side in pixels.shape[1:3])
            return np.full((len(pixels), rows, columns), SURE + TOO_CLOSE / 2, np.float32)

    detector = CnnDetector(min_face=60)
    monkeypatch.setattr(detector, "_scanner", Hopeful())
    grass = np.ascontiguousarray(astronaut[300:, 300:])
    assert detector.detect(grass) == []


@given(width=st.integers(1, 20_000), height=st.integers(1, 20_000), min_face=st.sampled_from([None, 5, 24, 0.1]))
def test_the_largest_level_is_bounded(width: int, height: int, min_face: float | None) -> None:
    scale = first_scale(width, height, min_face)
    assert 0 < scale <= 4
    assert width * height * scale**2 <= 64e6 * 1.001


def test_levels_shrink_in_steps_of_25_36_until_a_face_would_be_larger_than_the_picture(astronaut: Picture) -> None:
    found = pyramid(astronaut, 2.0, STEP**2)
    scales = [level.scale_x for level in found]
    assert scales[0] == 2.0
    assert np.allclose(np.diff(np.log(scales)), np.log(25 / 36), atol=0.02)
    assert 40 <= 512 * scales[-1] < 60
    assert all(level.pixels.shape[:2] == (level.height, level.width) for level in found)


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


def test_nothing_is_found_in_an_empty_level(scanner: Scanner) -> None:
    found = everywhere(scanner, np.zeros((64, 64, 3), np.uint8), DOUBTFUL)
    assert len(found.scores) == 0
    assert len(settled(found).scores) == 0
