"""Our engine against dlib's own networks and against the upstream face_recognition package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import dlib
import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray
from PIL import Image

from facelabeler.core.geometry import Box
from facelabeler.vision import model_files
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.detector_exact import ExactCnnDetector
from facelabeler.vision.dlib_boxes import to_dlib
from facelabeler.vision.dlib_engine import DlibCnnDetector, DlibEncoder
from facelabeler.vision.encoder import OnnxEncoder
from facelabeler.vision.landmarks import LandmarkAligner
from facelabeler.vision.model_files import model_path

CLOSE = 1e-5  # L2 between two encodings of one face; different people are about 0.6 apart
SAME_BOX = 0.9
SAME_SCORE = 0.05
FACE = Box(165, 73, 264, 172)  # in skimage's astronaut


@pytest.fixture(scope="module")
def astronaut() -> Picture:
    return np.ascontiguousarray(skimage.data.astronaut())


@pytest.fixture(scope="module")
def portrait(astronaut: Picture) -> Picture:
    return np.ascontiguousarray(astronaut[10:250, 100:340])


def read(path: Path) -> Picture:
    return np.array(Image.open(path).convert("RGB"))


def share_matched(ours: Sequence[Detection], theirs: Sequence[Detection]) -> float:
    """The share of both lists that has a partner in the other: the same box and the same score."""
    matched = sum(
        mine.box.iou(other.box) >= SAME_BOX and abs(mine.score - other.score) <= SAME_SCORE
        for mine in ours
        for other in theirs
    )
    total = max(len(ours), len(theirs))
    return matched / total if total else 1.0


def descriptors(picture: Picture, boxes: Sequence[Box]) -> NDArray[np.float64]:
    """What dlib itself makes of the faces, in one call each, without our aligner."""
    model = dlib.face_recognition_model_v1(str(model_path(model_files.ENCODER)))
    predictor = dlib.shape_predictor(str(model_path(model_files.LANDMARKS)))
    return np.array([model.compute_face_descriptor(picture, predictor(picture, to_dlib(box))) for box in boxes])


def encodings(picture: Picture, boxes: Sequence[Box]) -> NDArray[np.float32]:
    chips = [face.chip for face in LandmarkAligner().align(picture, boxes)]
    return OnnxEncoder().encode(np.stack(chips))


def test_encodings_are_dlibs(astronaut: Picture) -> None:
    boxes = [FACE, Box(150, 60, 280, 190), Box(300, 300, 400, 400), Box(-20, -20, 60, 60), Box(440, 440, 512, 512)]
    apart = np.linalg.norm(encodings(astronaut, boxes) - descriptors(astronaut, boxes), axis=1)
    assert apart.max() <= CLOSE


def test_encodings_do_not_depend_on_the_batch(astronaut: Picture) -> None:
    aligner, encoder = LandmarkAligner(), OnnxEncoder()
    boxes = [Box(100 + shift, 60, 220 + shift, 180) for shift in range(40)]
    chips = np.stack([face.chip for face in aligner.align(astronaut, boxes)])
    alone = np.concatenate([encoder.encode(chip[None]) for chip in chips])
    assert np.linalg.norm(encoder.encode(chips) - alone, axis=1).max() <= CLOSE


def test_chips_are_cut_as_dlib_cuts_them(astronaut: Picture) -> None:
    (face,) = LandmarkAligner().align(astronaut, [FACE])
    aligned = dlib.face_recognition_model_v1(str(model_path(model_files.ENCODER))).compute_face_descriptor(face.chip)
    assert np.linalg.norm(np.array(aligned) - descriptors(astronaut, [FACE])[0]) <= 1e-9


def test_dlibs_own_encoder_gives_the_same(astronaut: Picture) -> None:
    chips = np.stack([face.chip for face in LandmarkAligner().align(astronaut, [FACE, Box(150, 60, 280, 190)])])
    assert np.linalg.norm(DlibEncoder().encode(chips) - OnnxEncoder().encode(chips), axis=1).max() <= CLOSE


def test_encodings_are_those_of_face_recognition(astronaut: Picture) -> None:
    face_recognition = pytest.importorskip("face_recognition", reason="face_recognition is not installed")
    as_css = (FACE.top, FACE.right - 1, FACE.bottom - 1, FACE.left)
    (theirs,) = face_recognition.face_encodings(astronaut, [as_css], model="small")
    assert np.linalg.norm(encodings(astronaut, [FACE])[0] - theirs) <= CLOSE


@pytest.mark.parametrize("upsample", [0, 1])
def test_the_detector_finds_what_dlib_finds(upsample: int, portrait: Picture) -> None:
    ours = ExactCnnDetector(upsample=upsample).detect(portrait)
    theirs = DlibCnnDetector(upsample=upsample).detect(portrait)
    assert len(theirs) == 1
    assert share_matched(ours, theirs) == 1.0


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (20, 20), (40, 30), (200, 9)])
def test_the_detector_agrees_with_dlib_on_tiny_and_narrow_pictures(size: tuple[int, int], portrait: Picture) -> None:
    picture = np.ascontiguousarray(portrait[60 : 60 + size[0], : size[1]])
    assert share_matched(ExactCnnDetector().detect(picture), DlibCnnDetector(upsample=1).detect(picture)) == 1.0


def test_the_detector_finds_what_dlib_finds_in_photos(data_dir: Path) -> None:
    photos = [sorted(folder.glob("*.jpg"))[0] for folder in sorted((data_dir / "photos/lfw").iterdir())[:2]]
    ours = [ExactCnnDetector(upsample=1).detect(read(photo)) for photo in photos]
    theirs = [DlibCnnDetector(upsample=1).detect(read(photo)) for photo in photos]
    assert sum(len(found) for found in theirs) >= 2
    assert [share_matched(*pair) for pair in zip(ours, theirs, strict=True)] == [1.0] * len(photos)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["family_1.jpg", "restaurant.jpg", "selfie_3.jpg"])
def test_the_detector_finds_what_dlib_finds_in_groups(name: str, data_dir: Path) -> None:
    picture = read(data_dir / "photos/groups" / name)
    ours = ExactCnnDetector(upsample=1).detect(picture)
    theirs = DlibCnnDetector(upsample=1).detect(picture)
    assert theirs
    assert share_matched(ours, theirs) >= 0.99


@pytest.mark.slow
def test_encodings_of_whole_groups_are_dlibs(data_dir: Path) -> None:
    for name in ("friends_cast.jpg", "party_2.jpg"):
        picture = read(data_dir / "photos/groups" / name)
        boxes = [face.box for face in ExactCnnDetector(upsample=0).detect(picture)]
        assert len(boxes) >= 3
        assert np.linalg.norm(encodings(picture, boxes) - descriptors(picture, boxes), axis=1).max() <= CLOSE
