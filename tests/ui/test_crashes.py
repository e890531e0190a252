"""A bug on any thread is told in a dialog that can be copied; after a crash the last project is offered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRunnable, Qt, QThreadPool, QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from facelabeler.core.errors import ProjectError
from facelabeler.incidents import Incidents, log_path
from facelabeler.ui.controls import Button
from facelabeler.ui.crashes import Crashes
from facelabeler.ui.dialogs.crash_dialog import CrashDialog
from facelabeler.ui.main_window import MainWindow
from tests.helpers.windows import until_opened
from tests.ui.desk import opened, session_of


class Broken(QRunnable):
    def run(self) -> None:
        raise RuntimeError("Ann Zebulon")


def press(*texts: str) -> list[str]:
    """Press these buttons of the next crash dialog, one after the other; what is copied is returned."""
    copied: list[str] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, CrashDialog):
            QTimer.singleShot(20, act)
            return
        for text in texts:
            if text == "add":
                dialog.findChildren(QCheckBox)[0].setChecked(True)
                continue
            if text == "Enter":
                QTest.keyClick(dialog, Qt.Key.Key_Return)
                continue
            next(button for button in dialog.findChildren(Button) if button.text() == text).click()
            copied.append(QGuiApplication.clipboard().text())

    QTimer.singleShot(20, act)
    return copied


class Watched:
    """A window whose crashes are watched."""

    def __init__(self, window: MainWindow) -> None:
        self.incidents = Incidents()
        self.incidents.open()
        self.incidents.begin_run()
        self.crashes = Crashes(window.documents, self.incidents)
        self.crashes.start()

    def __enter__(self) -> Crashes:
        return self.crashes

    def __exit__(self, *_: object) -> None:
        self.crashes.stop()
        self.incidents.close()


def test_a_bug_on_a_worker_is_told_and_the_project_can_be_opened_again(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel") as window, Watched(window):
        before = session_of(window)
        copied = press("Copy details", "Open the Project Again")
        with qtbot.waitSignal(window.documents.opened):
            QThreadPool.globalInstance().start(Broken())
        assert session_of(window) is not before
        assert "RuntimeError" in copied[0]
        assert "Ann" not in copied[0]
        assert "Ann" not in log_path().read_text(encoding="utf-8")


def test_what_the_error_says_is_copied_only_if_it_is_added(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel") as window, Watched(window) as crashes:
        copied = press("add", "Copy details", "Close")
        try:
            raise RuntimeError("Ann Zebulon")
        except RuntimeError as error:
            crashes.take(type(error), error, error.__traceback__)
        qtbot.waitUntil(lambda: len(copied) == 2)
        assert "Ann Zebulon" in copied[0]


def test_qt_warnings_reach_the_log_without_what_they_quote(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel") as window, Watched(window):
        qWarning("QImage: cannot read '/home/ann/x.png'")
        assert "Qt: QImage: cannot read …" in log_path().read_text(encoding="utf-8")


def test_after_a_crash_the_last_project_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel") as window, Watched(window) as crashes:
        window.documents.close()
        mark = log_path().with_name("running-999999")
        mark.write_text(str(tmp_path / "p.facelabel"), encoding="utf-8")
        press("Enter")
        crashes.offer_last_project()
        until_opened(window.documents)
        assert session_of(window).path == tmp_path / "p.facelabel"
        assert not mark.exists()


def test_after_a_crash_what_was_asked_for_opens_and_the_crash_is_told_in_passing(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel") as window, Watched(window) as crashes:
        mark = log_path().with_name("running-999999")
        mark.write_text(str(tmp_path / "p.facelabel"), encoding="utf-8")
        crashes.offer_last_project(in_passing=True)
        [told] = window.strip.problems
        assert told.file == str(tmp_path / "p.facelabel")
        assert told.text.startswith("FaceLabeler did not end as it should last time")
        assert QApplication.activeModalWidget() is None


def test_an_error_with_words_that_nobody_caught_is_told_in_them(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel") as window, Watched(window) as crashes:
        told: list[object] = []
        window.documents.failed.disconnect()
        window.documents.failed.connect(told.append)
        error = ProjectError("The disk is full", file="/home/ann/p.facelabel")
        crashes.take(type(error), error, None)
        qtbot.waitUntil(lambda: told == [error])
        assert "ProjectError" in log_path().read_text(encoding="utf-8")
        assert "ann" not in log_path().read_text(encoding="utf-8")
