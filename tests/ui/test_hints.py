"""The first minute: three hints, each once, beside what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from facelabeler.ui.hints import Plate
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.settings_store import window_settings
from tests.ui.desk import Key, empty_window, opened, press, typed, workspace_of


@pytest.fixture
def newcomer() -> None:
    """Somebody who has seen no hint yet."""
    window_settings().remove("hints")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, newcomer: None) -> Iterator[MainWindow]:
    with opened(tmp_path / "p.facelabel") as made:
        yield made


def plate(window: MainWindow, qtbot: QtBot, name: str) -> Plate:
    qtbot.waitUntil(lambda: window.hints.plate is not None and window.hints.plate.hint.name == name)
    found = window.hints.plate
    assert found is not None
    return found


def got_it(shown: Plate) -> QPushButton:
    return next(button for button in shown.findChildren(QPushButton) if button.accessibleName() == "Got it")


def test_the_card_is_explained_first_then_questions_and_keys_and_then_nothing(window: MainWindow, qtbot: QtBot) -> None:
    got_it(plate(window, qtbot, "card")).click()
    got_it(plate(window, qtbot, "questions")).click()
    got_it(plate(window, qtbot, "keys")).click()
    qtbot.wait(400)
    assert window.hints.plate is None


def test_a_hint_stands_beside_its_card_and_inside_the_window(window: MainWindow, qtbot: QtBot) -> None:
    shown = plate(window, qtbot, "card")
    workspace = workspace_of(window)
    card = workspace.current_card_rect().translated(workspace.centre.mapTo(window, workspace.centre.rect().topLeft()))
    assert not shown.geometry().intersects(card)
    assert window.rect().contains(shown.geometry())


def test_a_hint_leaves_the_room_to_what_lies_over_the_cards_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    got_it(plate(window, qtbot, "card")).click()
    plate(window, qtbot, "questions")
    window.actions_table["questions.open"].trigger()
    assert window.hints.plate is None
    qtbot.wait(400)
    assert window.hints.plate is None
    assert window.asking is not None
    window.asking.step_back()
    plate(window, qtbot, "questions")


def test_esc_closes_a_hint_and_nothing_else(window: MainWindow, qtbot: QtBot) -> None:
    workspace = workspace_of(window)
    plate(window, qtbot, "card")
    workspace.cards.selectAll()
    press(workspace.cards, Key.Key_Escape)
    assert len(workspace.cards.selected_clusters()) == 3
    plate(window, qtbot, "questions")


def test_a_hint_takes_no_focus_and_hides_no_key(window: MainWindow, qtbot: QtBot) -> None:
    workspace = workspace_of(window)
    plate(window, qtbot, "card")
    assert workspace.cards.hasFocus()
    press(workspace.cards, Key.Key_Return)
    typed(window, "Ann")
    press(QApplication.focusWidget(), Key.Key_Return)
    assert len(workspace.people_model.people()) == 1


def test_what_was_seen_is_remembered(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    got_it(plate(window, qtbot, "card")).click()
    with opened(tmp_path / "other.facelabel") as other:
        plate(other, qtbot, "questions")


def test_help_shows_them_again(window: MainWindow, qtbot: QtBot) -> None:
    got_it(plate(window, qtbot, "card")).click()
    window.actions_table["window.show_hints"].trigger()
    plate(window, qtbot, "card")


def test_an_empty_window_has_no_hints_and_a_closed_project_takes_its_hint_along(
    window: MainWindow, qtbot: QtBot
) -> None:
    plate(window, qtbot, "card")
    window.actions_table["documents.close"].trigger()
    assert window.hints.plate is None


def test_an_empty_window_invites(qapp: QApplication, newcomer: None, qtbot: QtBot) -> None:
    with empty_window() as window:
        qtbot.wait(400)
        assert window.hints.plate is None
        assert window.start_page.isVisible()
