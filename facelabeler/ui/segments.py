"""Tabs that look like one control of several segments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from facelabeler.ui import drawing, theme
from facelabeler.ui.wording import number

HEIGHT = 30
PAD = 12
GAP = 6


class Segments(QTabBar):
    """A tab bar, with a count beside each title once there is one. Hovering over a tab while dragging opens it."""

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = list(titles)
        self._counts: list[int | None] = [None] * len(titles)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setAcceptDrops(True)
        self.setChangeCurrentOnDrag(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for title in titles:
            self.addTab(title)
        theme.live().theme_changed.connect(self.update)

    def show_counts(self, counts: Sequence[int | None]) -> None:
        """Show a number beside each title; None where there is nothing to say."""
        if list(counts) == self._counts:
            return
        self._counts = list(counts)
        for tab, (title, count) in enumerate(zip(self._titles, counts, strict=True)):
            self.setTabText(tab, title if count is None else f"{title} {number(count)}")

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        width = QFontMetrics(theme.font("strong")).horizontalAdvance(self._titles[index]) + 2 * PAD
        count = self._counts[index]
        if count is not None:
            width += GAP + QFontMetrics(theme.font("caption")).horizontalAdvance(number(count))
        return QSize(width, HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = self.tabRect(0).united(self.tabRect(self.count() - 1)).adjusted(0, 0, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(whole.toRectF().adjusted(0.5, 0.5, 0.5, 0.5), 6, 6)
        painter.fillPath(shape, colours.surface1)
        painter.save()
        painter.setClipPath(shape)
        for tab in range(self.count()):
            self._paint_tab(painter, tab)
        painter.restore()
        painter.strokePath(shape, QPen(colours.line_button, 1))
        if self.hasFocus():
            drawing.draw_ring(painter, self.tabRect(self.currentIndex()), colours.focus_width, colours.text, 6)

    def _paint_tab(self, painter: QPainter, tab: int) -> None:
        colours = theme.tokens()
        rect = self.tabRect(tab)
        current = tab == self.currentIndex()
        if current:
            painter.fillRect(rect, colours.surface3)
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colours.accent)
        elif tab > 0 and tab - 1 != self.currentIndex():
            painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), colours.line)
        font = theme.font("strong" if current else "body")
        inside = rect.adjusted(PAD, 0, -PAD, 0)
        ink = colours.text if current else colours.text2
        taken = drawing.draw_text(painter, inside, self._titles[tab], font, ink)
        count = self._counts[tab]
        if count is None:
            return
        beside = drawing.past(inside, taken + GAP, self.layoutDirection()).translated(0, 1)
        drawing.draw_text(painter, beside, number(count), theme.font("caption"), colours.text2)
