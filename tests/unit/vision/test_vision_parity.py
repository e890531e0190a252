"""Our engine against dlib's own networks and against the upstream face_recognition package."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import dlib
import numpy as np
import pytest
import skimage.data
from PIL import Image

from benchmarks.parity import Detectors, Encoders, Finds, compare_finds
from facelabeler.core.geometry import Box
from facelabeler.media.video import VideoReader
from facelabeler.vision import model_files
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.dlib_engine import DlibEncoder
from facelabeler.vision.encoder import OnnxEncoder
from facelabeler.vision.landmarks import LandmarkAligner
from facelabeler.vision.model_files import model_path

CLOSE = 1e-5  # L2 between two encodings of one face; different people are about 0.6 apart
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


def is_the_same(finds: Finds) -> bool:
    """Whether both detectors found the same: every find has its partner, with a box and a score like its own."""
    return finds.matched == finds.ours == finds.theirs and finds.score_apart <= SAME_SCORE


def test_encodings_are_dlibs(astronaut: Picture) -> None:
    boxes = [FACE, Box(150, 60, 280, 190), Box(300, 300, 400, 400), Box(-20, -20, 60, 60), Box(440, 440, 512, 512)]
    assert Encoders().compare(astronaut, boxes).apart <= CLOSE


def test_encodings_do_not_depend_on_the_batch(astronaut: Picture) -> None:
    aligner, encoder = LandmarkAligner(), OnnxEncoder()
    boxes = [Box(100 + shift, 60, 220 + shift, 180) for shift in range(40)]
    chips = np.stack([face.chip for face in aligner.align(astronaut, boxes)])
    alone = np.concatenate([encoder.encode(chip[None]) for chip in chips])
    assert np.linalg.norm(encoder.encode(chips) - alone, axis=1).max() <= CLOSE


def test_chips_are_cut_as_dlib_cuts_them(astronaut: Picture) -> None:
    (face,) = LandmarkAligner().align(astronaut, [FACE])
    aligned = dlib.face_recognition_model_v1(str(model_path(model_files.ENCODER))).compute_face_descriptor(face.chip)
    assert np.linalg.norm(np.array(aligned) - Encoders().theirs(astronaut, [FACE])[0]) <= 1e-9


def test_dlibs_own_encoder_gives_the_same(astronaut: Picture) -> None:
    chips = np.stack([face.chip for face in LandmarkAligner().align(astronaut, [FACE, Box(150, 60, 280, 190)])])
    assert np.linalg.norm(DlibEncoder().encode(chips) - OnnxEncoder().encode(chips), axis=1).max() <= CLOSE


def test_encodings_are_those_of_face_recognition(astronaut: Picture) -> None:
    face_recognition = pytest.importorskip("face_recognition", reason="face_recognition is not installed")
    as_css = (FACE.top, FACE.right - 1, FACE.bottom - 1, FACE.left)
    (theirs,) = face_recognition.face_encodings(astronaut, [as_css], model="small")
    assert np.linalg.norm(Encoders().ours(astronaut, [FACE])[0] - theirs) <= CLOSE


@pytest.mark.parametrize("upsample", [0, 1])
def test_the_detector_finds_what_dlib_finds(upsample: int, portrait: Picture) -> None:
    finds = Detectors(upsample).compare(portrait)
    assert finds.theirs == 1
    assert is_the_same(finds)


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (20, 20), (40, 30), (200, 9)])
def test_the_detector_agrees_with_dlib_on_tiny_and_narrow_pictures(size: tuple[int, int], portrait: Picture) -> None:
    picture = np.ascontiguousarray(portrait[60 : 60 + size[0], : size[1]])
    assert is_the_same(Detectors(1).compare(picture))


def test_the_detector_finds_what_dlib_finds_in_photos(data_dir: Path) -> None:
    photos = [sorted(folder.glob("*.jpg"))[0] for folder in sorted((data_dir / "photos/lfw").iterdir())[:2]]
    finds = [Detectors(1).compare(read(photo)) for photo in photos]
    assert sum(each.theirs for each in finds) >= 2
    assert all(is_the_same(each) for each in finds)


FRAMES = [("friends_apartment", 41.0), ("oval_office", 15.0), ("webcam_man", 10.0), ("composite_dev_a", 6.0)]


@pytest.mark.parametrize(("clip", "second"), FRAMES)
def test_a_frame_of_a_video_gives_what_dlib_gives(clip: str, second: float, data_dir: Path) -> None:
    """At its own size, where each of these frames holds a face that is large enough; the benchmark takes them all."""
    reader = VideoReader(str(data_dir / "videos" / f"{clip}.mp4"))
    (frame,) = islice(reader.samples(1.0, start_at=second), 1)
    finds = Detectors(0).compare(frame.image)
    assert finds.theirs >= 1
    assert is_the_same(finds)
    encodings = Encoders().compare(frame.image)
    assert encodings.faces >= 1
    assert encodings.apart <= CLOSE


@pytest.mark.slow
@pytest.mark.parametrize("name", ["family_1.jpg", "restaurant.jpg", "selfie_3.jpg"])
def test_the_detector_finds_what_dlib_finds_in_groups(name: str, data_dir: Path) -> None:
    finds = Detectors(1).compare(read(data_dir / "photos/groups" / name))
    assert finds.theirs
    assert finds.matched >= 0.99 * max(finds.ours, finds.theirs)
    assert finds.score_apart <= SAME_SCORE


@pytest.mark.slow
def test_encodings_of_whole_groups_are_dlibs(data_dir: Path) -> None:
    for name in ("friends_cast.jpg", "party_2.jpg"):
        found = Encoders().compare(read(data_dir / "photos/groups" / name))
        assert found.faces >= 3
        assert found.apart <= CLOSE


def test_finds_are_matched_one_to_one_by_overlap() -> None:
    """A find that moved by a pixel has its partner; one that moved far, or has another's partner already, has none."""
    ours = [
        Detection(Box(10, 10, 60, 60), 1.0),
        Detection(Box(100, 10, 150, 60), 0.5),
        Detection(Box(10, 11, 60, 60), 0.2),
    ]
    theirs = [Detection(Box(10, 10, 60, 60), 1.25), Detection(Box(130, 10, 180, 60), 0.5)]
    finds = compare_finds(ours, theirs)
    assert (finds.pictures, finds.ours, finds.theirs, finds.matched, finds.equal) == (1, 3, 2, 1, 1)
    assert finds.score_apart == 0.25
    assert sorted(finds.unmatched) == [0.2, 0.5, 0.5]


def test_comparisons_add_up() -> None:
    one = compare_finds([Detection(Box(0, 0, 9, 9), 1.0)], [Detection(Box(0, 0, 9, 9), 1.5)])
    other = compare_finds([], [Detection(Box(0, 0, 9, 9), 0.7)])
    both = one + other
    assert (both.pictures, both.ours, both.theirs, both.matched, both.score_apart) == (2, 1, 2, 1, 0.5)
    assert both.unmatched == (0.7,)
