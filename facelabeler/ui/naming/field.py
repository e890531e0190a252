"""The line that a name is typed into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from facelabeler.ui import drawing, theme

# The field goes on when a menu or another window takes the focus for a while.
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)
_SHRINKING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_MARKING = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class NameField(QLineEdit):
    """A line edit that shows the rest of a known name behind what is typed, as selected text.

    `typed_changed` carries the text without that rest; `taken` says whether Enter was pressed with Ctrl; `marking`
    carries 1 or -1 for the arrows; `given_up` follows Esc, `wandered` the loss of the focus to something else.
    """

    typed_changed = Signal(object)
    taken = Signal(bool)
    marking = Signal(object)
    given_up = Signal()
    wandered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._shrinking = False
        self.setFrame(False)
        self.setTextMargins(5, 0, 5, 0)
        self.setFont(theme.font("medium"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._note_typing)

    @property
    def typed(self) -> str:
        """What the user has typed or accepted: the text without the rest that is only proposed."""
        return self._typed

    @property
    def may_complete(self) -> bool:
        """Whether a rest may be shown: not while letters are taken away, nor in the middle of the text."""
        return not self._shrinking and self.cursorPosition() == len(self.text())

    def start(self, text: str, *, selected: bool) -> None:
        """Begin with a text: an old name, all selected, or the first letter."""
        self._typed = text
        self.setText(text)
        if selected:
            self.selectAll()
        self.typed_changed.emit(text)

    def show_rest(self, rest: str) -> None:
        """Show the rest of a name behind what is typed; an empty rest shows none."""
        blocked = QSignalBlocker(self)
        self.setText(self._typed + rest)
        self.setSelection(len(self._typed), len(rest))
        blocked.unblock()

    def accept_rest(self) -> None:
        """Make the proposed rest part of what is typed."""
        self._typed = self.text()
        self.deselect()
        self.end(False)
        self.typed_changed.emit(self._typed)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
            self.accept_rest()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in _MARKING:
            self.marking.emit(_MARKING[Qt.Key(event.key())])
        else:
            self._type(event)

    def _type(self, event: QKeyEvent) -> None:
        self._shrinking = event.key() in _SHRINKING
        super().keyPressEvent(event)
        self._take_moved_cursor()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.wandered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.draw_ring(painter, self.rect(), 2, theme.tokens().accent, 4)

    def _note_typing(self, text: str) -> None:
        self._typed = text
        self.typed_changed.emit(text)

    def _take_moved_cursor(self) -> None:
        """A cursor key that leaves the proposed rest accepts it."""
        if not self.hasSelectedText() and self._typed != self.text():
            self.accept_rest()
