"""Encoders that a user brought: their chips are OpenCV's, and 0.6 tells people apart whatever their own distance."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage.data

from facelabeler.core.encodings import APART
from facelabeler.core.errors import ModelError
from facelabeler.core.geometry import Box
from facelabeler.vision.descriptions import read_description
from facelabeler.vision.detection import Picture
from facelabeler.vision.encoder_own import OwnEncoder
from facelabeler.vision.five_points import FivePointAligner
from facelabeler.vision.landmarks import LandmarkAligner
from facelabeler.vision.similarity import TEMPLATE, similarity, square_around
from tests.helpers.onnx_files import describe, write_constants, write_encoder

FACE = Box(175, 76, 266, 167)  # of the astronaut, as dlib's frontal detector draws it
POINTS = ((206.0, 103.0), (248.0, 104.0), (226.0, 127.0), (205.0, 143.0), (245.0, 144.0))
CHIPS = np.random.default_rng(2).integers(0, 256, (5, 112, 112, 3), np.uint8)


@pytest.fixture(scope="module")
def astronaut() -> Picture:
    return np.ascontiguousarray(skimage.data.astronaut())


@pytest.fixture(scope="module")
def aligner() -> FivePointAligner:
    return FivePointAligner()


def opencv_row() -> np.ndarray:
    """A face as OpenCV's recogniser takes it: box, ten coordinates, score."""
    return np.array([[175, 76, 91, 91, *np.array(POINTS).ravel(), 1]], np.float32)


def encoder(folder: Path, family: str = "sface", **made: int | str) -> OwnEncoder:
    return OwnEncoder(read_description(describe(write_encoder(folder / "tiny.onnx", **made), family, distance=1.2)))


def test_a_similarity_is_found_again_from_where_it_takes_points() -> None:
    turned = np.array([[0.6, -0.8, 5], [0.8, 0.6, -7]])
    moved = np.array(POINTS) @ turned[:, :2].T + turned[:, 2]
    assert np.allclose(similarity(POINTS, moved), turned)


def test_points_that_are_all_one_make_no_numbers_without_end() -> None:
    assert np.isfinite(similarity([(3, 3)] * 5, TEMPLATE)).all()


def test_chips_are_those_that_opencv_cuts_out(astronaut: Picture, aligner: FivePointAligner, tmp_path: Path) -> None:
    opencv = cv2.FaceRecognizerSF.create(str(write_encoder(tmp_path / "tiny.onnx")), "")
    theirs = opencv.alignCrop(np.ascontiguousarray(astronaut[..., ::-1]), opencv_row())[..., ::-1]
    (face,) = aligner.align(astronaut, [FACE], [POINTS])
    assert face.chip.shape == (112, 112, 3)
    assert np.abs(face.chip.astype(int) - theirs).max() <= 2  # the two find the same transformation in another way


def test_encodings_point_where_opencvs_do(astronaut: Picture, aligner: FivePointAligner, tmp_path: Path) -> None:
    opencv = cv2.FaceRecognizerSF.create(str(write_encoder(tmp_path / "tiny.onnx")), "")
    (face,) = aligner.align(astronaut, [FACE], [POINTS])
    theirs = opencv.feature(np.ascontiguousarray(face.chip[..., ::-1]))[0]
    (ours,) = encoder(tmp_path).encode(face.chip[None])
    assert np.allclose(ours / np.linalg.norm(ours), theirs / np.linalg.norm(theirs), atol=1e-5)


def test_without_a_detectors_points_dlibs_put_the_face_in_the_same_place(
    astronaut: Picture, aligner: FivePointAligner
) -> None:
    """The eyes of the chip lie within 3 of its 112 pixels of where the template has them."""
    (face,) = aligner.align(astronaut, [FACE])
    (marks,) = LandmarkAligner().landmarks(astronaut, [FACE])
    assert face.landmarks == marks
    (again,) = LandmarkAligner().landmarks(face.chip, [Box(13, 21, 99, 107)])
    right, left = ((np.array(again[k]) + again[k + 1]) / 2 for k in (0, 2))
    assert np.abs(left - TEMPLATE[0]).max() < 3
    assert np.abs(right - TEMPLATE[1]).max() < 3


def test_dlibs_landmarks_start_where_its_detector_would_have_them_start(astronaut: Picture) -> None:
    assert square_around(POINTS).iou(FACE) > 0.7
    plain, told = LandmarkAligner(), LandmarkAligner()
    tall = Box(160, 20, 290, 200)  # a box as other detectors draw it
    (expected,), (found,) = plain.align(astronaut, [FACE]), told.align(astronaut, [tall], [POINTS])
    assert np.abs(np.array(expected.landmarks) - found.landmarks).max() < 4


def test_the_distance_at_which_people_are_told_apart_is_that_of_every_encoder(tmp_path: Path) -> None:
    encodings = encoder(tmp_path).encode(CHIPS)
    assert encodings.shape == (5, 32)
    assert encodings.dtype == np.float32
    assert np.linalg.norm(encodings, axis=1) == pytest.approx([APART / 1.2] * 5)


def test_a_cosine_says_the_same_as_its_distance(tmp_path: Path) -> None:
    model = write_encoder(tmp_path / "tiny.onnx")
    by_cosine = OwnEncoder(read_description(describe(model, "arcface", cosine=0.28)))
    by_distance = OwnEncoder(read_description(describe(model, "arcface", distance=1.2)))
    assert np.allclose(by_cosine.encode(CHIPS), by_distance.encode(CHIPS))


@pytest.mark.parametrize("batch", [1, 4, "n"])
def test_a_network_may_take_one_four_or_any_number_of_faces(batch: int | str, tmp_path: Path) -> None:
    one_by_one = encoder(tmp_path).encode(CHIPS)
    (tmp_path / "other").mkdir()
    assert np.allclose(encoder(tmp_path / "other", batch=batch).encode(CHIPS), one_by_one, atol=1e-6)


def test_no_faces_give_no_encodings(tmp_path: Path) -> None:
    assert encoder(tmp_path).encode(CHIPS[:0]).shape == (0, 32)


def test_colours_and_normalisation_are_those_of_the_description(tmp_path: Path) -> None:
    model = write_encoder(tmp_path / "tiny.onnx")
    plain = OwnEncoder(read_description(describe(model, "sface", colours="bgr", mean=10.0, std=2.0)))
    turned = ((CHIPS[..., ::-1].astype(np.float32) - 10) / 2).transpose(0, 3, 1, 2)
    opened = cv2.dnn.readNetFromONNX(str(model))
    opened.setInput(turned[:1])
    expected = opened.forward()[0]
    (found,) = plain.encode(CHIPS[:1])
    assert np.allclose(found / np.linalg.norm(found), expected / np.linalg.norm(expected), atol=1e-5)


def test_an_encoder_of_another_size_is_refused(tmp_path: Path) -> None:
    model = write_constants(tmp_path / "tiny.onnx", {"x": np.ones((1, 64), np.float32)}, (1, 3, 96, 96))
    description = read_description(describe(model, "sface"))
    with pytest.raises(ModelError, match="takes pictures of 96 × 96 pixels") as refused:
        OwnEncoder(description)
    assert "112 × 112" in refused.value.advice


def test_a_network_that_is_no_encoder_is_refused(tmp_path: Path) -> None:
    model = write_constants(tmp_path / "tiny.onnx", {"x": np.ones((1, 3), np.float32)}, (1, 3, 112, 112))
    with pytest.raises(ModelError, match="is no face encoder"):
        OwnEncoder(read_description(describe(model, "sface")))


def test_encodings_that_are_no_numbers_are_never_kept(tmp_path: Path) -> None:
    model = write_constants(tmp_path / "tiny.onnx", {"x": np.full((1, 64), np.nan, np.float32)}, (1, 3, 112, 112))
    with pytest.raises(ModelError, match="no numbers"):
        OwnEncoder(read_description(describe(model, "sface"))).encode(CHIPS)


def test_chips_of_another_size_are_a_programming_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="chips must be"):
        encoder(tmp_path).encode(np.zeros((1, 150, 150, 3), np.uint8))
