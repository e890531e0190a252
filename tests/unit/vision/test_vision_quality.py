"""A face whose mirror image is encoded alike is a good one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage.data import astronaut

from facelabeler.vision.engine import load_engine
from facelabeler.vision.quality import mirror_quality


def encoded(chip: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    encoder = load_engine().encoder
    return encoder.encode(chip[None]), encoder.encode(np.ascontiguousarray(chip[None, :, ::-1]))


@pytest.mark.parametrize(("apart", "quality"), [(0.0, 1.0), (0.15, 1.0), (0.30, 0.5), (0.45, 0.0), (0.9, 0.0)])
def test_the_quality_falls_with_the_distance_of_the_mirror_image(apart: float, quality: float) -> None:
    face = np.zeros((1, 128), np.float32)
    mirrored = face.copy()
    mirrored[0, 3] = apart
    assert mirror_quality(face, mirrored)[0] == pytest.approx(quality, abs=1e-6)


def test_a_clear_face_is_better_than_the_same_one_blurred() -> None:
    engine = load_engine(detector="hog")
    image = np.ascontiguousarray(astronaut())
    chip = engine.aligner.align(image, [engine.detector.detect(image)[0].box])[0].chip
    blurred = cv2.GaussianBlur(chip, (0, 0), 9)
    clear, poor = (float(mirror_quality(*encoded(picture))[0]) for picture in (chip, blurred))
    assert clear > 0.6
    assert clear > poor
