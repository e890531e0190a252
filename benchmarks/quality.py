"""What tells best whether a face's encoding can be trusted: the figures behind docs/quality.md.

    python -m benchmarks.quality DATA

A face is recognised if, of all references, the nearest is the same person's; its margin is how much farther the nearest
stranger is than the middle one of its own. References are the other photos (`photos/lfw`), or in a clip the faces more
than three seconds away. The photos are also looked at spoilt: made small, blurred, darkened or brightened, and all of
it. Factors were chosen on half of the people and on `friends_apartment`, and checked on the other half and the other
clips. For every formula: the rank correlation with the margin, and the AUC (0.5 is chance) of telling the faces that
are recognised from those that are not.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata, spearmanr

from benchmarks.effort import Case, cases, fits
from facelabeler.core.geometry import Box
from facelabeler.media.photos import read_photo
from facelabeler.media.video import VideoReader
from facelabeler.vision.detection import Aligned, Picture
from facelabeler.vision.engine import Engine, load_engine
from facelabeler.vision.quality import agreement, detail, size

APART = 3.0  # seconds from which on two faces of a clip are not the same moment
NEAR = 0.25  # seconds between a sample and the labelled frame that judges it
SEED = 7
CHOSEN_ON = "friends_apartment"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A face whose person is known. `moment`: seconds in a clip, or a photo's number times 10."""

    person: str
    moment: float
    encoding: NDArray[np.float32]
    factors: Mapping[str, float]
    is_reference: bool = True


def factors(face: Aligned, straight: NDArray[np.float32], mirrored: NDArray[np.float32]) -> dict[str, float]:
    """Everything that was considered, 0 to 1."""
    points = np.array(face.landmarks)
    right, left = points[:2].mean(axis=0), points[2:4].mean(axis=0)
    axis = left - right
    nose = (points[4] - (left + right) / 2) @ axis / max(float(axis @ axis), 1e-6)
    grey = cv2.cvtColor(face.chip, cv2.COLOR_RGB2GRAY)[25:130, 30:120].astype(np.float32)
    return {
        "agreement": float(agreement(straight[None], mirrored[None])[0]),
        "detail": detail(face.chip),
        "size": size(face.landmarks),
        "pose": float(np.clip((0.6 - abs(nose)) / 0.4, 0, 1)),
        "exposure": float(np.clip((120 - abs(grey.mean() - 120)) / 60, 0, 1)),
        "contrast": float(np.clip((grey.std() - 4) / 12, 0, 1)),
    }


FORMULAS: dict[str, tuple[str, ...]] = {
    "agreement": ("agreement",),
    "detail": ("detail",),
    "agreement · size": ("agreement", "size"),
    "agreement · detail": ("agreement", "detail"),
    "agreement · detail · size": ("agreement", "detail", "size"),
    "the same · pose": ("agreement", "detail", "size", "pose"),
    "the same · exposure": ("agreement", "detail", "size", "exposure"),
    "the same · contrast": ("agreement", "detail", "size", "contrast"),
}


def sight(
    engine: Engine, image: Picture, boxes: Sequence[Box], who: Sequence[tuple[str, float]], *, reference: bool = True
) -> Iterator[Sighting]:
    """The faces in these boxes; `who`: the person and the moment of each."""
    faces = engine.aligner.align(image, boxes)
    for face, (person, moment) in zip(faces, who, strict=True):
        straight, mirrored = engine.encoder.encode(np.stack([face.chip, face.chip[:, ::-1]]))
        mean = (straight + mirrored) / 2
        yield Sighting(person, moment, mean, factors(face, straight, mirrored), reference)


def of_clip(case: Case, engine: Engine) -> Iterator[Sighting]:
    """Every face of a labelled clip whose person the truth tells."""
    labelled = {float(picture.key): picture for picture in case.pictures}
    for sample in VideoReader(str(case.source)).samples(1.0):
        nearest = min(labelled, key=lambda time: abs(time - sample.time))
        if abs(nearest - sample.time) <= NEAR:
            finds = [find.box for find in engine.detector.detect(sample.image)]
            names = [_name(box, labelled[nearest].people) for box in finds]
            known = [(box, name) for box, name in zip(finds, names, strict=True) if name]
            if known:
                boxes, people = zip(*known, strict=True)
                yield from sight(engine, sample.image, boxes, [(name, sample.time) for name in people])


def of_photos(case: Case, engine: Engine) -> Iterator[Sighting]:
    """Every labelled photo as it is, which is a reference, and spoilt in four ways."""
    random = np.random.default_rng(SEED)
    for number, picture in enumerate(case.pictures):
        image = read_photo(str(case.source / str(picture.key))).image
        ((person, truth),) = picture.people
        boxes = [find.box for find in engine.detector.detect(image) if fits(find.box, truth)]
        if boxes:
            box = max(boxes, key=lambda found: fits(found, truth))
            who = [(person, 10.0 * number)]
            yield from sight(engine, image, [box], who)
            for spoilt, scale in _spoilt(image, box.height, random):
                yield from sight(engine, spoilt, [box.scaled(scale)], who, reference=False)


def _spoilt(image: Picture, height: int, random: np.random.Generator) -> Iterator[tuple[Picture, float]]:
    """The photo small, blurred, darkened or brightened, and all of it; and how much smaller it is."""
    for small, blurred, lit in ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)):
        scale = min(1.0, random.uniform(12, 50) / height) if small else 1.0
        sigma = random.uniform(0.5, 1.0 if small else 4.0) if blurred else 0.0
        gain = np.exp(random.uniform(np.log(0.08), np.log(2.5))) if lit else 1.0
        made = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        made = cv2.GaussianBlur(made, (0, 0), sigma) if sigma else made
        made = np.clip(made.astype(np.float32) * gain, 0, 255).astype(np.uint8)
        written = cv2.imencode(".jpg", made, [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(60, 95))])[1]
        yield cv2.imdecode(written, cv2.IMREAD_UNCHANGED), scale


def _name(box: Box, people: Sequence[tuple[str, Box]]) -> str:
    fit, name = max(((fits(box, where), name) for name, where in people), default=(0.0, ""))
    return name if fit else ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Sightings that have references of their own person, with their margins and whether they are recognised."""

    sightings: list[Sighting]
    margins: NDArray[np.float64]
    recognised: NDArray[np.bool_]


def judge(sightings: Sequence[Sighting]) -> Judged:
    references = [one for one in sightings if one.is_reference]
    encodings = np.stack([one.encoding for one in references])
    people = np.array([one.person for one in references])
    moments = np.array([one.moment for one in references])
    kept, margins, right = [], [], []
    for one in sightings:
        apart = np.linalg.norm(encodings - one.encoding, axis=1)
        own = apart[(people == one.person) & (abs(moments - one.moment) > APART)]
        others = apart[people != one.person]
        if len(own) and len(others):
            kept.append(one)
            margins.append(float(others.min() - np.median(own)))
            right.append(bool(own.min() < others.min()))
    return Judged(kept, np.array(margins), np.array(right, bool))


def auc(values: NDArray[np.float64], good: NDArray[np.bool_]) -> float:
    """The chance that a good one has a higher value than one that is not; not a number if either is missing."""
    count = int(good.sum())
    other = len(good) - count
    if not count or not other:
        return float("nan")
    return float((rankdata(values)[good].sum() - count * (count + 1) / 2) / (count * other))


def collect(data: Path) -> dict[str, Judged]:
    """The sets that formulas were chosen on, then those that they are checked on."""
    every_clip, portraits = load_engine(), load_engine(min_face=50)
    sets: dict[str, Judged] = {}
    rest: list[Judged] = []
    for case in cases(data):
        if case.source.is_file():
            judged = judge(list(of_clip(case, every_clip)))
            if case.name == CHOSEN_ON:
                sets[f"{case.name} (chosen on)"] = judged
            else:
                rest.append(judged)
        else:
            found = list(of_photos(case, portraits))
            people = sorted({one.person for one in found})
            judged = judge(found)
            for title, half in (("photos (chosen on)", people[::2]), ("photos (checked on)", people[1::2])):
                sets[title] = _only(judged, lambda one, half=half: one.person in half)  # type: ignore[misc]
    sets["other clips (checked on)"] = _joined(rest)
    return sets


def _only(judged: Judged, wanted: Callable[[Sighting], bool]) -> Judged:
    chosen = np.array([wanted(one) for one in judged.sightings])
    sightings = [one for one, is_in in zip(judged.sightings, chosen, strict=True) if is_in]
    return Judged(sightings, judged.margins[chosen], judged.recognised[chosen])


def _joined(parts: Sequence[Judged]) -> Judged:
    return Judged(
        [one for part in parts for one in part.sightings],
        np.concatenate([part.margins for part in parts]),
        np.concatenate([part.recognised for part in parts]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    sets = collect(parser.parse_args().data)
    titles = [
        f"{name}: {len(found.sightings)} faces, {int((~found.recognised).sum())} not recognised"
        for name, found in sets.items()
    ]
    print(f"| rank correlation, AUC | {' | '.join(titles)} |\n|{' --- |' * (1 + len(titles))}")
    for title, names in FORMULAS.items():
        cells = []
        for found in sets.values():
            values = np.array([np.prod([one.factors[name] for name in names]) for one in found.sightings])
            cells.append(f"{spearmanr(values, found.margins)[0]:.2f}, {auc(values, found.recognised):.2f}")
        print(f"| {title} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
