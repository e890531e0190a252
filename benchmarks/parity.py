"""Our networks against dlib's own, picture by picture: the same encodings, the same finds?

    python -m benchmarks.parity DATA [--only NAME…] [--every N] [--limit N] [--upsample N] [--part encodings|finds]

DATA holds `videos` (one picture a second is looked at) and `photos/groups`. Every face that the program finds by its
own policy is encoded by both. The exact detector and dlib's look at the same pictures, doubled `--upsample` times
first. dlib takes seconds a picture: `--every N` has it look at every Nth, `--limit N` at no more than N of a file; the
encodings are compared on all of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.geometry import Box
from facelabeler.vision.detection import Detection, Picture

SAME_BOX = 0.9  # intersection over union from which on two boxes are one find
STEP = 1.0  # seconds
COLUMNS = (
    *("file", "faces encoded", "largest L2", "pictures", "dlib's finds", "of them ours too"),
    *("our finds", "of them dlib's too", "equal boxes", "largest score difference"),
)


@dataclass(frozen=True, slots=True)
class Finds:
    """How the finds of two detectors on some pictures agree. Boxes are inside the picture, clipped alike.

    `matched` pairs overlap by SAME_BOX or more, `equal` of them to the pixel; `score_apart` is the largest difference
    of their scores. `unmatched` are the scores of finds that only one detector made.
    """

    pictures: int = 0
    ours: int = 0
    theirs: int = 0
    matched: int = 0
    equal: int = 0
    score_apart: float = 0.0
    unmatched: tuple[float, ...] = ()

    def __add__(self, other: Finds) -> Finds:
        return Finds(
            self.pictures + other.pictures,
            self.ours + other.ours,
            self.theirs + other.theirs,
            self.matched + other.matched,
            self.equal + other.equal,
            max(self.score_apart, other.score_apart),
            self.unmatched + other.unmatched,
        )


@dataclass(frozen=True, slots=True)
class Encodings:
    """How many faces were encoded by both, and the largest L2 distance between two encodings of one face."""

    faces: int = 0
    apart: float = 0.0

    def __add__(self, other: Encodings) -> Encodings:
        return Encodings(self.faces + other.faces, max(self.apart, other.apart))


def compare_finds(ours: Sequence[Detection], theirs: Sequence[Detection]) -> Finds:
    """Two detectors' finds on one picture: the pairs that overlap most are matched first, each find once."""
    pairs = sorted(
        ((mine.box.iou(other.box), i, j) for i, mine in enumerate(ours) for j, other in enumerate(theirs)), reverse=True
    )
    partner: dict[int, int] = {}
    for overlap, i, j in pairs:
        if overlap >= SAME_BOX and i not in partner and j not in partner.values():
            partner[i] = j
    matched = [(ours[i], theirs[j]) for i, j in partner.items()]
    alone = [find.score for i, find in enumerate(ours) if i not in partner]
    alone += [find.score for j, find in enumerate(theirs) if j not in partner.values()]
    return Finds(
        pictures=1,
        ours=len(ours),
        theirs=len(theirs),
        matched=len(matched),
        equal=sum(mine.box == other.box for mine, other in matched),
        score_apart=max((abs(mine.score - other.score) for mine, other in matched), default=0.0),
        unmatched=tuple(alone),
    )


class Detectors:
    """The exact detector and dlib's own, at the same upsampling."""

    def __init__(self, upsample: int) -> None:
        from facelabeler.vision.detector_exact import ExactCnnDetector
        from facelabeler.vision.dlib_engine import DlibCnnDetector

        self._ours = ExactCnnDetector(upsample=upsample)
        self._theirs = DlibCnnDetector(upsample=upsample)

    def compare(self, image: Picture) -> Finds:
        return compare_finds(self._ours.detect(image), self._theirs.detect(image))


class Encoders:
    """Our aligner and encoder, and dlib's predictor and `compute_face_descriptor` in one call."""

    def __init__(self) -> None:
        import dlib

        from facelabeler.vision.engine import load_engine
        from facelabeler.vision.model_files import ENCODER, LANDMARKS, model_path

        self._engine = load_engine()
        self._predictor = dlib.shape_predictor(str(model_path(LANDMARKS)))
        self._model = dlib.face_recognition_model_v1(str(model_path(ENCODER)))

    def compare(self, image: Picture, boxes: Sequence[Box] | None = None) -> Encodings:
        """On faces in these boxes, or else on all that the program finds by its own policy."""
        if boxes is None:
            boxes = [find.box for find in self._engine.detector.detect(image)]
        if not boxes:
            return Encodings()
        apart = np.linalg.norm(self.ours(image, boxes) - self.theirs(image, boxes), axis=1)
        return Encodings(len(boxes), float(apart.max()))

    def ours(self, image: Picture, boxes: Sequence[Box]) -> NDArray[np.float32]:
        chips = [face.chip for face in self._engine.aligner.align(image, boxes)]
        return self._engine.encoder.encode(np.stack(chips))

    def theirs(self, image: Picture, boxes: Sequence[Box]) -> NDArray[np.float64]:
        from facelabeler.vision.dlib_boxes import to_dlib

        shapes = [self._predictor(image, to_dlib(box)) for box in boxes]
        return np.array([self._model.compute_face_descriptor(image, shape) for shape in shapes])


def sources(data: Path) -> Iterator[tuple[str, list[Path]]]:
    """A name and its files: every clip by itself, the group photos together."""
    for clip in sorted((data / "videos").glob("*.mp4")):
        yield clip.stem, [clip]
    yield "groups", sorted((data / "photos" / "groups").glob("*.jpg"))


def pictures(path: Path) -> Iterator[Picture]:
    """One picture a second of a clip, or a photo."""
    from facelabeler.media.photos import read_photo
    from facelabeler.media.video import VideoReader

    if path.suffix == ".mp4":
        yield from (sample.image for sample in VideoReader(str(path)).samples(STEP))
    else:
        yield read_photo(str(path)).image


def row(name: str, encodings: Encodings, finds: Finds) -> str:
    """A line of the table."""
    return " | ".join(
        (
            *(f"| {name}", str(encodings.faces), f"{encodings.apart:.1e}" if encodings.faces else "–"),
            *(str(finds.pictures), str(finds.theirs), _share(finds.matched, finds.theirs)),
            *(str(finds.ours), _share(finds.matched, finds.ours)),
            *(_share(finds.equal, finds.matched), f"{finds.score_apart:.4f} |"),
        )
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def report(arguments: argparse.Namespace) -> None:
    """Print a line a source as soon as it is done, and the total."""
    encoders = None if arguments.part == "finds" else Encoders()
    detectors = None if arguments.part == "encodings" else Detectors(arguments.upsample)
    print(f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}", flush=True)
    all_encodings, all_finds = Encodings(), Finds()
    for name, files in sources(arguments.data):
        if arguments.only and name not in arguments.only:
            continue
        encodings, finds = Encodings(), Finds()
        for number, image in enumerate(image for file in files for image in pictures(file)):
            encodings += encoders.compare(image) if encoders else Encodings()
            chosen = number % arguments.every == 0 and finds.pictures < arguments.limit
            finds += detectors.compare(image) if detectors and chosen else Finds()
        print(row(name, encodings, finds), flush=True)
        all_encodings, all_finds = all_encodings + encodings, all_finds + finds
    print(row("all", all_encodings, all_finds))
    alone = ", ".join(f"{score:.3f}" for score in all_finds.unmatched)
    print(f"\nScores of finds that one detector alone made: {alone or '–'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME")
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("--limit", type=int, default=10**9, metavar="N")
    parser.add_argument("--upsample", type=int, default=0, metavar="N")
    parser.add_argument("--part", choices=("encodings", "finds"))
    report(parser.parse_args())


if __name__ == "__main__":
    main()
