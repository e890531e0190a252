"""A grid of equal cells that fill the width: cards and faces are laid out by it."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache, reduce
from operator import or_

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QHoverEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollBar,
    QStyle,
    QStyleOptionRubberBand,
    QStyleOptionViewItem,
    QWidget,
)

from facelabeler.ui.drag.drop_view import DropView
from facelabeler.ui.grid_layout import GridLayout, GridSpec

__all__ = ["GridSpec", "GridView"]

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction
Flag = QItemSelectionModel.SelectionFlag


PAINT_SECONDS = 0.003
"""From this time on a paint leaves what is not prepared for a later one: a fifth of a frame at 60 a second."""

LATER_MS = 8
"""Between two paints of what was left: input and the wheel come first."""

PAINTED_LATER = 4
"""Items that are painted at a time of those that were left."""


@cache
def _state(selected: bool, hovered: bool, focused: bool) -> QStyle.StateFlag:
    """Kept, for Python joins flags slowly."""
    flag = QStyle.StateFlag
    marks = ((selected, flag.State_Selected), (hovered, flag.State_MouseOver), (focused, flag.State_HasFocus))
    return reduce(or_, (mark for holds, mark in marks if holds), flag.State_Enabled)


class QuietScrollBar(QScrollBar):
    """A scroll bar whose room stays while there is nothing to scroll, so that columns keep their width."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class GridView(DropView):
    """A list view in icon mode whose columns share the width evenly.

    A QListView for its selection, dragging and accessibility; where items are it works out by itself, for the layout
    of a QListView asks the model about every item after each change. Its own rules: keys move by rows and columns, the
    current item keeps a row's distance from the edge, a press between items is a press on empty ground, and a tick box
    toggles. `name_wanted` asks for the name field, with an input method's first event if that began it.
    """

    name_wanted = Signal(object)  # QInputMethodEvent or None

    def __init__(self, spec: GridSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.spec = spec
        self._hovered = QPersistentModelIndex()
        self._band: QRect | None = None
        self._late_from = 0.0
        self._postponed: dict[int, QPersistentModelIndex] = {}  # by the row they stood in
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._paint_postponed)
        self._pressed_at = QPoint()
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
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that scrolling moves what is painted
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

    @property
    def layout_now(self) -> GridLayout:
        """Where the cells are, from the top of the grid."""
        model = self.model()
        count = model.rowCount() if model is not None else 0
        return GridLayout(self.gridSize(), self.columns(), count, self.viewport().width(), self.isRightToLeft())

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        return self.layout_now.rect(index.row()).translated(0, -self.verticalOffset())

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_width()
        QAbstractItemView.resizeEvent(self, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._set_margins()

    def updateGeometries(self) -> None:
        QAbstractItemView.updateGeometries(self)
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setRange(0, max(0, self.layout_now.height + self.spec.air - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(1, self.gridSize().height() // 4))

    def _set_margins(self) -> None:
        side = self.spec.padding - self.spec.edge
        bar = self.verticalScrollBar().sizeHint().width()
        beside_bar = max(0, side - bar)
        left, right = (beside_bar, side) if self.isRightToLeft() else (side, beside_bar)
        self.setViewportMargins(left, self.spec.top, right, 0)

    def _share_width(self) -> None:
        cell = self.spec.cell(self.viewport().width())
        if cell != self.gridSize():
            self.setGridSize(cell)
            self.item_resized()

    def item_resized(self) -> None:
        """Called when items have got another size."""

    # -- painting

    def is_late(self) -> bool:
        """Whether this paint has used up its time: what is not prepared is drawn as a placeholder."""
        return time.perf_counter() > self._late_from

    def paint_later(self, index: Index) -> None:
        """An item was drawn as a placeholder: paint it again as soon as the window has drawn breath."""
        self._postponed[index.row()] = QPersistentModelIndex(index)
        if not self._later.isActive():
            self._later.start()

    def _paint_postponed(self) -> None:
        """Paint a few of those that were left and are still in view."""
        area, painted = self.viewport().rect(), 0
        while self._postponed and painted < PAINTED_LATER:
            index = self._postponed.pop(next(iter(self._postponed)))
            rect = self.visualRect(index)
            if rect.intersects(area):
                self.viewport().update(rect)
                painted += 1
        if self._postponed:
            self._later.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._late_from = time.perf_counter() + PAINT_SECONDS
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.viewport().palette().brush(self.viewport().backgroundRole()))
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        area, region = event.rect().translated(0, self.verticalOffset()), event.region()
        focused = self.hasFocus() or self.viewport().hasFocus()
        layout = self.layout_now
        for first, last in layout.runs(area):
            for row in range(first, last + 1):
                index = self.model().index(row, 0)
                option.rect = layout.rect(row).translated(0, -self.verticalOffset())
                if not region.intersects(option.rect):
                    continue
                option.state = self._state_of(index, focused=focused)
                self.itemDelegate().paint(painter, option, index)
        if self._band is not None:
            self._paint_band(painter, self._band)

    def _state_of(self, index: QModelIndex, *, focused: bool) -> QStyle.StateFlag:
        hovered = self._hovered.isValid() and self._hovered == index
        return _state(self.selectionModel().isSelected(index), hovered, focused and index == self.currentIndex())

    def _paint_band(self, painter: QPainter, band: QRect) -> None:
        option = QStyleOptionRubberBand()
        option.initFrom(self)
        option.rect = band
        self.style().drawControl(QStyle.ControlElement.CE_RubberBand, option, painter)

    # -- selecting

    def setSelection(self, rect: QRect, command: Flag) -> None:
        """What a rubber band touches, or all from one item to another."""
        layout, offset = self.layout_now, QPoint(0, self.verticalOffset())
        if not layout.count:
            return
        if self.state() == QAbstractItemView.State.DragSelectingState:
            runs = list(layout.runs(rect.normalized().translated(offset)))
        else:
            ends = [layout.nearest(point + offset) for point in (rect.topLeft(), rect.bottomRight())]
            runs = [(min(ends), max(ends))]
        model, selection = self.model(), QItemSelection()
        for first, last in runs:
            selection.select(model.index(first, 0), model.index(last, 0))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    # -- mouse

    def indexAt(self, point: QPoint) -> QModelIndex:
        item = self.layout_now.item_at(point + QPoint(0, self.verticalOffset()))
        index = self.model().index(item, 0) if item >= 0 else QModelIndex()
        return index if index.isValid() and self.body_rect(index).contains(point) else QModelIndex()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            gone = event.type() == QEvent.Type.HoverLeave
            self._hovered = QPersistentModelIndex() if gone else self._at(event.position().toPoint())
        return super().viewportEvent(event)

    def _at(self, point: QPoint) -> QPersistentModelIndex:
        return QPersistentModelIndex(self.indexAt(point)) if self.model() is not None else QPersistentModelIndex()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.preeditString() or event.commitString():
            self.name_wanted.emit(event)
        else:
            super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint() + QPoint(0, self.verticalOffset())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.state() == QAbstractItemView.State.DragSelectingState:
            start = self._pressed_at - QPoint(0, self.verticalOffset())
            self._show_band(QRect(start, event.position().toPoint()).normalized())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._show_band(None)

    def _show_band(self, band: QRect | None) -> None:
        if band != self._band:
            self._band = band
            self.viewport().update()

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
        self.updateGeometries()  # rows may have come since the bar was told how far it goes
        rect = self.visualRect(index)
        height = self.viewport().height()
        margin = max(0, min(rect.height(), (height - rect.height()) // 2))
        bar = self.verticalScrollBar()
        if rect.top() < margin:
            bar.setValue(bar.value() + rect.top() - margin)
        elif rect.bottom() + margin > height:
            bar.setValue(bar.value() + rect.bottom() + 1 + margin - height)
