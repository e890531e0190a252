"""Naming, key by key, in a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import ClusterId
from facelabeler.ui.clusters.order import Tab
from facelabeler.ui.clusters.view import ClusterView
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.naming.field import NameField
from facelabeler.ui.naming.popup import NamePopup
from facelabeler.ui.panes import Pane
from tests.ui.desk import CONTROL, SHIFT, Key, name_of, opened, press, session_of, typed, workspace_of


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(tmp_path / "p.facelabel", people=(1, 2, 3, 4)) as made:
        yield made


def cards(window: MainWindow) -> ClusterView:
    view = workspace_of(window).cards
    view.setFocus()
    return view


def field(window: MainWindow) -> NameField:
    found = [f for f in window.findChildren(NameField) if f.isVisible()]
    assert len(found) == 1
    return found[0]


def popup(window: MainWindow) -> NamePopup:
    return next(p for p in window.findChildren(NamePopup) if p.isVisible())


def is_naming(window: MainWindow) -> bool:
    return workspace_of(window).naming.is_open


def name(window: MainWindow, text: str) -> None:
    """Press Enter on the current card, type, press Enter."""
    press(cards(window), Key.Key_Return)
    typed(window, text)
    press(field(window), Key.Key_Return)


def test_enter_types_a_name_and_goes_on_to_the_next_card(window: MainWindow) -> None:
    name(window, "Ann")
    assert name_of(window, 1) == "Ann"
    assert not is_naming(window)
    assert workspace_of(window).cards.current_cluster() == 2
    assert workspace_of(window).cards.hasFocus()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_F2])
def test_each_naming_key_opens_the_field(window: MainWindow, key: Key) -> None:
    press(cards(window), key)
    assert is_naming(window)
    assert QApplication.focusWidget() is field(window)
    assert field(window).accessibleName() == "Name of Unnamed 1"


def test_a_capital_letter_opens_the_field_and_is_its_first_letter(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(cards(window), "M")
    assert field(window).text() == "M"
    typed(window, "onica")
    press(field(window), Key.Key_Return)
    assert name_of(window, 1) == "Monica"


def test_a_letter_outside_a_to_z_opens_the_field(window: MainWindow) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Eacute, Qt.KeyboardModifier.NoModifier, "é")
    QApplication.sendEvent(cards(window), key)
    assert field(window).text() == "é"


@pytest.mark.parametrize("pane", [Pane.CARDS, Pane.FACES])
def test_the_first_key_of_an_input_method_opens_the_field(window: MainWindow, pane: Pane) -> None:
    event = QInputMethodEvent()
    event.setCommitString("莫")
    QApplication.sendEvent(workspace_of(window).panes.widget(pane), event)
    assert field(window).text() == "莫"
    assert field(window).typed == "莫"


def test_plain_verb_letters_open_no_field(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(cards(window), "mpyn")
    assert not is_naming(window)
    assert session_of(window).undo_step().verb == "grouped"


def test_letters_are_no_verbs_while_a_name_is_typed(window: MainWindow) -> None:
    press(cards(window), Key.Key_Return)
    typed(window, "imp 19")
    press(field(window), Key.Key_Delete)
    press(field(window), Key.Key_Return)
    assert name_of(window, 1) == "imp 19"
    assert len(session_of(window).history()) == 2


def test_esc_leaves_all_as_it_was(window: MainWindow) -> None:
    press(cards(window), Key.Key_Return)
    typed(window, "Ann")
    press(field(window), Key.Key_Escape)
    assert not is_naming(window)
    assert name_of(window, 1) is None
    assert workspace_of(window).cards.hasFocus()


def test_what_was_typed_waits_when_something_else_is_clicked(window: MainWindow) -> None:
    press(cards(window), Key.Key_Return)
    typed(window, "Ann")
    workspace_of(window).faces.setFocus()
    assert not is_naming(window)
    assert name_of(window, 1) is None
    press(cards(window), Key.Key_Return)
    assert field(window).text() == "Ann"


def test_the_field_shows_the_rest_of_a_known_name_as_selected_text(window: MainWindow) -> None:
    name(window, "Monica")
    press(cards(window), Key.Key_Return)
    typed(window, "Mo")
    assert field(window).text() == "Monica"
    assert field(window).selectedText() == "nica"
    press(field(window), Key.Key_Return)
    assert name_of(window, 1) == "Monica"
    assert ClusterId(2) not in session_of(window).project.clusters


def test_taking_letters_away_shows_no_completion(window: MainWindow) -> None:
    name(window, "Monica")
    press(cards(window), Key.Key_Return)
    typed(window, "Mo")
    press(field(window), Key.Key_Backspace)
    assert field(window).text() == "Mo"
    press(field(window), Key.Key_Backspace)
    assert field(window).text() == "M"


def test_tab_accepts_the_completion_and_stays(window: MainWindow) -> None:
    name(window, "Monica")
    press(cards(window), Key.Key_Return)
    typed(window, "Mo")
    press(field(window), Key.Key_Tab)
    typed(window, " B")
    assert field(window).text() == "Monica B"


def test_ctrl_enter_makes_a_new_person_of_the_text_as_typed(window: MainWindow) -> None:
    name(window, "Monica")
    press(cards(window), Key.Key_Return)
    typed(window, "Mon")
    press(field(window), Key.Key_Return, CONTROL)
    assert [name_of(window, 1), name_of(window, 2)] == ["Monica", "Mon"]


def test_a_near_miss_takes_the_known_name(window: MainWindow) -> None:
    name(window, "Monica")
    press(cards(window), Key.Key_Return)
    typed(window, "Monika")
    assert popup(window).findChildren(QWidget)
    press(field(window), Key.Key_Return)
    assert [person.name for person in session_of(window).project.people.values()] == ["Monica"]


def test_an_arrow_marks_the_new_person_instead(window: MainWindow) -> None:
    name(window, "Monica")
    press(cards(window), Key.Key_Return)
    typed(window, "Monika")
    press(field(window), Key.Key_Down)
    press(field(window), Key.Key_Return)
    assert name_of(window, 2) == "Monika"


def test_an_old_name_is_shown_selected_and_kept_by_enter(window: MainWindow) -> None:
    name(window, "Ann")
    workspace_of(window).show_tab(Tab.NAMED)
    press(cards(window), Key.Key_Return)
    assert field(window).selectedText() == "Ann"
    press(field(window), Key.Key_Return)
    assert name_of(window, 1) == "Ann"
    assert len(session_of(window).history()) == 2


def test_an_emptied_field_takes_the_name_away(window: MainWindow) -> None:
    name(window, "Ann")
    workspace_of(window).show_tab(Tab.NAMED)
    press(cards(window), Key.Key_Return)
    press(field(window), Key.Key_Backspace)
    press(field(window), Key.Key_Return)
    assert name_of(window, 1) is None


def test_several_cards_get_one_name_and_the_merge_is_written_before(window: MainWindow) -> None:
    view = cards(window)
    press(view, Key.Key_Right, SHIFT)
    press(view, Key.Key_Right, SHIFT)
    typed(view, "A")
    said = {label.text() for label in popup(window).findChildren(QWidget) if hasattr(label, "text")}
    assert "Name 3 cards, 12 faces" in said
    assert "After Enter: 3 cards join A, 12 faces in all. Undo takes it back." in said
    typed(window, "nn")
    press(field(window), Key.Key_Return)
    [cluster] = session_of(window).project.clusters_of(next(iter(session_of(window).project.people)))
    assert session_of(window).project.size(cluster) == 12


def test_digits_give_the_recent_names(window: MainWindow, qtbot: QtBot) -> None:
    name(window, "Ann")
    name(window, "Bob")
    qtbot.keyClicks(cards(window), "1")
    assert session_of(window).undo_step().params["into"] == "Ann"
    qtbot.keyClicks(cards(window), "9")
    assert session_of(window).undo_step().params["into"] == "Ann"


def test_the_whole_cast_is_named_without_the_mouse(window: MainWindow) -> None:
    for person in ("Ann", "Bob", "Cy", "Di"):
        name(window, person)
    assert {person.name for person in session_of(window).project.people.values()} == {"Ann", "Bob", "Cy", "Di"}
    assert workspace_of(window).card_model.rowCount() == 0


def test_the_field_stands_where_the_name_was(window: MainWindow) -> None:
    view = cards(window)
    place = view.name_rect(ClusterId(1))
    press(view, Key.Key_Return)
    centre = view.viewport().mapTo(workspace_of(window).centre, place.center())
    assert field(window).geometry().contains(centre)
    assert abs(field(window).width() - place.width()) <= 2


def test_the_popup_stands_below_the_field_and_above_it_where_there_is_no_room(window: MainWindow) -> None:
    press(cards(window), Key.Key_Return)
    typed(window, "Z")
    top = field(window).mapTo(window, field(window).rect().topLeft()).y()
    assert popup(window).y() > top
    workspace_of(window).naming.close()
    window.resize(1440, 600)
    QApplication.processEvents()
    below: Callable[[QLineEdit], int] = lambda f: f.mapTo(window, f.rect().bottomLeft()).y()  # noqa: E731
    press(cards(window), Key.Key_Return)
    typed(window, "Z")
    assert popup(window).geometry().bottom() <= window.rect().bottom()
    assert below(field(window)) > 0
