"""A project that cannot be opened as it is: the window offers what can be done."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import FaceLabelerError
from facelabeler.session import Session
from facelabeler.storage import backups
from facelabeler.storage import rescue as rescuing
from facelabeler.storage.backups import Reason, snapshots, take
from facelabeler.ui.dialogs.backups_dialog import BackupsDialog
from facelabeler.ui.main_window import MainWindow
from tests.helpers.projects import session_with_clusters
from tests.helpers.windows import open_in
from tests.ui.desk import empty_window, session_of


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
    """Press these buttons, one in each dialog that opens. What could not be pressed is left in the list returned.

    Names are what a screen reader says: without the dots. A dialog that lacks its button is left by Esc, since nobody
    else would ever close it.
    """
    waiting = list(names)

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            buttons = {button.accessibleName() or button.text(): button for button in dialog.findChildren(QPushButton)}
            if waiting[0] not in buttons:
                dialog.reject()
                return
            buttons[waiting.pop(0)].click()
        if waiting:
            QTimer.singleShot(10, press)

    QTimer.singleShot(0, press)
    return waiting


def shows(window: MainWindow, name: str) -> Callable[[], bool]:
    return lambda: window.windowTitle() == f"{name} — FaceLabeler"


def people(window: MainWindow) -> list[str]:
    return [person.name for person in session_of(window).project.people.values()]


def test_a_backup_is_restored_from_the_menu_and_the_present_is_kept(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    open_in(window.documents, project)
    assert people(window) == ["Ann"]
    left = pressing("Restore")
    window.actions_table["restoring.choose"].trigger()
    assert left == []
    qtbot.waitUntil(lambda: window.documents.session is not None and people(window) == [])
    assert snapshots(project)[0].reason is Reason.RESTORING


def refusal(project: Path) -> FaceLabelerError:
    with pytest.raises(FaceLabelerError) as caught:
        Session.open(project)
    return caught.value


def test_a_damaged_project_offers_its_backup_and_a_rescue(window: MainWindow, project: Path) -> None:
    damage(project)
    assert list(window.restoring.offered(refusal(project), project)) == ["restore", "rescue"]


def test_a_damaged_project_is_put_back_to_its_backup_and_opened(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    damage(project)
    damaged = project.read_bytes()
    left = pressing("Restore From Backup", "Restore")
    window.documents.open_paths([str(project)])
    qtbot.waitUntil(shows(window, "p"))
    assert left == []
    assert len(session_of(window).project.faces) == 12
    assert people(window) == []
    assert snapshots(project)[0].reason is Reason.DAMAGED
    assert snapshots(project)[0].path.read_bytes() == damaged


def test_what_can_be_read_of_a_damaged_project_is_rescued_and_opened(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    damaged = with_trigger(project)
    left = pressing("Rescue What Can Be Read", "Close")
    window.documents.open_paths([str(project)])
    qtbot.waitUntil(lambda: not left)
    qtbot.waitUntil(shows(window, "p rescued"))
    assert people(window) == ["Ann"]
    assert project.read_bytes() == damaged


def test_a_project_of_which_nothing_can_be_read_says_so_and_leaves_no_file(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    project.write_bytes(project.read_bytes()[:100])
    left = pressing("Rescue What Can Be Read", "Close")
    window.documents.open_paths([str(project)])
    qtbot.waitUntil(lambda: not left)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert window.documents.session is None
    assert not project.with_name("p rescued.facelabel").exists()


def test_a_damaged_project_can_be_left_alone(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    damage(project)
    damaged = project.read_bytes()
    left = pressing("Cancel")
    window.documents.open_paths([str(project)])
    qtbot.waitUntil(lambda: not left)
    assert window.documents.session is None
    assert project.read_bytes() == damaged


def test_a_backup_that_is_damaged_too_is_told_and_the_project_opens_again(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    damage(snapshots(project)[0].path)
    open_in(window.documents, project)
    left = pressing("Restore", "Close")
    window.actions_table["restoring.choose"].trigger()
    qtbot.waitUntil(lambda: not left)
    qtbot.waitUntil(shows(window, "p"))
    assert people(window) == ["Ann"]


def when_working(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Between two steps the work waits, until the window's button to cancel was pressed."""
    module = {"restore": backups, "rescue": rescuing}[what]
    real = getattr(module, what)

    def waiting(first: Path, second: object, check_cancel: Callable[[], None]) -> object:
        def check() -> None:
            for _ in range(500):
                check_cancel()
                time.sleep(0.01)

        return real(first, second, check)

    monkeypatch.setattr(module, what, waiting)


def test_a_restore_that_is_cancelled_leaves_the_project_as_it_was(
    window: MainWindow, project: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    when_working(monkeypatch, "restore")
    open_in(window.documents, project)
    left = pressing("Restore")
    window.actions_table["restoring.choose"].trigger()
    qtbot.waitUntil(lambda: not left and window.documents.session is None)
    window.strip.cancel_requested.emit()
    qtbot.waitUntil(shows(window, "p"))
    assert people(window) == ["Ann"]
    assert not list(project.parent.glob(".*.partial"))


def test_a_rescue_that_is_cancelled_leaves_no_file(
    window: MainWindow, project: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    when_working(monkeypatch, "rescue")
    damaged = with_trigger(project)
    left = pressing("Rescue What Can Be Read")
    window.documents.open_paths([str(project)])
    qtbot.waitUntil(lambda: not left and window.strip.is_running)
    window.strip.cancel_requested.emit()
    qtbot.waitUntil(lambda: not window.strip.is_running)
    assert QApplication.activeModalWidget() is None
    assert project.read_bytes() == damaged
    assert [path.name for path in project.parent.glob("*.facelabel")] == ["p.facelabel"]


def test_a_file_that_is_none_offers_nothing(window: MainWindow, tmp_path: Path) -> None:
    text = tmp_path / "text.facelabel"
    text.write_text("hello")
    assert window.restoring.offered(refusal(text), text) == {}


def test_a_project_that_another_has_is_opened_to_read(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    with closing(Session.open(project)):
        left = pressing("Open to Read")
        window.documents.open_paths([str(project)])
        qtbot.waitUntil(shows(window, "p (read only)"))
        qtbot.waitUntil(lambda: not left)


def test_the_list_says_when_why_and_what(project: Path, qtbot: QtBot) -> None:
    dialog = BackupsDialog("p", snapshots(project))
    qtbot.addWidget(dialog)
    said = dialog.list.item(0).text()
    assert "before it was opened" in said
    assert "12 faces, 0 people, 1 step" in said
