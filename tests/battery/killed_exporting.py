"""Killed while exporting: the folder is absent, the complete old dataset or the complete new one, never a mixture."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from facelabeler.export.folders import clean_after_killed_runs
from facelabeler.export.formats import formats
from facelabeler.export.under_way import CACHE_VARIABLE
from facelabeler.export.verify import verify
from tests.battery.tally import Tally
from tests.unit.export.footage import scattered, write

OLD, NEW = scattered(["Old"], shots=4), scattered(["New", "Newer"], shots=24, frames=2)
TOGETHER = 3  # formats a run writes
STEP = "step"
Content = dict[str, str]
"""What a folder holds: paths, and a digest of each file."""


@dataclass(frozen=True, slots=True)
class _Case:
    """Formats that one run writes: what stood there before, what an uninterrupted run leaves, and its steps."""

    formats: tuple[str, ...]
    old: Path
    new: Content
    steps: int


def killed_while_exporting(folder: Path, tries: int, seed: int = 7) -> Tally:
    """SIGKILL at random moments of exports in every format, half of them while the dataset is put in its place."""
    tally, chance = Tally(), random.Random(seed)
    names = tuple(formats())
    groups = [names[start : start + TOGETHER] for start in range(0, len(names), TOGETHER)]
    with patch.dict(os.environ, {CACHE_VARIABLE: str(folder / "cache")}):
        cases = [_case(folder / f"case{number}", group) for number, group in enumerate(groups[: max(tries, 1)])]
        while tally.tries < tries:
            case = cases[tally.tries % len(cases)]
            place = folder / "place"
            replaces = chance.random() < 0.7
            _start(place, case.old if replaces else None)
            moment = chance.choice((chance.randrange(case.steps), case.steps))
            if _killed(place / "set", case.formats, moment, chance.random() * 0.01):
                tally.tries += 1
                what = f"kill {tally.tries} of {', '.join(case.formats)} after step {moment} of {case.steps}"
                _look(place, case, what, tally, replaces=replaces)
    return tally


def _case(folder: Path, names: tuple[str, ...]) -> _Case:
    write(OLD, folder / "old", *names)
    with _export(folder / "set", names) as process:
        assert process.stdout is not None
        steps = sum(line.startswith(STEP) for line in process.stdout)
    return _Case(names, folder / "old", _content(folder / "set"), steps)


def _start(place: Path, old: Path | None) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    if old is not None:
        shutil.copytree(old, place / "set")


def _export(out: Path, names: Sequence[str]) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.battery.killed_exporting", str(out), *names]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def _killed(out: Path, names: Sequence[str], moment: int, later: float) -> bool:
    """Kill an export so many seconds after a step of it; whether it was still running."""
    with _export(out, names) as process:
        assert process.stdout is not None
        steps = 0
        for line in process.stdout:
            steps += line.startswith(STEP)
            if steps >= moment:
                break
        time.sleep(later)
        process.send_signal(signal.SIGKILL)
        return process.wait() != 0


def _look(place: Path, case: _Case, what: str, tally: Tally, *, replaces: bool) -> None:
    """Before and after what the killed run left is cleaned up."""
    for _ in range(2):
        found = _content(place / "set")
        if found != (_content(case.old) if replaces else {}) and found != case.new:
            note = tally.note_lost if replaces else tally.note_wrong
            note(f"{what}: neither what was there before nor the complete new dataset")
        elif found and (problems := verify(place / "set")):
            tally.note_wrong(f"{what}: {problems[0]}")
        clean_after_killed_runs()
    if left := [path.name for path in place.iterdir() if path.name != "set"]:
        tally.note_wrong(f"{what}: {left[0]} is left over")


def _content(folder: Path) -> Content:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> None:
    """Export the new dataset over whatever is there, saying each step."""
    out, *names = sys.argv[1:]

    def step() -> None:
        os.write(1, f"{STEP}\n".encode())

    step()
    write(NEW, Path(out), *names, force=True, check_cancel=step)


if __name__ == "__main__":
    main()
