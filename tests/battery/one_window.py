"""One window that is worked in for so many seconds, round after round; a line of JSON a round says what it holds.

    python -m tests.battery.one_window FOLDER SECONDS

Each round brings footage into a new project, names, merges, splits, marks, looks about, exports, undoes, closes and
opens again. Everything goes through the window's own actions. What a round made is deleted after it.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from facelabeler.app import make_application
from facelabeler.core import edits
from facelabeler.core.errors import FaceLabelerError
from facelabeler.demo.clip import write_clip
from facelabeler.demo.film import FILM, PORTRAITS
from facelabeler.resource_files import resource_path
from facelabeler.session import Session
from facelabeler.ui.dialogs.export_dialog import ExportDialog
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.project_view import ProjectView
from facelabeler.ui.tasks import stop_all_tasks

SHOTS = 3  # of the demo's film: two cuts, two people side by side
PHOTOS = 3
PERSON = "Zebulon"
FORMATS = ("yolo", "imagefolder")
LONGEST_WAIT = 240  # seconds
WAITED = "waited"  # begins what is said after that
GLANCE = 0.4  # seconds for what is shown to be decoded and painted
LOOKS = ("viewer.open", "questions.open", "window.show_history", "commands.sort_doubtful")


class Evening:
    """A window, and somebody who works in it."""

    def __init__(self, folder: Path, patience: float = LONGEST_WAIT) -> None:
        self._folder = folder
        self._patience = patience
        self._footage = make_footage(folder / "footage")
        self._told: list[str] = []
        self.bugs: list[str] = []  # errors of which nobody would be told in words
        self.window = MainWindow()
        self.window.documents.failed.connect(lambda error: self._told.append(str(error)))
        self.window.documents.problem.connect(lambda file, text: self._told.append(f"{file}: {text}"))
        sys.excepthook = lambda _kind, error, _trace: self._take(error)
        self._watch = QTimer(self.window, interval=500)
        self._watch.timeout.connect(self._shut_message)
        self._watch.start()
        self.window.show()

    def round(self, number: int) -> None:
        """Everything that is done with a project, once, and to delete it. Raises RuntimeError as `work` does."""
        place = self.bring(f"round{number}")
        path = self.work(place)
        self._open(path)
        while self.session.undo() is not None:
            self._serve()
        self._act("verbs.redo")
        if problems := self.session.problems():
            raise RuntimeError(problems[0])
        self._close()
        shutil.rmtree(place)
        path.unlink()

    def bring(self, name: str) -> Path:
        """A folder of this name with footage in it."""
        return Path(shutil.copytree(self._footage, self._folder / name))

    def work(self, place: Path) -> Path:
        """Make a project of the footage at `place`, and a dataset in it; the project is closed at the end.

        Raises RuntimeError if the window says something is wrong.
        """
        self._read(place)
        self._edit()
        self._look_about()
        self._export(place)
        path = self.session.path
        self._close()
        return path

    def end(self) -> None:
        sys.excepthook = sys.__excepthook__  # what goes wrong from here on ends the program, and says what it was
        self.window.close()
        stop_all_tasks()

    # -- the round's parts

    @property
    def session(self) -> Session:
        session = self.window.documents.session
        assert session is not None
        return session

    @property
    def _view(self) -> ProjectView:
        assert self.window.project is not None
        return self.window.project

    def _read(self, place: Path) -> None:
        self.window.documents.open_paths([str(place)])
        self._until(lambda: self.window.project is not None and self._view.processing.is_running, "reading begins")
        self._until(lambda: not self._view.processing.is_running, "everything is read")
        if not self.session.project.clusters:
            raise RuntimeError("nobody was found")

    def _open(self, path: Path) -> None:
        self.window.documents.open_paths([str(path)])
        self._until(lambda: self.window.project is not None, "the project is open")
        self._glance()

    def _close(self) -> None:
        self._act("documents.close")
        self._serve()

    def _edit(self) -> None:
        """Names for all, then cards merged, split and put aside, with undo and redo between."""
        verbs, project = self._view.workspace.verbs, self.session.project
        verbs.joining.ask = lambda: True
        for number, cluster in enumerate(sorted(project.clusters)):
            verbs.name_clusters([cluster], f"{PERSON} {number}")
            self._serve()
        first, *others = sorted(project.clusters)
        faces = project.members(first)
        verbs.split(first, faces[: len(faces) // 2])
        verbs.make(lambda: edits.merge(project, first, others[:1]))
        self._act("verbs.undo")
        self._act("commands.select_all")
        self._act("verbs.confirm")
        self._act("verbs.ignore")
        self._act("verbs.undo")
        self._act("verbs.redo")
        self._act("verbs.undo")
        self._glance()

    def _look_about(self) -> None:
        self._act("commands.show_all")
        for name in LOOKS:
            self._view.workspace.cards.go_to_row(0)
            self._act(name)
            self._glance()
            self._leave()

    def _leave(self) -> None:
        self._view.cover.leave_all()
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        self._serve()

    def _export(self, place: Path) -> None:
        self._act("window.export")
        [dialog] = self.window.findChildren(ExportDialog)
        dialog.formats.choose(FORMATS)
        dialog.form.set_folder(place / "dataset")
        self._glance()
        dialog.start()
        self._until(lambda: dialog.footer.is_done, "the dataset is written")
        dialog.close()
        self._serve()

    # -- waiting

    def _act(self, name: str) -> None:
        self.window.actions_table[name].trigger()
        self._serve()

    def _serve(self) -> None:
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if told := [*self.bugs, *self._told]:
            raise RuntimeError(told[0])

    def _glance(self) -> None:
        """Let everything be decoded, and painted."""
        end = time.monotonic() + GLANCE
        while time.monotonic() < end:
            self._serve()
            time.sleep(0.01)
        self.window.grab()

    def _until(self, reached: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + self._patience
        while not reached():
            if time.monotonic() > end:
                raise RuntimeError(f"{WAITED} {self._patience} s until {what}")
            self._serve()
            time.sleep(0.01)

    def _take(self, error: BaseException) -> None:
        """As the window's own hook does: what has words is told in them, the rest is a bug."""
        if isinstance(error, FaceLabelerError):
            self._told.append(str(error))
        else:
            self.bugs.append("".join(traceback.format_exception(error))[-900:])

    def _shut_message(self) -> None:
        """A message that nobody reads would be waited for: it is noted, and shut."""
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QDialog):
            self._told.append(getattr(modal, "details", modal.windowTitle()))
            modal.reject()


def make_footage(folder: Path) -> Path:
    """A folder with a short clip and photos of the demo's portraits."""
    folder.mkdir(parents=True)
    write_clip(folder / "clip.mp4", FILM[:SHOTS])
    for portrait in PORTRAITS[:PHOTOS]:
        shutil.copy(resource_path("demo", portrait.file), folder)
    return folder


def held() -> tuple[float, int, int]:
    """What this process holds now: memory in MB, threads, open files."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    threads, files = (len(list(Path(f"/proc/self/{what}").iterdir())) for what in ("task", "fd"))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6, threads, files


def main() -> None:
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    make_application()
    evening, start = Evening(folder), time.monotonic()
    for number in itertools.count(1):
        try:
            evening.round(number)
        except RuntimeError as error:
            sys.exit(f"in round {number}: " + " ".join(str(error).split()))
        passed = time.monotonic() - start
        print(json.dumps([passed, *held()]), flush=True)  # noqa: T201
        if passed >= seconds:
            break
    evening.end()


if __name__ == "__main__":
    main()
