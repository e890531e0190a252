"""Somebody at the desk: looks at the window, uses a real mouse and keyboard, and waits for what should come."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

Seen = TypeVar("Seen")
PATIENCE = 120.0  # seconds until something that should come counts as missing


class Eyes(QObject):
    """Answers questions about the window on its own thread, whatever dialog or drag is going on."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._answer, Qt.ConnectionType.BlockingQueuedConnection)

    def see(self, look: Callable[[], Seen]) -> Seen:
        answer: dict[str, object] = {"look": look}
        self.asked.emit(answer)
        if "error" in answer:
            raise answer["error"]  # type: ignore[misc]
        return answer["seen"]  # type: ignore[return-value]

    def _answer(self, answer: dict[str, object]) -> None:
        try:
            answer["seen"] = answer["look"]()  # type: ignore[operator]
        except Exception as error:  # noqa: BLE001 - raised again where it was asked
            answer["error"] = error


class Person:
    """Acts through xdotool on a thread of its own, so that the window's event loop runs as it does for people."""

    def __init__(self) -> None:
        self._eyes = Eyes()
        self._error: BaseException | None = None

    def act(self, story: Callable[[Person], None]) -> None:
        """Live the story while Qt's events are processed here. What fails in it is raised here."""
        thread = threading.Thread(target=self._live, args=(story,))
        thread.start()
        while thread.is_alive():
            QApplication.processEvents()
            time.sleep(0.002)
        if self._error is not None:
            raise self._error

    def _live(self, story: Callable[[Person], None]) -> None:
        try:
            story(self)
        except BaseException as error:  # noqa: BLE001 - raised again by act
            self._error = error

    # -- looking

    def see(self, look: Callable[[], Seen]) -> Seen:
        return self._eyes.see(look)

    def wait_for(self, look: Callable[[], Seen], what: str) -> Seen:
        """The first true answer."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            seen = self.see(look)
            if seen:
                return seen
            time.sleep(0.05)
        raise AssertionError(f"waited in vain for {what}; {self.see(describe)}")

    def wait_for_item(self, start: str) -> QPoint:
        """The middle of a list item whose accessible text starts so, once it stands still."""
        before = self.wait_for(lambda: item(start), f"an item {start!r}")
        while True:
            time.sleep(0.3)
            now = self.wait_for(lambda: item(start), f"an item {start!r}")
            if now == before:
                return now
            before = now

    # -- acting

    def key(self, *keys: str) -> None:
        _xdotool("key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        _xdotool("type", "--delay", "25", text)

    def click(self, place: QPoint, button: int = 1) -> None:
        _xdotool("mousemove", place.x(), place.y(), "sleep", "0.1", "click", button)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, pause, move in small steps, pause, release."""
        _xdotool("mousemove", start.x(), start.y(), "sleep", "0.15", "mousedown", "1", "sleep", "0.15")
        for step in range(1, 21):
            x = start.x() + (end.x() - start.x()) * step // 20
            y = start.y() + (end.y() - start.y()) * step // 20
            _xdotool("mousemove", x, y, "sleep", "0.03")
        _xdotool("mousemove", end.x() + 1, end.y(), "sleep", "0.4", "mouseup", "1")

    def shoot(self, path: object) -> None:
        """A picture of the window as it is."""
        self.see(lambda: window().grab().save(str(path)))


def _xdotool(*words: object) -> None:
    subprocess.run(["xdotool", *map(str, words)], check=True, timeout=60)


def window() -> QWidget:
    return next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w.windowTitle().endswith("FaceLabeler"))


def dialog(title: str) -> QWidget | None:
    """The dialog on show whose title starts so."""
    shown = (w for w in QApplication.topLevelWidgets() if w.isVisible() and w.windowTitle().startswith(title))
    return next(shown, None)


def field(name: str) -> QLineEdit | None:
    """The visible text field of this accessible name. A label beside it may say the same word."""
    fields = (w for w in QApplication.allWidgets() if isinstance(w, QLineEdit) and w.isVisible())
    return next((widget for widget in fields if widget.accessibleName() == name), None)


def middle(widget: QWidget) -> QPoint:
    """The middle of a widget, on the screen."""
    return widget.mapToGlobal(widget.rect().center())


def item(start: str) -> QPoint | None:
    """The middle of the visible list item whose accessible text starts so, on the screen."""
    for view in QApplication.allWidgets():
        if isinstance(view, QAbstractItemView) and view.isVisible() and view.model() is not None:
            place = _item_of(view, start)
            if place is not None:
                return place
    return None


def _item_of(view: QAbstractItemView, start: str) -> QPoint | None:
    model = view.model()
    for row in range(model.rowCount(view.rootIndex())):
        index = model.index(row, 0, view.rootIndex())
        text = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        place: QRect = view.visualRect(index)
        if text.startswith(start) and view.viewport().rect().contains(place.center()):
            return view.viewport().mapToGlobal(place.center())
    return None


def items() -> list[str]:
    """The accessible texts of all list items on show."""
    return [
        str(view.model().index(row, 0, view.rootIndex()).data(Qt.ItemDataRole.AccessibleTextRole))
        for view in QApplication.allWidgets()
        if isinstance(view, QAbstractItemView) and view.isVisible() and view.model() is not None
        for row in range(view.model().rowCount(view.rootIndex()))
    ]


def focused_field() -> QLineEdit | None:
    """The text field that has the keyboard."""
    widget = QApplication.focusWidget()
    return widget if isinstance(widget, QLineEdit) else None


def describe() -> str:
    """What is on show, for a failure's message."""
    windows = [w.windowTitle() or type(w).__name__ for w in QApplication.topLevelWidgets() if w.isVisible()]
    return f"on show: {windows}; items: {items()[:40]}"
