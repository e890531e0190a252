"""How a random split of frames flatters: accuracy on exported faces, against that on a split that keeps shots together.

    python -m benchmarks.leaks DATA [--projects FOLDER] [--every SECONDS] [--by shot|track|source] [--only NAME…]

DATA is as for `benchmarks.effort`. Of each composite clip every face that the truth knows is named, and the people are
exported as an `imagefolder`. What is then read back is what a trainer gets: the files of `train` and of `test`. Each
face of `test` is given the name of the nearest face of `train`, once by dlib's encoding of the cut-out, once by bare
pixels (24 x 24 grey levels), which know nothing of faces and so show best what is merely the same picture again. The
same files, shared out at random, are the split that most people make.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.effort import FALSE, cases, judge, project_of
from facelabeler.core import edits
from facelabeler.core.entities import FaceId
from facelabeler.core.geometry import Box
from facelabeler.export.options import ExportOptions
from facelabeler.export.planning import plan_export
from facelabeler.export.write import export
from facelabeler.looks import SessionLooks
from facelabeler.media.frames import read_frames
from facelabeler.session import Session

SPLIT = (0.7, 0.0, 0.3)
SEEDS = range(10)
SIDE = 24

Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Faces:
    """What was read back: who, in which split, and what each embedding makes of it, one row a face."""

    who: list[str]
    in_test: list[bool]
    encodings: Rows
    pixels: Rows


def name_people(session: Session, who: dict[FaceId, str]) -> None:
    """Give every face the truth knows to its person, in the project."""
    mine: defaultdict[str, list[FaceId]] = defaultdict(list)
    for face, name in who.items():
        if name != FALSE:
            mine[name].append(face)
    for name, faces in mine.items():
        session.commit(edits.move_faces(session.project, faces, "new"))
        cluster = session.project.placements[faces[0]].cluster
        assert cluster is not None
        session.commit(edits.rename(session.project, cluster, name))


def exported(session: Session, out: Path, options: ExportOptions) -> Path:
    """The people of a project as an imagefolder."""
    plan = plan_export(session.project, options, SessionLooks(session))
    export(plan, out, ["imagefolder"], locate=session.locate, read_frames=read_frames)
    return out


def read_back(folder: Path, margin: float) -> Faces:
    """Every file of a dataset, embedded in both ways."""
    from facelabeler.vision.encoder import OnnxEncoder
    from facelabeler.vision.landmarks import LandmarkAligner

    aligner, encoder = LandmarkAligner(), OnnxEncoder()
    files = [*sorted(folder.glob("train/*/*.*")), *sorted(folder.glob("test/*/*.*"))]
    pictures = [cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB) for file in files]
    chips = [aligner.align(picture, [face_in(picture, margin)])[0].chip for picture in pictures]
    small = [cv2.resize(cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), (SIDE, SIDE)).ravel() for one in pictures]
    pixels = np.array(small, np.float32)
    pixels = (pixels - pixels.mean(1, keepdims=True)) / (pixels.std(1, keepdims=True) + 1)
    return Faces(
        [file.parent.name for file in files],
        [file.parts[-3] == "test" for file in files],
        np.asarray(encoder.encode(np.stack(chips)), np.float32),
        pixels,
    )


def face_in(picture: NDArray[np.uint8], margin: float) -> Box:
    """Where the face is in its cut-out."""
    height, width = picture.shape[:2]
    dx, dy = (round(side * margin / (1 + 2 * margin)) for side in (width, height))
    return Box(dx, dy, width - dx, height - dy)


def accuracy(rows: Rows, who: Sequence[str], in_test: Sequence[bool]) -> float:
    """The share of test faces whose nearest train face is the same person's."""
    test = np.array(in_test)
    names = np.array(who)
    far = np.linalg.norm(rows[test][:, None] - rows[~test][None], axis=2)
    return float((names[~test][far.argmin(1)] == names[test]).mean())


def at_random(rows: Rows, faces: Faces) -> float:
    """The mean accuracy if as many faces are drawn for test at random."""
    found = []
    for seed in SEEDS:
        drawn = list(faces.in_test)
        random.Random(seed).shuffle(drawn)
        found.append(accuracy(rows, faces.who, drawn))
    return float(np.mean(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--projects", type=Path)
    parser.add_argument("--every", type=float, default=0.5)
    parser.add_argument("--by", choices=("shot", "track", "source"), default="shot")
    parser.add_argument("--only", nargs="*", default=())
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        report(arguments, arguments.projects or Path(temporary), Path(temporary) / "sets")


def report(arguments: argparse.Namespace, projects: Path, out: Path) -> None:
    """Print a line a clip: faces, then accuracy by shots and at random, for both embeddings."""
    projects.mkdir(parents=True, exist_ok=True)
    options = ExportOptions(split=SPLIT, by=arguments.by)
    print(f"{'':20}people  faces  in test   encodings: {arguments.by:>6} random   pixels: {arguments.by:>6} random")
    for case in cases(arguments.data):
        wanted = case.name in arguments.only if arguments.only else case.name.startswith("composite")
        if not wanted:
            continue
        with closing(Session.open(project_of(case, projects, arguments.every))) as session:
            if not session.project.people:
                name_people(session, judge(case, session).who)
            faces = read_back(exported(session, out / case.name, options), options.margin)
        scores = [
            score
            for rows in (faces.encodings, faces.pixels)
            for score in (accuracy(rows, faces.who, faces.in_test), at_random(rows, faces))
        ]
        print(
            f"{case.name:20}{len(set(faces.who)):6}{len(faces.who):7}{sum(faces.in_test):9}"
            f"{scores[0]:20.3f}{scores[1]:7.3f}{scores[2]:17.3f}{scores[3]:7.3f}"
        )


if __name__ == "__main__":
    main()
