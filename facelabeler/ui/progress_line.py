"""A thin bar that fills."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from facelabeler.ui import theme
from facelabeler.ui.i18n import tr


class ProgressLine(QProgressBar):
    """A bar of 6 pixels in the colour of a token."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "accent"
        self.setRange(0, 1000)
        self.setTextVisible(False)
        self.setFixedHeight(6)
        self.setMinimumWidth(60)
        self.setAccessibleName(tr("Progress"))
        theme.live().theme_changed.connect(self.update)

    def show_share(self, share: float, tone: str) -> None:
        """Fill a share from 0 to 1."""
        self._tone = tone
        self.setValue(round(share * 1000))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tokens().strip_base)
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        width = self.width() * self.value() / 1000
        if width >= 1:
            painter.setBrush(getattr(theme.tokens(), self._tone))
            painter.drawRoundedRect(QRectF(0, 0, max(width, 6.0), 6), 3, 3)
