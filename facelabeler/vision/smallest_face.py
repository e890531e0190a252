"""The smallest face that is looked for, and how much a picture has to be enlarged for it."""

from __future__ import annotations

from math import ceil, log2

WINDOW = 80  # pixels: the side of the sliding window of dlib's detectors
MOST_DOUBLINGS = 2  # beyond that there is nothing in the pixels to find
ARTICLE_DOUBLINGS = 1  # face_recognition's default


def in_pixels(min_face: float, height: int) -> float:
    """`min_face` in pixels: at or above 1 it is that already, below it is a share of the picture's height."""
    return min_face if min_face >= 1 else min_face * height


def doublings(min_face: float | None, height: int) -> int:
    """How often dlib has to double a picture so that the smallest face fills its window."""
    if not min_face:
        return ARTICLE_DOUBLINGS
    return min(max(ceil(log2(WINDOW / in_pixels(min_face, height))), 0), MOST_DOUBLINGS)
