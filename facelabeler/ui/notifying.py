"""Telling that a run has ended to somebody who is looking elsewhere. Nothing here takes the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from facelabeler.ui import icons

SECONDS = 10


class Tray(Protocol):
    """The part of the desktop that shows messages: Qt's, or a test's."""

    messageClicked: SignalInstance  # noqa: N815

    def show(self) -> None: ...
    def say(self, title: str, message: str, milliseconds: int) -> None: ...


class _Desktop(QSystemTrayIcon):
    """Qt's tray icon."""

    def say(self, title: str, message: str, milliseconds: int) -> None:
        self.showMessage(title, message, icons.app_icon(), milliseconds)


class Notifier(QObject):
    """Shows a message of the desktop, and marks the window in the task bar, if the window is not the active one."""

    def __init__(self, window: QWidget, make_tray: Callable[[QObject], Tray | None] | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._make_tray = make_tray or _desktop_tray
        self._tray: Tray | None = None

    def tell(self, text: str) -> None:
        """Say a sentence outside of the window, unless the user is in it."""
        if not text or self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if self._tray is None:
            self._tray = self._make_tray(self)
            if self._tray is not None:
                self._tray.messageClicked.connect(self._come_forward)
        if self._tray is not None:
            self._tray.show()
            self._tray.say("FaceLabeler", text, SECONDS * 1000)

    def _come_forward(self) -> None:
        """The user asked for the window."""
        self._window.raise_()
        self._window.activateWindow()


def _desktop_tray(parent: QObject) -> Tray | None:
    """The desktop's tray; None where there is none."""
    return _Desktop(icons.app_icon(), parent) if QSystemTrayIcon.isSystemTrayAvailable() else None
