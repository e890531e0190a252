"""Makes the pictures of README and guide: `python docs/make_screenshots.py` (offscreen; no display needed).

One row of `VIEWS` a picture, each in the dark and the light theme.

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
from dataclasses import dataclass
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from facelabeler.core.entities import ClusterId
from facelabeler.pipeline.progress import Progress
from facelabeler.settings import load_settings
from facelabeler.ui.actions import key_rows
from facelabeler.ui.dialogs.export_dialog import ExportDialog
from facelabeler.ui.dialogs.history_dialog import HistoryDialog
from facelabeler.ui.dialogs.keys_dialog import KeysDialog
from facelabeler.ui.dialogs.settings_dialog import SettingsDialog
from facelabeler.ui.dialogs.split_dialog import SplitDialog
from facelabeler.ui.find.filter_menu import FilterMenu
from facelabeler.ui.find.finder import Finder
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.queue_list import QueueRow, Turn
from facelabeler.ui.settings_store import window_settings
from tests.helpers.windows import open_in

IMAGES = Path(__file__).parent / "images"
SIZE = (1280, 720)
NAMED = ("Eileen Collins", "Grace Hopper", "Barack Obama")
SECONDS_TO_SETTLE = 60.0


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["FACELABELER_CONFIG"] = str(folder / "config")
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
    from facelabeler.ui.i18n import install_translator

    app = make_application()
    IMAGES.mkdir(exist_ok=True)
    for name in THEMES:
        theme.apply_theme(app, name)
        for view in VIEWS:
            _take(project, view, f"{view.name}-{name}")
    theme.apply_theme(app, "high-contrast")
    _take(project, WORKSPACE, "workspace-high-contrast")
    install_translator(app, "zh")
    theme.apply_theme(app, "light")
    _take(project, WORKSPACE, "workspace-light-zh")


def _take(project: Path, view: View, name: str) -> None:
    """A window of its own for each picture, so that none shows what another left behind."""
    window_settings().setValue("hints", "card,questions,keys")
    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    if view.needs_project:
        open_in(window.documents, project)
        window.actions_table["commands.show_all"].trigger()
        _settle(lambda: _all_drawn(window))
    part = view.prepare(window)
    _settle(lambda: True)
    picture = window.grab()
    if part is not None:
        _paint_part(picture, window, part)
    plain = name in PLAIN
    picture.save(str(IMAGES / f"{name}.{'png' if plain else 'webp'}"), None, -1 if plain else 92)
    if part is not None:
        part.close()
    window.close()
    window.deleteLater()
    _settle(lambda: True)


def _paint_part(picture: QPixmap, window: QWidget, part: QWidget) -> None:
    """A dialog in the middle of its window, which is dimmed, or a menu where it is."""
    shown = part.grab()
    painter = QPainter(picture)
    if isinstance(part, QMenu):
        corner = window.mapFromGlobal(part.pos())
    else:
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 120))
        corner = window.rect().center() - part.rect().center()
    painter.drawPixmap(corner, shown)
    painter.end()


# -- the views


def _nothing(_window: MainWindow) -> None:
    """As it comes."""


def _naming(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.cards.go_to(_unnamed(window))
    workspace.naming.open("Ei")


def _near_miss(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.cards.go_to(_unnamed(window))
    workspace.naming.open("Grase")


def _search(window: MainWindow) -> None:
    finder = window.workspace.findChild(Finder)
    finder.help.invite()
    finder.help.stand_below(window.tools.search)


def _filter(window: MainWindow) -> QWidget:
    window.tools.search.setText("confirmed quality>=40%")
    sources = window.workspace.session.project.sources.values()
    menu = FilterMenu(window.tools.search.text(), sources, window.tools.filter)
    menu.popup(window.tools.filter.mapToGlobal(window.tools.filter.rect().bottomLeft()))
    return menu


def _left_out(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.cards.go_to(_unnamed(window))
    workspace.face_model.left_out.toggle(workspace.face_model.faces_at([workspace.face_model.index(0, 0)]))


def _split(window: MainWindow) -> QWidget:
    """What P proposes for a card that holds two people."""
    workspace = window.workspace
    project = workspace.session.project
    clusters = workspace.card_model.clusters()
    members = [face for cluster in clusters[:2] for face in project.members(cluster)]
    title, leaving = project.title(clusters[0]), project.members(clusters[1])
    return _shown(SplitDialog(title, members, leaving, lambda face: f"Face {face}", window.thumbnails, window))


def _viewer(window: MainWindow) -> None:
    window.workspace.cards.go_to(window.workspace.card_model.clusters()[0])
    window.actions_table["viewer.open"].trigger()
    viewing = window.viewing
    _settle(lambda: viewing.playhead.picture is not None and bool(viewing.view.timeline.sliders))


def _draw_missed(window: MainWindow) -> None:
    _viewer(window)
    window.actions_table["viewer.draw"].trigger()


def _questions(window: MainWindow) -> None:
    window.actions_table["questions.open"].trigger()
    _settle(lambda: window.asking.card is not None)


def _history(window: MainWindow) -> QWidget:
    session = window.workspace.session
    return _shown(HistoryDialog(session.history, session.undo, session.redo, window))


def _keys(window: MainWindow) -> QWidget:
    return _shown(KeysDialog(key_rows(), window))


def _settings(window: MainWindow) -> QWidget:
    return _shown(SettingsDialog(load_settings(), window))


def _export(window: MainWindow) -> QWidget:
    window.actions_table["window.export"].trigger()
    [dialog] = window.findChildren(ExportDialog)
    dialog.resize(1080, 680)
    return dialog


def _queue(window: MainWindow) -> None:
    turns = ((Turn.READ, 1.0), (Turn.READING, 0.62), (Turn.WAITING, 0.0))
    names = ("street interviews.mp4", "conference.mp4", "press photos")
    rows = [
        QueueRow(n + 1, name, turn, share) for n, (name, (turn, share)) in enumerate(zip(names, turns, strict=True))
    ]
    window.strip.show_queue(rows)
    window.strip.show_progress(Progress("finding", names[1], 2697, 4350, 7.4, 360, 2697, 900), waiting=1)
    window.strip.unfold()


def _hint(window: MainWindow) -> None:
    window.hints.again()
    _settle(lambda: window.hints.plate is not None)


def _shown(dialog: QDialog) -> QWidget:
    dialog.resize(dialog.sizeHint())
    dialog.show()
    _settle(lambda: True)
    return dialog


def _unnamed(window: MainWindow) -> ClusterId:
    project = window.workspace.session.project
    return next(cluster for cluster in window.workspace.card_model.clusters() if project.name_of(cluster) is None)


@dataclass(frozen=True)
class View:
    """A picture: its name, what to do in the window before it is taken, and the dialog or menu that lies over it."""

    name: str
    prepare: Callable[[MainWindow], QWidget | None] = _nothing
    needs_project: bool = True


THEMES = ("dark", "light")
PLAIN = ("start-dark", "workspace-dark", "workspace-light")  # shown where not every reader knows WebP
WORKSPACE = View("workspace")
VIEWS = (
    View("start", needs_project=False),
    WORKSPACE,
    View("hint", _hint),
    View("naming", _naming),
    View("near-miss", _near_miss),
    View("search", _search),
    View("filter", _filter),
    View("left-out", _left_out),
    View("split", _split),
    View("viewer", _viewer),
    View("draw-missed", _draw_missed),
    View("questions", _questions),
    View("history", _history),
    View("queue", _queue),
    View("export", _export),
    View("settings", _settings),
    View("keys", _keys),
)


def _all_drawn(window: MainWindow) -> bool:
    """Whether the thumbnails that are in sight have come."""
    session = window.documents.session
    if session is None:
        return False
    window.grab()  # asks for what is missing
    return all(window.thumbnails.pixmap(face, 96) is not None for face in session.project.faces)


def _settle(ready: Callable[[], bool]) -> None:
    """Let the window work until `ready`, and a moment more for what fades in."""
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
