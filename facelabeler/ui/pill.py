"""The round button that says what has arrived."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from facelabeler.ui import drawing, theme

HEIGHT = 26
ICON = 14


class Pill(QAbstractButton):
    """`3 new below`. Its room stays while it is hidden, so that nothing beside it moves."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()
        theme.live().theme_changed.connect(self.update)

    def say(self, text: str) -> None:
        """Show a text, or nothing."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        text = QFontMetrics(theme.font("small")).horizontalAdvance(self.text())
        return QSize(8 + ICON + 6 + text + 12, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.surface3 if self.underMouse() else colours.accent_soft)
        painter.setPen(QPen(colours.accent, 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), HEIGHT / 2 - 1, HEIGHT / 2 - 1)
        drawing.draw_icon(painter, self._icon, QRect(8, 0, ICON, HEIGHT), ICON, colours.text)
        text = self.rect().adjusted(8 + ICON + 6, 0, -8, 0)
        drawing.draw_text(painter, text, self.text(), theme.font("small"), colours.text)
