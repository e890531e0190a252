"""dlib's convolutional face detector, run by ONNX Runtime at the scales that the smallest wanted face needs.

dlib's own policy (`detector_exact`) doubles the picture and looks everywhere, at every scale in steps of 5/6. This one

* enlarges no more than the smallest face needs, and takes every second of those steps,
* begins with the largest faces, and looks for smaller ones only where the level before gives a hint (`hints`) and where
  there is detail enough for a face (`detail`),
* looks in 8-bit arithmetic first, and again in floating point where that leaves a find in doubt,
* lets weak finds count when a step in between confirms them,
* puts a face where all windows around it agree on,

and finds more faces in a tenth of the time.
"""

from __future__ import annotations

from math import sqrt

from facelabeler.vision import mmod
from facelabeler.vision.confirmation import look_again
from facelabeler.vision.detail import cells_with_detail
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.hints import hinted, not_within
from facelabeler.vision.levels import (
    CONTEXT,
    LONGEST,
    NOTHING,
    Finds,
    Level,
    finds_above,
    joined,
    pyramid,
    scan,
    settled,
)
from facelabeler.vision.mmod import WINDOW
from facelabeler.vision.regions import regions_around
from facelabeler.vision.scanner import ExactScanner, Scores, quickest_scanner
from facelabeler.vision.smallest_face import smallest_face

STEP = 5 / 6  # between dlib's levels; here between a level and the two that may confirm its weak finds
MOST_ENLARGED = 4.0  # a face of 20 pixels: smaller ones have nothing in their pixels to find
LARGEST_LEVEL = 64e6  # pixels, which bounds the memory of a level to 192 MB
SURE = -0.3  # dlib takes 0; down to here a find was false in one of 150 on six labelled clips of 748 faces
DOUBTFUL = -0.8  # below this a face scores no more than what surrounds it
CERTAIN = 0.3  # above this a find is so surely a face that no smaller one is looked for inside it
TOO_CLOSE = 0.2  # to SURE for 8-bit arithmetic to tell: the largest error seen in 950 cells near faces was 0.16
FIELD_OVERHEAD = 3  # cells that a region costs more than it has, for what the first convolutions see around them


class CnnDetector:
    """Finds faces from `min_face` on, which `smallest_face` explains; None is its default share of the picture.

    Scores are within 0.2 of dlib's at the scale looked at, which is up to half a step off; a find above −0.3 is a
    face. Safe to share between threads. Raises ModelError if the model is missing.
    """

    def __init__(self, *, min_face: float | None = None, threads: int = 1) -> None:
        self._min_face = min_face
        self._scanner = quickest_scanner(threads)
        self._exact = ExactScanner(threads)

    def detect(self, image: Picture) -> list[Detection]:
        height, width = image.shape[:2]
        found = self._found_anywhere(image)
        faces, doubtful = _parted(found, SURE - TOO_CLOSE)
        confirmed = look_again(self._scanner, image, doubtful, (STEP, 1 / STEP), SURE - TOO_CLOSE)
        faces = self._certain(image, settled(joined([faces, confirmed])))
        return mmod.to_detections(faces.rectangles, faces.scores, width=width, height=height)

    def _found_anywhere(self, image: Picture) -> Finds:
        """The best finds above DOUBTFUL at every scale, the largest faces first."""
        height, width = image.shape[:2]
        levels = pyramid(image, first_scale(width, height, self._min_face), STEP**2)
        found = certain = NOTHING
        before: tuple[Level, Scores] | None = None
        for level, detailed in zip(reversed(levels), reversed(cells_with_detail(image, levels)), strict=True):
            wanted = detailed if before is None else detailed & hinted(*before, level) & not_within(certain, level)
            scores = scan(self._scanner, level, regions_around(wanted, 2 * CONTEXT + FIELD_OVERHEAD, LONGEST))
            certain = found.take(found.scores > CERTAIN)
            found = settled(joined([found, finds_above(DOUBTFUL, scores, level)]))
            before = level, scores
        return found

    def _certain(self, image: Picture, finds: Finds) -> Finds:
        """The finds above SURE, those close to it by the exact network's word."""
        clear, close = _parted(finds, SURE + TOO_CLOSE)
        exact = look_again(self._exact, image, close, (1.0,), SURE)
        return settled(joined([clear, exact]))


def first_scale(width: int, height: int, min_face: float | None) -> float:
    """How much to enlarge or shrink a picture so that the smallest face fills the detector's window."""
    fits = sqrt(LARGEST_LEVEL / (width * height))
    return min(WINDOW / smallest_face(min_face, width, height), MOST_ENLARGED, fits)


def _parted(finds: Finds, threshold: float) -> tuple[Finds, Finds]:
    """The finds above a score, and the others."""
    above = finds.scores > threshold
    return finds.take(above), finds.take(~above)
