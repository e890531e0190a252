"""What YuNet's and SCRFD's outputs mean: by hand, and as OpenCV reads them."""

from __future__ import annotations

from math import log
from pathlib import Path

import cv2
import numpy as np
import pytest

from facelabeler.core.geometry import Box
from facelabeler.vision.descriptions import read_description
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.detector_own import OwnDetector
from facelabeler.vision.grid_outputs import ForeignOutputsError, scrfd, yunet
from tests.helpers.onnx_files import (
    SCRFD_PARTS,
    YUNET_PARTS,
    describe,
    empty_outputs,
    random_filters,
    write_constants,
    write_heads,
)

PICTURE = np.zeros((64, 64, 3), np.uint8)


def found_in(model: Path, family: str, picture: Picture = PICTURE, **entries: str | float) -> list[Detection]:
    """What a model finds in a picture that fits its input as it is."""
    description = read_description(describe(model, family, smallest=32.0, **entries))
    return OwnDetector(description, min_face=32).detect(picture)


def test_a_cell_of_yunet_is_a_box_by_centre_and_size(tmp_path: Path) -> None:
    outputs = empty_outputs(YUNET_PARTS, 64, 1)
    row = 2 * 8 + 3  # stride 8: row 2, column 3
    outputs["cls_8"][0, row] = 0.81
    outputs["obj_8"][0, row] = 1.0
    outputs["bbox_8"][0, row] = (0.5, 0.25, log(4), log(3))
    outputs["kps_8"][0, row] = (0, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 1)
    (found,) = found_in(write_constants(tmp_path / "tiny.onnx", outputs), "yunet")
    # centre (3.5, 2.25) · 8 = (28, 18), size (4, 3) · 8 = (32, 24); the points (column, row) · 8
    assert found.box == Box(12, 6, 44, 30)
    assert found.score == pytest.approx(0.9)
    assert found.points == ((24, 16), (32, 16), (28, 20), (24, 24), (32, 24))


def test_a_cell_of_scrfd_is_a_box_by_its_four_sides(tmp_path: Path) -> None:
    outputs = empty_outputs(SCRFD_PARTS, 64, 2)
    row = (1 * 4 + 2) * 2 + 1  # stride 16: row 1, column 2, the second of its two
    outputs["score_16"][0, row] = 0.75
    outputs["bbox_16"][0, row] = (1, 0.5, 1.5, 2)
    outputs["kps_16"][0, row] = (-0.5, 0, 0.5, 0, 0, 0.5, -0.5, 1, 0.5, 1)
    (found,) = found_in(write_constants(tmp_path / "tiny.onnx", outputs), "scrfd")
    # from the cell's corner (2, 1) · 16 = (32, 16): 16 left, 8 up, 24 right, 32 down
    assert found.box == Box(16, 8, 56, 48)
    assert found.score == pytest.approx(0.75)
    assert found.points == ((24, 16), (40, 16), (32, 24), (24, 32), (40, 32))


def test_scrfd_without_points_finds_boxes_alone(tmp_path: Path) -> None:
    outputs = empty_outputs({"score": 1, "bbox": 4}, 64, 2)
    outputs["score_32"][0, 0] = 0.75
    outputs["bbox_32"][0, 0] = (0, 0, 1, 1)
    (found,) = found_in(write_constants(tmp_path / "tiny.onnx", outputs), "scrfd")
    assert (found.box, found.points) == (Box(0, 0, 32, 32), ())


def test_scrfds_outputs_are_told_apart_by_their_shapes() -> None:
    outputs = empty_outputs(SCRFD_PARTS, 64, 2)
    outputs["score_8"][0, 5], outputs["bbox_8"][0, 5] = 0.9, (1, 1, 1, 1)
    expected = scrfd(outputs, 64, 64, 0.5)
    numbered = {str(k): outputs[name][0] for k, name in enumerate(reversed(outputs))}
    found = scrfd(numbered, 64, 64, 0.5)
    assert len(expected.scores) == 1
    assert np.array_equal(found.boxes, expected.boxes)


def test_a_weak_cell_is_no_find_and_of_two_on_one_face_the_better_stays(tmp_path: Path) -> None:
    outputs = empty_outputs(YUNET_PARTS, 64, 1)
    for row, score in ((9, 0.9), (10, 0.8), (60, 0.3)):
        outputs["cls_8"][0, row], outputs["obj_8"][0, row] = score, score
        outputs["bbox_8"][0, row, 2:] = log(5)
    (found,) = found_in(write_constants(tmp_path / "tiny.onnx", outputs), "yunet")
    assert found.score == pytest.approx(0.9)


@pytest.mark.parametrize(("family", "parts", "anchors"), [("yunet", YUNET_PARTS, 1), ("scrfd", SCRFD_PARTS, 2)])
def test_a_picture_without_faces_gives_no_finds(
    family: str, parts: dict[str, int], anchors: int, tmp_path: Path
) -> None:
    model = write_constants(tmp_path / "tiny.onnx", empty_outputs(parts, 64, anchors))
    assert found_in(model, family) == []
    assert found_in(model, family, np.zeros((300, 200, 3), np.uint8)) == []


@pytest.mark.parametrize("decode", [yunet, scrfd])
def test_outputs_of_another_network_are_told(decode: object) -> None:
    assert callable(decode)
    with pytest.raises(ForeignOutputsError):
        decode({"scores": np.zeros((1, 1000), np.float32)}, 64, 64, 0.5)
    with pytest.raises(ForeignOutputsError):
        decode(empty_outputs(YUNET_PARTS, 32, 1) | {"cls_8": np.zeros((1, 7, 1), np.float32)}, 64, 64, 0.5)


def test_boxes_without_end_are_no_finds(tmp_path: Path) -> None:
    outputs = empty_outputs(YUNET_PARTS, 64, 1)
    outputs["cls_8"][0, 5] = outputs["obj_8"][0, 5] = 1
    outputs["bbox_8"][0, 5] = (0, 0, 1000, 1000)
    outputs["cls_8"][0, 6] = outputs["obj_8"][0, 6] = np.nan
    assert found_in(write_constants(tmp_path / "tiny.onnx", outputs), "yunet") == []


def test_yunet_finds_what_opencv_finds_with_it(tmp_path: Path) -> None:
    model = write_heads(tmp_path / "tiny.onnx", YUNET_PARTS, 1, (1, 3, 96, 128), random_filters(4))
    picture = np.random.default_rng(1).integers(0, 256, (96, 128, 3), np.uint8)
    opencv = cv2.FaceDetectorYN.create(str(model), "", (128, 96), 0.2, 1.0)
    _, theirs = opencv.detect(np.ascontiguousarray(picture[..., ::-1]))
    ours = found_in(model, "yunet", picture, threshold=0.2, overlap=1.0)
    expected = sorted((Box(*np.rint((x, y, x + w, y + h)).astype(int)).clipped(128, 96), points, score)
                      for x, y, w, h, *points, score in theirs.tolist())  # fmt: skip
    assert len(ours) == len(expected) > 10
    for mine, (box, points, score) in zip(sorted(ours, key=lambda one: one.box), expected, strict=True):
        assert mine.box == box
        assert mine.score == pytest.approx(score, abs=1e-4)
        assert np.array(mine.points).ravel() == pytest.approx(points, abs=1e-2)
