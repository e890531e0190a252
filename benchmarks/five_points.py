"""Where dlib's landmarks and boxes lie in a face that stands as encoders of 112 × 112 pixels want it.

    python -m benchmarks.five_points PHOTOS DETECTOR [--step N]

DETECTOR is a model of your own that tells five points (YuNet, SCRFD). Every Nth photo below PHOTOS is looked at by it
and by the default detector; of faces that both find, the medians over all faces are printed. The constants of
`vision/similarity.py` are these, made symmetric.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.geometry import Box
from facelabeler.media.photos import read_photo
from facelabeler.vision.detection import Detection, Picture
from facelabeler.vision.engine import Engine, load_engine
from facelabeler.vision.landmarks import LandmarkAligner
from facelabeler.vision.similarity import TEMPLATE, similarity

SAME_FACE = 0.4  # intersection over union

Row = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Of one face, in the template's pixels: centre x, y and side of dlib's box; dlib's five landmarks, (5, 2)."""


def rows(picture: Picture, dlibs: Engine, others: Engine, aligner: LandmarkAligner) -> Iterator[Row]:
    """The faces of a picture that both detectors find."""
    told = others.detector.detect(picture)
    for find in dlibs.detector.detect(picture):
        for other in told:
            if other.points and find.box.iou(other.box) > SAME_FACE:
                yield _placed(find.box, other, aligner.landmarks(picture, [find.box])[0])


def _placed(box: Box, other: Detection, marks: object) -> Row:
    move = similarity(other.points, TEMPLATE)
    centre = move @ (*box.centre, 1.0)
    side = box.width * np.hypot(move[0, 0], move[1, 0])
    return np.array([*centre, side]), np.array(marks) @ move[:, :2].T + move[:, 2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("detector")
    parser.add_argument("--step", type=int, default=5)
    arguments = parser.parse_args()
    dlibs, others, aligner = load_engine(), load_engine(arguments.detector), LandmarkAligner()
    pictures = (read_photo(str(path)).image for path in sorted(arguments.photos.rglob("*.jpg"))[:: arguments.step])
    found = [row for picture in pictures for row in rows(picture, dlibs, others, aligner)]
    boxes, marks = (np.median(np.array(part), axis=0).round(1) for part in zip(*found, strict=True))
    print(f"{len(found)} faces\ndlib's box: centre {boxes[:2].tolist()}, side {boxes[2]}")
    print(f"dlib's landmarks: {marks.tolist()}")


if __name__ == "__main__":
    main()
