from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facelabeler.ui import toast as toast_module
from facelabeler.ui.toast import MARGIN, Toast


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def toast(window: QWidget) -> Toast:
    return Toast(window)


def action_of(toast: Toast) -> QAbstractButton:
    [button] = toast.findChildren(QAbstractButton)
    return button


def settle(qtbot: QtBot, toast: Toast) -> None:
    qtbot.waitUntil(lambda: toast.geometry().bottom() == toast.parentWidget().height() - MARGIN - 1)


def test_a_toast_says_the_step_at_the_bottom_centre(toast: Toast, window: QWidget, qtbot: QtBot) -> None:
    toast.show_step("Moved 3 faces to Joey", "Undo", lambda: None)
    settle(qtbot, toast)
    assert toast.isVisible()
    assert toast.accessibleName() == "Moved 3 faces to Joey"
    assert abs(toast.geometry().center().x() - window.rect().center().x()) <= 1


def test_its_button_does_the_action_once_and_the_toast_leaves(toast: Toast, qtbot: QtBot) -> None:
    done: list[str] = []
    toast.show_step("Moved 3 faces to Joey", "Undo", lambda: done.append("undone"))
    button = action_of(toast)
    assert button.accessibleName() == "Undo"
    assert button.accessibleDescription() == "Ctrl+Z"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert not toast.isVisible()


def test_the_action_may_show_the_next_toast(toast: Toast, qtbot: QtBot) -> None:
    toast.show_step("Moved", "Undo", lambda: toast.show_step("Undone: move", "Redo", lambda: None, key="Ctrl+Y"))
    qtbot.mouseClick(action_of(toast), Qt.MouseButton.LeftButton)
    assert toast.isVisible()
    assert toast.accessibleName() == "Undone: move"


def test_a_new_step_replaces_the_one_on_show(toast: Toast) -> None:
    toast.show_step("First", "Undo", lambda: None)
    toast.show_step("Second")
    assert toast.accessibleName() == "Second"
    assert action_of(toast).isHidden()


def test_it_never_takes_the_focus_from_the_hand(toast: Toast, window: QWidget, qtbot: QtBot) -> None:
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    window.activateWindow()
    field.show()
    field.setFocus()
    toast.show_step("Moved", "Undo", lambda: None)
    qtbot.mouseClick(action_of(toast), Qt.MouseButton.LeftButton)
    assert window.focusWidget() is field


def test_it_stays_while_the_mouse_is_on_it(toast: Toast, qtbot: QtBot) -> None:
    toast.show_step("Moved", "Undo", lambda: None)
    here = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(here, here, QPointF(toast.mapToGlobal(QPoint(5, 5)))))
    assert not toast.is_leaving
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.is_leaving


def test_it_leaves_at_once_when_the_current_card_is_under_it(toast: Toast, qtbot: QtBot) -> None:
    toast.show_step("Moved", "Undo", lambda: None)
    toast.avoid(QRect(0, 0, 100, 100))
    assert toast.isVisible()
    toast.avoid(QRect(300, 500, 200, 100))
    assert not toast.isVisible()


def test_it_keeps_its_place_when_the_window_is_resized(toast: Toast, window: QWidget, qtbot: QtBot) -> None:
    toast.show_step("Moved", "Undo", lambda: None)
    settle(qtbot, toast)
    window.resize(500, 400)
    settle(qtbot, toast)
    assert window.rect().contains(toast.geometry())


def test_a_long_sentence_fits_a_narrow_window(toast: Toast, window: QWidget) -> None:
    window.resize(320, 300)
    toast.show_step("Moved 3 faces to " + "a person with a very long name " * 5, "Undo", lambda: None)
    assert toast.width() <= window.width() - 2 * MARGIN
    assert toast_module.SHOWN_MILLISECONDS == 6000
