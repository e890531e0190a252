"""Whether people who are made unrecognisable are: how often dlib still names them.

    python -m benchmarks.hidden DATA [--projects FOLDER] [--every SECONDS] [--only NAME…]

As `benchmarks.leaks`, but each face of `test` is first made unrecognisable as an export does it, or blurred by a
Gaussian of a tenth or a fifth of its width, as many programs do it. The box is that of the clear picture, which is more
than anybody knows who has only the dataset. `by chance` is what naming everybody as the most frequent person would get
right.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.effort import cases, judge, project_of
from benchmarks.leaks import SPLIT, accuracy, exported, face_in, name_people
from facelabeler.core.geometry import Box
from facelabeler.export.blurring import blurred
from facelabeler.export.options import ExportOptions
from facelabeler.session import Session

Picture = NDArray[np.uint8]
Hide = Callable[[Picture, Box], Picture]


def gaussian(share: float) -> Hide:
    """A blur whose width is a share of the face's."""
    return lambda picture, box: np.asarray(cv2.GaussianBlur(picture, (0, 0), share * box.width), np.uint8)


HIDING: Mapping[str, Hide] = {
    "clear": lambda picture, _box: picture,
    "blur 1/10": gaussian(0.1),
    "blur 1/5": gaussian(0.2),
    "ours": lambda picture, box: blurred(picture, [box]),
}


def recognised(folder: Path, margin: float) -> dict[str, float]:
    """The share of test faces that are named rightly, by the way they were hidden."""
    from facelabeler.vision.encoder import OnnxEncoder
    from facelabeler.vision.landmarks import LandmarkAligner

    aligner, encoder = LandmarkAligner(), OnnxEncoder()
    files = [*sorted(folder.glob("train/*/*.*")), *sorted(folder.glob("test/*/*.*"))]
    who, in_test = [file.parent.name for file in files], [file.parts[-3] == "test" for file in files]
    [(_, most)] = Counter(name for name, test in zip(who, in_test, strict=True) if test).most_common(1)
    shares = {"by chance": most / sum(in_test)}
    for name, hide in HIDING.items():
        chips = []
        for file, test in zip(files, in_test, strict=True):
            picture = cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB)
            box = face_in(picture, margin)
            chips.append(aligner.align(hide(picture, box) if test else picture, [box])[0].chip)
        shares[name] = accuracy(np.asarray(encoder.encode(np.stack(chips)), np.float32), who, in_test)
    return shares


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--projects", type=Path)
    parser.add_argument("--every", type=float, default=0.5)
    parser.add_argument("--only", nargs="*", default=())
    arguments = parser.parse_args()
    options = ExportOptions(split=SPLIT, image_format="png")
    with tempfile.TemporaryDirectory() as temporary:
        projects = arguments.projects or Path(temporary)
        projects.mkdir(parents=True, exist_ok=True)
        print(f"{'':20}" + "".join(f"{name:>12}" for name in ("by chance", *HIDING)))
        for case in cases(arguments.data):
            if case.name not in arguments.only and (arguments.only or not case.name.startswith("composite")):
                continue
            with closing(Session.open(project_of(case, projects, arguments.every))) as session:
                if not session.project.people:
                    name_people(session, judge(case, session).who)
                shares = recognised(exported(session, Path(temporary) / "sets" / case.name, options), options.margin)
            print(f"{case.name:20}" + "".join(f"{share:12.3f}" for share in shares.values()))


if __name__ == "__main__":
    main()
