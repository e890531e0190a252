"""A project that cannot be opened as it is: the window offers what can be done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.session import Session
from facelabeler.storage.backups import Reason, snapshots, take
from facelabeler.ui.dialogs.backups_dialog import BackupsDialog
from facelabeler.ui.main_window import MainWindow
from tests.helpers.projects import session_with_clusters
from tests.ui.desk import empty_window


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.facelabel"
    session_with_clusters(path).close()
    take(path, Reason.OPENING)
    with closing(Session.open(path)) as session:
        session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    return path


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    with empty_window() as made:
        yield made


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 3)


def with_trigger(project: Path) -> bytes:
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM face; END")
    return project.read_bytes()


def pressing(*names: str) -> list[str]:
    """Press these buttons, one in each dialog that opens; the texts of the buttons that were there are returned."""
    waiting, seen = list(names), []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            buttons = {button.accessibleName() or button.text(): button for button in dialog.findChildren(QPushButton)}
            seen.extend(buttons)
            buttons[waiting.pop(0)].click()
        if waiting:
            QTimer.singleShot(10, press)

    QTimer.singleShot(0, press)
    return seen


def shows(window: MainWindow, name: str) -> Callable[[], bool]:
    return lambda: window.windowTitle() == f"{name} — FaceLabeler"


def people(window: MainWindow) -> list[str]:
    assert window.documents.session is not None
    return [person.name for person in window.documents.session.project.people.values()]


def test_a_backup_is_restored_from_the_menu_and_the_present_is_kept(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    window.documents.open_paths([str(project)])
    assert people(window) == ["Ann"]
    pressing("Restore")
    window.actions_table["restoring.choose"].trigger()
    qtbot.waitUntil(lambda: window.documents.session is not None and people(window) == [])
    assert snapshots(project)[0].reason is Reason.RESTORING


def test_a_damaged_project_offers_its_backup(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    damage(project)
    seen = pressing("Restore From Backup…", "Restore")
    window.documents.open_paths([str(project)])
    qtbot.waitUntil(shows(window, "p"))
    assert {"Restore From Backup…", "Rescue What Can Be Read"} <= set(seen)
    assert len(window.documents.session.project.faces) == 12  # type: ignore[union-attr]


def test_a_damaged_project_offers_a_rescue(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    damaged = with_trigger(project)
    pressing("Rescue What Can Be Read", "Close")
    window.documents.open_paths([str(project)])
    qtbot.waitUntil(shows(window, "p rescued"))
    assert people(window) == ["Ann"]
    assert project.read_bytes() == damaged


def test_a_project_that_another_has_can_be_looked_at(window: MainWindow, project: Path) -> None:
    with closing(Session.open(project)):
        seen = pressing("Open to Read")
        window.documents.open_paths([str(project)])
    assert "Open to Read" in seen
    assert shows(window, "p (read only)")()


def test_the_list_says_when_why_and_what(project: Path, qtbot: QtBot) -> None:
    dialog = BackupsDialog("p", snapshots(project))
    qtbot.addWidget(dialog)
    said = dialog.list.item(0).text()
    assert "before it was opened" in said
    assert "12 faces, 0 people, 1 step" in said
