"""How long questions take in a big project: the first look, and after each answer.

    python -m benchmarks.questions_scale [--faces N] [--answers N]

A made-up project: people about 0.8 apart, faces of one person about 0.45, tracks of ten faces, three clusters a person,
and every twentieth track in none. Printed are the seconds of the first look, and milliseconds (median, worst) of
working out an answer with what follows it, of committing it, and of having the queue in its new order.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from facelabeler.asking.question import Answer
from facelabeler.asking.questions import Questions
from facelabeler.core.edits import regroup
from facelabeler.core.entities import FaceId, Source, SourceId, SourceKind
from facelabeler.core.geometry import Box
from facelabeler.pipeline.stages import FoundFace, FoundFrame
from facelabeler.session import Session

TRACK = 10  # faces
TRACKS_A_CLUSTER, CLUSTERS_A_PERSON = 4, 3
LOOSE = 20  # every n-th track stands in no cluster
LANDMARKS = ((0.0, 0.0),) * 5


def made_up(path: Path, faces: int) -> Session:
    """A project of about so many faces, one on each frame."""
    rng = np.random.default_rng(0)
    per_person = TRACK * TRACKS_A_CLUSTER * CLUSTERS_A_PERSON
    centres = rng.normal(size=(max(1, faces // per_person), 128)) * 0.66 / np.sqrt(256)
    session = Session.create(path)
    session.use_engine(detector="cnn", encoder="made-up")
    source = Source(SourceId(0), "made-up.mp4", SourceKind.VIDEO, 1, "00", 640, 360, float(faces), 25.0)
    [number] = session.add_sources([source], every=1.0)
    labels: dict[FaceId, int] = {}
    second = 0
    for person, centre in enumerate(centres):
        frames, places = [], []
        for cluster in range(CLUSTERS_A_PERSON):
            aside = centre + rng.normal(size=128) * 0.28 / np.sqrt(128)
            for track in range(TRACKS_A_CLUSTER):
                encodings = aside + rng.normal(size=(TRACK, 128)) * 0.3 / np.sqrt(128)
                frames += [_frame(second + k, one) for k, one in enumerate(encodings)]
                loose = (person + cluster + track) % LOOSE == 0
                places += [-1 if loose else -2 - CLUSTERS_A_PERSON * person - cluster] * TRACK
                second += TRACK + 5
        labels |= zip(session.add_frames(number, frames), places, strict=True)
    session.commit(regroup(session.project, labels))
    return session


def _frame(second: int, encoding: np.ndarray) -> FoundFrame:
    face = FoundFace(Box(10, 10, 70, 70), 1.0, 0.9, LANDMARKS, encoding.astype(np.float32), b"")
    return FoundFrame(float(second), None, (face,))


def measured(work: Callable[[], object], into: list[float]) -> object:
    """What `work` returns; its milliseconds are noted."""
    began = time.perf_counter()
    result = work()
    into.append(1000 * (time.perf_counter() - began))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, default=100_000)
    parser.add_argument("--answers", type=int, default=40)
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(made_up(Path(folder) / "big.facelabel", arguments.faces)) as session,
    ):
        report(session, arguments.answers)


def report(session: Session, answers: int) -> None:
    """Answer the first questions, every third with "different"."""
    project = session.project
    print(f"{len(project.faces)} faces, {len(project.clusters)} clusters, {len(project.unclustered())} unclustered")
    questions = Questions(session)
    first: list[float] = []
    measured(questions.queue, first)
    print(f"first look {first[0] / 1000:.2f} s, {len(questions.queue())} questions")
    times: dict[str, list[float]] = {"working out": [], "committing": [], "new order": []}
    for number in range(min(answers, len(questions.queue()))):
        answer = Answer.DIFFERENT if number % 3 == 2 else Answer.SAME
        question = questions.queue()[0]
        step = measured(lambda q=question, a=answer: questions.effect(q, a), times["working out"])
        measured(lambda s=step: session.commit(s), times["committing"])
        measured(questions.queue, times["new order"])
    for name, each in times.items():
        print(f"{name:12} {statistics.median(each):7.1f} ms, worst {max(each):7.1f}")


if __name__ == "__main__":
    main()
