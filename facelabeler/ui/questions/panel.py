"""One of the two panels of a question: name and counts, montage, two frames with the face's box."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facelabeler.core.entities import Face, FaceId, SourceKind
from facelabeler.core.project import Project
from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.delegate import Pictures
from facelabeler.ui.questions.card import Side
from facelabeler.ui.questions.frames import FramePictures
from facelabeler.ui.wording import exact_clock, tr

COLUMNS, ROWS = 7, 2
GAP = 2
PAD = 16
TITLE = 32
BETWEEN = 10
CAPTION = 22
FRAME_RATIO = 9 / 16
SWATCH = 10


class Panel(QWidget):
    """Painted as a whole, so that all of it changes in one paint.

    A click marks a face as odd or no more; two clicks open its frame, which `face_opened` asks for.
    """

    face_opened = Signal(object)

    def __init__(self, place: int, project: Project, pictures: Pictures, frames: FramePictures) -> None:
        super().__init__()
        self._place = place
        self._project = project
        self._pictures = pictures
        self._frames = frames
        self._side: Side | None = None
        self.marked: frozenset[FaceId] = frozenset()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(240)
        self.setToolTip(tr("Click marks a face as odd, P takes marked faces out; two clicks open its frame"))
        theme.live().theme_changed.connect(self.update)

    def show_side(self, side: Side | None) -> None:
        """Another cluster, or none."""
        self._side, self.marked = side, frozenset()
        if side is not None:
            self.setAccessibleName(f"{side.title}, {side.sizes}")
            self.setAccessibleDescription(", ".join(self._caption(face) for face in side.frames))
        self.update()

    def face_at(self, point: QPointF) -> FaceId | None:
        """The face whose tile or frame is there."""
        if self._side is None:
            return None
        for face, rect in zip(self._side.tiles, self.tile_rects(), strict=False):
            if rect.contains(point.toPoint()):
                return face
        for row, rect in zip(self._side.frames, self._frame_rects(), strict=False):
            if rect.contains(point.toPoint()):
                return row.id
        return None

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        face = self.face_at(event.position())
        if face is not None and self._side is not None and face in self._side.tiles:
            self.marked ^= {face}
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        face = self.face_at(event.position())
        if face is not None:
            self.marked -= {face}
            self.face_opened.emit(face)

    # -- geometry

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as montage and frames are at this width; where there is less room both become smaller."""
        inside = width - 2 * PAD
        frames = round((inside - BETWEEN) / 2 * FRAME_RATIO)
        return 2 * PAD + TITLE + ROWS * ((inside + GAP) // COLUMNS) + BETWEEN + frames + CAPTION

    def _inside(self) -> QRect:
        pad = PAD if self.height() > 330 else 12
        return self.rect().adjusted(pad, pad, -pad, -pad)

    def _tile_side(self) -> int:
        """As large as fits: the width shared by seven, and room below for the frames."""
        inside = self._inside()
        most = (inside.height() - TITLE - BETWEEN - CAPTION) // (2 * ROWS)
        return max(16, min((inside.width() + GAP) // COLUMNS, most))

    def tile_rects(self) -> list[QRect]:
        """Where the faces of the montage are, the hero first."""
        inside, side = self._inside(), self._tile_side()
        left, top = inside.left(), inside.top() + TITLE
        hero = QRect(left, top, 2 * side - GAP, 2 * side - GAP)
        cells = [(column, row) for row in range(ROWS) for column in range(2, COLUMNS)]
        small = [QRect(left + column * side, top + row * side, side - GAP, side - GAP) for column, row in cells]
        return [drawing.flow(inside, rect, self.layoutDirection()) for rect in (hero, *small)]

    def _frame_rects(self) -> list[QRect]:
        inside = self._inside()
        top = inside.top() + TITLE + ROWS * self._tile_side() + BETWEEN
        width = (inside.width() - BETWEEN) // 2
        height = max(20, min(round(width * FRAME_RATIO), inside.bottom() - CAPTION - top))
        rects = [QRect(inside.left() + k * (width + BETWEEN), top, width, height) for k in range(2)]
        return [drawing.flow(inside, rect, self.layoutDirection()) for rect in rects]

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.surface1)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._side is None:
            return
        self._paint_title(painter, self._side)
        ratio = self.devicePixelRatioF()
        for face, rect in zip(self._side.tiles, self.tile_rects(), strict=False):
            self._paint_tile(painter, rect, face, ratio)
        for row, rect in zip(self._side.frames, self._frame_rects(), strict=False):
            self._paint_frame(painter, rect, row)

    def _paint_title(self, painter: QPainter, side: Side) -> None:
        colours, inside = theme.tokens(), self._inside()
        row = QRect(inside.left(), inside.top() - 4, inside.width(), 24)
        swatch = QRect(row.left(), row.center().y() - SWATCH // 2, SWATCH, SWATCH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.person(self._place))
        painter.drawRoundedRect(drawing.flow(row, swatch, self.layoutDirection()), 2, 2)
        align = Qt.AlignmentFlag.AlignLeading
        font = theme.font("title")
        name = row.adjusted(SWATCH + 8, 0, -140, 0)
        width = min(QFontMetrics(font).horizontalAdvance(side.title), name.width())
        drawing.draw_text(
            painter, drawing.flow(row, name, self.layoutDirection()), side.title, font, colours.text, align
        )
        rest = row.adjusted(SWATCH + 8 + width + 10, 0, 0, 0)
        place = drawing.flow(row, rest, self.layoutDirection())
        drawing.draw_text(painter, place, side.sizes, theme.font("body"), colours.text2, align)

    def _paint_tile(self, painter: QPainter, rect: QRect, face: FaceId, ratio: float) -> None:
        picture = self._pictures.pixmap(face, round(rect.width() * ratio))
        missing = picture is None and self._pictures.is_missing(face)
        drawing.draw_picture(painter, rect, picture, 3, missing=missing)
        if face in self.marked:
            painter.fillRect(rect, QColor(0, 0, 0, 150))
            corner = QPointF(rect.left() + 4, rect.top() + 4)
            drawing.draw_badge(painter, corner, icon="minus")

    def _paint_frame(self, painter: QPainter, rect: QRect, row: Face) -> None:
        colours = theme.tokens()
        picture = self._frames.pixmap(row)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.bg)
        painter.drawRoundedRect(rect, 4, 4)
        if picture is not None:
            scale = min(rect.width() / picture.width(), rect.height() / picture.height())
            width, height = picture.width() * scale, picture.height() * scale
            place = QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)
            clip = QPainterPath()
            clip.addRoundedRect(QRectF(rect), 4, 4)
            painter.save()
            painter.setClipPath(clip)
            painter.drawPixmap(place, picture, QRectF(picture.rect()))
            self._paint_box(painter, place, row)
            painter.restore()
        below = QRect(rect.left(), rect.bottom() + 4, rect.width(), CAPTION - 4)
        align = Qt.AlignmentFlag.AlignLeading
        drawing.draw_text(painter, below, self._caption(row), theme.font("caption"), colours.text2, align)

    def _paint_box(self, painter: QPainter, place: QRectF, row: Face) -> None:
        scale = place.width() / max(1, self._project.sources[row.source].width)
        box = row.box
        rect = QRectF(box.left * scale, box.top * scale, box.width * scale, box.height * scale)
        rect.translate(place.topLeft())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, colour in ((4, QColor(0, 0, 0, 166)), (2, theme.tokens().accent)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(rect)

    def _caption(self, row: Face) -> str:
        """`0:47.0 in apartment.mp4`."""
        source = self._project.sources[row.source]
        name = Path(source.path).name
        return name if source.kind is SourceKind.PHOTO else tr("%1 in %2", exact_clock(row.time), name)
