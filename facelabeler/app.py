"""The composition root of the window: the one module that knows every layer."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from facelabeler import __version__
from facelabeler.incidents import Incidents
from facelabeler.settings import load_settings
from facelabeler.ui import icons, theme
from facelabeler.ui.crashes import Crashes
from facelabeler.ui.i18n import install_translator
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.opening import load_what_shows_projects
from facelabeler.ui.tasks import run_task, stop_all_tasks


def run_window(files: Sequence[str]) -> int:
    """Show the window, then open `files` in it; returns the exit code when it is closed.

    The window is on screen before a vision or clustering library is loaded.
    """
    multiprocessing.freeze_support()
    app = make_application()
    window = MainWindow()
    incidents = Incidents()
    incidents.open()
    incidents.begin_run()
    crashes = Crashes(window.documents, incidents)
    crashes.start()
    window.show()
    QTimer.singleShot(0, window, lambda: crashes.offer_last_project(in_passing=bool(files)))
    if files:
        paths = [str(Path(file)) for file in files]
        QTimer.singleShot(0, window, lambda: window.documents.open_paths(paths))
    QTimer.singleShot(0, window, _prepare)
    code = app.exec()
    stop_all_tasks()
    crashes.stop()
    incidents.close()
    return code


def _prepare() -> None:
    """What can wait until the window is on screen: load what projects need, remove what killed exports left."""
    run_task(lambda _report, _cancel: load_what_shows_projects())
    run_task(lambda _report, _cancel: _clean())


def _clean() -> None:
    from facelabeler.export.folders import clean_after_killed_runs

    clean_after_killed_runs()


def make_application() -> QApplication:
    """The application, dressed and speaking the user's language."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("facelabeler")
    app.setApplicationDisplayName("")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("facelabeler")
    settings = load_settings()
    install_translator(app, settings.text("language"))
    theme.apply_theme(app, settings.text("theme"))
    app.setWindowIcon(icons.app_icon())
    return app
