"""Who is in the frame, as a list beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from facelabeler.core.entities import FaceId
from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.viewer.people import Standing, colour_of
from facelabeler.ui.viewer.stage import StandingOf
from facelabeler.ui.wording import tr

ROW, LOW_ROW = 48, 40
PICTURE = 32
SWATCH = 10
PAD = 12
EDGE = 3
Index = QModelIndex | QPersistentModelIndex
Root = QModelIndex()


class FrameModel(QAbstractListModel):
    """The faces of one frame from left to right."""

    def __init__(self, standing_of: StandingOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.standing_of = standing_of
        self._faces: tuple[FaceId, ...] = ()

    @property
    def faces(self) -> tuple[FaceId, ...]:
        return self._faces

    def show_faces(self, faces: Sequence[FaceId]) -> None:
        """The faces of another frame, or the same ones standing elsewhere."""
        if tuple(faces) != self._faces:
            self.beginResetModel()
            self._faces = tuple(faces)
            self.endResetModel()
        elif faces:
            self.dataChanged.emit(self.index(0, 0), self.index(len(faces) - 1, 0))

    def face_at(self, index: Index) -> FaceId | None:
        return self._faces[index.row()] if index.isValid() else None

    def index_of(self, face: FaceId | None) -> QModelIndex:
        return self.index(self._faces.index(face), 0) if face in self._faces else QModelIndex()

    def rowCount(self, parent: Index = Root) -> int:
        return 0 if parent.isValid() else len(self._faces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        face = self.face_at(index)
        if face is None:
            return None
        standing = self.standing_of(face)
        if role == Qt.ItemDataRole.DisplayRole:
            return standing.tag
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{standing.title}, {standing.remark}"
        return None


class FrameList(QListView):
    """The rows; the one that is current is the selected face."""

    def __init__(self, model: FrameModel, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(FrameDelegate(model, pictures, self))
        self.setAccessibleName(tr("In this frame"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def mark(self, face: FaceId | None) -> None:
        """Show which face is selected, without telling anybody."""
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.rows.index_of(face))
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()


class FrameDelegate(QStyledItemDelegate):
    """Picture, colour and name, and below it how sure that is."""

    def __init__(self, model: FrameModel, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        widget = option.widget
        low = widget is not None and widget.window().height() < 800
        return QSize(100, LOW_ROW if low else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        face = self._model.face_at(index)
        if face is None:
            return
        painter.save()
        painter.setRenderHints(drawing.SMOOTH)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        _paint_ground(painter, option, selected=selected)
        self._paint_row(painter, option, face, selected=selected)
        painter.restore()

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, face: FaceId, *, selected: bool) -> None:
        rect, direction = option.rect, option.direction
        standing = self._model.standing_of(face)
        ratio = option.widget.devicePixelRatioF() if option.widget is not None else 1.0
        picture = QRect(rect.left() + PAD, rect.center().y() - PICTURE // 2, PICTURE, PICTURE)
        drawn = self._pictures.pixmap(face, round(PICTURE * ratio))
        drawing.draw_picture(painter, drawing.flow(rect, picture, direction), drawn, 4)
        _paint_words(painter, option, rect.adjusted(PAD + PICTURE + 10, 0, -PAD - 24, 0), standing, selected=selected)
        mark = QRect(rect.right() - PAD - 18, rect.top(), 18, rect.height())
        icon, tone = _mark(standing)
        drawing.draw_icon(painter, icon, drawing.flow(rect, mark, direction), 16, getattr(theme.tokens(), tone))


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, selected: bool) -> None:
    colours = theme.tokens()
    if selected:
        painter.fillRect(option.rect, colours.accent_soft)
        edge = QRect(option.rect.left(), option.rect.top(), EDGE, option.rect.height())
        painter.fillRect(drawing.flow(option.rect, edge, option.direction), colours.accent)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, colours.surface3)


def _paint_words(
    painter: QPainter, option: QStyleOptionViewItem, place: QRect, standing: Standing, *, selected: bool
) -> None:
    colours = theme.tokens()
    place = drawing.flow(option.rect, place, option.direction)
    align = Qt.AlignmentFlag.AlignLeading
    middle = place.center().y()
    swatch = QRect(place.left(), middle - 15, SWATCH, SWATCH)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour_of(standing.person))
    painter.drawRoundedRect(QRectF(drawing.flow(place, swatch, option.direction)), 2, 2)
    name = QRect(place.left() + SWATCH + 6, middle - 20, place.width() - SWATCH - 6, 20)
    name = drawing.flow(place, name, option.direction)
    drawing.draw_text(painter, name, standing.tag, theme.font("medium"), colours.text, align)
    remark = tr("selected, %1", standing.remark) if selected else standing.remark
    tone = colours.warn if standing.doubtful else colours.text2
    below = QRect(place.left(), middle + 1, place.width(), 18)
    drawing.draw_text(painter, below, remark, theme.font("caption"), tone, align)


def _mark(standing: Standing) -> tuple[str, str]:
    """Icon and colour for how sure a face is."""
    if standing.doubtful:
        return "help", "warn"
    return ("circle-check", "ok") if standing.confirmed else ("circle-dashed", "text3")
