"""Killed or cancelled while processing, again and again, and resumed: the project must be as if it never was."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facelabeler.cli.interrupts import interrupts
from facelabeler.core.entities import SourceId
from facelabeler.core.errors import Cancelled, FaceLabelerError
from facelabeler.demo.clip import write_clip
from facelabeler.demo.film import BIDEN, COLLINS, HOPPER, PORTRAIT, SPEECH, Panel, Shot
from facelabeler.pipeline.progress import Meter
from facelabeler.pipeline.runner import BATCH_FRAMES, FRAMES_AHEAD, Stages, run
from facelabeler.pipeline.stages import Detected, Detector, Encoder, FoundFrame, Picture
from facelabeler.processing import SessionSink, build_stages, enlist, look
from facelabeler.session import Session
from facelabeler.settings import Settings
from tests.battery.tally import Tally
from tests.helpers.projects import dump

FILM = (
    Shot(3.2, (Panel(COLLINS, 3.6, 3.0),)),
    Shot(3.0, (Panel(SPEECH, 1.9, 2.2),)),
    Shot(4.0, (Panel(PORTRAIT, 3.1, 2.7), Panel(BIDEN, 2.1, 2.4)), light=0.12),
    Shot(3.0, (Panel(COLLINS, 3.7, 3.4), Panel(HOPPER, 2.4, 2.2)), light=0.1),
    Shot(3.0, (Panel(SPEECH, 2.4, 2.1),), grey=True),
)
"""With cuts, faces that are followed, and faces so dark that they are looked at again between samples."""
EVERY = 0.4  # seconds: there are glimpses between such samples
JOBS = 2
MOST_TWICE = BATCH_FRAMES + JOBS * FRAMES_AHEAD + 2
"""Samples: a batch that waits to be written, what the workers have in hand, the one held back and the one before."""
DETECTING, ENCODING, DETECTED, KEPT, WHOLE = "detecting", "encoding", "detected", "kept", "whole"


def killed_while_processing(folder: Path, tries: int, seed: int = 7) -> Tally:
    """SIGKILL while faces are detected and encoded; resumed until it is whole, then begun anew."""
    return _Trial(folder, signal.SIGKILL, seed).tried(tries)


def cancelled_while_processing(folder: Path, tries: int, seed: int = 8) -> Tally:
    """Ctrl-C at the same moments, which ends the run in good order."""
    return _Trial(folder, signal.SIGINT, seed).tried(tries)


@dataclass(slots=True)
class _Heard:
    """What a run said: how often it began something, how many samples it looked at, and which it has kept."""

    begun: int = 0
    detected: int = 0
    kept: list[float] = field(default_factory=list)
    whole: bool = False

    def note(self, line: str) -> None:
        word, *rest = line.split()
        self.begun += word in (DETECTING, ENCODING)
        self.detected += word == DETECTED
        self.whole = self.whole or word == WHOLE
        if word == KEPT:
            self.kept += map(float, rest)


class _Trial:
    def __init__(self, folder: Path, by: signal.Signals, seed: int) -> None:
        self._folder, self._by = folder, by
        self._chance = random.Random(seed)
        self._tally = Tally()
        self._clip = folder / "clip.mp4"
        write_clip(self._clip, FILM)
        whole = folder / "whole.facelabel"
        self._steps = self._interrupted(whole, after=None).begun
        self._wanted = _content(whole)

    def tried(self, tries: int) -> Tally:
        rounds = 0
        while self._tally.tries < tries:
            project = self._folder / f"round{rounds}.facelabel"
            while not self._one(project, f"round {rounds}, interruption {self._tally.tries}", tries):
                pass
            if _content(project) != self._wanted:
                self._tally.note_wrong(f"round {rounds} differs from the run that was left alone")
            rounds += 1
        return self._tally

    def _one(self, project: Path, what: str, tries: int) -> bool:
        """Go on with a project, interrupted if any tries are left; whether it is whole then."""
        before = _times(project)
        moment = self._chance.randrange(1, self._steps // 2) if self._tally.tries < tries else None
        heard = self._interrupted(project, moment)
        self._tally.tries += not heard.whole
        try:
            self._look(project, before, heard, what)
        except FaceLabelerError as error:
            self._tally.note_lost(f"{what}: {error}")
        return heard.whole

    def _look(self, project: Path, before: set[float], heard: _Heard, what: str) -> None:
        with closing(Session.open(project)) as session:
            for problem in session.problems():
                self._tally.note_wrong(f"{what}: {problem}")
        after = _times(project)
        if lost := (before | set(heard.kept)) - after:
            self._tally.note_lost(f"{what}: {len(lost)} samples that were kept are gone")
        twice = heard.detected - len(after - before)
        if twice > MOST_TWICE:
            self._tally.note_wrong(f"{what}: {twice} samples have to be looked at again")

    def _interrupted(self, project: Path, after: int | None) -> _Heard:
        """Run until so many things were begun and a moment longer, or to the end."""
        command = [sys.executable, "-m", "tests.battery.killed_processing", str(self._clip), str(project)]
        heard = _Heard()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                heard.note(line)
                if heard.begun == after:
                    break
            if heard.begun == after:
                time.sleep(self._chance.random() * 0.06)
                os.kill(process.pid, self._by)
            for line in process.stdout.read().splitlines(keepends=True):
                if line.endswith("\n"):  # what follows the last line end was never said
                    heard.note(line)
        return heard


def _times(project: Path) -> set[float]:
    """The samples that a project has kept."""
    if not project.exists():
        return set()
    with closing(Session.open_to_read(project)) as session:
        return {time for source in session.project.sources for time in session.frame_times(source)}


def _content(project: Path) -> str:
    """Every table but what names the file itself; each frame once, each face once with its track and encoding."""
    with closing(Session.open_to_read(project)) as session:
        faces = list(session.project.faces.values())
        assert len({(face.source, face.time, face.box) for face in faces}) == len(faces), "faces found twice"
    return dump(project, without=("journal", "meta"))


# -- the process that is interrupted


def _say(*words: object) -> None:
    """One line in one write: two workers speak at once."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


@dataclass(frozen=True, slots=True)
class _Engine:
    """An engine that tells what it begins."""

    detector: Detector
    aligner: object
    encoder: Encoder
    detector_name: str
    encoder_name: str


@dataclass(frozen=True, slots=True)
class _TellingDetector:
    own: Detector

    def detect(self, image: Picture) -> Sequence[Detected]:
        _say(DETECTING)
        found = self.own.detect(image)
        _say(DETECTED)
        return found


@dataclass(frozen=True, slots=True)
class _TellingEncoder:
    own: Encoder

    def encode(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        _say(ENCODING)
        return self.own.encode(chips)


class _TellingSink(SessionSink):
    def found(self, source: SourceId, frames: Sequence[FoundFrame]) -> None:
        super().found(source, frames)
        _say(KEPT, *(frame.time for frame in frames if not frame.known))


def _telling(stages: Stages) -> Stages:
    engines = [
        _Engine(_TellingDetector(one.detector), one.aligner, _TellingEncoder(one.encoder), *_names(stages))
        for one in stages.engines
    ]
    return replace(stages, engines=engines)


def _names(stages: Stages) -> tuple[str, str]:
    return stages.engines[0].detector_name, stages.engines[0].encoder_name


def main() -> None:
    """Read a clip into a project, as the program does it, and tell what is begun and what is kept."""
    clip, project = sys.argv[1:]
    with closing(Session.open_or_create(Path(project))) as session, interrupts() as cancel:
        jobs = enlist(session, look([clip]), every=EVERY)
        stages = _telling(build_stages(Settings({"jobs": JOBS})))
        detector, encoder = _names(stages)
        session.use_engine(detector=detector, encoder=encoder)
        with suppress(Cancelled):
            run(jobs, stages, _TellingSink(session), Meter(lambda _: None, 1.0), cancel)
            _say(WHOLE)


if __name__ == "__main__":
    main()
