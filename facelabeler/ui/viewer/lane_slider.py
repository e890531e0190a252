"""One person's lane: a slider over the source with the same drawing as the strip on a card."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QToolTip, QWidget

from facelabeler.ui import drawing, theme
from facelabeler.ui.presence import Axis, Run
from facelabeler.ui.viewer.lanes import Hint, HintKind, Lane
from facelabeler.ui.viewer.people import colour_of
from facelabeler.ui.viewer.transport import paint_gap
from facelabeler.ui.wording import exact_clock, faces_text, number, tr

HEIGHT = 18
NAMES = 168  # the width of the names at the left
GAP = 12
BLOCK = 10
TENTHS = 10  # steps a second
WARN = 16
SHORT = 3.0  # pixels: a hint is at least this wide to be hit


class LaneSlider(QSlider):
    """The value is the position in tenths of a second. `went_to` carries seconds, `hint_chosen` a Hint."""

    went_to = Signal(float)
    hint_chosen = Signal(object)

    def __init__(self, lane: Lane, title: str, axis: Axis, sample: float, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.lane = lane
        self._title = title
        self._axis = axis
        self._sample = sample
        self._times = [face.time for face in lane.faces]
        self._base: tuple[Run, ...] = ()
        self._runs: tuple[Run, ...] = ()
        self._drawn_for = -1
        self._position = 0.0
        self._on_screen = False
        self.is_marked = False
        self.setFixedHeight(HEIGHT)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setRange(0, max(1, round(axis.total * TENTHS)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(title)
        self.setMouseTracking(True)
        theme.live().theme_changed.connect(self.update)

    def show_position(self, seconds: float) -> None:
        """Move the slider, and say where it is in words."""
        last = bisect_right(self._times, seconds + 1e-6) - 1
        on_screen = last >= 0 and seconds < self._times[last] + self._sample
        blocked = self.blockSignals(True)
        self.setValue(round(seconds * TENTHS))
        self.blockSignals(blocked)
        self._position, self._on_screen = seconds, on_screen
        self.setAccessibleDescription(self.value_text())
        self.update()

    def value_text(self) -> str:
        """`Ross, 1:02.0, on screen`."""
        where = tr("on screen") if self._on_screen else tr("not on screen")
        return f"{self._title}, {exact_clock(self._position)}, {where}"

    def mark(self, *, marked: bool) -> None:
        """Show that the selected face is of this lane."""
        if marked != self.is_marked:
            self.is_marked = marked
            self.update()

    def hint_at(self, point: QPoint) -> Hint | None:
        """The hint at a place of this widget."""
        return next((h for h in self.lane.hints if self._hint_rect(h).contains(point.toPointF())), None)

    # -- geometry

    def strip(self) -> QRect:
        """Where the lane itself is; time runs from left to right in every language."""
        return self.rect().adjusted(NAMES + GAP, 0, 0, 0)

    def x_of(self, seconds: float) -> float:
        strip = self.strip()
        return strip.left() + strip.width() * seconds / self._axis.total if self._axis.total else strip.left()

    def seconds_at(self, x: float) -> float:
        strip = self.strip()
        return min(max(0.0, (x - strip.left()) / max(1, strip.width())), 1.0) * self._axis.total

    def _hint_rect(self, hint: Hint) -> QRectF:
        left, right = self.x_of(hint.start), self.x_of(hint.end)
        if hint.kind is HintKind.DOUBLE:
            return QRectF((left + right - WARN) / 2, 1, WARN, WARN)
        return QRectF(left, 2, max(SHORT, right - left), HEIGHT - 4)

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hint = self.hint_at(event.position().toPoint())
        if hint is not None:
            self.hint_chosen.emit(hint)
        elif event.position().x() >= self.strip().left():
            self.went_to.emit(self.seconds_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.went_to.emit(self.seconds_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the lanes scroll

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by samples, Page Up and Down from appearance to appearance; up and down to another lane."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.went_to.emit(self._position + (self._sample if key == Qt.Key.Key_Right else -self._sample))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go_to_appearance(forward=key == Qt.Key.Key_PageDown)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.went_to.emit(self._axis.total if key == Qt.Key.Key_End else 0.0)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            event.ignore()

    def _go_to_appearance(self, *, forward: bool) -> None:
        """To where this person comes on screen again, or came on screen before."""
        times = self._times
        apart = 1.5 * self._sample
        begins = [time for before, time in zip([-apart * 2, *times], times, strict=False) if time - before > apart]
        if forward:
            wanted = next((time for time in begins if time > self._position + 0.01), None)
        else:
            wanted = next((time for time in reversed(begins) if time < self._position - 0.01), None)
        if wanted is not None:
            self.went_to.emit(wanted)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            hint = self.hint_at(event.pos())
            QToolTip.showText(event.globalPos(), hint_text(hint, self._title) if hint is not None else "", self)
            return True
        return super().event(event)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_marked:
            painter.fillRect(self.strip(), theme.tokens().surface2)
        self._paint_name(painter)
        self._paint_runs(painter)
        for hint in self.lane.hints:
            if hint.kind is HintKind.GAP:
                paint_gap(painter, self._hint_rect(hint))
        painter.fillRect(QRectF(self.x_of(self._position) - 1, 0, 2, HEIGHT), theme.tokens().text)
        for hint in self.lane.hints:
            if hint.kind is HintKind.DOUBLE:
                self._paint_double(painter, self._hint_rect(hint))
        if self.hasFocus():
            drawing.draw_ring(painter, self.rect(), theme.tokens().focus_width, theme.tokens().text, 3)

    def _paint_name(self, painter: QPainter) -> None:
        colours = theme.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(self.lane.owner.person))
        painter.drawRoundedRect(QRectF(4, 4, 10, 10), 2, 2)
        role, ink = ("small-strong", colours.text) if self.is_marked else ("small", colours.text2)
        count = QRect(0, 0, NAMES, HEIGHT)
        right = Qt.AlignmentFlag.AlignRight
        taken = drawing.draw_text(
            painter, count, number(len(self.lane.faces)), theme.font("small"), colours.text2, right
        )
        drawing.draw_text(painter, QRect(22, 0, NAMES - 30 - taken, HEIGHT), self._title, theme.font(role), ink)

    def _paint_runs(self, painter: QPainter) -> None:
        strip = self.strip()
        if self._drawn_for != strip.width():
            self._drawn_for = strip.width()
            self._base = self._axis.base(strip.width())
            self._runs = self._axis.runs(self.lane.faces, strip.width())
        for left, width in self._base:
            painter.fillRect(strip.left() + left, HEIGHT // 2 - 1, width, 1, theme.tokens().line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(self.lane.owner.person))
        for left, width in self._runs:
            painter.drawRoundedRect(QRectF(strip.left() + left, (HEIGHT - BLOCK) / 2, width, BLOCK), 2, 2)

    def _paint_double(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tokens().surface1)
        painter.drawEllipse(rect)
        drawing.draw_icon(painter, "alert-triangle", rect.toRect(), 14, theme.tokens().warn)


def hint_text(hint: Hint, title: str) -> str:
    """Why a hint is there, and what a click does."""
    start, end = exact_clock(hint.start), exact_clock(hint.end)
    if hint.kind is HintKind.DOUBLE:
        text = "%1 is twice in one frame at %2: a mirror, a screen, or somebody else. Click to go there."
        return tr(text, title, start)
    text = "%1 is in this place before and after; from %2 to %3 it holds %4 without a name. Click to go there."
    return tr(text, title, start, end, faces_text(hint.faces))


def lane_title(lane: Lane) -> str:
    """The person's name, or `Unnamed 7`."""
    return lane.owner.name or tr("Unnamed %1", str(lane.owner.cluster))
