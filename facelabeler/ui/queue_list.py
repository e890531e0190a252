"""The sources that are read, were read in this run, or wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from facelabeler.core.entities import SourceId
from facelabeler.ui import drawing, theme
from facelabeler.ui.controls import Button
from facelabeler.ui.progress_words import percent
from facelabeler.ui.wording import tr

ROW_HEIGHT = 28
MOST_ROWS = 5
BAR_WIDTH = 160
Index = QModelIndex | QPersistentModelIndex
Root = QModelIndex()
QueueRole = int(Qt.ItemDataRole.UserRole)


class Turn(Enum):
    """How far a source has come."""

    WAITING = "Waiting"
    READING = "Reading"
    READ = "Done"
    PARTLY_READ = "Read in part"
    FAILED = "Could not be read"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A source in the queue; `share` of it is read, 0 to 1."""

    source: SourceId
    path: str
    turn: Turn
    share: float = 0.0

    @property
    def state(self) -> str:
        """`Waiting`, `62%`."""
        return percent(self.share) if self.turn is Turn.READING else tr(self.turn.value)


class QueueModel(QAbstractListModel):
    """The queue. Rows that stay keep their place and their selection; only a change of length resets."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[QueueRow] = []

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        if [row.source for row in rows] != [row.source for row in self.rows]:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
            return
        changed = [at for at, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
        self.rows = list(rows)
        for at in changed:
            self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def rowCount(self, parent: Index = Root) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        values: dict[int, object] = {
            int(Qt.ItemDataRole.DisplayRole): Path(row.path).name,
            int(Qt.ItemDataRole.AccessibleTextRole): f"{Path(row.path).name}, {row.state}",
            int(Qt.ItemDataRole.ToolTipRole): row.path,
            QueueRole: row,
        }
        return values.get(role)


class QueueList(QWidget):
    """The list, and a button that takes what waits off it. `skip_requested` carries a SourceId."""

    skip_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model = QueueModel(self)
        self.view = _Rows(self.model)
        self._skip = Button(tr("Take Off the Queue"), icon="minus", key="Del", small=True)
        self._skip.clicked.connect(self._ask)
        self.view.delete_pressed.connect(self._ask)
        self.view.selectionModel().currentChanged.connect(self._refresh)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._skip, 0, Qt.AlignmentFlag.AlignTop)
        self._refresh()

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        """Show the queue as it is now."""
        self.model.show_rows(rows)
        self._refresh()

    def height_wanted(self) -> int:
        """Up to five rows; more scroll."""
        return min(MOST_ROWS, max(1, self.model.rowCount())) * ROW_HEIGHT + 12

    def _current(self) -> QueueRow | None:
        row = self.view.currentIndex().data(QueueRole)
        return row if isinstance(row, QueueRow) and row.turn is Turn.WAITING else None

    def _refresh(self) -> None:
        self._skip.setEnabled(self._current() is not None)

    def _ask(self) -> None:
        row = self._current()
        if row is not None:
            self.skip_requested.emit(row.source)


class _Rows(QListView):
    delete_pressed = Signal()

    def __init__(self, model: QueueModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(tr("Queue"))
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Name, a bar while it is read, and how far it is in words."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, colours = index.data(QueueRole), theme.tokens()
        if not isinstance(row, QueueRow):
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colours.accent_soft)
        room = option.rect.adjusted(8, 0, -8, 0)
        state = QRect(room.right() - 140, room.top(), 140, room.height())
        bar = QRect(state.left() - BAR_WIDTH - 12, room.center().y() - 1, BAR_WIDTH, 4)
        name = room.adjusted(0, 0, -(room.right() - bar.left()) - 12, 0)
        direction = option.direction
        ink = colours.bad if row.turn is Turn.FAILED else colours.text2
        middle = Qt.TextElideMode.ElideMiddle
        text = str(index.data())
        drawing.draw_text(
            painter, drawing.flow(room, name, direction), text, theme.font("small"), colours.text, elide=middle
        )
        drawing.draw_text(painter, drawing.flow(room, state, direction), row.state, theme.font("small"), ink)
        if row.turn is Turn.READING:
            _paint_bar(painter, drawing.flow(room, bar, direction), row.share, direction)
        painter.restore()


def _paint_bar(painter: QPainter, bar: QRect, share: float, direction: Qt.LayoutDirection) -> None:
    painter.fillRect(bar, theme.tokens().surface3)
    done = QRect(bar.left(), bar.top(), round(bar.width() * share), bar.height())
    painter.fillRect(drawing.flow(bar, done, direction), theme.tokens().accent)
