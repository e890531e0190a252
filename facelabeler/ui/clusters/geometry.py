"""Where things are on a card: pixels of the design, from the card's rectangle."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from facelabeler.ui import theme

PAD = 8  # border 1 and padding 7
GAP = 2
STRIP_HEIGHT = 6
NAME_HEIGHT = 24  # in the design's font of 13 pixels; a larger system font makes rows higher
META_HEIGHT = 16
TICK_AT = 13
TICK = 20


@dataclass(frozen=True, slots=True)
class CardParts:
    """The rectangles of a card's parts."""

    montage: QRect
    strip: QRect
    name: QRect
    meta: QRect
    tick: QRect


def parts(card: QRect) -> CardParts:
    """The parts of a card that is W wide and W + `extra_height()` high."""
    name_height, meta_height = _row_heights()
    side = card.width() - 2 * PAD
    left, top = card.left() + PAD, card.top() + PAD
    strip_top = top + side + 6
    name_top = strip_top + STRIP_HEIGHT + PAD
    return CardParts(
        QRect(left, top, side, side),
        QRect(left, strip_top, side, STRIP_HEIGHT),
        QRect(left, name_top, side, name_height),
        QRect(left, name_top + name_height + 2, side, meta_height),
        QRect(card.left() + TICK_AT, card.top() + TICK_AT, TICK, TICK),
    )


def extra_height() -> int:
    """What a card is higher than wide: 62 in the design's font."""
    return 22 + sum(_row_heights())


def _row_heights() -> tuple[int, int]:
    return theme.line_height("strong", NAME_HEIGHT, around=4), theme.line_height("caption", META_HEIGHT)


def tiles(side: int, most: int) -> list[QRect]:
    """The tiles of a montage `side` pixels wide that holds up to 1, 4, 6 or 13 faces; the hero is the first."""
    if most == 1:
        return [QRect(0, 0, side, side)]
    if most == 4:
        return [_cell(side, 2, column, row) for row in range(2) for column in range(2)]
    cells = 3 if most == 6 else 4
    hero = _cell(side, cells, 0, 0).united(_cell(side, cells, 1, 1))
    rest = [_cell(side, cells, column, row) for row in range(cells) for column in range(cells) if max(row, column) > 1]
    return [hero, *rest]


def _cell(side: int, cells: int, column: int, row: int) -> QRect:
    """A cell of a square grid; the edges are rounded so that the grid ends exactly at `side`."""
    edge = (side - GAP * (cells - 1)) / cells
    left, right = round(column * (edge + GAP)), round(column * (edge + GAP) + edge)
    top, bottom = round(row * (edge + GAP)), round(row * (edge + GAP) + edge)
    return QRect(left, top, right - left, bottom - top)
