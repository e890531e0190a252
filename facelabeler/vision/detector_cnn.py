"""dlib's convolutional face detector, run by ONNX Runtime at the scales that the smallest wanted face needs.

dlib's own policy (`detector_exact`) doubles the picture and looks at every scale in steps of 5/6. This one enlarges no
more than the smallest face needs, takes every second of those steps, lets weak finds count when a step in between
confirms them, and finds more faces in less time.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from facelabeler.vision import mmod
from facelabeler.vision.confirmation import confirm
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.levels import Level, joined, resized, scan, suppress
from facelabeler.vision.mmod import WINDOW
from facelabeler.vision.onnx_models import DETECTOR
from facelabeler.vision.sessions import shared_session
from facelabeler.vision.smallest_face import smallest_face

STEP = 5 / 6  # between dlib's levels; here between a level and the two that may confirm its weak finds
MOST_ENLARGED = 4.0  # a face of 20 pixels: smaller ones have nothing in their pixels to find
LARGEST_LEVEL = 64e6  # pixels, which bounds the memory of a level to 192 MB
SMALLEST_LEVEL = 40  # pixels of the short side, for a face twice as large as the picture
SURE = -0.3  # dlib takes 0; down to here a find was false in one of 150 on six labelled clips of 748 faces
DOUBTFUL = -0.8  # below this a face scores no more than what surrounds it


class CnnDetector:
    """Finds faces from `min_face` on, which `smallest_face` explains; None is its default share of the picture.

    Scores are dlib's, but for a scale that is up to half a step off; a find above −0.3 is a face. Safe to share between
    threads. Raises ModelError if the model is missing.
    """

    def __init__(self, *, min_face: float | None = None, threads: int = 1) -> None:
        self._min_face = min_face
        self._session = shared_session(DETECTOR, threads)

    def detect(self, image: Picture) -> list[Detection]:
        height, width = image.shape[:2]
        pyramid = list(sparse_pyramid(image, first_scale(width, height, self._min_face)))
        found = joined([scan(self._session, level, DOUBTFUL) for level in pyramid])
        found = found.take(suppress(found))
        sure, doubtful = found.take(found.scores > SURE), found.take(found.scores <= SURE)
        confirmed = confirm(self._session, image, doubtful, STEP, SURE)
        final = joined([sure, confirmed])
        final = final.take(suppress(final))
        return mmod.to_detections(final.rectangles, final.scores, width=width, height=height)


def first_scale(width: int, height: int, min_face: float | None) -> float:
    """How much to enlarge or shrink a picture so that the smallest face fills the detector's window."""
    fits = sqrt(LARGEST_LEVEL / (width * height))
    return min(WINDOW / smallest_face(min_face, width, height), MOST_ENLARGED, fits)


def sparse_pyramid(image: Picture, scale: float) -> Iterator[Level]:
    """The picture at `scale` and at every second of dlib's steps below. Each level is made from the one before."""
    height, width = image.shape[:2]
    pixels = image
    while min(width, height) * scale >= SMALLEST_LEVEL:
        pixels = resized(pixels, round(width * scale), round(height * scale))
        yield Level(pixels, pixels.shape[1] / width, pixels.shape[0] / height)
        scale *= STEP**2
