"""What the workspace shows, and where the focus goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import ClusterId
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.ui import theme
from facelabeler.ui.actions import ACTIONS, MENUS, key_rows
from facelabeler.ui.clusters.order import Tab
from facelabeler.ui.controls import Button
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.panes import Pane
from facelabeler.ui.places import Tray
from tests.helpers.pictures import jpeg
from tests.helpers.projects import found_face
from tests.ui.desk import Key, empty_window, middle, opened, press, session_of, workspace_of


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(tmp_path / "p.facelabel") as made:
        yield made


def more(people: Sequence[int], frames: int) -> list[FoundFrame]:
    """Samples that come after those of the project."""
    picture = jpeg("#808080")
    return [
        FoundFrame(k, int(25 * k), tuple(found_face(p, left=9 * n, thumbnail=picture) for n, p in enumerate(people)))
        for k in (4.0 + n for n in range(frames))
    ]


def test_the_title_says_the_project(window: MainWindow) -> None:
    assert window.windowTitle() == "p — FaceLabeler"


def test_the_selected_cards_faces_are_beside_it(window: MainWindow) -> None:
    workspace = workspace_of(window)
    assert workspace.face_model.place == 1
    workspace.cards.go_to(ClusterId(2))
    assert workspace.face_model.place == 2
    assert workspace.face_model.rowCount() == 4


def test_choosing_a_tray_shows_its_faces_and_choosing_the_card_again_shows_the_cards(
    window: MainWindow, qtbot: QtBot
) -> None:
    workspace = workspace_of(window)
    face = session_of(window).project.members(ClusterId(1))[0]
    workspace.verbs.move(Load((face,)), Tray.UNCLUSTERED)
    workspace.panes.focus(Pane.TRAYS)
    qtbot.mouseClick(workspace.trays.viewport(), Qt.MouseButton.LeftButton, pos=middle(workspace.trays, 0))
    assert workspace.face_model.place is Tray.UNCLUSTERED
    assert workspace.face_model.rowCount() == 1
    qtbot.mouseClick(workspace.cards.viewport(), Qt.MouseButton.LeftButton, pos=middle(workspace.cards, 0))
    assert workspace.face_model.place == 1


def test_trays_are_reached_by_keyboard(window: MainWindow) -> None:
    workspace = workspace_of(window)
    for _ in range(3):
        window.actions_table["commands.next_pane"].trigger()
    assert workspace.panes.active is Pane.TRAYS
    press(workspace.trays, Key.Key_Down)
    press(workspace.trays, Key.Key_Down)
    assert workspace.face_model.place in list(Tray)


def test_choosing_a_person_selects_the_card(window: MainWindow, qtbot: QtBot) -> None:
    workspace = workspace_of(window)
    workspace.verbs.name_clusters([ClusterId(2)], "Ann")
    qtbot.mouseClick(workspace.people.viewport(), Qt.MouseButton.LeftButton, pos=middle(workspace.people, 0))
    assert workspace.card_model.tab is Tab.NAMED
    assert workspace.cards.selected_clusters() == [2]
    assert workspace.face_model.place == 2


def test_f6_goes_round_the_panes(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.panes.focus(Pane.CARDS)
    seen = []
    for _ in range(4):
        window.actions_table["commands.next_pane"].trigger()
        seen.append(workspace.panes.active)
    assert seen == [Pane.FACES, Pane.PEOPLE, Pane.TRAYS, Pane.CARDS]


def test_search_filters_cards_and_esc_ends_it(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_table["commands.find"].trigger()
    assert window.tools.search.hasFocus()
    qtbot.keyClicks(window.tools.search, "unnamed 3")
    assert workspace_of(window).card_model.clusters() == [3]
    press(window.tools.search, Key.Key_Escape)
    assert workspace_of(window).card_model.rowCount() == 3
    assert workspace_of(window).cards.hasFocus()


def test_new_faces_join_their_card_without_moving_it(window: MainWindow, qtbot: QtBot) -> None:
    workspace, session = workspace_of(window), session_of(window)
    new = session.add_frames(next(iter(session.project.sources)), more((1, 7), 2))
    session.place_arrivals(new, [1, -2, 1, -2])
    workspace.bridge.flush()
    assert workspace.card_model.clusters() == [1, 2, 3, 4]
    assert workspace.cards.current_cluster() == 1
    assert workspace.face_model.waiting == 2


def test_new_cards_below_are_counted_until_they_are_seen(window: MainWindow) -> None:
    workspace, session = workspace_of(window), session_of(window)
    source = next(iter(session.project.sources))
    new = session.add_frames(source, more(tuple(range(10, 40)), 1))
    session.place_arrivals(new, [-2 - n for n in range(30)])
    workspace.bridge.flush()
    QApplication.processEvents()
    hidden = 33 - len(workspace.cards.visible_clusters())
    assert workspace.header.arrived.text() == f"{hidden} new below"
    workspace.cards.verticalScrollBar().setValue(workspace.cards.verticalScrollBar().maximum())
    assert workspace.header.arrived.text() == "" or int(workspace.header.arrived.text().split()[0]) < hidden


def test_the_current_card_is_kept_a_row_from_the_edge(window: MainWindow) -> None:
    workspace, session = workspace_of(window), session_of(window)
    new = session.add_frames(next(iter(session.project.sources)), more(tuple(range(10, 60)), 1))
    session.place_arrivals(new, [-2 - n for n in range(50)])
    workspace.bridge.flush()
    view = workspace.cards
    view.setFocus()
    for _ in range(5):
        press(view, Key.Key_Down)
    rect = view.visualRect(view.currentIndex())
    margin = min(rect.height(), (view.viewport().height() - rect.height()) // 2)
    assert rect.bottom() + margin <= view.viewport().height()


def test_the_columns_share_the_width_and_fit_it(window: MainWindow) -> None:
    view = workspace_of(window).cards
    for width in (1280, 1440, 1900):
        window.resize(width, 900)
        QApplication.processEvents()
        rights = [view.visualRect(view.model().index(row, 0)) for row in range(3)]
        assert {rect.top() for rect in rights} == {rights[0].top()}
        assert rights[-1].right() < view.viewport().width()
        assert view.columns() == view.viewport().width() // view.gridSize().width()


def test_a_press_between_cards_is_a_press_on_empty_ground(window: MainWindow) -> None:
    view = workspace_of(window).cards
    corner = view.visualRect(view.model().index(0, 0)).topLeft()
    assert not view.indexAt(corner + QPoint(2, 2)).isValid()
    assert view.indexAt(corner + QPoint(8, 8)).row() == 0


def test_an_empty_tab_says_why(window: MainWindow) -> None:
    window.actions_table["commands.show_named"].trigger()
    said = [label.text() for label in workspace_of(window).cards.viewport().findChildren(QLabel) if label.isVisible()]
    assert said == ["No name given yet", "Press Enter on a card and type."]


def painted(window: MainWindow) -> QImage:
    return workspace_of(window).cards.viewport().grab().toImage()


def test_selected_focused_and_target_cards_are_drawn_apart(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.faces.setFocus()
    selected = painted(window)
    workspace.cards.setFocus()
    focused = painted(window)
    workspace.cards.clearSelection()
    plain = painted(window)
    assert selected != focused
    assert plain not in (selected, focused)


def test_every_theme_can_be_put_on_while_a_project_is_open(window: MainWindow, qapp: QApplication) -> None:
    grounds = []
    for name in ("theme_light", "theme_high_contrast", "theme_dark"):
        window.actions_table[f"window.{name}"].trigger()
        grounds.append(painted(window).pixelColor(1, painted(window).height() - 2))
        assert grounds[-1] == theme.tokens().bg
    assert len({ground.name() for ground in grounds}) == 3


def test_every_action_of_the_table_has_somebody_who_does_it(window: MainWindow) -> None:
    owners = {
        "documents": window.documents,
        "restoring": window.restoring,
        "people": window.care,
        "window": window.window_commands,
        "commands": window.commands,
        "viewer": window.viewing,
        "questions": window.asking,
        "verbs": workspace_of(window).verbs,
        "processing": window.processing,
    }
    for spec in ACTIONS:
        owner, _, slot = spec.slot.partition(".")
        assert callable(getattr(owners[owner], slot)), spec.slot


def test_menus_have_the_names_that_others_rely_on(window: MainWindow) -> None:
    menus = {action.text().replace("&", ""): action.menu() for action in window.menuBar().actions()}
    assert tuple(menus) == MENUS
    entries = {a.text().replace("&", ""): a.shortcut().toString() for a in menus["File"].actions() if a.text()}
    assert entries["Open Video…"] == "Ctrl+O"
    assert entries["Export…"] == "Ctrl+E"
    assert {"Open Folder…", "Open Project…", "Open Recent", "Quit"} <= set(entries)


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = [key for spec in ACTIONS for key in spec.key.split()]
    assert len(keys) == len(set(keys))


def test_all_keys_lists_menu_entries_and_plain_keys() -> None:
    rows = {row.text: row.keys for row in key_rows()}
    assert rows["Merge Cards"] == ("M",)
    assert rows["Name"] == ("F2", "Enter")
    assert rows["Give a recent name"] == ("1", "…", "9")


def test_without_a_project_only_opening_is_possible(qapp: QApplication) -> None:
    with empty_window() as window:
        assert window.windowTitle() == "Untitled — FaceLabeler"
        assert window.actions_table["documents.open_video"].isEnabled()
        assert not window.actions_table["window.export"].isEnabled()
        assert not window.actions_table["verbs.undo"].isEnabled()


def test_closing_the_project_goes_back_to_the_start_page(window: MainWindow) -> None:
    window.actions_table["documents.close"].trigger()
    assert window.workspace is None
    assert window.start_page.isVisible()
    assert window.docks.people.isHidden()


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QSlider, QTabBar, QToolButton

    for kind in (QAbstractButton, QAbstractItemView, QLineEdit, QSlider, QTabBar):
        for widget in window.findChildren(kind):
            own = not isinstance(widget, QToolButton)  # Qt's own overflow buttons
            assert not own or not widget.isVisible() or widget.accessibleName(), widget


def test_the_export_dialog_is_one_and_goes_with_its_project(window: MainWindow) -> None:
    for _ in range(2):
        window.actions_table["window.export"].trigger()
    [dialog] = [child for child in window.findChildren(QDialog) if child.isVisible()]
    assert dialog.windowTitle() == "Export Dataset"
    window.documents.close()
    assert not [child for child in window.findChildren(QDialog) if child.isVisible()]


def test_the_faces_can_be_sorted_from_their_dock(window: MainWindow) -> None:
    workspace = workspace_of(window)
    names = {action.text(): action for action in workspace.faces_panel.findChildren(QAction)}
    names["By time"].trigger()
    shown = [workspace.face_model.index(row, 0).data() for row in range(4)]
    assert shown == ["Face 1 at 0:00", "Face 4 at 0:01", "Face 7 at 0:02", "Face 10 at 0:03"]


@pytest.mark.parametrize(("width", "people", "faces"), [(1280, 208, 336), (1440, 240, 380), (2560, 288, 560)])
def test_the_docks_are_as_wide_as_the_window_wants(window: MainWindow, width: int, people: int, faces: int) -> None:
    window.resize(width, 800)
    QApplication.processEvents()
    assert (window.docks.people.width(), window.docks.faces.width()) == (people, faces)


def test_docks_that_the_user_has_changed_stay(window: MainWindow) -> None:
    window.resizeDocks([window.docks.people], [300], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    window.resize(2560, 800)
    QApplication.processEvents()
    assert window.docks.people.width() == 300


@pytest.mark.parametrize("name", ["dark", "light"])
def test_a_new_theme_leaves_the_toolbar_its_room(window: MainWindow, qapp: QApplication, name: str) -> None:
    theme.apply_theme(qapp, name)
    qapp.processEvents()
    bar, search = window.tools, window.tools.search
    middles = {button.mapTo(bar, button.rect().center()).y() for button in (search, window.tools.export)}
    assert len(middles) == 1
    assert search.parentWidget().rect().contains(search.geometry())


def test_the_faces_are_filtered_by_quality_from_their_panel(window: MainWindow) -> None:
    """Every face of the project is clear: the filter for poor ones hides all, says so, and stays for other cards."""
    workspace = workspace_of(window)
    choices = {action.text(): action for action in workspace.faces_panel.findChildren(QAction)}
    choices["Poor only"].trigger()
    button = next(b for b in workspace.faces_panel.findChildren(Button) if "Filter" in b.accessibleName())
    assert button.accessibleName() == "Filter by quality: Poor only"
    assert choices["Poor only"].isChecked()
    assert not choices["Any quality"].isChecked()
    assert workspace.face_model.rowCount() == 0
    said = {label.text() for label in workspace.faces_panel.findChildren(QLabel) if label.isVisible()}
    assert "The filter hides every face." in said
    workspace.cards.go_to(ClusterId(2))
    assert workspace.face_model.rowCount() == 0
    choices["Clear only"].trigger()
    assert workspace.face_model.rowCount() == 4
