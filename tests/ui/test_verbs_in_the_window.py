"""Dragging, merging, splitting, marking, cutting, undo: what the mouse and the keys do to a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import ClusterId, FaceId, FaceState
from facelabeler.ui.clusters.view import ClusterView
from facelabeler.ui.drag.carrying import carrying
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.faces.view import FaceView
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.panes import Pane
from facelabeler.ui.places import Tray
from facelabeler.ui.toast import Toast
from tests.helpers.windows import open_in
from tests.ui.desk import CONTROL, SHIFT, Key, drop, hover, middle, name_of, opened, press, session_of, workspace_of


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(tmp_path / "p.facelabel") as made:
        workspace_of(made).verbs.joining.ask = lambda: True
        yield made


def cards(window: MainWindow) -> ClusterView:
    workspace_of(window).panes.focus(Pane.CARDS)
    return workspace_of(window).cards


def faces(window: MainWindow) -> FaceView:
    workspace_of(window).panes.focus(Pane.FACES)
    return workspace_of(window).faces


def members(window: MainWindow, cluster: int) -> tuple[FaceId, ...]:
    return session_of(window).project.members(ClusterId(cluster))


def toast(window: MainWindow) -> str:
    return window.findChild(Toast).accessibleName()


# -- dragging


def test_faces_are_dragged_from_the_dock_to_a_card(window: MainWindow) -> None:
    carried = members(window, 1)[:2]
    assert drop(cards(window), Load(carried), middle(cards(window), 1))
    assert set(carried) <= set(members(window, 2))
    assert toast(window) == "Moved 2 faces to Unnamed 2"


def test_a_card_under_carried_faces_says_what_a_drop_would_do(window: MainWindow) -> None:
    view = cards(window)
    session = session_of(window)
    alone = members(window, 1)[0]
    for other in (2, 3):
        workspace_of(window).verbs.move(Load(members(window, other)[:1]), Tray.IGNORED)
    _, taken = hover(view, Load((alone,)), middle(view, 1))
    hint = view.hint_at(view.model().index(1, 0))
    assert taken
    assert (hint.text, hint.after, hint.doubtful) == ("Move 1 face here", 4, False)
    assert view.hint_at(view.model().index(0, 0)) is None
    assert session.project.placements[alone].cluster == 1


def test_a_card_that_would_not_change_does_not_light_up(window: MainWindow) -> None:
    view = cards(window)
    _, taken = hover(view, Load(members(window, 1)), middle(view, 0))
    assert not taken
    assert view.hint_at(view.model().index(0, 0)) is None


def test_the_ground_between_cards_takes_nothing(window: MainWindow) -> None:
    view = cards(window)
    gap = QPoint(view.visualRect(view.model().index(0, 0)).right(), view.visualRect(view.model().index(0, 0)).top())
    assert not drop(view, Load(members(window, 1)[:1]), gap)


def test_two_faces_of_one_frame_are_put_together_only_after_a_question(window: MainWindow) -> None:
    asked: list[bool] = []
    workspace_of(window).verbs.joining.ask = lambda: bool(asked.append(True))
    face = members(window, 1)[0]
    drop(cards(window), Load((face,)), middle(cards(window), 1))
    assert asked == [True]
    assert face in members(window, 1)


def test_faces_are_dropped_on_people_and_trays(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.verbs.name_clusters([ClusterId(2)], "Ann")
    first, second, third, _ = members(window, 1)
    assert drop(workspace.people, Load((first,)), middle(workspace.people, 0))
    assert name_of(window, session_of(window).project.placements[first].cluster) == "Ann"
    assert drop(workspace.trays, Load((second,)), middle(workspace.trays, 0))
    assert session_of(window).project.unclustered() == (second,)
    assert drop(workspace.trays, Load((third,)), middle(workspace.trays, 2))
    assert session_of(window).project.placements[third].state is FaceState.NOT_A_FACE


def test_a_whole_card_dropped_on_a_person_is_merged_into_him(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.verbs.name_clusters([ClusterId(2)], "Ann")
    drop(workspace.people, workspace.card_model.load((ClusterId(1),)), middle(workspace.people, 0))
    assert toast(window) == "Merged Unnamed 1 into Ann, 8 faces"


def test_a_place_for_a_new_cluster_shows_while_dragging_even_if_the_dock_was_hidden(window: MainWindow) -> None:
    window.docks.people.hide()
    carried = members(window, 1)[:2]
    carrying().began.emit(Load(carried))
    trays = workspace_of(window).trays
    assert window.docks.people.isVisible()
    QApplication.processEvents()
    assert drop(trays, Load(carried), middle(trays, 0))
    assert members(window, 4) == carried
    carrying().ended.emit()
    assert window.docks.people.isHidden()


# -- selecting


def test_ctrl_and_shift_select_several_faces(window: MainWindow, qtbot: QtBot) -> None:
    view = faces(window)
    click = lambda row, modifier: qtbot.mouseClick(  # noqa: E731
        view.viewport(), Qt.MouseButton.LeftButton, modifier, middle(view, row)
    )
    click(0, Qt.KeyboardModifier.NoModifier)
    click(2, CONTROL)
    assert len(view.selected_faces()) == 2
    click(0, Qt.KeyboardModifier.NoModifier)
    click(3, SHIFT)
    assert len(view.selected_faces()) == 4


def test_a_rubber_band_selects_faces(window: MainWindow) -> None:
    view = faces(window)
    port = view.viewport()
    start = QPoint(port.width() - 2, view.visualRect(view.model().index(0, 0)).bottom() + 120)
    end = middle(view, 1)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 11):
        QTest.mouseMove(port, start + (end - start) * step / 10)
        QApplication.processEvents()
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert len(view.selected_faces()) == 3


def test_a_tick_box_toggles_without_ctrl(window: MainWindow, qtbot: QtBot) -> None:
    view = cards(window)
    for row in (1, 2):
        box = view.tick_rect(view.body_rect(view.model().index(row, 0))).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert view.selected_clusters() == [1, 2, 3]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert view.selected_clusters() == [1, 2]


def test_arrows_move_by_rows_and_columns_of_the_grid(window: MainWindow) -> None:
    view = cards(window)
    press(view, Key.Key_Right)
    assert view.current_cluster() == 2
    press(view, Key.Key_End)
    assert view.current_cluster() == 3
    press(view, Key.Key_Down)
    assert view.current_cluster() == 3
    press(view, Key.Key_Home)
    assert view.current_cluster() == 1


def test_ctrl_a_selects_all_in_the_pane_with_the_focus(window: MainWindow) -> None:
    cards(window)
    window.actions_table["commands.select_all"].trigger()
    assert len(workspace_of(window).cards.selected_clusters()) == 3
    faces(window)
    window.actions_table["commands.select_all"].trigger()
    assert len(workspace_of(window).faces.selected_faces()) == 4


# -- verbs


def test_m_merges_the_selected_cards_into_the_named_one(window: MainWindow, qtbot: QtBot) -> None:
    workspace = workspace_of(window)
    workspace.verbs.name_clusters([ClusterId(3)], "Ann")
    window.actions_table["commands.show_all"].trigger()
    view = cards(window)
    view.go_to(ClusterId(1))
    view.select([ClusterId(1), ClusterId(3)])
    qtbot.keyClicks(view, "m")
    assert len(members(window, 3)) == 8
    assert name_of(window, 3) == "Ann"
    assert view.current_cluster() == 3


def test_m_with_one_card_says_what_it_wants(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace_of(window).verbs.said) as said:
        qtbot.keyClicks(cards(window), "m")
    assert said.args == ["Select two or more cards to merge"]
    assert len(session_of(window).project.clusters) == 3


def test_p_splits_the_selected_faces_off(window: MainWindow, qtbot: QtBot) -> None:
    view = faces(window)
    view.selectionModel().select(view.model().index(0, 0), view.selectionModel().SelectionFlag.ClearAndSelect)
    chosen = view.selected_faces()
    qtbot.keyClicks(view, "p")
    assert members(window, 4) == chosen
    assert toast(window) == "Split Unnamed 1: 3 stay, 1 in Unnamed 4"


def test_i_and_delete_put_faces_away_and_the_next_face_is_selected(window: MainWindow, qtbot: QtBot) -> None:
    view = faces(window)
    press(view, Key.Key_Right)
    [chosen] = view.selected_faces()
    qtbot.keyClicks(view, "i")
    assert session_of(window).project.placements[chosen].state is FaceState.IGNORED
    [following] = view.selected_faces()
    window.actions_table["verbs.reject"].trigger()
    assert session_of(window).project.placements[following].state is FaceState.NOT_A_FACE


def test_i_ignores_all_faces_of_the_selected_cards(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(cards(window), "i")
    assert ClusterId(1) not in session_of(window).project.clusters
    assert len(session_of(window).project.in_state(FaceState.IGNORED)) == 4
    assert workspace_of(window).cards.selected_clusters() == [2]


def test_faces_come_back_from_a_tray(window: MainWindow, qtbot: QtBot) -> None:
    workspace = workspace_of(window)
    qtbot.keyClicks(cards(window), "i")
    workspace.trays.setCurrentIndex(workspace.tray_model.index_of(Tray.IGNORED))
    assert workspace.face_model.rowCount() == 4
    faces(window).selectAll()
    window.actions_table["verbs.take_back"].trigger()
    assert len(session_of(window).project.unclustered()) == 4


def test_cut_and_put_move_faces_without_a_mouse(window: MainWindow) -> None:
    view = faces(window)
    press(view, Key.Key_Right)
    [chosen] = view.selected_faces()
    window.actions_table["verbs.cut"].trigger()
    assert view.is_carried(chosen)
    cards(window).go_to(ClusterId(3))
    window.actions_table["verbs.paste"].trigger()
    assert chosen in members(window, 3)
    assert not view.is_carried(chosen)


def test_esc_puts_back_what_was_cut(window: MainWindow) -> None:
    view = faces(window)
    press(view, Key.Key_Right)
    window.actions_table["verbs.cut"].trigger()
    press(view, Key.Key_Escape)
    assert not view.is_carried(members(window, 1)[0])
    cards(window).go_to(ClusterId(3))
    window.actions_table["verbs.paste"].trigger()
    assert len(members(window, 3)) == 4


def test_a_digit_moves_selected_faces_to_a_recent_name(window: MainWindow, qtbot: QtBot) -> None:
    workspace_of(window).verbs.name_clusters([ClusterId(3)], "Ann")
    view = faces(window)
    press(view, Key.Key_Right)
    [chosen] = view.selected_faces()
    qtbot.keyClicks(view, "1")
    assert chosen in members(window, 3)


# -- history


def test_undo_and_redo_say_what_they_would_do_and_did(window: MainWindow) -> None:
    workspace_of(window).verbs.name_clusters([ClusterId(1)], "Ann")
    undo, redo = window.actions_table["verbs.undo"], window.actions_table["verbs.redo"]
    assert undo.text() == "&Undo name Ann"
    undo.trigger()
    assert name_of(window, 1) is None
    assert toast(window) == "Undone: name Ann"
    assert redo.text() == "&Redo name Ann"
    redo.trigger()
    assert name_of(window, 1) == "Ann"
    assert not redo.isEnabled()


def test_the_toast_takes_the_step_back(window: MainWindow, qtbot: QtBot) -> None:
    cards(window)
    workspace_of(window).verbs.name_clusters([ClusterId(1)], "Ann")
    shown = window.findChild(Toast)
    button = shown.children()[0]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert name_of(window, 1) is None


def test_history_reaches_back_over_a_restart(window: MainWindow) -> None:
    path = session_of(window).path
    workspace_of(window).verbs.name_clusters([ClusterId(1)], "Ann")
    window.documents.close()
    open_in(window.documents, path)
    assert name_of(window, 1) == "Ann"
    window.actions_table["verbs.undo"].trigger()
    assert name_of(window, 1) is None


def test_the_effort_counts_faces_and_steps(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.verbs.name_clusters([ClusterId(1)], "Ann")
    workspace.verbs.move(Load(members(window, 2)), Tray.IGNORED)
    effort = workspace.effort()
    assert (effort.labelled, effort.ignored, effort.total, effort.actions) == (4, 4, 12, 2)
    window.actions_table["verbs.undo"].trigger()
    assert workspace.effort().actions == 1
