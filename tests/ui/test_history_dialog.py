from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import ProjectError
from facelabeler.session import Session
from facelabeler.ui.dialogs.history_dialog import HistoryDialog, HistoryModel
from facelabeler.ui.main_window import MainWindow
from tests.helpers.projects import session_with_clusters
from tests.ui.desk import opened, workspace_of


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Three steps: grouped, Ann named, Bob named."""
    session = session_with_clusters(tmp_path / "p.facelabel")
    for cluster, name in ((1, "Ann"), (2, "Bob")):
        session.commit(edits.rename(session.project, ClusterId(cluster), name))
    yield session
    session.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> HistoryDialog:
    dialog = HistoryDialog(session.history, session.undo, session.redo)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_step_that_cannot_be_taken_back_leaves_the_list_as_the_project_is(session: Session, qtbot: QtBot) -> None:
    def undo() -> object:
        if session.next_steps()[0] is not None and len(names(session)) < 2:
            raise ProjectError("The disk is full")
        return session.undo()

    dialog = HistoryDialog(session.history, undo, session.redo)
    qtbot.addWidget(dialog)
    with pytest.raises(ProjectError):
        dialog.go(dialog.model.rowCount() - 1)
    assert names(session) == {"Ann"}
    assert spoken(dialog, 1).endswith("here now")


def rows(dialog: HistoryDialog) -> list[str]:
    return [str(dialog.model.index(row).data()) for row in range(dialog.model.rowCount())]


def spoken(dialog: HistoryDialog, row: int) -> str:
    return str(dialog.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def names(session: Session) -> set[str]:
    return {person.name for person in session.project.people.values()}


def test_every_step_stands_in_words_the_latest_on_top(dialog: HistoryDialog) -> None:
    assert rows(dialog)[0] == "Named 4 faces Bob"
    assert rows(dialog)[1] == "Named 4 faces Ann"
    assert rows(dialog)[-1] == "The beginning"
    assert spoken(dialog, 0).endswith("here now")


def test_going_to_an_earlier_step_undoes_what_came_later(dialog: HistoryDialog, session: Session, qtbot: QtBot) -> None:
    dialog.view.setCurrentIndex(dialog.model.index(2))
    go = next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == "Go to This Step")
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert names(session) == set()
    assert "undone" in spoken(dialog, 0)
    assert spoken(dialog, 2).endswith("here now")


def test_the_beginning_can_be_gone_back_to_and_all_done_again(dialog: HistoryDialog, session: Session) -> None:
    dialog.go(3)
    assert session.project.clusters == {}
    dialog.go(0)
    assert names(session) == {"Ann", "Bob"}


def test_enter_goes_to_the_current_row(dialog: HistoryDialog, session: Session, qtbot: QtBot) -> None:
    dialog.view.setCurrentIndex(dialog.model.index(1))
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert names(session) == {"Ann"}


def test_where_we_are_there_is_nothing_to_go_to(dialog: HistoryDialog) -> None:
    go = next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == "Go to This Step")
    assert not go.isEnabled()


def test_the_model_keeps_qts_rules(session: Session, qtbot: QtBot) -> None:
    model = HistoryModel(session.history())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    session.undo()
    model.show_steps(session.history())
    assert tester.model() is model
    assert model.done == 2


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(tmp_path / "w.facelabel") as made:
        yield made


def history_of(window: MainWindow) -> HistoryDialog:
    window.actions_table["window.show_history"].trigger()
    [found] = window.findChildren(HistoryDialog)
    assert found.isVisible()
    return found


def test_the_window_can_be_used_beside_it_and_it_follows(window: MainWindow) -> None:
    dialog = history_of(window)
    assert not dialog.isModal()
    workspace_of(window).verbs.name_clusters([ClusterId(1)], "Ann")
    assert rows(dialog)[0] == "Named 4 faces Ann"
    workspace_of(window).verbs.undo()
    assert spoken(dialog, 1).endswith("here now")
    assert history_of(window) is dialog


def test_going_back_many_steps_is_told_as_one(window: MainWindow) -> None:
    workspace = workspace_of(window)
    for number, name in ((1, "Ann"), (2, "Bob"), (3, "Cy")):
        workspace.verbs.name_clusters([ClusterId(number)], name)
    dialog, told = history_of(window), []
    workspace.bridge.changed.connect(told.append)
    dialog.go(3)
    assert len(told) == 1
    assert told[0].touched.clusters == {1, 2, 3}
    assert workspace.card_model.clusters() == [1, 2, 3]
    assert workspace.people_model.people() == []
    assert workspace.effort().actions == 0
    dialog.go(0)
    assert workspace.effort().actions == 3
    assert len(workspace.people_model.people()) == 3


def test_it_closes_with_its_project(window: MainWindow) -> None:
    history_of(window)
    window.actions_table["documents.close"].trigger()
    assert not [found for found in window.findChildren(HistoryDialog) if found.isVisible()]
