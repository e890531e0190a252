"""The line above the cards: tabs, what has arrived, sorting, zoom."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QWidget

from facelabeler.ui import icons, theme
from facelabeler.ui.clusters.order import Sorting, Tab
from facelabeler.ui.controls import Button, Glyph
from facelabeler.ui.pill import Pill
from facelabeler.ui.segments import Segments
from facelabeler.ui.wording import tr

HEIGHT = 46
NARROW = 1300  # below this window width the zoom slider leaves; the View menu still has it
CHEVRON = 14
KNOB = 12
ZOOMS = (120, 140, 160, 172, 196, 220, 250, 280, 320)
"""Least widths of a card, in pixels."""

TITLES = {Tab.TO_NAME: "To name", Tab.NAMED: "Named", Tab.ALL: "All"}
SORTINGS = {
    Sorting.BIGGEST: "Biggest first",
    Sorting.NAME: "By name",
    Sorting.FIRST_SEEN: "First seen",
    Sorting.NEWEST: "Newest first",
    Sorting.DOUBTFUL: "Most doubtful first",
    Sorting.WORST: "Worst quality first",
    Sorting.ALIKE: "Like the selection",
}


class MenuButton(Button):
    """A ghost button that opens a menu below itself."""

    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(text, icon=icon, kind="ghost", small=True, parent=parent)
        self._actions: list[QAction] = []
        self.clicked.connect(self._open)

    def set_choices(self, actions: list[QAction]) -> None:
        """What the menu offers."""
        self._actions = actions

    def say(self, text: str) -> None:
        """Show what is chosen now."""
        self.setText(text)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        made = icons.pixmap("chevron-down", CHEVRON, theme.tokens().text2, self.devicePixelRatioF())
        right = (self.width() + self._content_width()) / 2
        QPainter(self).drawPixmap(round(right) - CHEVRON, (self.height() - CHEVRON) // 2, made)

    def _content_width(self) -> float:
        return super()._content_width() + CHEVRON + 6

    def _open(self) -> None:
        menu = QMenu(self)
        menu.addActions(self._actions)
        menu.exec(self.mapToGlobal(QPoint(0, self.height() + 2)))


class Header(QWidget):
    """`tab_chosen` carries a Tab, `zoom_chosen` the least width of a card; `zoomed`: the user has chosen one."""

    tab_chosen = Signal(object)
    zoom_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = Segments([tr(TITLES[tab]) for tab in Tab])
        self.tabs.setAccessibleName(tr("Which cards"))
        self.arrived = Pill("arrow-down")
        self.sorting = MenuButton(tr(SORTINGS[Sorting.BIGGEST]), "sort-descending")
        self._zoom = _slider()
        self._zoom_parts = (Glyph("photo", 14), self._zoom, Glyph("photo", 18))
        self.zoomed = False
        self.tabs.currentChanged.connect(lambda row: self.tab_chosen.emit(list(Tab)[row]))
        self._zoom.valueChanged.connect(self._choose_zoom)
        self.setFixedHeight(HEIGHT)
        self._lay_out()

    def show_tab(self, tab: Tab) -> None:
        """Mark the tab on show."""
        self.tabs.setCurrentIndex(list(Tab).index(tab))

    def show_sorting(self, sorting: Sorting) -> None:
        """Say what the cards are sorted by."""
        self.sorting.say(tr(SORTINGS[sorting]))

    def show_counts(self, counts: dict[Tab, int]) -> None:
        self.tabs.show_counts([counts[tab] for tab in Tab])

    def show_zoom(self, least_width: int) -> None:
        """Put the slider where this width is."""
        step = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - least_width))
        blocked = self._zoom.blockSignals(True)
        self._zoom.setValue(step)
        self._zoom.blockSignals(blocked)

    def zoom_by(self, steps: int) -> None:
        """A step larger or smaller."""
        self._zoom.setValue(self._zoom.value() + steps)

    def fit(self, window_width: int) -> None:
        """Leave out what a narrow window has no room for."""
        for part in self._zoom_parts:
            part.setVisible(window_width >= NARROW)

    def _choose_zoom(self, step: int) -> None:
        self.zoomed = True
        self.zoom_chosen.emit(ZOOMS[step])

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        layout.addWidget(self.tabs)
        layout.addWidget(self.arrived)
        layout.addStretch(1)
        for part in (self.sorting, *self._zoom_parts):
            layout.addWidget(part)


class ZoomSlider(QSlider):
    """A line and a knob, seen on every ground."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.fillRect(QRectF(0, middle - 1, self.width(), 2), colours.line_strong)
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        if self.isRightToLeft():
            share = 1 - share
        painter.setPen(QPen(colours.accent, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(colours.text)
        painter.drawEllipse(QPointF(KNOB / 2 + 1 + share * (self.width() - KNOB - 2), middle), KNOB / 2, KNOB / 2)


def _slider() -> QSlider:
    made = ZoomSlider(Qt.Orientation.Horizontal)
    made.setFixedHeight(KNOB + 6)
    made.setRange(0, len(ZOOMS) - 1)
    made.setPageStep(1)
    made.setFixedWidth(84)
    made.setAccessibleName(tr("Size of cards"))
    made.setToolTip(tr("Size of cards"))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
