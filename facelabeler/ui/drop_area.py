"""The dashed field of the empty window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facelabeler.ui import theme
from facelabeler.ui.controls import Button, label
from facelabeler.ui.i18n import tr, trn

LEAST_HEIGHT, HEIGHT = 228, 292
_STRIP = ((28, False), (40, True), (16, False), (64, True), (44, False), (20, True))  # width, whether somebody is there


class DropArea(QWidget):
    """The dashed field with the three ways to begin."""

    def __init__(self) -> None:
        super().__init__()
        self._hovered = False
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setMaximumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.buttons = {
            "video": Button(tr("Open Video…"), icon="film", key="Ctrl+O", kind="primary"),
            "folder": Button(tr("Open Folder…"), icon="folder"),
            "project": Button(tr("Open Project…"), icon="file"),
        }
        self._title = label(_invitation(), role="display")
        self._below = label(
            tr("Photos and folders work too. Faces appear while it is still being read."), role="lead", tone="text2"
        )
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(PresenceSign(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(20)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self._below, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(24)
        column.addLayout(self._button_row())
        column.addStretch(1)
        theme.live().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def show_drop(self, files: int) -> None:
        """Say what a drop here would do; 0 when nothing is held over it."""
        self._hovered = files > 0
        self._title.setText(trn("Drop to open it", "Drop to open all %n", files) if files else _invitation())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.accent if self._hovered else colours.line_strong, 2)
        pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        painter.setBrush(colours.accent_soft if self._hovered else colours.surface1)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for button in self.buttons.values():
            button.setFixedSize(button.sizeHint() + QSize(12, 8))
            row.addWidget(button)
        row.addStretch(1)
        return row


class PresenceSign(QWidget):
    """The presence strip, our sign: where somebody is on screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(sum(width + 2 for width, _ in _STRIP) - 2, 14)
        theme.live().theme_changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        x = 0
        for width, present in _STRIP:
            painter.setBrush(colours.accent if present else colours.strip_base)
            painter.drawRoundedRect(QRectF(x, 0, width, self.height()), 2, 2)
            x += width + 2


def _invitation() -> str:
    return tr("Open a video, or drop one here")
