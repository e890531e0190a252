"""A clear face is encoded as its mirror image is, shows detail and is large enough; what lacks one is poorer."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from skimage.data import astronaut

from facelabeler.core.geometry import Box
from facelabeler.vision.detection import Aligned, Picture
from facelabeler.vision.engine import Engine, load_engine
from facelabeler.vision.quality import agreement, detail, face_quality, size

FACE = Box(165, 73, 264, 172)  # in skimage's astronaut
EYES = ((70.0, 40.0), (60.0, 40.0), (10.0, 40.0), (20.0, 40.0), (40.0, 70.0))  # 50 pixels apart


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine(detector="hog")


def aligned(engine: Engine, picture: Picture, scale: float = 1.0) -> Aligned:
    """The astronaut's face in her picture made smaller."""
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return engine.aligner.align(small, [FACE.scaled(scale)])[0]  # type: ignore[return-value]


def quality(engine: Engine, face: Aligned) -> float:
    both = engine.encoder.encode(np.stack([face.chip, np.ascontiguousarray(face.chip[:, ::-1])]))
    return float(face_quality([face], both[:1], both[1:])[0])


@pytest.fixture(scope="module")
def clear(engine: Engine) -> Aligned:
    return aligned(engine, astronaut())


@pytest.mark.parametrize(("apart", "expected"), [(0.0, 1.0), (0.15, 1.0), (0.30, 0.5), (0.45, 0.0), (0.9, 0.0)])
def test_agreement_falls_with_the_distance_of_the_mirror_image(apart: float, expected: float) -> None:
    face = np.zeros((1, 128), np.float32)
    mirrored = face.copy()
    mirrored[0, 3] = apart
    assert agreement(face, mirrored)[0] == pytest.approx(expected, abs=1e-6)


def test_a_clear_face_has_all_its_detail_whatever_the_light(clear: Aligned) -> None:
    for gain in (0.5, 0.8, 1.0):
        assert detail((clear.chip * gain).astype(np.uint8)) == 1.0


def test_detail_falls_as_a_face_is_blurred(clear: Aligned) -> None:
    blurred = [detail(cv2.GaussianBlur(clear.chip, (0, 0), sigma)) for sigma in (1, 4, 6, 9, 14)]
    assert blurred == sorted(blurred, reverse=True)
    assert blurred[0] == 1.0
    assert blurred[-1] < 0.3


@pytest.mark.parametrize("grey", [0, 90, 255])
def test_a_plain_chip_has_no_detail(grey: int) -> None:
    assert detail(np.full((150, 150, 3), grey, np.uint8)) == 0.0


def test_noise_in_the_dark_is_no_detail() -> None:
    noise = np.random.default_rng(4).integers(0, 5, (150, 150, 3), np.uint8)
    assert detail(noise) < 0.1


@pytest.mark.parametrize(("apart", "expected"), [(2.0, 0.0), (3.0, 0.0), (6.5, 0.5), (10.0, 1.0), (200.0, 1.0)])
def test_size_is_what_lies_between_the_eyes_however_they_are_turned(apart: float, expected: float) -> None:
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    points = np.array(EYES) * apart / 50
    for landmarks in (points, points @ turn.T, points + 1000):
        assert size([(float(x), float(y)) for x, y in landmarks]) == pytest.approx(expected)


def test_a_clear_large_face_is_good(engine: Engine, clear: Aligned) -> None:
    assert quality(engine, clear) > 0.6


@pytest.mark.parametrize("height", [14, 17, 20])
def test_a_tiny_face_cannot_be_clear_however_alike_it_is_encoded(height: int, engine: Engine) -> None:
    tiny = aligned(engine, astronaut(), height / FACE.height)
    same = np.zeros((1, 128), np.float32)
    assert face_quality([tiny], same, same)[0] < 0.9
    assert quality(engine, tiny) < quality(engine, aligned(engine, astronaut()))


def test_a_blurred_face_is_poorer(engine: Engine, clear: Aligned) -> None:
    blurred = Aligned(clear.landmarks, cv2.GaussianBlur(clear.chip, (0, 0), 9))
    assert quality(engine, blurred) < 0.5 * quality(engine, clear)


@given(chip=arrays.arrays(np.uint8, (150, 150, 3)), apart=st.floats(0, 500), distance=st.floats(0, 4))
def test_quality_is_always_between_0_and_1(chip: np.ndarray, apart: float, distance: float) -> None:
    face = Aligned(tuple((x * apart, y * apart) for x, y in EYES), chip)
    encoding = np.zeros((1, 128), np.float32)
    mirrored = np.full_like(encoding, distance)
    assert 0 <= face_quality([face], encoding, mirrored)[0] <= 1


def test_no_faces_have_no_qualities() -> None:
    none = np.empty((0, 128), np.float32)
    assert face_quality([], none, none).shape == (0,)
