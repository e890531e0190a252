"""How well a detector finds the labelled faces of clips, and how well an encoder tells the people of photos apart.

    python -m benchmarks.models DATA [--detector NAME] [--encoder NAME] [--every SECONDS] [--only CLIP…]

DATA holds `videos/<clip>.truth.json` beside the clips and `photos/lfw/<person>/*.jpg`. Of the clips, those labelled
faces that are not hard are counted that a find has its centre in, and the processor time a sample is taken. Of the
photos, the face in the middle of six a person of 25 people is encoded both ways, as the pipeline does; printed are the
two kinds of pairs on the wrong side of `APART`, and of the distance at which their mean is least.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.effort import NEAR, Case, cases
from facelabeler.core.encodings import APART
from facelabeler.core.geometry import Box
from facelabeler.media.photos import read_photo
from facelabeler.media.video import VideoReader
from facelabeler.vision.engine import Engine, load_engine

PEOPLE, PHOTOS = 25, 6


def found(engine: Engine, case: Case, every: float) -> tuple[int, int, int, float]:
    """Labelled faces found, labelled faces, samples, and seconds of processor time."""
    hits = faces = samples = 0
    seconds = 0.0
    for sample in VideoReader(str(case.source)).samples(every):
        picture = min(case.pictures, key=lambda labelled: abs(float(labelled.key) - sample.time))
        if abs(float(picture.key) - sample.time) > NEAR / 5:
            continue
        began = time.process_time()
        boxes = [find.box for find in engine.detector.detect(sample.image)]
        seconds += time.process_time() - began
        easy = [box for place, (_, box) in enumerate(picture.people) if place not in picture.hard]
        hits += sum(any(_holds(box, one) for one in boxes) for box in easy)
        faces, samples = faces + len(easy), samples + 1
    return hits, faces, samples, seconds


def _holds(box: Box, find: Box) -> bool:
    x, y = find.centre
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def encoded(engine: Engine, photos: Path) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The person and the encoding of each photo in which a face is found."""
    for person in sorted(path for path in photos.iterdir() if path.is_dir())[:PEOPLE]:
        for path in sorted(person.glob("*.jpg"))[:PHOTOS]:
            image = np.ascontiguousarray(read_photo(str(path)).image)
            middle = np.array(image.shape[1::-1]) / 2
            finds = engine.detector.detect(image)
            if finds:
                best = min(finds, key=lambda find: float(np.abs(np.array(find.box.centre) - middle).sum()))
                chip = engine.aligner.align(image, [best.box], [best.points])[0].chip
                yield person.name, engine.encoder.encode(np.stack([chip, chip[:, ::-1]])).mean(axis=0)


def errors(same: NDArray[np.float32], other: NDArray[np.float32], apart: float) -> tuple[float, float]:
    """The share of pairs of one person that lie farther than `apart`, and of two people that lie nearer."""
    return float((same >= apart).mean()), float((other < apart).mean())


def tell_pairs(rows: Sequence[tuple[str, NDArray[np.float32]]]) -> None:
    names, encodings = np.array([name for name, _ in rows]), np.stack([encoding for _, encoding in rows])
    away = np.linalg.norm(encodings[:, None] - encodings[None], axis=2)
    first, second = np.triu_indices(len(names), 1)
    together = names[first] == names[second]
    same, other = away[first, second][together], away[first, second][~together]
    best = min(np.arange(0.2, 1.2, 0.01), key=lambda apart: sum(errors(same, other, apart)))
    for apart in (APART, float(best)):
        one, two = errors(same, other, apart)
        print(f"at {apart:.2f}: one person taken for two {one:.4f}, two for one {two:.4f}, mean {(one + two) / 2:.4f}")
    far = np.percentile(same, 95)
    print(f"medians {np.median(same):.2f} and {np.median(other):.2f}; 95 of 100 of one person below {far:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--detector", default="cnn")
    parser.add_argument("--encoder", default="dlib-resnet-v1")
    parser.add_argument("--every", type=float, default=2.0)
    parser.add_argument("--only", nargs="*", default=())
    arguments = parser.parse_args()
    engine = load_engine(arguments.detector, encoder=arguments.encoder)
    print(f"{engine.detector_name}, {engine.encoder_name}")
    clips = [case for case in cases(arguments.data) if case.source.is_file()]
    results = [found(engine, case, arguments.every) for case in clips if case.name in (arguments.only or case.name)]
    hits, faces, samples, seconds = (sum(column) for column in zip(*results, strict=True))
    print(f"{hits} of {faces} labelled faces found, {hits / faces:.3f}; {seconds / samples:.3f} s a sample")
    tell_pairs(list(encoded(engine, arguments.data / "photos" / "lfw")))


if __name__ == "__main__":
    main()
