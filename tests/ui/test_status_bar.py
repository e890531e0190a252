from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from facelabeler.ui import theme
from facelabeler.ui.status_bar import EffortBar, StatusBar


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setStatusBar(StatusBar())
    window.resize(1440, 300)
    window.show()
    return window


@pytest.fixture
def bar(window: QMainWindow) -> StatusBar:
    bar = window.statusBar()
    assert isinstance(bar, StatusBar)
    return bar


def words(bar: StatusBar) -> str:
    return " ".join(one.text() for one in bar.findChildren(QLabel) if one.isVisible() and one.text())


def test_the_empty_window_promises_that_everything_stays_here(bar: StatusBar) -> None:
    assert "Everything stays on this computer." in words(bar)
    assert "All keys" in words(bar)


def test_the_effort_is_told_in_words(bar: StatusBar) -> None:
    bar.show_counts(1204, 18, 1893, 37)
    assert words(bar) == "1,204 of 1,893 faces labelled · 63% · 671 left · 37 actions, 3.0 per 100 faces"


def test_a_narrow_window_leaves_the_count_of_actions_out(bar: StatusBar, window: QMainWindow) -> None:
    window.resize(1200, 300)
    bar.show_counts(1204, 18, 1893, 37)
    assert words(bar).endswith("671 left")


def test_when_every_face_has_an_answer_it_says_so(bar: StatusBar) -> None:
    bar.show_counts(1875, 18, 1893, 71)
    assert words(bar) == "Every face has an answer · 1,893 faces · 71 actions, 3.8 per 100 faces"


def test_a_project_without_faces_has_nothing_labelled(bar: StatusBar) -> None:
    bar.show_counts(0, 0, 0, 0)
    assert words(bar) == "0 of 0 faces labelled · 0% · 0 left"


def test_the_last_step_and_the_selection_stand_at_the_right(bar: StatusBar) -> None:
    bar.show_counts(1, 0, 3, 1)
    bar.show_last_step("Moved 2 faces to Rachel")
    bar.show_selection("3 faces selected")
    assert words(bar).endswith("3 faces selected Saved · Moved 2 faces to Rachel")
    bar.show_last_step("")
    assert words(bar).endswith("3 faces selected")


def test_a_hint_takes_the_place_of_the_effort_and_gives_it_back(bar: StatusBar, qtbot: QtBot) -> None:
    bar.show_counts(1, 0, 3, 1)
    bar.show_hint("Select two or more cards to merge")
    bar.show_counts(2, 0, 3, 2)
    assert words(bar) == "Select two or more cards to merge"
    bar.end_hint()
    assert words(bar).startswith("2 of 3 faces labelled")


def test_the_meter_shows_named_ignored_and_left(qtbot: QtBot) -> None:
    meter = EffortBar()
    qtbot.addWidget(meter)
    meter.show_shares(50, 25, 100)
    image = meter.grab().toImage()
    colours = [image.pixelColor(x, 4) for x in (10, 100, 150)]
    assert colours == [theme.tokens().ok, theme.tokens().text3, theme.tokens().surface3]


def test_a_single_named_face_of_many_is_seen(qtbot: QtBot) -> None:
    meter = EffortBar()
    qtbot.addWidget(meter)
    meter.show_shares(1, 0, 100_000)
    assert meter.grab().toImage().pixelColor(0, 4) == theme.tokens().ok
