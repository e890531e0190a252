"""How much a face says about who it is: a number from 0 to 1.

The quality is a weighted geometric mean, so that one bad part makes a bad face:

    quality = size^0.30 · sharpness^0.30 · exposure^0.15 · pose^0.15 · certainty^0.10

Each part rises between two bounds (RAMPS), from LOWEST, so that bad faces still differ, to 1:

- size: logarithm of the box's shorter side in pixels of the source;
- sharpness: logarithm of the variance of the Laplacian of the face's grey values, resized to 64 × 64;
- exposure: contrast (standard deviation of those grey values), times how far their mean is from black and from white;
- pose: how far the base of the nose is from the middle between the eyes, sideways, and from where it is in a face that
  looks ahead, up and down; both in distances between the eyes. Tilt does not count, since alignment takes it out;
- certainty: the detector's score.

The bounds are about the 2nd and the 75th percentile of 966 faces of the labelled clips and photos. Over them the
quality's rank correlation with how much nearer a face's encoding is to its own person than to others is 0.5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

import cv2
import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import Point
from facelabeler.core.geometry import Box

WEIGHTS: Mapping[str, float] = {"size": 0.30, "sharpness": 0.30, "exposure": 0.15, "pose": 0.15, "certainty": 0.10}
RAMPS: Mapping[str, tuple[float, float]] = {
    "side": (log(14), log(110)),
    "laplacian": (log(8), log(500)),
    "contrast": (5, 28),
    "dark": (20, 60),
    "bright": (250, 200),
    "sideways": (0.5, 0.12),
    "up and down": (0.6, 0.15),
    "score": (-0.5, 0.9),
}
LOWEST = 0.05
SIDE = 64
LOOKING_AHEAD = 0.77  # eyes to the base of the nose, in distances between the eyes: the median of those faces


def face_quality(image: NDArray[np.uint8], box: Box, landmarks: Sequence[Point], score: float) -> float:
    """The quality of the face in `box`, 0 to 1; 0 only if the box has no pixels in the picture.

    `landmarks` are the five points of dlib's model; without them the pose counts as good.
    """
    inside = box.clipped(image.shape[1], image.shape[0])
    if inside.area == 0:
        return 0.0
    grey = _grey(image[inside.top : inside.bottom, inside.left : inside.right])
    parts = {
        "size": _ramp("side", log(min(box.width, box.height))),
        "sharpness": _ramp("laplacian", log(float(cv2.Laplacian(grey, cv2.CV_32F).var()) + 1)),
        "exposure": _exposure(grey),
        "pose": _pose(landmarks),
        "certainty": _ramp("score", score),
    }
    return float(np.prod([parts[name] ** weight for name, weight in WEIGHTS.items()]))


def _ramp(name: str, value: float) -> float:
    """LOWEST at the first bound and before it, 1 at the second and beyond, straight in between."""
    low, high = RAMPS[name]
    return LOWEST + (1 - LOWEST) * min(max((value - low) / (high - low), 0.0), 1.0)


def _grey(face: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The face's grey values at 64 × 64, so that sharpness does not depend on size."""
    how = cv2.INTER_AREA if min(face.shape[:2]) > SIDE else cv2.INTER_LINEAR
    grey = cv2.resize(cv2.cvtColor(np.ascontiguousarray(face), cv2.COLOR_RGB2GRAY), (SIDE, SIDE), interpolation=how)
    return np.asarray(grey, np.float32)


def _exposure(grey: NDArray[np.float32]) -> float:
    mean = float(grey.mean())
    return _ramp("contrast", float(grey.std())) * _ramp("dark", mean) * _ramp("bright", mean)


def _pose(landmarks: Sequence[Point]) -> float:
    """1 for looking ahead, less for looking away: the nose's place in the frame that the eyes span."""
    if len(landmarks) < 5:
        return 1.0
    points = np.array(landmarks, np.float64)
    right, left = points[0:2].mean(axis=0), points[2:4].mean(axis=0)
    across = right - left
    distance = float(np.hypot(*across))
    if distance < 1:
        return LOWEST
    nose = (points[4] - (right + left) / 2) / distance
    sideways = abs(float(nose @ across)) / distance
    down = float(nose @ np.array([-across[1], across[0]])) / distance
    return _ramp("sideways", sideways) * _ramp("up and down", abs(down - LOOKING_AHEAD))
