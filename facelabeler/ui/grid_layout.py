"""Where the cells of a grid are: arithmetic alone, so that a hundred thousand items cost what ten do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize


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
        side = max(self.gap + 1, (width - 1) // self.columns(width))
        return QSize(side, side + self.extra_height)


@dataclass(frozen=True, slots=True)
class GridLayout:
    """`count` cells in rows of `columns`, from the reading direction's start; `width` is the viewport's."""

    cell: QSize
    columns: int
    count: int
    width: int
    mirrored: bool = False

    @property
    def height(self) -> int:
        return -(-self.count // self.columns) * self.cell.height()

    def rect(self, item: int) -> QRect:
        """The cell of an item, from the top of the grid."""
        row, column = divmod(item, self.columns)
        left = column * self.cell.width()
        if self.mirrored:
            left = self.width - left - self.cell.width()
        return QRect(QPoint(left, row * self.cell.height()), self.cell)

    def item_at(self, point: QPoint) -> int:
        """The item whose cell holds a point, -1 if there is none."""
        if point.y() < 0:
            return -1
        column = self._column(point.x())
        item = point.y() // self.cell.height() * self.columns + column
        return item if 0 <= column < self.columns and item < self.count else -1

    def nearest(self, point: QPoint) -> int:
        """The item whose cell is nearest to a point, -1 only in an empty grid."""
        column = min(max(self._column(point.x()), 0), self.columns - 1)
        item = max(0, point.y() // self.cell.height()) * self.columns + column
        return min(item, self.count - 1)

    def runs(self, rect: QRect) -> Iterator[tuple[int, int]]:
        """(first, last) of the items in each row whose cells a rectangle touches."""
        sides = sorted((self._column(rect.left()), self._column(rect.right())))
        first, last = max(0, sides[0]), min(self.columns - 1, sides[1])
        top = max(0, rect.top()) // self.cell.height()
        bottom = min(rect.bottom(), self.height - 1) // self.cell.height()
        for row in range(top, bottom + 1 if first <= last else top):
            start = row * self.columns
            if start + first < self.count:
                yield start + first, min(start + last, self.count - 1)

    def _column(self, x: int) -> int:
        return ((self.width - 1 - x) if self.mirrored else x) // self.cell.width()
