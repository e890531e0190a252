"""A disk that fails: the n-th write, flush, rename, … of one whole session, for every n, for every reason."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import FaceLabelerError
from facelabeler.session import Session
from facelabeler.settings import Settings, save_settings
from facelabeler.storage import backups
from facelabeler.storage.library import Library
from tests.battery.editing import digest
from tests.battery.tally import Tally
from tests.helpers.projects import found_frames, session_with_clusters
from tests.unit.export.footage import scattered, write

SOURCE = Path(__file__).with_name("faults.c")
REASONS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)
"""Full, broken, read-only, no permission."""

LONGEST_RUN = 60.0  # seconds until a run is said to hang
STORY = scattered(["Ann"], shots=2, frames=1)
FORMATS = ("yolo", "csv")
SEED = 7
LAST_SAMPLE = 3.0  # seconds, of the project that a run begins with


def can_inject() -> bool:
    """Whether faults can be put below Python and SQLite here: on Linux, with a C compiler."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def failing_disk(folder: Path, tries: int) -> Tally:
    """Let each operation fail, once and from then on. Each run must end in words, with a project that is sound.

    At most `tries` runs, drawn from all. What was acknowledged must be there again.
    """
    library = built_faults(folder)
    disk = folder / "disk"
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "FACELABELER_CONFIG": str(disk / "config"),
        "FACELABELER_CACHE": str(disk / "cache"),
        "FACELABELER_DATA": str(disk / "data"),
    }
    command = [sys.executable, "-m", "tests.battery.failing_disk", str(folder), str(library), str(tries)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        return Tally(wrong=1, problems=[run.stderr])
    return Tally(**json.loads(run.stdout.splitlines()[-1]))


def built_faults(folder: Path) -> Path:
    """The library that stands before the system's and lets it fail."""
    library = folder / "faults.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", library, SOURCE, "-ldl"], check=True)
    return library


# -- in the process below which the faults lie


class Faults:
    """The operations of one folder. Nothing fails until they are armed."""

    def __init__(self, library: Path, folder: Path) -> None:
        self._library = ctypes.CDLL(str(library))
        self._library.faults_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int]
        self._library.faults_seen.restype = ctypes.c_long
        self._folder = os.fsencode(folder)

    def arm(self, fault: Fault | None) -> None:
        """Let this fail from now on; None only counts."""
        numbers = (fault.operation, fault.reason, fault.lasting) if fault is not None else (0, 0, False)
        self._library.faults_arm(self._folder, *numbers)

    def seen(self) -> int:
        return int(self._library.faults_seen())


@dataclass(frozen=True, slots=True)
class Fault:
    """Which operation fails, from 1 on, and why; `lasting`: all after it too."""

    operation: int
    reason: int
    lasting: bool

    def __str__(self) -> str:
        return f"{errno.errorcode[self.reason]} at operation {self.operation}{', and ever after' * self.lasting}"


@dataclass(slots=True)
class Told:
    """What a run said: the states it acknowledged, how it ended, how many operations there were."""

    acknowledged: list[str] = field(default_factory=list)
    ended: str = "hangs"
    operations: int = 0


def main() -> None:
    """Every run is a child of its own, of a process that has done nothing yet: it has no threads and no locks."""
    folder, library, tries = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    faults = Faults(library, folder / "disk")
    start = folder / "start" / "p.facelabel"
    start.parent.mkdir()
    _in_a_child(lambda told: session_with_clusters(start).close())
    whole = _tell(faults, _fresh(folder, start), None)
    runs = [Fault(n, why, last) for n in range(1, whole.operations + 1) for why in REASONS for last in (False, True)]
    chosen = runs if tries >= len(runs) else random.Random(SEED).sample(runs, tries)
    tally = Tally()
    if whole.ended != "done":
        tally.note_wrong(f"without a fault: {whole.ended}")
    for fault in chosen:
        tally.tries += 1
        project = _fresh(folder, start)
        told = _tell(faults, project, fault)
        done = max(len(told.acknowledged), 1)
        allowed = whole.acknowledged[done - 1 : done + 1]
        _judge(project, told, allowed, f"{fault} of {whole.operations}", tally)
    print(json.dumps({name: getattr(tally, name) for name in ("tries", "lost", "wrong", "problems")}))  # noqa: T201


def _fresh(folder: Path, start: Path) -> Path:
    disk = folder / "disk"
    shutil.rmtree(disk, ignore_errors=True)
    disk.mkdir()
    return Path(shutil.copy(start, disk / "p.facelabel"))


def _tell(faults: Faults, project: Path, fault: Fault | None) -> Told:
    def run(told: Told) -> None:
        faults.arm(fault)
        try:
            for state in whole_session(project):
                told.acknowledged.append(state)
            told.ended = "done"
        except FaceLabelerError as error:
            told.ended = f"said {error}"
        told.operations = faults.seen()

    return _in_a_child(run)


def whole_session(project: Path) -> Iterator[str]:
    """Open, read, edit, undo, export, back up, restore, keep settings: all of ours that writes; each state as it is."""
    with closing(Session.open(project)) as session:
        yield digest(session)
        [source] = session.project.sources
        session.add_frames(source, [frame for frame in found_frames((1, 2), 6) if frame.time > LAST_SAMPLE])
        for work in _works(session):
            yield digest(session)
            work()
        yield (last := digest(session))
    write(STORY, project.parent / "dataset", *FORMATS)
    backups.take(project, backups.Reason.FORGETTING)
    yield last
    backups.restore(project, backups.snapshots(project)[0])
    yield last
    save_settings(Settings({"every": 2.0}))
    Library().put("Ann", "dlib-resnet-v1", np.zeros((1, 128), np.float32))
    Session.create(project.with_name("new.facelabel")).close()
    yield last


def _works(session: Session) -> list[Callable[[], object]]:
    project = session.project
    return [
        lambda: session.commit(edits.rename(project, ClusterId(1), "Ann")),
        lambda: session.commit(edits.merge(project, ClusterId(2), [ClusterId(3)])),
        session.undo,
        session.redo,
        lambda: session.write_settings({"method": "tracks"}),
    ]


def _in_a_child(work: Callable[[Told], object]) -> Told:
    """What a child said before it ended, or was killed for taking too long."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        told = Told(ended="")
        try:
            work(told)
        except BaseException:  # noqa: BLE001 - whatever comes out is a fault of ours, and is reported
            told.ended = f"bug {traceback.format_exc()[-900:]}"
        os.write(writing, json.dumps([told.acknowledged, told.ended, told.operations]).encode())
        os._exit(0)
    os.close(writing)
    told = _read(reading, child)
    os.waitpid(child, 0)
    return told


def _read(reading: int, child: int) -> Told:
    os.set_blocking(reading, False)
    until = time.monotonic() + LONGEST_RUN
    told = b""
    with open(reading, "rb", buffering=0) as pipe:
        while time.monotonic() < until:
            part = pipe.read()
            if part == b"":
                return Told(*json.loads(told)) if told else Told(ended="died")
            told += part or b""
            time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    return Told()


def _judge(project: Path, told: Told, allowed: list[str], what: str, tally: Tally) -> None:
    """The project must be in the last state that was acknowledged, or in the one that follows without faults."""
    if told.ended not in ("done", "") and not told.ended.startswith("said"):
        tally.note_wrong(f"{what}: {told.ended}")
    found = _in_a_child(lambda seen: _look(project, seen))
    if found.ended:
        tally.note_lost(f"{what}: afterwards {found.ended}")
    elif not set(found.acknowledged) & set(allowed):
        tally.note_lost(f"{what}: the state that was acknowledged is gone")


def _look(project: Path, seen: Told) -> None:
    """On a disk that works again."""
    with closing(Session.open(project)) as session:
        seen.ended = "; ".join(session.problems())
        seen.acknowledged.append(digest(session))


if __name__ == "__main__":
    main()
