"""Processing is killed at random moments, again and again, and resumed; the project must be as if it never was."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from facelabeler.cli import main
from facelabeler.demo.clip import write_clip
from facelabeler.demo.film import FILM
from facelabeler.session import Session
from facelabeler.storage import checking
from facelabeler.storage.database import open_existing
from tests.battery.tally import Tally
from tests.helpers.projects import dump

SHOTS = 3  # of the demo's film: with cuts, and faces that are followed
WORDS = ("--detector", "hog", "--every", "0.4", "--jobs", "2", "--no-cluster")


def killed_processing(folder: Path, tries: int, seed: int = 7) -> Tally:
    """Kill `tries` runs; each time a project is complete, compare it with one that was left alone and start anew."""
    tally, chance = Tally(), random.Random(seed)
    clip = folder / "clip.mp4"
    write_clip(clip, FILM[:SHOTS])
    whole = folder / "whole.facelabel"
    start = time.perf_counter()
    main(["process", str(clip), "--project", str(whole), *WORDS, "--quiet"])
    took = time.perf_counter() - start
    wanted, round_ = _content(whole), 0
    project = folder / "killed0.facelabel"
    while tally.tries < tries:
        ended = _killed(clip, project, chance.uniform(0.3, 1.0) * took + 0.7)
        tally.tries += not ended
        _check(project, tally)
        if ended or tally.tries == tries:
            main(["process", str(clip), "--project", str(project), *WORDS, "--quiet"])
            if _content(project) != wanted:
                tally.note_wrong(f"round {round_} differs from the run that was left alone")
            round_ += 1
            project = folder / f"killed{round_}.facelabel"
    return tally


def _killed(clip: Path, project: Path, seconds: float) -> bool:
    """Whether the run was over before it could be killed."""
    words = [sys.executable, "-m", "facelabeler", "process", str(clip), "--project", str(project), *WORDS, "--quiet"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            return process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            return False


def _check(project: Path, tally: Tally) -> None:
    if project.exists():
        with closing(open_existing(project)) as connection:
            for problem in checking.problems(connection):
                tally.note_lost(problem)


def _content(project: Path) -> str:
    """Every table but what names the file itself; each frame once, each face once with its track and encoding."""
    with closing(Session.open_to_read(project)) as session:
        faces = list(session.project.faces.values())
        assert len({(face.source, face.time, face.box) for face in faces}) == len(faces), "faces found twice"
    return dump(project, without=("journal", "meta"))
