"""Which colour of a bar is which split."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facelabeler.ui import theme

_SQUARE = 10
_GAP = 6
_BETWEEN = 18


class Legend(QWidget):
    """Squares with words; `colours` are places in the colours of people."""

    def __init__(self, words: Sequence[str], colours: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = list(zip(words, colours, strict=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.live().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("small"))
        widths = [_SQUARE + _GAP + metrics.horizontalAdvance(word) for word, _ in self._entries]
        return QSize(sum(widths) + _BETWEEN * (len(widths) - 1), max(20, metrics.height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        x = 0
        for word, colour in self._entries:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tokens().person(colour))
            painter.drawRoundedRect(QRectF(x, (self.height() - _SQUARE) / 2, _SQUARE, _SQUARE), 2, 2)
            x += _SQUARE + _GAP
            painter.setPen(theme.tokens().text2)
            width = painter.fontMetrics().horizontalAdvance(word)
            painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, word)
            x += width + _BETWEEN
