"""Menus say what a verb will do to what is selected; each verb has a key, a menu and a context menu."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.ui.actions import ACTIONS, CONTEXT_MENUS
from facelabeler.ui.dialogs.split_dialog import SplitDialog
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.naming.popup import NamePopup
from facelabeler.ui.panes import Pane
from facelabeler.ui.verb_texts import FACE_VERBS
from tests.ui.desk import Key, name_of, opened, press, session_of, typed, workspace_of


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(tmp_path / "p.facelabel") as made:
        yield made


def members(window: MainWindow, cluster: int) -> tuple[FaceId, ...]:
    return session_of(window).project.members(ClusterId(cluster))


def text(window: MainWindow, name: str) -> str:
    return window.actions_table[name].text().replace("&", "")


def select_faces(window: MainWindow, cluster: int, count: int) -> None:
    workspace = workspace_of(window)
    workspace.cards.go_to(ClusterId(cluster))
    workspace.panes.focus(Pane.FACES)
    workspace.faces.clearSelection()
    for face in members(window, cluster)[:count]:
        index = workspace.face_model.index_of(face)
        workspace.faces.selectionModel().select(index, workspace.faces.selectionModel().SelectionFlag.Select)


# -- everywhere


def test_every_verb_has_a_key_and_a_place_in_a_context_menu() -> None:
    offered = {name for names in CONTEXT_MENUS.values() for name in names}
    verbs = [spec for spec in ACTIONS if spec.menu == "People" or spec.slot in ("verbs.cut", "verbs.paste")]
    assert [spec.slot for spec in verbs if not spec.key] == []
    assert [spec.slot for spec in verbs if spec.slot not in offered] == []


def test_menus_say_how_many_faces_a_verb_means(window: MainWindow) -> None:
    workspace_of(window).cards.go_to(ClusterId(1))
    workspace_of(window).panes.focus(Pane.CARDS)
    assert text(window, "verbs.ignore") == "Ignore 4 Faces"
    assert text(window, "verbs.split_off") == "Split…"
    select_faces(window, 1, 1)
    assert text(window, "verbs.ignore") == "Ignore 1 Face"
    assert text(window, "verbs.split_off") == "Split Off 1 Face"
    assert text(window, "commands.move_to") == "Move 1 Face to…"


def test_without_a_selection_menus_promise_nothing(window: MainWindow) -> None:
    workspace_of(window).cards.clearSelection()
    plain = {spec.name: spec.text.replace("&", "") for spec in ACTIONS}
    assert {name: text(window, name) for name in FACE_VERBS} == {name: plain[name] for name in FACE_VERBS}


def test_several_cards_are_named_and_merged_in_words(window: MainWindow) -> None:
    workspace_of(window).panes.focus(Pane.CARDS)
    workspace_of(window).cards.select([ClusterId(1), ClusterId(2)])
    assert text(window, "commands.name") == "Name 2 Cards…"
    assert text(window, "verbs.merge") == "Merge 2 Cards into Unnamed 1"


def test_what_is_cut_is_counted_where_it_could_be_put(window: MainWindow) -> None:
    select_faces(window, 1, 2)
    window.actions_table["verbs.cut"].trigger()
    assert text(window, "verbs.paste") == "Put 2 Faces Here"
    press(workspace_of(window).faces, Key.Key_Escape)
    assert text(window, "verbs.paste") == "Put Here"


@pytest.mark.parametrize("pane", CONTEXT_MENUS)
def test_a_right_click_offers_the_verbs_of_its_pane(window: MainWindow, pane: Pane) -> None:
    seen: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.objectName() for action in menu.actions())
        menu.close()

    assert window.viewing is not None  # made when it is first asked for
    view = workspace_of(window).panes.widget(pane)
    QTimer.singleShot(0, look)
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5)))
    assert tuple(seen) == CONTEXT_MENUS[pane]
    assert workspace_of(window).panes.active is pane


# -- leaving faces out of a name


def leave_out(window: MainWindow, cluster: int, count: int) -> None:
    select_faces(window, cluster, count)
    press(workspace_of(window).faces, Key.Key_X)


def test_faces_that_are_left_out_do_not_get_the_name(window: MainWindow) -> None:
    out = members(window, 1)[0]
    leave_out(window, 1, 1)
    workspace_of(window).panes.focus(Pane.CARDS)
    press(workspace_of(window).cards, Key.Key_Return)
    typed(window, "Ann")
    press(QApplication.focusWidget(), Key.Key_Return)
    assert name_of(window, 1) == "Ann"
    assert len(members(window, 1)) == 3
    home = session_of(window).project.placements[out].cluster
    assert home not in (None, 1)
    assert name_of(window, home) is None
    workspace_of(window).verbs.undo()
    assert len(members(window, 1)) == 4


def test_what_is_left_out_is_said_before_the_name_is_given(window: MainWindow) -> None:
    leave_out(window, 1, 1)
    workspace = workspace_of(window)
    index = workspace.face_model.index_of(members(window, 1)[0])
    assert "left out" in workspace.face_model.described(workspace.face_model.stack_at(index))
    assert workspace.face_model.left_out_count() == 1
    workspace.panes.focus(Pane.CARDS)
    press(workspace.cards, Key.Key_Return)
    popup = next(popup for popup in window.findChildren(NamePopup) if popup.isVisible())
    assert "Name 3 faces, 1 left out" in [part.text() for part in popup.findChildren(type(popup._title))]


def test_x_again_takes_faces_back_in(window: MainWindow) -> None:
    leave_out(window, 1, 2)
    press(workspace_of(window).faces, Key.Key_X)
    assert workspace_of(window).face_model.left_out_count() == 0


def test_all_faces_cannot_be_left_out(window: MainWindow, qtbot: QtBot) -> None:
    leave_out(window, 1, 4)
    with qtbot.waitSignal(workspace_of(window).verbs.said) as said:
        workspace_of(window).verbs.name_clusters([ClusterId(1)], "Ann")
    assert said.args == ["All faces are left out"]
    assert name_of(window, 1) is None


# -- splitting


def split_dialog(window: MainWindow, qtbot: QtBot) -> SplitDialog:
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(SplitDialog)), timeout=30_000)
    return next(dialog for dialog in window.findChildren(SplitDialog) if dialog.isVisible())


def mix(window: MainWindow) -> None:
    """Card 1 holds two people."""
    session = session_of(window)
    workspace_of(window).verbs.joining.ask = lambda: True
    workspace_of(window).cards.select([ClusterId(1), ClusterId(2)])
    workspace_of(window).cards.setFocus()
    workspace_of(window).verbs.merge()
    assert len(session.project.clusters) == 2


def test_p_on_a_card_proposes_a_split_that_can_be_changed_and_made(window: MainWindow, qtbot: QtBot) -> None:
    mix(window)
    whole = set(members(window, 1))
    workspace_of(window).panes.focus(Pane.CARDS)
    press(workspace_of(window).cards, Key.Key_P)
    dialog = split_dialog(window, qtbot)
    leaving = dialog.leaving()
    assert len(leaving) == 4
    dialog.leaving_part.view.setCurrentIndex(dialog.leaving_part.model.index(0, 0))
    press(dialog.leaving_part.view, Key.Key_Space)
    assert dialog.leaving() == leaving[1:]
    assert leaving[0] in dialog.staying_part.model.faces
    dialog.accept()
    assert set(members(window, 1)) == whole - set(leaving[1:])
    workspace_of(window).verbs.undo()
    assert set(members(window, 1)) == whole


def test_a_card_of_one_person_is_not_split(window: MainWindow, qtbot: QtBot) -> None:
    workspace_of(window).cards.go_to(ClusterId(1))
    said: list[str] = []
    workspace_of(window).verbs.said.connect(said.append)
    press(workspace_of(window).cards, Key.Key_P)
    qtbot.waitUntil(lambda: any("looks like one person" in text for text in said), timeout=30_000)
    assert not window.findChildren(SplitDialog)
