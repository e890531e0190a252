from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from facelabeler.pipeline.progress import Progress
from facelabeler.ui.task_strip import HEIGHT, TaskStrip

RUNNING = Progress("finding", "/films/street.mp4", 2697, 4350, rate=7.4, eta=360, frames=2697, faces=900)


@pytest.fixture
def strip(qtbot: QtBot) -> TaskStrip:
    strip = TaskStrip()
    strip.resize(1200, HEIGHT)
    qtbot.addWidget(strip)
    return strip


def words(strip: TaskStrip) -> str:
    return " | ".join(one.text() for one in strip.findChildren(QLabel) if one.text() and not one.isHidden())


def button(strip: TaskStrip, name: str) -> QPushButton:
    return next(one for one in strip.findChildren(QPushButton) if one.accessibleName() == name)


def buttons(strip: TaskStrip) -> set[str]:
    return {one.accessibleName() for one in strip.findChildren(QPushButton) if one.isVisibleTo(strip)}


def test_it_is_hidden_while_nothing_happens(strip: TaskStrip) -> None:
    assert strip.isHidden()


def test_running_shows_what_how_far_how_fast_and_how_long(strip: TaskStrip) -> None:
    strip.show_progress(RUNNING, waiting=1)
    shown = words(strip)
    assert "street.mp4" in shown
    assert "Finding faces · 44:57 of 1:12:30" in shown
    assert "62%" in shown
    assert "7.4 frames/s · about 6 min left" in shown
    assert "1 waiting" in shown
    assert strip.findChild(QProgressBar).value() == 620
    assert buttons(strip) == {"Pause", "Cancel"}


def test_photos_are_counted_not_timed(strip: TaskStrip) -> None:
    strip.show_progress(Progress("finding", "/photos/a.jpg", 12, 551, rate=3.0, faces=9))
    assert "Finding faces · 9 found" in words(strip)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (4, "a few seconds left"),
        (42, "about 40 s left"),
        (89.9, "about 90 s left"),
        (360, "about 6 min left"),
        (7800, "about 2 h 10 min left"),
    ],
)
def test_the_time_left_is_told_as_people_tell_it(strip: TaskStrip, seconds: float, said: str) -> None:
    strip.show_progress(Progress("finding", "a.mp4", 1, 10, eta=seconds))
    assert said in words(strip)


def test_the_buttons_tell_what_is_wanted(strip: TaskStrip, qtbot: QtBot) -> None:
    strip.show_progress(RUNNING)
    with qtbot.waitSignal(strip.pause_requested):
        qtbot.mouseClick(button(strip, "Pause"), Qt.MouseButton.LeftButton)
    strip.show_paused()
    assert "Paused. Everything up to 44:57 is usable." in words(strip)
    assert buttons(strip) == {"Resume", "Cancel"}
    with qtbot.waitSignal(strip.resume_requested):
        qtbot.mouseClick(button(strip, "Resume"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(strip.cancel_requested):
        qtbot.mouseClick(button(strip, "Cancel"), Qt.MouseButton.LeftButton)


def test_grouping_can_be_cancelled_but_not_paused(strip: TaskStrip) -> None:
    strip.show_progress(Progress("grouping", "press_photos", 0, 0))
    assert buttons(strip) == {"Cancel"}
    assert "Grouping faces" in words(strip)


def test_done_says_what_came_of_it_and_can_be_dismissed(strip: TaskStrip, qtbot: QtBot) -> None:
    strip.show_progress(RUNNING)
    strip.show_done("street.mp4 is done: 1,893 faces in 14 groups")
    assert "street.mp4 is done" in words(strip)
    assert "1,893 faces in 14 groups" in words(strip)
    assert not strip.is_running
    qtbot.mouseClick(button(strip, "Dismiss"), Qt.MouseButton.LeftButton)
    assert strip.isHidden()


def test_a_problem_stays_readable_when_the_rest_is_done(strip: TaskStrip) -> None:
    strip.show_progress(RUNNING)
    strip.show_problem("/films/old.avi", "ends early: 0:48 of 2:10 could be read, and is kept.")
    assert "Finding faces" in words(strip)
    assert "1 problem" in words(strip)
    strip.show_done("street.mp4 is done: 3 faces in 1 group")
    assert "old.avi" in words(strip)
    assert "ends early" in words(strip)
    assert buttons(strip) == {"Try again", "Copy details", "Dismiss", "Show queue and problems"}


def test_all_problems_can_be_opened_selected_and_copied(strip: TaskStrip, qtbot: QtBot) -> None:
    for name in ("a.avi", "b.avi"):
        strip.show_problem(f"/films/{name}", "cannot be opened.")
    listed = strip.findChild(QPlainTextEdit)
    assert listed.isHidden()
    qtbot.mouseClick(button(strip, "Show queue and problems"), Qt.MouseButton.LeftButton)
    assert not listed.isHidden()
    assert listed.isReadOnly()
    assert "a.avi" in listed.toPlainText()
    assert "b.avi" in listed.toPlainText()
    qtbot.mouseClick(button(strip, "Copy details"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "/films/a.avi: cannot be opened.\n/films/b.avi: cannot be opened."


def test_try_again_names_each_file_once(strip: TaskStrip, qtbot: QtBot) -> None:
    for name in ("a.avi", "b.avi", "a.avi"):
        strip.show_problem(name, "cannot be opened.")
    with qtbot.waitSignal(strip.retry_requested) as told:
        qtbot.mouseClick(button(strip, "Try again"), Qt.MouseButton.LeftButton)
    assert told.args == [["a.avi", "b.avi"]]
    assert strip.problems == []


def test_paused_before_anything_ran_changes_nothing(strip: TaskStrip) -> None:
    strip.show_paused()
    assert strip.isHidden()
