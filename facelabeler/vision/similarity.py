"""Five points of a face, where they lie in a face that looks at the camera, and what brings the one to the other.

The constants of dlib's were measured over 121 faces of Labeled Faces in the Wild: the mean of what YuNet's and SCRFD's
points give, which are at most 2.5 of 112 pixels apart, made symmetric (`python -m benchmarks.five_points`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

import numpy as np
from numpy.typing import ArrayLike, NDArray

from facelabeler.core.entities import Point
from facelabeler.core.geometry import Box

SIDE = 112
# Eyes, nose and corners of the mouth in 112 × 112 pixels, those on the picture's left first: InsightFace,
# python-package/insightface/utils/face_align.py (`arcface_src`); OpenCV, modules/objdetect/src/face_recognize.cpp.
TEMPLATE = ((38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041))
# In the same pixels: dlib's five landmarks, and the square that its detector draws around the face.
DLIB_TEMPLATE = ((80.3, 52.9), (66.6, 53.5), (31.7, 52.9), (45.4, 53.5), (56.0, 79.8))
DLIB_CENTRE = (56.0, 64.2)
DLIB_SIDE = 85.4

Similarity = NDArray[np.float64]
"""(2, 3): turns, scales and moves points."""


def similarity(source: ArrayLike, target: ArrayLike) -> Similarity:
    """What brings n points nearest to n others, by the sum of squared distances, without mirroring.

    In complex numbers, w = a·z + b has a = Σ w·conj(z) / Σ |z|² about the means (S. Umeyama, "Least-squares estimation
    of transformation parameters between two point patterns", 1991, in two dimensions).
    """
    z, w = (np.asarray(points, np.float64) @ np.array([1, 1j]) for points in (source, target))
    about = z - z.mean()
    spread = max(float((np.abs(about) ** 2).sum()), np.finfo(np.float64).tiny)
    a = ((w - w.mean()) * about.conj()).sum() / spread
    b = w.mean() - a * z.mean()
    return np.array([[a.real, -a.imag, b.real], [a.imag, a.real, b.imag]])


def square_around(points: Sequence[Point]) -> Box:
    """The box that dlib's detector would draw around a face with these five points, which its landmarks start from."""
    move = similarity(TEMPLATE, points)
    x, y = move @ (*DLIB_CENTRE, 1.0)
    reach = DLIB_SIDE * hypot(move[0, 0], move[1, 0]) / 2
    return Box(*(round(float(edge)) for edge in (x - reach, y - reach, x + reach, y + reach)))
