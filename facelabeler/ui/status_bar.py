"""The line at the bottom: how far the labelling is, in a bar and in words, and what was done last."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from facelabeler.ui import theme
from facelabeler.ui.controls import Elided, Glyph, Key, label
from facelabeler.ui.i18n import decimal, listed, tr, trn

HEIGHT = 28
HINT_MILLISECONDS = 5000
_WIDE = 1300  # below this width of the window the count of actions leaves


class StatusBar(QStatusBar):
    """Either the empty window's promise, or the effort; hints take its place for a few seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(HEIGHT)
        self._empty = _Row(Glyph("lock", 14), label(_promise(), role="small", tone="text2"))
        self._keys = _Row(label(tr("All keys"), role="small", tone="text2"), Key("F1"))
        self._effort = _Effort()
        self._selection = label(role="small", tone="text")
        self._hint = label(role="small", tone="text")
        self._last = Elided(role="small", tone="text2")
        self._last.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._hint_timer = QTimer(self, singleShot=True, interval=HINT_MILLISECONDS)
        self._hint_timer.timeout.connect(self.end_hint)
        self._lay_out()
        self.show_empty()

    def show_empty(self) -> None:
        """No project is open: say that everything stays here."""
        self._set_project(is_open=False)

    def show_counts(self, labelled: int, ignored: int, total: int, actions: int) -> None:
        """How many faces the user has named, how many he ignored or refused, of how many, with how many actions."""
        self._effort.show_counts(labelled, ignored, total, actions)
        self._set_project(is_open=True)

    def show_last_step(self, text: str) -> None:
        """What was done last, in the words of the history; empty if nothing was."""
        self._last.setText(tr("Saved · %1", text) if text else "")

    def show_selection(self, text: str) -> None:
        """What the verbs would act on, as in `3 faces selected`."""
        self._selection.setText(text)

    def show_hint(self, text: str) -> None:
        """Say for a few seconds what to do, as in `Select two or more cards to merge`."""
        self._hint.setText(text)
        self._hint.setVisible(True)
        self._effort.setVisible(False)
        self._empty.setVisible(False)
        self._hint_timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._effort.show_actions(wide=self.window().width() >= _WIDE)

    def _lay_out(self) -> None:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(12)
        for part in (self._empty, self._effort, self._hint):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._selection)
        layout.addWidget(self._last)
        layout.addWidget(self._keys)
        self.addWidget(row, 1)

    def _set_project(self, *, is_open: bool) -> None:
        self._is_open = is_open
        self._last.setVisible(is_open)
        self._selection.setVisible(is_open)
        self._keys.setVisible(not is_open)
        if not self._hint_timer.isActive():
            self.end_hint()

    def end_hint(self) -> None:
        """Show again what a hint took the place of."""
        self._hint_timer.stop()
        self._hint.setVisible(False)
        self._effort.setVisible(self._is_open)
        self._empty.setVisible(not self._is_open)


class _Row(QWidget):
    """Parts side by side."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in parts:
            layout.addWidget(part)


class _Effort(QWidget):
    """The meter and its words: `1,204 of 1,893 faces labelled · 64% · 671 left · 37 actions, 3.1 per 100 faces`."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = EffortBar()
        self._labelled = label(role="small-strong")
        self._left = label(role="small", tone="text2")
        self._actions = label(role="small", tone="text2")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._bar)
        layout.addSpacing(8)
        for part in (self._labelled, self._left, self._actions):
            layout.addWidget(part)

    def show_counts(self, labelled: int, ignored: int, total: int, actions: int) -> None:
        left = max(0, total - labelled - ignored)
        self._bar.show_shares(labelled, ignored, total)
        self._actions.setText(_actions_words(actions, labelled + ignored))
        if total and not left:
            self._labelled.setText(tr("Every face has an answer"))
            self._left.setText(trn("· %n face", "· %n faces", total))
            return
        self._labelled.setText(tr("%1 of %2 faces labelled", labelled, total))
        percent = labelled * 100 // total if total else 0
        self._left.setText(tr("· %1% · %2 left", percent, left))

    def show_actions(self, *, wide: bool) -> None:
        self._actions.setVisible(wide)


class EffortBar(QWidget):
    """Green: named; grey: ignored; empty: left. The words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labelled = self._ignored = self._total = 0
        self.setFixedSize(160, 8)
        theme.live().theme_changed.connect(self.update)

    def show_shares(self, labelled: int, ignored: int, total: int) -> None:
        self._labelled, self._ignored, self._total = labelled, ignored, total
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.surface3)
        if theme.tokens().name == "high-contrast":
            painter.setPen(colours.line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        named = self._pixels(self._labelled)
        self._fill(painter, 0, named, colours.ok)
        self._fill(painter, named + 1, self._pixels(self._ignored), colours.text3)

    def _pixels(self, faces: int) -> int:
        """At least one pixel for anything, so that a beginning is seen."""
        share = faces / self._total if self._total else 0.0
        return max(1, round(share * self.width())) if faces else 0

    def _fill(self, painter: QPainter, x: int, width: int, colour: QColor) -> None:
        painter.fillRect(QRect(x, 0, width, self.height()), colour)


def _promise() -> str:
    return tr("Everything stays on this computer.") + " " + tr("FaceLabeler never goes online.")


def _actions_words(actions: int, answered: int) -> str:
    counted = trn("· %n action", "· %n actions", actions)
    if not actions or not answered:
        return counted if actions else ""
    return listed([counted, tr("%1 per 100 faces", decimal(100 * actions / answered))])
