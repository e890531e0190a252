"""The smallest face that is looked for, and how much a picture has to be enlarged for it."""

from __future__ import annotations

from math import ceil, log2

DEFAULT_SHARE = 0.062  # 22 pixels at 640 × 360: finds what enlarging the picture to 2,300 pixels finds
WINDOW = 80  # pixels: the side of the sliding window of dlib's detectors
MOST_DOUBLINGS = 2  # beyond that there is nothing in the pixels to find
ARTICLE_DOUBLINGS = 1  # what face_recognition does unless told otherwise


def smallest_face(min_face: float | None, width: int, height: int) -> float:
    """The smallest face to look for, in pixels.

    `min_face` is that already if it is 1 or more, and below 1 a share of the picture's height; None (or 0) stands for
    DEFAULT_SHARE of the picture's shorter side.
    """
    if not min_face:
        return DEFAULT_SHARE * min(width, height)
    return min_face if min_face >= 1 else min_face * height


def doublings(min_face: float | None, width: int, height: int) -> int:
    """How often dlib has to double a picture so that the smallest face fills its window."""
    if not min_face:
        return ARTICLE_DOUBLINGS
    return min(max(ceil(log2(WINDOW / smallest_face(min_face, width, height))), 0), MOST_DOUBLINGS)
