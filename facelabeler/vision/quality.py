"""How much a face says about who it is: a number from 0 to 1, near 1 for a clear face, of little use below 0.25.

    quality = agreement · detail · size, each 0 to 1

**Agreement** is the main evidence: a face and its mirror image are the same person, so a clear face is encoded alike
both ways, and where the two encodings e and m differ, the encoder is guessing: (0.45 − |e − m|) / 0.30. It is low for
faces that are turned away or covered.

**Detail** is what a blurred or enlarged face lacks, although it may be encoded alike both ways: how much of the
chip's contrast lies in shapes as fine as eyelids and lips, a tenth of the distance between the eyes. With G the grey
chip blurred by so many pixels, d = σ(G₂ − G₅) / (σ(G) + 4), and detail = (d − 0.05) / 0.10. The 4 keeps noise in the
dark from counting as detail.

**Size** keeps the smallest faces from counting as clear: (distance between the eyes − 3) / 7, in pixels of the picture.
A face 20 pixels high has 6 to 8 of them; from about 27 pixels on, size says nothing more.

docs/quality.md has what was measured, and why pose and exposure are no factors of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import Point

WORTHLESS, CLEAR = 0.45, 0.15  # |e − m|
BLURRED, SHARP = 0.05, 0.15  # d: 99 of 100 clear faces have more
TINY, ENOUGH = 3.0, 10.0  # pixels between the eyes
FINE, COARSE = 2.0, 5.0  # chip pixels; the eyes of a chip are 50 apart
NOISE = 4.0  # grey levels
FACE = np.s_[25:130, 30:120]  # rows and columns of a chip that show the face and not what is around it


class _Face(Protocol):
    """An aligned face: `vision.detection.Aligned`, or what stands for it."""

    @property
    def landmarks(self) -> tuple[Point, ...]: ...
    @property
    def chip(self) -> NDArray[np.uint8]: ...


def face_quality(
    faces: Sequence[_Face], encodings: NDArray[np.float32], mirrored: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The quality, (n,) float32, of n faces from their encodings and those of their mirror images, both (n, 128)."""
    others = [detail(face.chip) * size(face.landmarks) for face in faces]
    return agreement(encodings, mirrored) * np.array(others, np.float32)


def agreement(encodings: NDArray[np.float32], mirrored: NDArray[np.float32]) -> NDArray[np.float32]:
    """How alike n faces and their mirror images are encoded, (n,), 0 to 1."""
    apart = np.linalg.norm(encodings - mirrored, axis=1)
    return np.asarray(np.clip((WORTHLESS - apart) / (WORTHLESS - CLEAR), 0, 1), np.float32)


def detail(chip: NDArray[np.uint8]) -> float:
    """How much of a face's shapes can be seen, 0 to 1, in a (150, 150, 3) RGB chip."""
    grey = cv2.cvtColor(chip, cv2.COLOR_RGB2GRAY)[FACE].astype(np.float32)
    fine, coarse = (cv2.GaussianBlur(grey, (0, 0), sigma) for sigma in (FINE, COARSE))
    return _ramp(float((fine - coarse).std() / (grey.std() + NOISE)), BLURRED, SHARP)


def size(landmarks: Sequence[Point]) -> float:
    """How large a face is, 0 to 1, by its five landmarks in pixels of the picture."""
    right, left = (np.mean(landmarks[start : start + 2], axis=0) for start in (0, 2))
    return _ramp(float(np.linalg.norm(left - right)), TINY, ENOUGH)


def _ramp(value: float, nothing: float, full: float) -> float:
    """0 up to `nothing`, 1 from `full` on, and a straight line between."""
    return min(max((value - nothing) / (full - nothing), 0.0), 1.0)
