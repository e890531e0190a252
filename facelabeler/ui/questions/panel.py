"""One of the two panels of a question: name and counts, montage, two frames with the face's box."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facelabeler.core.entities import Face, FaceId, SourceKind
from facelabeler.core.project import Project
from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.questions.card import TILES, Side
from facelabeler.ui.questions.frames import FramePictures
from facelabeler.ui.questions.tile import Tile
from facelabeler.ui.wording import exact_clock, face_title, tr

COLUMNS, ROWS = 7, 2
GAP = 2
PAD = 16
TITLE = 32
BETWEEN = 10
CAPTION = 22
FRAME_RATIO = 9 / 16
SWATCH = 10


class Panel(QWidget):
    """All of it changes in one paint. Two clicks on a tile or a frame open the frame, which `face_opened` asks for."""

    face_opened = Signal(object)

    def __init__(self, place: int, project: Project, pictures: Pictures, frames: FramePictures) -> None:
        super().__init__()
        self._place = place
        self._project = project
        self._frames = frames
        self._side: Side | None = None
        self.tiles = [Tile(pictures, self, first=number == 0) for number in range(TILES)]
        for tile in self.tiles:
            tile.opened.connect(self.face_opened)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(240)
        theme.live().theme_changed.connect(self.update)

    def show_side(self, side: Side | None) -> None:
        """Another cluster, or none."""
        self._side = side
        faces = side.tiles if side is not None else ()
        for number, tile in enumerate(self.tiles):
            face = faces[number] if number < len(faces) else None
            tile.show_face(face, face_title(self._project.faces[face]) if face is not None else "")
        if side is not None:
            self.setAccessibleName(f"{side.title}, {side.sizes}")
            self.setAccessibleDescription(", ".join(self._caption(face) for face in side.frames))
        self.update()

    @property
    def marked(self) -> frozenset[FaceId]:
        """The faces that are marked as odd."""
        return frozenset(tile.face for tile in self.tiles if tile.isChecked() and tile.face is not None)

    # -- events

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        rows = self._side.frames if self._side is not None else ()
        for row, rect in zip(rows, self._frame_rects(), strict=False):
            if rect.contains(event.position().toPoint()):
                self.face_opened.emit(row.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tiles()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place_tiles()

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

    def _place_tiles(self) -> None:
        """The montage: the hero first, then two rows of five."""
        inside, side = self._inside(), self._tile_side()
        left, top = inside.left(), inside.top() + TITLE
        hero = QRect(left, top, 2 * side - GAP, 2 * side - GAP)
        cells = [(column, row) for row in range(ROWS) for column in range(2, COLUMNS)]
        small = [QRect(left + column * side, top + row * side, side - GAP, side - GAP) for column, row in cells]
        for tile, rect in zip(self.tiles, (hero, *small), strict=False):
            tile.setGeometry(drawing.flow(inside, rect, self.layoutDirection()))

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
        painter.setRenderHints(drawing.SMOOTH)
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.surface1)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._side is None:
            return
        self._paint_title(painter, self._side)
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
