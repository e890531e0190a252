"""Where the cells of a grid are, which of them a rectangle touches, and that looking at few costs no look at all."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyledItemDelegate
from pytestqt.qtbot import QtBot

from facelabeler.ui.grid import PAINT_SECONDS, GridView
from facelabeler.ui.grid_layout import GridLayout, GridSpec

GRID = GridLayout(QSize(100, 150), columns=4, count=10, width=410)
MIRRORED = GridLayout(QSize(100, 150), columns=4, count=10, width=410, mirrored=True)
SPEC = GridSpec(padding=16, gap=12, least_width=160, extra_height=62, air=64)


@pytest.mark.parametrize("layout", [GRID, MIRRORED])
def test_every_cell_is_found_where_it_is_and_no_two_overlap(layout: GridLayout) -> None:
    cells = [layout.rect(item) for item in range(layout.count)]
    assert [layout.item_at(cell.center()) for cell in cells] == list(range(10))
    assert not any(one.intersects(other) for n, one in enumerate(cells) for other in cells[:n])
    assert all(QRect(0, 0, layout.width, layout.height).contains(cell) for cell in cells)


def test_rows_are_read_from_the_side_where_reading_starts() -> None:
    assert GRID.rect(0).left() == 0
    assert MIRRORED.rect(0).right() == 409
    assert GRID.rect(4).top() == MIRRORED.rect(4).top() == 150


@pytest.mark.parametrize("point", [QPoint(405, 10), QPoint(-5, 10), QPoint(10, -1), QPoint(250, 310), QPoint(10, 900)])
def test_beside_the_cells_there_is_no_item(point: QPoint) -> None:
    assert GRID.item_at(point) == -1


def test_the_nearest_item_is_always_one_that_there_is() -> None:
    assert GRID.nearest(QPoint(405, 10)) == 3
    assert GRID.nearest(QPoint(10, 9000)) == 9
    assert GridLayout(QSize(10, 10), 4, 0, 100).nearest(QPoint(5, 5)) == -1


@pytest.mark.parametrize(
    ("rect", "runs"),
    [
        (QRect(0, 0, 410, 10), [(0, 3)]),
        (QRect(150, 100, 100, 100), [(1, 2), (5, 6)]),
        (QRect(0, 0, 410, 9000), [(0, 3), (4, 7), (8, 9)]),
        (QRect(350, 310, 20, 20), []),
        (QRect(405, 0, 4, 400), []),
        (QRect(0, -50, 50, 60), [(0, 0)]),
    ],
)
def test_a_rectangle_touches_runs_of_items(rect: QRect, runs: list[tuple[int, int]]) -> None:
    assert list(GRID.runs(rect)) == runs


def test_mirrored_runs_are_the_same_items_from_the_other_side() -> None:
    assert list(MIRRORED.runs(QRect(360, 0, 20, 10))) == [(0, 0)]
    assert list(GridLayout(QSize(10, 10), 4, 0, 100).runs(QRect(0, 0, 50, 50))) == []


class Counting(QAbstractListModel):
    """A hundred thousand rows that count how often they are asked."""

    asked = 0

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 100_000

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self.asked += 1
        return str(index.row()) if role == Qt.ItemDataRole.DisplayRole else None


class Painted(QStyledItemDelegate):
    """Notes the rows it paints."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] = set()

    def paint(self, _painter: QPainter, _option: object, index: QModelIndex) -> None:
        self.rows.add(index.row())


@pytest.fixture
def view(qtbot: QtBot) -> GridView:
    made = GridView(SPEC)
    made.setModel(Counting(made))
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_only_what_is_in_view_is_painted_and_asked_about(view: GridView) -> None:
    painter = Painted()
    view.setItemDelegate(painter)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    painter.rows.clear()
    view.model().asked = 0
    view.grab()
    columns = view.columns()
    assert columns <= len(painter.rows) <= columns * 5
    assert max(painter.rows) - min(painter.rows) < columns * 5
    assert view.model().asked == 0


def test_the_last_row_can_be_scrolled_clear_of_the_edge(view: GridView) -> None:
    view.scrollTo(view.model().index(99_999, 0))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert view.viewport().height() - view.visualRect(view.model().index(99_999, 0)).bottom() == SPEC.air + 1


def test_from_one_item_to_another_selects_what_lies_between_in_reading_order(view: GridView) -> None:
    model = view.model()
    start, end = (view.visualRect(model.index(row, 0)).center() for row in (1, view.columns() + 1))
    view.setSelection(QRect(start, end), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    rows = sorted(index.row() for index in view.selectedIndexes())
    assert rows == list(range(1, view.columns() + 2))


def test_the_grid_mirrors_with_the_reading_direction(view: GridView, qapp: QApplication) -> None:
    left = view.visualRect(view.model().index(0, 0)).left()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qapp.processEvents()
    assert view.visualRect(view.model().index(0, 0)).left() > left
    assert view.indexAt(view.visualRect(view.model().index(5, 0)).center()).row() == 5


class Slow(QStyledItemDelegate):
    """Draws a placeholder where there is no time left, and asks to be called again, as the delegates do."""

    def __init__(self, view: GridView) -> None:
        super().__init__()
        self._view = view
        self.prepared: set[int] = set()
        self.placeholders = 0

    def paint(self, _painter: QPainter, _option: object, index: QModelIndex) -> None:
        if index.row() in self.prepared:
            return
        if self._view.is_late():
            self.placeholders += 1
            self._view.paint_later(index)
            return
        time.sleep(PAINT_SECONDS / 2)
        self.prepared.add(index.row())


def test_a_paint_without_time_leaves_placeholders_and_comes_back_for_them(view: GridView, qtbot: QtBot) -> None:
    slow = Slow(view)
    view.setItemDelegate(slow)
    view.viewport().repaint()
    assert 0 < len(slow.prepared) <= 3
    assert slow.placeholders > 0
    in_view = view.columns() * 3
    qtbot.waitUntil(lambda: len(slow.prepared) >= in_view - view.columns())
