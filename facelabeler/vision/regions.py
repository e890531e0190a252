"""Rectangles around everything that is wanted of a grid, with little around it that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Region:
    """Cells of a grid, from `top` and `left` to before `bottom` and `right`."""

    top: int
    left: int
    bottom: int
    right: int


def regions_around(wanted: Mask, overhead: int, longest: int) -> list[Region]:
    """Regions without overlap that hold every wanted cell, none longer than `longest` cells either way.

    A region of h × w cells is taken to cost (h + overhead) · (w + overhead); a region is cut in two, at the best row
    or column, as long as that lowers the cost. Cuts are found greedily, so a cheaper cover may exist.
    """
    return list(_cover(wanted, 0, 0, overhead, longest))


def _cover(wanted: Mask, top: int, left: int, overhead: int, longest: int) -> Iterator[Region]:
    rows, columns = np.flatnonzero(wanted.any(axis=1)), np.flatnonzero(wanted.any(axis=0))
    if not len(rows):
        return
    top, left = top + rows[0], left + columns[0]
    wanted = wanted[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    row, column = _cut(wanted, overhead, longest)
    if row == column == 0:
        yield Region(int(top), int(left), int(top) + wanted.shape[0], int(left) + wanted.shape[1])
    elif row:
        yield from _cover(wanted[:row], top, left, overhead, longest)
        yield from _cover(wanted[row:], top + row, left, overhead, longest)
    else:
        yield from _cover(wanted[:, :column], top, left, overhead, longest)
        yield from _cover(wanted[:, column:], top, left + column, overhead, longest)


def _cut(wanted: Mask, overhead: int, longest: int) -> tuple[int, int]:
    """Before which row, or else before which column, to cut; (0, 0) where no cut pays."""
    rows, columns = wanted.shape
    if rows > longest:
        return rows // 2, 0
    if columns > longest:
        return 0, columns // 2
    if rows * columns - np.count_nonzero(wanted) < overhead**2:
        return 0, 0  # too little is empty to make up for another region
    whole = (rows + overhead) * (columns + overhead)
    by_row, by_column = _costs(wanted, overhead), _costs(wanted.T, overhead)
    if min(by_row.min(initial=whole), by_column.min(initial=whole)) >= whole:
        return 0, 0
    if by_row.min(initial=whole) <= by_column.min(initial=whole):
        return int(by_row.argmin()) + 1, 0
    return 0, int(by_column.argmin()) + 1


def _costs(wanted: Mask, overhead: int) -> NDArray[np.int64]:
    """What both parts cost, cut before row 1, 2, … of a mask whose first and last row hold something."""
    above, below = _costs_so_far(wanted, overhead), _costs_so_far(wanted[::-1], overhead)
    return np.asarray(above[:-1] + below[::-1][1:])


def _costs_so_far(wanted: Mask, overhead: int) -> NDArray[np.int64]:
    """The cost of the box around what the first 1, 2, … rows hold."""
    rows, columns = wanted.shape
    held = wanted.any(axis=1)
    first = np.where(held, wanted.argmax(axis=1), columns)
    last = np.where(held, columns - wanted[:, ::-1].argmax(axis=1), 0)
    widths = np.maximum.accumulate(last) - np.minimum.accumulate(first)
    heights = np.maximum.accumulate(np.where(held, np.arange(1, rows + 1), 0))
    return np.asarray((heights + overhead) * (widths + overhead), np.int64)
