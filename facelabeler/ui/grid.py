"""A grid of equal cells that fill the width: cards and faces are laid out by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollBar, QWidget

from facelabeler.ui.drag.drop_view import DropView

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction
Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class GridSpec:
    """Pixels: space around the grid, between items, an item's least width, its height above its width, air below."""

    padding: int
    gap: int
    least_width: int
    extra_height: int
    air: int = 0
    top: int = 0

    @property
    def edge(self) -> int:
        """An item's cell is larger than the item by this much on each side: room for rings."""
        return self.gap // 2

    def columns(self, width: int) -> int:
        """How many columns fit into a viewport of this width, at least one."""
        return max(1, (width - 1) // (self.least_width + self.gap))

    def cell(self, width: int) -> QSize:
        """The size of a cell when the columns share a viewport of this width."""
        # A pixel less: QListView wraps an item that ends exactly at its edge.
        side = max(self.gap + 1, (width - 1) // self.columns(width))
        return QSize(side, side + self.extra_height)


class QuietScrollBar(QScrollBar):
    """A scroll bar whose room stays while there is nothing to scroll, so that columns keep their width."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class GridView(DropView):
    """A list view in icon mode whose columns share the width evenly.

    Its own rules: keys move by rows and columns, the current item keeps a row's distance from the edge, a press
    between items is a press on empty ground, and a tick box toggles.
    """

    def __init__(self, spec: GridSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.viewport().setAcceptDrops(True)  # icon mode has switched it off
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self._set_margins()

    def set_spec(self, **changes: int) -> None:
        """Change some of the measures and lay out again."""
        new = replace(self.spec, **changes)
        if new != self.spec:
            self.spec = new
            self._set_margins()
            self._share_width()

    def item_width(self) -> int:
        """The width of an item without the room around it."""
        return self.gridSize().width() - self.spec.gap

    def body_rect(self, index: Index) -> QRect:
        """Where an item is drawn, in the viewport, without the room around it."""
        return self.body_of(self.visualRect(index))

    def body_of(self, cell: QRect) -> QRect:
        """The item within its cell."""
        edge = self.spec.edge
        return cell.adjusted(edge, edge, -edge, -edge)

    def tick_rect(self, body: QRect) -> QRect:  # noqa: ARG002
        """Where an item's tick box is; an item without one has an empty rectangle."""
        return QRect()

    # -- layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_width()
        super().resizeEvent(event)

    def updateGeometries(self) -> None:  # noqa: N802
        super().updateGeometries()
        bar = self.verticalScrollBar()
        last = self.visualRect(self.model().index(self.model().rowCount() - 1, 0)) if self.model() else QRect()
        bottom = last.bottom() + 1 + self.verticalOffset() + self.spec.air
        bar.setMaximum(max(0, bottom - self.viewport().height()))
        bar.setSingleStep(max(1, self.gridSize().height() // 4))

    def _set_margins(self) -> None:
        side = self.spec.padding - self.spec.edge
        bar = self.verticalScrollBar().sizeHint().width()
        self.setViewportMargins(side, self.spec.top, max(0, side - bar), 0)

    def _share_width(self) -> None:
        cell = self.spec.cell(self.viewport().width())
        if cell != self.gridSize():
            self.setGridSize(cell)
            self.item_resized()

    def item_resized(self) -> None:
        """Called when items have got another size."""

    # -- mouse

    def indexAt(self, point: QPoint) -> QModelIndex:
        index = super().indexAt(point)
        return index if index.isValid() and self.body_rect(index).contains(point) else QModelIndex()

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        if isinstance(event, QMouseEvent) and index.isValid():
            ticks = self.tick_rect(self.body_rect(index)).contains(event.position().toPoint())
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if ticks and plain and event.type() != QEvent.Type.MouseMove:
                return Flag.Toggle if event.type() == QEvent.Type.MouseButtonPress else Flag.NoUpdate
        return super().selectionCommand(index, event)

    # -- keys

    def keyboardSearch(self, search: str) -> None:
        """Letters are verbs and names here, not a search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Enter, Qt.Key.Key_Return):
            event.ignore()
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002
        model = self.model()
        count = model.rowCount() if model else 0
        if not count:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return model.index(0, 0)
        row = current.row() + self._steps(action)
        if action in (Move.MoveHome, Move.MoveEnd):
            row = 0 if action is Move.MoveHome else count - 1
        elif action in (Move.MovePageUp, Move.MovePageDown):
            row = min(max(row, 0), count - 1)
        elif action is Move.MoveDown and row >= count and self._has_row_below(current.row(), count):
            row = count - 1
        return model.index(row, 0) if 0 <= row < count else current

    def _has_row_below(self, row: int, count: int) -> bool:
        columns = self.columns()
        return row // columns < (count - 1) // columns

    def columns(self) -> int:
        return self.spec.columns(self.viewport().width())

    def _steps(self, action: Move) -> int:
        columns = self.columns()
        rows = max(1, self.viewport().height() // max(1, self.gridSize().height()))
        forward = -1 if self.isRightToLeft() else 1
        steps = {
            Move.MoveUp: -columns,
            Move.MoveDown: columns,
            Move.MoveLeft: -forward,
            Move.MoveRight: forward,
            Move.MovePrevious: -1,
            Move.MoveNext: 1,
            Move.MovePageUp: -columns * rows,
            Move.MovePageDown: columns * rows,
        }
        return steps.get(action, 0)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,  # noqa: ARG002
    ) -> None:
        if not index.isValid():
            return
        rect = self.visualRect(cast(QModelIndex, index))
        height = self.viewport().height()
        margin = max(0, min(rect.height(), (height - rect.height()) // 2))
        bar = self.verticalScrollBar()
        if rect.top() < margin:
            bar.setValue(bar.value() + rect.top() - margin)
        elif rect.bottom() + margin > height:
            bar.setValue(bar.value() + rect.bottom() + 1 + margin - height)
