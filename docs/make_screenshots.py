"""Makes the pictures of README and guide: `python docs/make_screenshots.py` (offscreen; no display needed).

The faces are those of `make demo`. A film, a project and a window are made in a temporary folder, so the user's own
settings and recent projects stay as they are.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

IMAGES = Path(__file__).parent / "images"
SIZE = (1280, 720)
NAMED = ("Eileen Collins", "Grace Hopper", "Barack Obama")
SECONDS_TO_SETTLE = 60.0


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["FACELABELER_CONFIG"] = str(folder / "config")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        project = _project(folder)
        _pictures(project)


def _project(folder: Path) -> Path:
    """The demo's project in the middle of the work: some people named, others not, and one on several cards.

    Grouped more strictly than usual, for four cards in all would show little.
    """
    from facelabeler.cli import main as run_command
    from facelabeler.core import edits
    from facelabeler.demo.__main__ import names_in_film
    from facelabeler.demo.clip import write_clip
    from facelabeler.session import Session

    film, project = folder / "film.mp4", folder / "film.facelabel"
    write_clip(film)
    process = ["process", str(film), "--project", str(project)]
    recluster = ["recluster", str(project), "--threshold", "0.3"]
    for command in (process, recluster):
        if run_command(command):
            sys.exit(f"{command[0]} failed")
    with closing(Session.open(project)) as session:
        names = names_in_film(session.project)
        for person in NAMED:
            cluster = next(cluster for cluster, name in names.items() if name == person)
            session.commit(edits.rename(session.project, cluster, person))
    return project


def _pictures(project: Path) -> None:
    from facelabeler.app import make_application
    from facelabeler.ui import theme
    from facelabeler.ui.main_window import MainWindow

    app = make_application()
    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    IMAGES.mkdir(exist_ok=True)
    theme.apply_theme(app, "dark")
    _settle(lambda: True)
    window.grab().save(str(IMAGES / "start-dark.png"))
    window.documents.open_paths([str(project)])
    window.actions_table["commands.show_all"].trigger()
    for name in ("dark", "light"):
        theme.apply_theme(app, name)
        _settle(lambda: _all_drawn(window))
        window.grab().save(str(IMAGES / f"workspace-{name}.png"))
    theme.apply_theme(app, "dark")
    _export_picture(window)
    window.close()


def _export_picture(window: object) -> None:
    """The export dialog with several formats, and everybody without a name made unrecognisable."""
    from facelabeler.ui.dialogs.export_dialog import ExportDialog
    from facelabeler.ui.main_window import MainWindow

    assert isinstance(window, MainWindow)
    window.actions_table["window.export"].trigger()
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    dialog.form.set_folder(Path("Datasets/film"))
    dialog.formats.choose(["yolo", "coco"])
    dialog.form.fields["others"].show("blur")
    _settle(lambda: dialog.example.is_read)
    dialog.grab().save(str(IMAGES / "export-dark.png"))
    dialog.reject()


def _all_drawn(window: object) -> bool:
    """Whether the thumbnails that are in sight have come."""
    from facelabeler.ui.main_window import MainWindow

    assert isinstance(window, MainWindow)
    session = window.documents.session
    if session is None or window.workspace is None:
        return False
    window.grab()  # asks for what is missing
    return all(window.thumbnails.pixmap(face, 96) is not None for face in session.project.faces)


def _settle(ready: Callable[[], bool]) -> None:
    """Let the window work until `ready`, and a moment more for what fades in."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + SECONDS_TO_SETTLE
    while not ready():
        if time.monotonic() > end:
            sys.exit("the window does not come to rest")
        QApplication.processEvents()
        time.sleep(0.02)
    after = time.monotonic() + 0.5
    while time.monotonic() < after:
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
