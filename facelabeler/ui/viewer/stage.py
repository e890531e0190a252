"""The picture with its boxes, tags and plate; a missed face is drawn here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.geometry import Box
from facelabeler.ui import drawing, theme
from facelabeler.ui.viewer.footage import Edges, Moment, Seen
from facelabeler.ui.viewer.people import Standing
from facelabeler.ui.viewer.reading import Picture
from facelabeler.ui.viewer.sketch import Sketch
from facelabeler.ui.viewer.tags import MOST_TAGS, Rect, placed
from facelabeler.ui.wording import tr

GROUND = QColor("#0E0F10")  # behind footage it is dark in every theme, as in a cinema
DARK_EDGE = QColor(0, 0, 0, 200)
WHITE = QColor("#FFFFFF")
TAG_HEIGHT = 18
TAG_PAD = 6
MARGIN = 16
PLATE_HEIGHT = 26
NAME_WIDTH = 180
NAME_ROOM = 270  # pixels that the field and its rows need: they must not hide the face they name
BETWEEN_OPACITY = 0.6  # of a box that was worked out, not found

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
StandingOf = Callable[[FaceId], Standing]


class Stage(QWidget):
    """Shows one picture. `selected` carries a face or None, `drawn` a Box in pixels of the source.

    `stepped` carries the steps of an arrow key and what was held with it, `chosen_by` 1 or -1 for another face.
    """

    selected = Signal(object)
    drawn = Signal(object)
    draw_left = Signal()
    stepped = Signal(int, object)  # Qt.KeyboardModifier
    chosen_by = Signal(int)
    edge_wanted = Signal(bool)  # Home: False, End: True
    moved = Signal()  # where boxes are on screen has changed
    resized = Signal()

    def __init__(self, standing_of: StandingOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing_of = standing_of
        self._picture: Picture | None = None
        self._moment = Moment(None)
        self._plate: tuple[str, str] = ("", "")
        self._text = ""
        self._full = QSize(1, 1)
        self._selected: FaceId | None = None
        self._named: ClusterId | None = None
        self._sketch: Sketch | None = None
        self._pressed: QPointF | None = None
        self.has_names = True
        self.title = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 120)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # footage is not mirrored
        self.setAccessibleName(tr("Frame"))
        theme.live().theme_changed.connect(self.update)

    # -- what is shown

    def show_picture(self, picture: Picture | None, moment: Moment, full: QSize, plate: tuple[str, str]) -> None:
        """A picture of a source of `full` pixels with the faces on it, and a plate: the time, then the rest."""
        self._picture, self._moment, self._full, self._plate, self._text = picture, moment, full, plate, ""
        self.setAccessibleDescription(", ".join([*plate, *(self._standing_of(s.face).tag for s in moment.seen)]))
        self.moved.emit()
        self.update()

    def say(self, text: str) -> None:
        """Say why there is no picture."""
        self._picture, self._moment, self._text = None, Moment(None), text
        self.setAccessibleDescription(text)
        self.update()

    def select(self, face: FaceId | None) -> None:
        self._selected = face
        self.moved.emit()
        self.update()

    def show_names(self, *, shown: bool) -> None:
        self.has_names = shown
        self.update()

    def device_size(self) -> QSize:
        """How large a picture may be drawn, in device pixels."""
        room = self.size() - QSize(2 * MARGIN, 2 * MARGIN)
        return room.expandedTo(QSize(1, 1)) * self.devicePixelRatioF()

    # -- drawing a missed face

    @property
    def sketch(self) -> Sketch | None:
        """The box in the making."""
        return self._sketch

    def begin_sketch(self) -> None:
        """Wait for a box to be drawn; one stands in the middle for those who use keys."""
        self._sketch = Sketch.first(self._full.width(), self._full.height())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus()
        self.update()

    def end_sketch(self) -> None:
        self._sketch = self._pressed = None
        self.unsetCursor()
        self.update()

    def take_sketch(self) -> None:
        """Take the box as it is, if it is more than a click."""
        if self._sketch is not None and self._sketch.is_large_enough:
            self.drawn.emit(self._sketch.box())

    # -- naming: what `Naming` asks of a place with a name field

    def current_cluster(self) -> ClusterId | None:
        return self._standing_of(self._selected).cluster if self._selected is not None else None

    def selected_clusters(self) -> list[ClusterId]:
        return []

    def set_named(self, cluster: ClusterId | None) -> None:
        self._named = cluster
        self.update()

    def naming_title(self) -> str:
        return self.title

    def viewport(self) -> QWidget:
        return self

    def name_rect(self, cluster: ClusterId) -> QRect:  # noqa: ARG002 - only one face is selected
        """Where the selected face's name goes."""
        seen = next((one for one in self._moment.seen if one.face == self._selected), None)
        if seen is None or self._picture is None:
            return QRect()
        rect = self._rect_of(seen.box).toAlignedRect()
        left = min(max(rect.left(), 4), self.width() - NAME_WIDTH - 4)
        if rect.bottom() + 8 + NAME_ROOM < self.window().height() - self.mapTo(self.window(), QPoint()).y():
            return QRect(left, rect.bottom() + 8, NAME_WIDTH, 24)
        beside = rect.right() + 8 if rect.right() + 8 + NAME_ROOM < self.width() else rect.left() - 8 - NAME_ROOM
        return QRect(max(4, beside), max(4, rect.top()), NAME_WIDTH, 24)

    # -- geometry

    def picture_rect(self) -> QRectF:
        """Where the picture is; whole device pixels, so that it is not drawn between two."""
        picture = self._picture
        size = QSize(16, 9) if picture is None else picture.image.size()
        most = self.device_size()
        fitted = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio) if self._is_larger(size, most) else size
        ratio = self.devicePixelRatioF()
        width, height = fitted.width() / ratio, fitted.height() / ratio
        return QRectF(round((self.width() - width) / 2), round((self.height() - height) / 2), width, height)

    def _is_larger(self, size: QSize, most: QSize) -> bool:
        return size.width() != most.width() and size.height() != most.height()

    def _rect_of(self, box: Edges) -> QRectF:
        place = self.picture_rect()
        scale = place.width() / max(1, self._full.width())
        left, top, right, bottom = (edge * scale for edge in box)
        return QRectF(place.left() + left, place.top() + top, right - left, bottom - top)

    def _in_picture(self, point: QPointF) -> tuple[float, float]:
        place = self.picture_rect()
        scale = max(1, self._full.width()) / place.width()
        return (point.x() - place.left()) * scale, (point.y() - place.top()) * scale

    def face_at(self, point: QPointF) -> FaceId | None:
        """The face whose box is there; of several the smallest."""
        there = [one for one in self._moment.seen if self._rect_of(one.box).contains(point)]
        smallest = min(there, key=lambda one: self._rect_of(one.box).width(), default=None)
        return smallest.face if smallest is not None else None

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self.moved.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if self._sketch is not None:
            self._pressed = event.position()
        else:
            self.selected.emit(self.face_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._sketch is not None and self._pressed is not None:
            corners = (*self._in_picture(self._pressed), *self._in_picture(event.position()))
            self._sketch = self._sketch.spanned(*corners)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self.mouseMoveEvent(event)
            self._pressed = None
            self.take_sketch()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._sketch is not None and self._sketch_key(key, event):
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(_ARROWS[key][0], event.modifiers())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.chosen_by.emit(_ARROWS[key][1])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.edge_wanted.emit(key == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def _sketch_key(self, key: Qt.Key, event: QKeyEvent) -> bool:
        """Arrows move the box, with Shift they make it larger (right, up) or smaller."""
        if self._sketch is None or key not in _ARROWS:
            return False
        x, y = _ARROWS[key]
        larger = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._sketch = self._sketch.grown(x, -y) if larger else self._sketch.moved(x, y)
        self.update()
        return True

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        painter.setRenderHints(drawing.SMOOTH)
        if self._picture is None:
            painter.setPen(theme.DARK.text2)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text)
            return
        painter.drawImage(self.picture_rect(), self._picture.image)
        for one in self._moment.seen:
            self._paint_box(painter, one)
        if self.has_names:
            self._paint_tags(painter)
        self._paint_plate(painter)
        if self._sketch is not None:
            self._paint_sketch(painter, self._sketch.box())

    def _paint_box(self, painter: QPainter, one: Seen) -> None:
        standing = self._standing_of(one.face)
        rect = self._rect_of(one.box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setOpacity(1.0 if one.exact else BETWEEN_OPACITY)
        if one.face == self._selected:
            painter.setPen(QPen(WHITE, 2))
            painter.drawRect(rect.adjusted(-4, -4, 4, 4))
        painter.setPen(QPen(DARK_EDGE, 4))
        painter.drawRect(rect)
        pen = QPen(_on_photos(standing), 2)
        if standing.doubtful:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRect(rect)
        painter.setOpacity(1.0)

    def _paint_tags(self, painter: QPainter) -> None:
        font = theme.font("small-strong")
        seen = sorted(self._moment.seen, key=lambda one: one.face != self._selected)
        if len(seen) > MOST_TAGS:
            seen = [one for one in seen if one.face == self._selected]
        texts = [self._standing_of(one.face).tag for one in seen]
        metrics = QFontMetrics(font)
        sizes = [(metrics.horizontalAdvance(text) + 2.0 * TAG_PAD, float(TAG_HEIGHT)) for text in texts]
        room = Rect(0, 0, self.width(), self.height())
        places = placed([_outer(self._rect_of(one.box)) for one in seen], sizes, room)
        for one, text, place in zip(seen, texts, places, strict=True):
            is_named = self._named is not None and one.face == self._selected
            if place is not None and not is_named:
                self._paint_tag(painter, place, text, _on_photos(self._standing_of(one.face)))

    def _paint_tag(self, painter: QPainter, place: Rect, text: str, colour: QColor) -> None:
        rect = QRectF(place.left, place.top, place.width, place.height)
        painter.setPen(QPen(DARK_EDGE, 1))
        painter.setBrush(colour)
        painter.drawRoundedRect(rect, 3, 3)
        painter.setPen(theme.DARK.people_text)
        painter.setFont(theme.font("small-strong"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_plate(self, painter: QPainter) -> None:
        colours = theme.tokens()
        time, rest = self._plate
        fonts = theme.font("strong"), theme.font("body")
        widths = [QFontMetrics(font).horizontalAdvance(text) for font, text in zip(fonts, self._plate, strict=True)]
        place = self.picture_rect()
        gap = 8 if time and rest else 0
        rect = QRect(round(place.left()) + 12, 0, sum(widths) + gap + 18, PLATE_HEIGHT)
        rect.moveBottom(round(place.bottom()) - 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.badge)
        painter.drawRoundedRect(rect, 4, 4)
        inside = rect.adjusted(9, 0, -9, 0)
        drawing.draw_text(painter, inside, time, fonts[0], colours.badge_text)
        drawing.draw_text(painter, inside.adjusted(widths[0] + gap, 0, 0, 0), rest, fonts[1], theme.DARK.text2)

    def _paint_sketch(self, painter: QPainter, box: Box) -> None:
        rect = self._rect_of((box.left, box.top, box.right, box.bottom))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, colour in ((5, DARK_EDGE), (3, theme.DARK.accent)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(rect)


def _on_photos(standing: Standing) -> QColor:
    """Footage is dark around in every theme, so boxes and tags are those of the dark one."""
    return theme.DARK.text2 if standing.person is None else theme.DARK.person(standing.person - 1)


def _outer(rect: QRectF) -> Rect:
    """A box with its edges, and a little air to its tag."""
    return Rect(rect.left() - 1, rect.top() - 3, rect.width() + 2, rect.height() + 6)
