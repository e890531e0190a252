"""How fast the window is with a hundred thousand faces: start, opening, memory, every edit, scrolling, finding.

    python -m benchmarks.window [--faces 100000] [--keep FOLDER]

Runs offscreen; with QT_QPA_PLATFORM=xcb (`xvfb-run -s '-screen 0 1440x900x24' python -m benchmarks.window`) in a real
window. `on screen` is the time until all of the window is painted again, `durable` until the step is in the file. `own`
is the processor time of the window's thread at worst: on a computer that is busy with other things, believe that.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from benchmarks.big_project import make_project
from facelabeler.app import make_application
from facelabeler.core.entities import ClusterId
from facelabeler.session import Event
from facelabeler.ui.clusters.order import Sorting, Tab
from facelabeler.ui.drag.targets import Load, NewCluster
from facelabeler.ui.find.query import EVERYTHING, parse
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.panes import Pane
from facelabeler.ui.places import Tray
from facelabeler.ui.tasks import stop_all_tasks
from facelabeler.ui.workspace import Workspace
from tests.helpers.windows import open_in

STEPS = 400  # of a scroll
STEP_PX = 120  # a notch of the wheel
START = """
import time, sys
from PySide6.QtCore import QEvent, QObject
from facelabeler.app import make_application
from facelabeler.ui.main_window import MainWindow
from tests.helpers.windows import open_in
app = make_application()
window = MainWindow()
window.show()
while not window.windowHandle().isExposed():
    app.processEvents()
app.processEvents()
print(time.time() - float(sys.argv[1]), time.process_time())
"""

Work = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--faces", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder where the projects are made, or taken from")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["FACELABELER_CONFIG"] = scratch
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{args.faces:,} faces, {os.environ['QT_QPA_PLATFORM']}")
        compiled = Path(scratch) / "bytecode"
        say("window visible after start", [start_seconds(compiled) for _ in range(6)][1:])
        app = make_application()
        measure_grouped(app, project(folder / "grouped.facelabel", args.faces, unclustered=0.05))
        measure_loose(app, project(folder / "loose.facelabel", args.faces, unclustered=1.0))


def project(path: Path, faces: int, *, unclustered: float) -> Path:
    if not path.exists():
        make_project(path, faces, unclustered=unclustered)
    return path


def start_seconds(compiled: Path) -> Took:
    """From the start of Python to the window on screen; `compiled` keeps the bytecode, as an installation does."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(compiled)
    words = [sys.executable, "-c", START, str(time.time())]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=env)
    wall, own = map(float, done.stdout.split()[-2:])
    return Took(wall, own)


class Took(NamedTuple):
    """Seconds by the clock on the wall, and of this thread's work."""

    wall: float
    own: float


def timed(work: Work) -> Took:
    wall, own = time.perf_counter(), time.thread_time()
    work()
    return Took(time.perf_counter() - wall, time.thread_time() - own)


def say(what: str, times: Sequence[Took], extra: str = "") -> None:
    walls = sorted(took.wall for took in times)
    middle, worst, own = walls[len(walls) // 2], walls[-1], max(took.own for took in times)
    numbers = f"{1000 * middle:8.1f} ms, worst {1000 * worst:8.1f}, own {1000 * own:8.1f}"
    print(f"  {what:<44} {numbers}   {extra}", flush=True)


def memory_mb() -> float:
    """What the process holds now, as the system counts it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def settle(app: QApplication) -> None:
    """Let everything that was begun come to an end, thumbnails too."""
    end = time.perf_counter() + 0.4
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.005)


def opened(app: QApplication, path: Path) -> MainWindow:
    window = MainWindow()
    window.resize(1440, 900)
    window.show()
    settle(app)

    def open_it() -> None:
        open_in(window.documents, path)

    say("project usable", [timed(open_it)], f"{memory_mb():.0f} MB")
    settle(app)
    return window


def closed(window: MainWindow) -> None:
    window.close()
    stop_all_tasks()


# -- what is measured


def measure_grouped(app: QApplication, path: Path) -> None:
    """Cards: editing, scrolling, finding, sorting."""
    window = opened(app, path)
    workspace = window.workspace
    assert workspace is not None
    workspace.verbs.may_share_a_frame = lambda: True
    measure_edits(app, workspace)
    workspace.show_tab(Tab.ALL)
    scroll(app, f"scrolling {workspace.card_model.rowCount():,} cards", workspace.cards)
    measure_finding(app, workspace)
    print(f"  memory at the end {memory_mb():.0f} MB")
    closed(window)


def measure_edits(app: QApplication, workspace: Workspace) -> None:
    rows = workspace.card_model.clusters
    project = workspace.session.project
    names = iter(f"Newcomer {n}" for n in range(100))

    def first_faces(count: int) -> Load:
        return Load(project.members(rows()[2])[:count])

    def merge() -> None:
        workspace.cards.select(rows()[4:6])
        workspace.verbs.merge()

    def choose(row: int) -> None:
        workspace.cards.go_to(rows()[row])
        settle(app)

    edit(app, workspace, "name a card", lambda: workspace.verbs.name_clusters([rows()[3]], next(names)))
    edit(
        app, workspace, "name a card as somebody known", lambda: workspace.verbs.name_clusters([rows()[3]], "Person 9")
    )
    edit(app, workspace, "move a face to a card", lambda: workspace.verbs.move(first_faces(1), rows()[8]))
    edit(app, workspace, "move 5 faces to a new card", lambda: workspace.verbs.move(first_faces(5), NewCluster.NEW))
    edit(app, workspace, "merge two cards", merge)
    choose(0)
    workspace.panes.active = Pane.CARDS
    edit(app, workspace, "ignore the biggest card's faces", workspace.verbs.ignore)
    edit(app, workspace, "undo", workspace.verbs.undo)
    edit(app, workspace, "redo", workspace.verbs.redo)


def edit(app: QApplication, workspace: Workspace, what: str, work: Work, times: int = 5) -> None:
    """Time an edit several times, from the call to the last pixel."""
    screen: list[Took] = []
    durable: list[float] = []
    start = 0.0

    def note(_event: Event) -> None:
        durable.append(time.perf_counter() - start)

    def do_it() -> None:
        work()
        app.processEvents()

    workspace.session._listeners.insert(0, note)
    for _ in range(times):
        start = time.perf_counter()
        screen.append(timed(do_it))
        settle(app)
    workspace.session._listeners.remove(note)
    say(f"{what}: on screen", screen, f"durable {1000 * max(durable, default=0):.1f} ms at worst")


def scroll(app: QApplication, what: str, view: QAbstractScrollArea) -> None:
    """Notch by notch, then in jumps over the whole length, where nothing is decoded yet."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    settle(app)
    say(what, [frame(app, lambda: bar.setValue(bar.value() + STEP_PX)) for _ in range(STEPS)])
    places = [bar.maximum() * (n * 37 % 101) // 101 for n in range(100)]
    say(f"{what}, in jumps", [frame(app, lambda place=place: bar.setValue(place)) for place in places])


def frame(app: QApplication, work: Work) -> Took:
    def do_it() -> None:
        work()
        app.processEvents()

    took = timed(do_it)
    time.sleep(0.004)  # what is left of a frame belongs to the workers
    return took


def measure_finding(app: QApplication, workspace: Workspace) -> None:
    for text in ("unnamed faces>5", "quality>50%", "doubtful", "source:07", "person 1"):
        say(f"search {text!r}", [frame(app, lambda text=text: workspace.card_model.show_matching(parse(text)))])
    workspace.card_model.show_matching(EVERYTHING)
    like = workspace.session.project.members(ClusterId(1))
    for by in Sorting:
        say(
            f"sort by {by.value}", [frame(app, lambda by=by, like=like: workspace.card_model.sort_cards(by, like=like))]
        )


def measure_loose(app: QApplication, path: Path) -> None:
    """Every face in one place: the longest grid there can be."""
    window = opened(app, path)
    workspace = window.workspace
    assert workspace is not None
    say("show all faces", [frame(app, lambda: workspace.face_model.show_place(Tray.UNCLUSTERED))])
    scroll(app, f"scrolling {workspace.face_model.rowCount():,} faces", workspace.faces)
    workspace.panes.active = Pane.FACES

    def ignore_one() -> None:
        workspace.faces.go_to_row(50)
        workspace.verbs.ignore()

    edit(app, workspace, "ignore one of them", ignore_one)
    edit(app, workspace, "undo", workspace.verbs.undo)
    print(f"  memory at the end {memory_mb():.0f} MB")
    closed(window)


if __name__ == "__main__":
    main()
