"""What will be written, person by person: a bar of the splits, and their numbers beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from facelabeler.core.entities import FaceId
from facelabeler.export.preview import ClassRow
from facelabeler.ui import icons, theme
from facelabeler.ui.i18n import number, tr, trn
from facelabeler.ui.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 32
PERSON, BAR, TRAIN, VAL, TEST, NOTE = range(6)
ROW_ROLE = Qt.ItemDataRole.UserRole
_NUMBERS: Mapping[int, Callable[[ClassRow], int]] = {
    TRAIN: lambda row: row.train,
    VAL: lambda row: row.val,
    TEST: lambda row: row.test,
}
SPLIT_COLOURS = (1, 0, 6)  # places in the colours of people, for train, val, test
_NOTES = {
    "one-shot": "one shot: train only",
    "not-in-val": "not in val",
    "few-faces": "few faces",
    "twice": "twice in one picture",
}
_PICTURE = 24


class ClassModel(QAbstractTableModel):
    """One row a class, the largest first, `unknown` last."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ClassRow] = []

    @property
    def most_faces(self) -> int:
        """The faces of the largest class; its bar is the full width."""
        return max((row.faces for row in self._rows), default=1) or 1

    def show_rows(self, rows: Sequence[ClassRow]) -> None:
        self.beginResetModel()
        self._rows = sorted(rows, key=lambda row: (row.person is None, -row.faces, row.index))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(_titles())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _titles()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = section in _NUMBERS
                return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | _MIDDLE
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row, index.column()) or self._shown(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(notice.text for notice in row.notices) or None
        return row if role == ROW_ROLE else None

    def _shown(self, row: ClassRow, column: int) -> str:
        if column in _NUMBERS:
            return number(_NUMBERS[column](row))
        return {PERSON: row.name, NOTE: _note(row)}.get(column, "")


class ClassTable(QTableView):
    """The table. `show_faces` says which face stands for each class."""

    def __init__(self, thumbnails: Thumbnails | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.classes = ClassModel()
        self._faces: Mapping[int, FaceId] = {}
        self._thumbnails = thumbnails
        self.setModel(self.classes)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("What will be written"))
        self.setShowGrid(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self._shape_headers()
        if thumbnails is not None:
            thumbnails.loaded.connect(self.viewport().update)

    def show_classes(self, rows: Sequence[ClassRow], faces: Mapping[int, FaceId]) -> None:
        """Show these classes; `faces` gives a face for a class's index."""
        self._faces = faces
        self.classes.show_rows(rows)

    def paint_face(self, painter: QPainter, place: QRect, row: ClassRow) -> None:
        """Draw the face that stands for a class, or an icon."""
        face = self._faces.get(row.index)
        ratio = self.devicePixelRatioF()
        drawn = self._thumbnails.pixmap(face, round(_PICTURE * ratio)) if self._thumbnails and face else None
        if drawn is not None:
            painter.drawPixmap(place, drawn)
            return
        painter.fillRect(place, theme.tokens().surface3)
        drawn = icons.pixmap("user" if row.person is not None else "question-mark", 16, theme.tokens().text2, ratio)
        painter.drawPixmap(place.x() + 4, place.y() + 4, drawn)

    def _shape_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setFont(theme.font("caption"))
        header.setMinimumSectionSize(40)
        for column, width in ((PERSON, 150), (TRAIN, 56), (VAL, 56), (TEST, 56), (NOTE, 160)):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(BAR, QHeaderView.ResizeMode.Stretch)


class _Delegate(QStyledItemDelegate):
    """Paints a cell by its column."""

    def __init__(self, table: ClassTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.tokens().line)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.tokens().text)
        if index.column() == PERSON:
            self._paint_person(painter, rect, row)
        elif index.column() == BAR:
            self._paint_bar(painter, rect, row)
        elif index.column() == NOTE:
            self._paint_note(painter, rect, row)
        else:
            painter.drawText(rect.adjusted(0, 0, -4, 0), Qt.AlignmentFlag.AlignRight | _MIDDLE, str(index.data()))
        painter.restore()

    def _paint_person(self, painter: QPainter, rect: QRect, row: ClassRow) -> None:
        self._table.paint_face(painter, QRect(rect.left(), rect.top() + 4, _PICTURE, _PICTURE), row)
        room = rect.adjusted(_PICTURE + 10, 0, -8, 0)
        text = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, _MIDDLE, text)

    def _paint_bar(self, painter: QPainter, rect: QRect, row: ClassRow) -> None:
        full = rect.width() - 16
        x = rect.left()
        for count, place in zip((row.train, row.val, row.test), SPLIT_COLOURS, strict=True):
            if count:
                width = max(1, round(full * count / self._table.classes.most_faces))
                bar = QRect(x, rect.center().y() - 3, width, 8)
                painter.fillRect(bar, theme.tokens().person(place))
                x += width + 1

    def _paint_note(self, painter: QPainter, rect: QRect, row: ClassRow) -> None:
        note = _note(row)
        if not note:
            return
        ink = theme.tokens().warn
        drawn = icons.pixmap("alert-triangle", 14, ink, self._table.devicePixelRatioF())
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 6, drawn)
        painter.setFont(theme.font("small"))
        painter.setPen(ink)
        room = rect.adjusted(32, 0, 0, 0)
        painter.drawText(
            room, _MIDDLE, painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, room.width())
        )


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _titles() -> tuple[str, ...]:
    return (tr("Person (class)"), tr("Faces"), "train", "val", "test", "")


def _note(row: ClassRow) -> str:
    return next((tr(_NOTES[notice.kind]) for notice in row.notices if notice.kind in _NOTES), "")


def _spoken(row: ClassRow, column: int) -> str:
    if column == PERSON:
        return f"{row.name}, {trn('%n face', '%n faces', row.faces)}"
    if column in _NUMBERS:
        return f"{number(_NUMBERS[column](row))} {_titles()[column]}"
    return ""
