"""Killed while editing: a process makes random edits and undos until it is killed, and the file is looked at."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from facelabeler.core import edits
from facelabeler.core.entities import FaceState
from facelabeler.core.errors import EditError, FaceLabelerError
from facelabeler.session import Session
from tests.battery.tally import Tally
from tests.helpers.projects import session_with_clusters

STEPS = 500
NAMES = ("Ann", "Bo", "Cy", "Di", "")
SEED = 7


def killed_while_editing(folder: Path, tries: int) -> Tally:
    """SIGKILL at random moments of 500 edits. What was acknowledged must be there, or one step more; undo must work."""
    start = folder / "start.facelabel"
    session_with_clusters(start, range(6), 8).close()
    states = list(_states(_copy(start, folder / "model.facelabel")))
    moments = random.Random(SEED)
    tally = Tally()
    for number in range(tries):
        path = _copy(start, folder / "p.facelabel")
        acknowledged = _edit_until_killed(path, moments.randrange(1, STEPS), moments.random() * 0.004)
        tally.tries += 1
        _look(path, states[acknowledged : acknowledged + 2], f"kill {number} after step {acknowledged}", tally)
    return tally


def one_step(session: Session, chance: random.Random) -> None:
    """One random edit, undo or redo. The same chance gives the same step; an edit that is refused is a step too."""
    project = session.project
    clusters, faces = sorted(project.clusters), sorted(project.faces)
    some = chance.sample(faces, 3)
    pair = chance.sample(clusters, 2) if len(clusters) > 1 else [*clusters, *clusters]
    kind, name, state = chance.randrange(8), chance.choice(NAMES), chance.choice(list(FaceState))
    if kind == 0 or not pair:
        session.undo()
    elif kind == 1:
        session.redo()
    else:
        edit = {
            2: lambda: edits.rename(project, pair[0], name),
            3: lambda: edits.merge(project, pair[0], pair[1:]),
            4: lambda: edits.move_faces(project, some, edits.NEW),
            5: lambda: edits.move_faces(project, some, pair[0]),
            6: lambda: edits.mark(project, some, state),
            7: lambda: edits.confirm(project, pair[:1]),
        }[kind]
        try:
            session.commit(edit())
        except EditError:
            return


def digest(session: Session) -> str:
    """What the user sees of a project, and of its history, in a few letters."""
    project = session.project
    rows = [sorted(table.items()) for table in (project.placements, project.clusters, project.people)]
    history = [(step.verb, step.undone) for step in session.history()]
    return hashlib.sha256(repr((rows, history)).encode()).hexdigest()[:16]


def _states(path: Path) -> Iterator[str]:
    """The state before the first step, and after each."""
    chance = random.Random(SEED)
    with closing(Session.open(path)) as session:
        yield digest(session)
        for _ in range(STEPS):
            one_step(session, chance)
            yield digest(session)


def _edit_until_killed(path: Path, step: int, later: float) -> int:
    """Kill the editing process so many seconds after it acknowledged a step; the last step it acknowledged."""
    command = [sys.executable, "-m", "tests.battery.editing", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= step:
                break
        time.sleep(later)
        os.kill(process.pid, signal.SIGKILL)
        told = process.stdout.read().split(b"\n")
    whole = [int(number) for number in told[:-1]]  # what follows the last line end was never said
    return max([int(line), *whole])


def _look(path: Path, allowed: list[str], what: str, tally: Tally) -> None:
    try:
        with closing(Session.open(path)) as session:
            found = digest(session)
            if found not in allowed:
                tally.note_lost(f"{what}: another state than the last acknowledged or the next")
            if problems := session.problems():
                tally.note_wrong(f"{what}: {problems[0]}")
            if session.undo() is not None:
                session.redo()
                if digest(session) != found:
                    tally.note_wrong(f"{what}: undo and redo give another state")
    except FaceLabelerError as error:
        tally.note_lost(f"{what}: {error}")


def _copy(start: Path, path: Path) -> Path:
    for left in path.parent.glob(f"{path.name}*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
    return Path(shutil.copyfile(start, path))


def main() -> None:
    """Make the steps, and acknowledge each on standard output."""
    chance = random.Random(SEED)
    with closing(Session.open(Path(sys.argv[1]))) as session:
        for step in range(1, STEPS + 1):
            one_step(session, chance)
            print(step, flush=True)  # noqa: T201
        sys.stdin.read()


if __name__ == "__main__":
    main()
