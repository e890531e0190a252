"""The time line of a source: a ruler with its cuts, and a lane for each person."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facelabeler.ui import drawing, theme
from facelabeler.ui.grid import QuietScrollBar
from facelabeler.ui.presence import Axis
from facelabeler.ui.viewer.lane_slider import GAP, HEIGHT, NAMES, LaneSlider, lane_title
from facelabeler.ui.viewer.lanes import Lane
from facelabeler.ui.wording import clock, tr, trn

RULER = 20
SHOWN = 6  # lanes before they scroll
MOST_LANES = 100
CUT = 5
LABEL_WIDTH = 88  # pixels between two times on the ruler, at least
STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
MARK = 6


class Ruler(QWidget):
    """Times, shot cuts and the playhead. `went_to` carries seconds."""

    went_to = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = 0.0
        self._cuts: Sequence[float] = ()
        self._position = 0.0
        self.setFixedHeight(RULER)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.live().theme_changed.connect(self.update)

    def show_footage(self, length: float, cuts: Sequence[float]) -> None:
        self._length, self._cuts = length, cuts
        self.update()

    def show_position(self, seconds: float) -> None:
        self._position = seconds
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        strip = self._strip()
        share = (event.position().x() - strip.left()) / max(1, strip.width())
        self.went_to.emit(min(max(0.0, share), 1.0) * self._length)

    def _strip(self) -> QRect:
        return self.rect().adjusted(NAMES + GAP, 0, 0, 0)

    def _x(self, seconds: float) -> float:
        strip = self._strip()
        return strip.left() + (strip.width() * seconds / self._length if self._length else 0.0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours, strip = theme.tokens(), self._strip()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(strip.left(), RULER - 1, strip.width(), 1, colours.line)
        for second in self._labelled(strip.width()):
            place = QRect(round(self._x(second)) - LABEL_WIDTH // 2, 0, LABEL_WIDTH, RULER - 6)
            place.moveLeft(min(max(place.left(), strip.left() - 30), self.width() - LABEL_WIDTH + 30))
            align = Qt.AlignmentFlag.AlignCenter
            drawing.draw_text(painter, place, clock(second), theme.font("caption"), colours.text2, align)
        for cut in self._cuts:
            painter.fillRect(QRectF(self._x(cut), RULER - CUT, 1, CUT), colours.line_strong)
        x = self._x(self._position)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.text)
        painter.drawPolygon(QPolygonF([QPointF(x - MARK, 9), QPointF(x + MARK, 9), QPointF(x, RULER)]))

    def _labelled(self, width: int) -> list[float]:
        """Round times, far enough apart to be read."""
        if not self._length:
            return []
        least = self._length * LABEL_WIDTH / max(1, width)
        step = next((step for step in STEPS if step >= least), 3600 * ceil(least / 3600))
        return [float(k * step) for k in range(int(self._length / step) + 1)]


class Timeline(QWidget):
    """The ruler and the lanes. `went_to` carries seconds, `hint_chosen` a Hint."""

    went_to = Signal(float)
    hint_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ruler = Ruler()
        self.sliders: list[LaneSlider] = []
        self._position = 0.0
        self._sample = 1.0
        self._marked: tuple[str, int] | None = None
        self._lanes = QWidget()
        self._rows = QVBoxLayout(self._lanes)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(self._lanes)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFixedHeight(SHOWN * HEIGHT)
        bar = QuietScrollBar(Qt.Orientation.Vertical, self)
        self._area.setVerticalScrollBar(bar)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # lanes are as wide as the ruler
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ruler.went_to.connect(self.went_to)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, bar.sizeHint().width(), 0)
        above.addWidget(self.ruler)
        layout.addLayout(above)
        layout.addWidget(self._area)
        self.setAccessibleName(tr("Timeline"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so in every language

    def show_lanes(self, lanes: Sequence[Lane], axis: Axis, cuts: Sequence[float], sample: float) -> None:
        """The lanes of a source, the longest first; what was scrolled to and focused stays where it can."""
        focused = next((slider.lane.owner.key for slider in self.sliders if slider.hasFocus()), None)
        scrolled = self._area.verticalScrollBar().value()
        for slider in self.sliders:
            self._rows.removeWidget(slider)
            slider.hide()
            slider.deleteLater()
        self._sample = sample
        self.sliders = [self._slider(lane, axis) for lane in lanes[:MOST_LANES]]
        for place, slider in enumerate(self.sliders):
            self._rows.insertWidget(place, slider)
            slider.setVisible(True)
            if slider.lane.owner.key == focused:
                slider.setFocus()
        self._lanes.setFixedHeight(HEIGHT * max(SHOWN, len(self.sliders)))
        self._area.verticalScrollBar().setValue(scrolled)
        self._area.setToolTip(_more(len(lanes) - MOST_LANES))
        self.ruler.show_footage(axis.total, cuts)
        self.mark(self._marked)
        self.show_position(self._position)

    def show_position(self, seconds: float) -> None:
        """Move the playhead."""
        self._position = seconds
        self.ruler.show_position(seconds)
        for slider in self.sliders:
            slider.show_position(seconds)

    def mark(self, owner: tuple[str, int] | None) -> None:
        """Show whose the selected face is, and scroll there."""
        self._marked = owner
        for slider in self.sliders:
            slider.mark(marked=slider.lane.owner.key == owner)
            if slider.is_marked:
                self._area.ensureWidgetVisible(slider, 0, 0)

    def _slider(self, lane: Lane, axis: Axis) -> LaneSlider:
        made = LaneSlider(lane, lane_title(lane), axis, self._sample)
        made.went_to.connect(self.went_to)
        made.hint_chosen.connect(self.hint_chosen)
        return made


def _more(lanes: int) -> str:
    return trn("%n more with less time on screen", "%n more with less time on screen", lanes) if lanes > 0 else ""
