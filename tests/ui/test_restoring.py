"""A project that cannot be opened as it is: the window offers what can be done."""

from __future__ import annotations

from collections.abc import Iterator
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
from facelabeler.storage.backups import Reason, snapshots, take
from facelabeler.ui.dialogs.backups_dialog import BackupsDialog
from facelabeler.ui.main_window import MainWindow
from tests.helpers.projects import session_with_clusters
from tests.helpers.windows import open_in, until_opened
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


def pressing(*names: str) -> list[str]:
    """Press these buttons, one in each dialog that opens; the texts of the buttons that were there are returned."""
    waiting, seen = list(names), []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            buttons = {button.accessibleName() or button.text(): button for button in dialog.findChildren(QPushButton)}
            seen.extend(buttons)
            if waiting[0] in buttons:
                buttons[waiting.pop(0)].click()
        if waiting:
            QTimer.singleShot(10, press)

    QTimer.singleShot(0, press)
    return seen


def people(window: MainWindow) -> list[str]:
    assert window.documents.session is not None
    return [person.name for person in window.documents.session.project.people.values()]


def test_a_backup_is_restored_from_the_menu_and_the_present_is_kept(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    open_in(window.documents, project)
    assert people(window) == ["Ann"]
    pressing("Restore")
    window.actions_table["restoring.choose"].trigger()
    qtbot.waitUntil(lambda: window.documents.session is not None and people(window) == [])
    assert snapshots(project)[0].reason is Reason.RESTORING


def refusal(project: Path) -> FaceLabelerError:
    with pytest.raises(FaceLabelerError) as caught:
        Session.open(project)
    return caught.value


def test_a_damaged_project_offers_its_backup_and_a_rescue(window: MainWindow, project: Path) -> None:
    damage(project)
    assert list(window.restoring.offered(refusal(project), project)) == ["restore", "rescue"]


def test_a_file_that_is_none_offers_nothing(window: MainWindow, tmp_path: Path) -> None:
    text = tmp_path / "text.facelabel"
    text.write_text("hello")
    assert window.restoring.offered(refusal(text), text) == {}


def test_a_project_that_another_has_offers_a_look(window: MainWindow, project: Path) -> None:
    with closing(Session.open(project)):
        assert list(window.restoring.offered(refusal(project), project)) == ["read"]
        window.documents.open_to_read(project)
        until_opened(window.documents)
        assert window.windowTitle() == "p (read only) — FaceLabeler"


def test_the_list_says_when_why_and_what(project: Path, qtbot: QtBot) -> None:
    dialog = BackupsDialog("p", snapshots(project))
    qtbot.addWidget(dialog)
    said = dialog.list.item(0).text()
    assert "before it was opened" in said
    assert "12 faces, 0 people, 1 step" in said
