"""Plain keys where cards, faces, people or trays have the focus: letters, digits, Enter, Esc."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from facelabeler.ui import keys

_NAMING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_QUIET = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class KeyVerbs(QObject):
    """Watches the panes. A name field is no pane, so these keys never act while a name is typed."""

    name_begun = Signal(str)  # the first letter; empty if the field only opens
    digit_pressed = Signal(object)
    left = Signal()

    def __init__(self, letters: Mapping[str, Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._letters = letters

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._take(event):
            return True
        return super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~_QUIET:
            return False
        if event.key() in _NAMING_KEYS:
            self.name_begun.emit("")
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return self._take_text(event.text())
        return True

    def _take_text(self, text: str) -> bool:
        digit = keys.digit_of(text)
        if keys.starts_name(text):
            self.name_begun.emit(text)
        elif digit is not None:
            self.digit_pressed.emit(digit)
        elif text in self._letters:
            self._letters[text]()
        else:
            return False
        return True
