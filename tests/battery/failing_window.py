"""A window whose disk fails while somebody works in it: each run ends in words, and what is shown is in the file."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from facelabeler.app import make_application
from facelabeler.core.errors import FaceLabelerError
from facelabeler.session import Session
from tests.battery.editing import digest
from tests.battery.failing_disk import REASONS, Fault, Faults, built_faults
from tests.battery.one_window import WAITED, Evening
from tests.battery.tally import Tally

SEED = 5
PATIENCE = 60.0  # seconds that anything in the window may take
LONGEST_RUN = 300.0  # seconds until a run is said to hang


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: what was said, errors that were not in words, the file operations that there were.

    `afterwards` is what is wrong with the project once the disk works again.
    """

    said: str = ""
    bugs: tuple[str, ...] = ()
    operations: int = 0
    afterwards: str = ""


def failing_window(folder: Path, tries: int) -> Tally:
    """So many times a window, one of whose file operations fails, once or from then on."""
    library, tally = built_faults(folder), Tally()
    whole = _run(folder / "whole", library, None)
    if whole.said or whole.bugs or whole.afterwards:
        tally.note_wrong(f"without a fault: {whole}")
    for number, fault in enumerate(_drawn(whole.operations, tries)):
        tally.tries += 1
        ended = _run(folder / str(number), library, fault)
        what = f"{fault} of {whole.operations}"
        for problem in (*ended.bugs, *([ended.said] if ended.said.startswith((WAITED, "hangs")) else [])):
            tally.note_wrong(f"{what}: {problem}")
        if ended.afterwards:
            tally.note_lost(f"{what}: afterwards {ended.afterwards}")
    return tally


def _drawn(operations: int, tries: int) -> Iterator[Fault]:
    chance = random.Random(SEED)
    for _ in range(tries):
        yield Fault(chance.randint(1, max(operations, 1)), chance.choice(REASONS), chance.random() < 0.5)


def _run(folder: Path, library: Path, fault: Fault | None) -> Ended:
    folder.mkdir()
    own = {f"FACELABELER_{name}": str(folder / name.lower()) for name in ("CONFIG", "STATE", "DATA")}
    command = [sys.executable, "-m", "tests.battery.failing_window", str(folder), str(library)]
    try:
        ran = subprocess.run(
            [*command, json.dumps(asdict(fault) if fault else None)],
            env=os.environ | own | {"LD_PRELOAD": str(library), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=LONGEST_RUN,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ended(said="hangs")
    if ran.returncode:
        return Ended(bugs=(f"exit code {ran.returncode}: {ran.stderr[-900:]}",))
    return Ended(**json.loads(ran.stdout.splitlines()[-1]))


def main() -> None:
    """One run, in a process of its own."""
    folder, library = Path(sys.argv[1]), Path(sys.argv[2])
    wanted = json.loads(sys.argv[3])
    faults, fault = Faults(library, folder), Fault(**wanted) if wanted else None
    make_application()
    evening = Evening(folder / "work", PATIENCE)
    place, said = evening.bring("footage of today"), ""
    shown = _watched(evening)
    faults.arm(fault)
    try:
        evening.work(place)
    except (RuntimeError, FaceLabelerError) as error:  # words that reach the top are told by the window's hook
        said = str(error)
    except Exception:  # noqa: BLE001 - in the window it would have been told as a bug
        evening.bugs.append(traceback.format_exc()[-900:])
    operations = faults.seen()
    faults.arm(None)
    evening.end()
    projects = folder.glob("work/*.facelabel")
    afterwards = "; ".join(problem for path in projects for problem in _wrong(path, shown[-1]))
    print(json.dumps(asdict(Ended(said, tuple(evening.bugs), operations, afterwards))))  # noqa: T201


def _watched(evening: Evening) -> list[str]:
    """What the window shows of its project whenever it closes one; the last is what the file must hold."""
    documents, shown, sessions = evening.window.documents, [""], list[Session]()
    documents.opened.connect(sessions.append)
    # After the window's own slot, which comes first: what was still being read has come in.
    documents.closing.connect(lambda: shown.append(digest(sessions[-1])))
    return shown


def _wrong(path: Path, shown: str) -> Iterator[str]:
    """What is wrong with a project on a disk that works again; the window showed `shown` of it, if it came to that."""
    try:
        with closing(Session.open(path)) as session:
            yield from session.problems()
            if shown and digest(session) != shown:
                yield "the file does not hold what the window showed"
    except FaceLabelerError as error:
        yield f"it cannot be opened: {error}"


if __name__ == "__main__":
    main()
