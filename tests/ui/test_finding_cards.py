"""Search, filter and sorting in the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSlider, QWidgetAction
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import ClusterId
from facelabeler.ui.actions import ACTIONS
from facelabeler.ui.clusters.order import Sorting, Tab
from facelabeler.ui.find.filter_menu import FilterMenu
from facelabeler.ui.find.finder import Finder
from facelabeler.ui.header import SORTINGS
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.panes import Pane
from tests.helpers.projects import found_frames, video_source
from tests.ui.desk import Key, opened, press, session_of, workspace_of


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(tmp_path / "p.facelabel") as made:
        yield made


def finder_of(window: MainWindow) -> Finder:
    found = workspace_of(window).findChild(Finder)
    assert found is not None
    return found


def shown(window: MainWindow) -> list[int]:
    return list(workspace_of(window).card_model.clusters())


def search(window: MainWindow, text: str) -> list[int]:
    window.tools.search.setText(text)
    return shown(window)


def faces_of(window: MainWindow, cluster: int) -> list[int]:
    return list(session_of(window).project.members(ClusterId(cluster)))


def test_cards_are_found_by_what_is_known_of_them(window: MainWindow) -> None:
    verbs = workspace_of(window).verbs
    workspace_of(window).cards.go_to(ClusterId(1))
    workspace_of(window).panes.focus(Pane.FACES)
    workspace_of(window).faces.go_to_row(0)
    verbs.ignore()
    workspace_of(window).show_tab(Tab.ALL)
    assert search(window, "faces<4") == [1]
    assert search(window, "source:CLIP -cluster:2") == [1, 3]
    assert search(window, "edited") == []


def test_a_search_that_makes_no_sense_leaves_the_cards_and_says_why(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_table["commands.find"].trigger()
    window.tools.search.setText("faces>3")
    qtbot.keyClicks(window.tools.search, " faces>")
    help_ = finder_of(window).help
    assert shown(window) == [1, 2, 3]
    assert window.tools.search.is_wrong
    assert "needs a number" in help_.text
    qtbot.keyClicks(window.tools.search, "4")
    assert shown(window) == []
    assert "0 of 3 cards" in help_.text


def test_the_help_stands_below_the_field_while_it_has_the_focus(window: MainWindow) -> None:
    help_ = finder_of(window).help
    window.actions_table["commands.find"].trigger()
    assert help_.isVisible()
    assert help_.y() > window.tools.search.mapTo(window, window.tools.search.rect().bottomLeft()).y()
    press(window.tools.search, Key.Key_Escape)
    assert not help_.isVisible()


def test_enter_goes_to_what_was_found_even_on_another_tab(window: MainWindow, qtbot: QtBot) -> None:
    workspace_of(window).verbs.name_clusters([ClusterId(2)], "Ann")
    window.actions_table["commands.find"].trigger()
    qtbot.keyClicks(window.tools.search, "ann")
    assert shown(window) == []
    press(window.tools.search, Key.Key_Return)
    assert workspace_of(window).card_model.tab is Tab.ALL
    assert shown(window) == [2]
    assert workspace_of(window).cards.hasFocus()


def test_tabs_count_what_was_found(window: MainWindow) -> None:
    workspace_of(window).verbs.name_clusters([ClusterId(2)], "Ann")
    search(window, "ann")
    assert workspace_of(window).card_model.counts() == {Tab.TO_NAME: 0, Tab.NAMED: 1, Tab.ALL: 1}


def test_going_to_a_person_that_is_not_searched_for_ends_the_search(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.verbs.name_clusters([ClusterId(2)], "Ann")
    search(window, "unnamed")
    workspace.show_person(next(iter(session_of(window).project.people)))
    assert window.tools.search.text() == ""
    assert workspace.cards.current_cluster() == 2


def test_what_an_edit_makes_fit_comes_and_what_it_makes_unfit_goes(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.show_tab(Tab.ALL)
    assert search(window, "unconfirmed") == [1, 2, 3]
    workspace.cards.go_to(ClusterId(2))
    workspace.verbs.confirm()
    assert shown(window) == [1, 3]
    workspace.verbs.undo()
    assert shown(window) == [1, 2, 3]


def test_a_term_that_is_still_being_typed_hides_no_card(window: MainWindow, qtbot: QtBot) -> None:
    window.tools.search.setText("cluster<3 ")
    for letter in "faces":
        qtbot.keyClicks(window.tools.search, letter)
        assert shown(window) == [1, 2]
    qtbot.keyClicks(window.tools.search, " ")
    assert shown(window) == []


# -- filter


def filter_menu(window: MainWindow) -> FilterMenu:
    menu = FilterMenu(window.tools.search.text(), session_of(window).project.sources.values(), window)
    menu.searched.connect(window.tools.search.setText)
    return menu


def toggle(menu: FilterMenu, title: str) -> None:
    next(action for action in menu.actions() if action.text() == title).trigger()


def test_the_filter_writes_the_search(window: MainWindow) -> None:
    window.tools.search.setText("ann")
    menu = filter_menu(window)
    toggle(menu, "Confirmed")
    toggle(menu, "With Doubtful Faces")
    assert window.tools.search.text() == "ann confirmed doubtful"
    assert window.tools.filter.text() == "Filter 3"
    toggle(menu, "Not Confirmed")
    assert window.tools.search.text() == "ann doubtful unconfirmed"
    toggle(menu, "With Doubtful Faces")
    assert window.tools.search.text() == "ann unconfirmed"
    toggle(menu, "Show All Cards")
    assert window.tools.search.text() == ""


def test_the_filter_shows_what_is_searched_for(window: MainWindow) -> None:
    window.tools.search.setText("confirmed quality>=40%")
    menu = filter_menu(window)
    ticked = [action.text() for action in menu.actions() if action.isCheckable() and action.isChecked()]
    assert ticked == ["Confirmed"]
    assert slider_of(menu).value() == 8
    assert slider_of(menu).accessibleName() == "Quality at least"


def slider_of(menu: FilterMenu) -> QSlider:
    holders = [action.defaultWidget() for action in menu.actions() if isinstance(action, QWidgetAction)]
    found = [slider for holder in holders if holder is not None for slider in holder.findChildren(QSlider)]
    return found[0]


def test_the_slider_keeps_cards_of_good_quality(window: MainWindow) -> None:
    menu = filter_menu(window)
    slider_of(menu).setValue(18)
    assert window.tools.search.text() == "quality>=90%"
    assert shown(window) == [1, 2, 3]
    slider_of(menu).setValue(19)
    assert shown(window) == []
    slider_of(menu).setValue(0)
    assert window.tools.search.text() == ""


def test_several_sources_can_be_chosen_among(window: MainWindow) -> None:
    session = session_of(window)
    other = replace(video_source("my other clip.mp4"), size=7)
    [source] = session.add_sources([other], every=1.0)
    new = session.add_frames(source, found_frames((9,), 2))
    session.place_arrivals(new, [-2, -2])
    workspace_of(window).bridge.flush()
    menu = filter_menu(window)
    toggle(menu, "my other clip.mp4")
    assert window.tools.search.text() == 'source:"my other clip.mp4"'
    assert shown(window) == [4]
    toggle(menu, "clip.mp4")
    assert window.tools.search.text() == "source:clip.mp4"


# -- sorting


def test_every_sorting_has_a_menu_entry_and_words() -> None:
    slots = {spec.slot for spec in ACTIONS if spec.group == "sort"}
    assert slots == {f"commands.sort_{by.value.replace('-', '_')}" for by in Sorting}
    assert SORTINGS.keys() == set(Sorting)


def test_the_header_says_what_cards_are_sorted_by(window: MainWindow) -> None:
    window.actions_table["commands.sort_worst"].trigger()
    assert workspace_of(window).header.sorting.text() == "Worst quality first"


def test_an_edit_sorts_nothing_and_f5_does(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.show_tab(Tab.ALL)
    workspace.panes.focus(Pane.FACES)
    workspace.faces.go_to_row(0)
    workspace.verbs.ignore()
    assert shown(window) == [1, 2, 3]
    window.actions_table["commands.sort_again"].trigger()
    assert shown(window) == [2, 3, 1]


def test_more_like_this_puts_the_card_itself_first_and_the_nearest_after_it(window: MainWindow) -> None:
    workspace, session = workspace_of(window), session_of(window)
    new = session.add_frames(next(iter(session.project.sources)), found_frames((3,), 6)[4:])
    session.place_arrivals(new, [-2, -2])
    workspace.bridge.flush()
    assert shown(window) == [1, 2, 3, 4]
    workspace.cards.go_to(ClusterId(3))
    window.actions_table["commands.more_like_this"].trigger()
    assert shown(window)[:2] == [3, 4]
    assert workspace.cards.current_cluster() == 3
    assert workspace.header.sorting.text() == "Like the selection"


def test_more_like_a_face_starts_from_the_face(window: MainWindow) -> None:
    workspace = workspace_of(window)
    face = faces_of(window, 2)[0]
    workspace.cards.go_to(ClusterId(2))
    workspace.panes.focus(Pane.FACES)
    workspace.faces.go_to(face)
    window.actions_table["commands.more_like_this"].trigger()
    assert shown(window)[0] == 2


def test_more_like_nothing_says_what_it_wants(window: MainWindow, qtbot: QtBot) -> None:
    workspace = workspace_of(window)
    workspace.cards.clearSelection()
    with qtbot.waitSignal(workspace.verbs.said) as said:
        window.actions_table["commands.more_like_this"].trigger()
    assert "Select faces or a card" in said.args[0]
    assert shown(window) == [1, 2, 3]
