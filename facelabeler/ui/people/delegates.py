"""Paints the rows of people and of trays."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.controls import paint_key
from facelabeler.ui.drag.target_model import Hint, Index
from facelabeler.ui.drag.targets import NewCluster
from facelabeler.ui.people.model import PersonRow, RowRole
from facelabeler.ui.people.trays import TrayRow, TrayRowRole
from facelabeler.ui.wording import number

PERSON_HEIGHT = 44
TRAY_HEIGHT = 34
LINE = 22
PICTURE = 32
PAD = 12
KEY_ROOM = 30
State = QStyle.StateFlag
Anchor = Qt.AlignmentFlag


def person_height() -> int:
    """A person's row: a line of text and the meter below it."""
    return PERSON_HEIGHT - LINE + theme.line_height("medium", LINE)


def tray_height() -> int:
    return theme.line_height("medium", TRAY_HEIGHT, around=8)


class RowState(Protocol):
    """What the view knows of a row beyond the model."""

    def hint_at(self, index: Index) -> Hint | None: ...


class PersonDelegate(QStyledItemDelegate):
    """Face, name, number of faces, how much of it is confirmed, and the key that gives the name."""

    def __init__(self, state: RowState, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(0, person_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(RowRole)
        if not isinstance(row, PersonRow):
            return
        painter.save()
        painter.setRenderHints(drawing.SMOOTH)
        hint = self._state.hint_at(index)
        _paint_ground(painter, option, target=hint is not None)
        self._paint_person(painter, option.rect, row, hint)
        painter.restore()

    def _paint_person(self, painter: QPainter, rect: QRect, row: PersonRow, hint: Hint | None) -> None:
        colours = theme.tokens()
        way = painter.layoutDirection()
        side = QRect(rect.left() + PAD, rect.top() + 6, PICTURE, PICTURE)
        drawing.draw_picture(painter, drawing.flow(rect, side, way), self._picture(painter, row), 4)
        left = side.right() + 11
        height = theme.line_height("medium", LINE)
        line = drawing.flow(rect, QRect(left, rect.top() + 5, rect.right() - PAD - KEY_ROOM - left, height), way)
        if hint is not None and hint.doubtful:
            _paint_doubt(painter, rect, line, row.name, hint.text)
            return
        count = number(row.faces if hint is None else hint.after)
        taken = drawing.draw_text(painter, line, count, theme.font("small"), colours.text2, Anchor.AlignRight)
        text = row.name if hint is None else hint.text
        ink = colours.text if hint is None else colours.accent
        drawing.draw_text(painter, drawing.before(line, taken + 8, way), text, theme.font("medium"), ink)
        _paint_meter(painter, QRect(line.left(), line.bottom() + 4, line.width(), 3), row.confirmed)
        if row.key is not None:
            key = drawing.flow(rect, QRect(rect.right() - PAD - 17, rect.top(), 18, 18), way)
            paint_key(painter, str(row.key), key.left(), rect.center().y() + 1, ink=colours.text2)

    def _picture(self, painter: QPainter, row: PersonRow) -> QPixmap | None:
        ratio = drawing.ratio_of(painter)
        return self._pictures.pixmap(row.face, round(PICTURE * ratio)) if row.face is not None else None


class TrayDelegate(QStyledItemDelegate):
    """Icon, title, number of faces."""

    def __init__(self, state: RowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(0, tray_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(TrayRowRole)
        if not isinstance(row, TrayRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hint = self._state.hint_at(index)
        _paint_ground(painter, option, target=hint is not None)
        if row.spot is NewCluster.NEW and hint is None:
            inside = option.rect.adjusted(PAD - 4, 2, 4 - PAD, -2)
            drawing.draw_ring(painter, inside, 1.5, theme.tokens().line_strong, 6, dashed=True)
        _paint_tray(painter, option.rect, row, hint)
        painter.restore()


def _paint_tray(painter: QPainter, rect: QRect, row: TrayRow, hint: Hint | None) -> None:
    colours = theme.tokens()
    place = QRect(rect.left() + PAD, rect.top(), 18, rect.height())
    way = painter.layoutDirection()
    drawing.draw_icon(painter, row.icon, drawing.flow(rect, place, way), 18, colours.text2)
    line = QRect(place.right() + 11, rect.top(), rect.right() - PAD - place.right() - 10, rect.height())
    line = drawing.flow(rect, line, way)
    count = number(row.faces) if row.faces is not None else ""
    taken = drawing.draw_text(painter, line, count, theme.font("small"), colours.text2, Anchor.AlignRight)
    text = row.title if hint is None else hint.text
    ink = colours.text2 if hint is None else colours.accent
    drawing.draw_text(painter, drawing.before(line, taken + 8, way), text, theme.font("medium"), ink)


def _paint_doubt(painter: QPainter, rect: QRect, line: QRect, name: str, text: str) -> None:
    """A person who is in the frame of a carried face already: allowed, after one question."""
    colours = theme.tokens()
    drawing.draw_text(painter, line.adjusted(0, -1, 0, -5), name, theme.font("medium"), colours.text)
    drawing.draw_text(painter, line.translated(0, 14), text, theme.font("caption"), colours.warn)
    drawing.draw_icon(painter, "alert-triangle", QRect(rect.right() - PAD - 22, rect.top(), 22, 44), 18, colours.warn)


def _paint_meter(painter: QPainter, rect: QRect, share: float) -> None:
    colours = theme.tokens()
    painter.fillRect(rect, colours.surface3)
    painter.fillRect(rect.adjusted(0, 0, round(rect.width() * (share - 1)), 0), colours.text2)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, target: bool) -> None:
    colours = theme.tokens()
    rect, state = option.rect, option.state
    selected = bool(state & State.State_Selected)
    if selected or target:
        painter.fillRect(rect, colours.accent_soft)
    elif state & State.State_MouseOver:
        painter.fillRect(rect, colours.surface3)
    if selected:
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours.accent)
    if target:
        drawing.draw_ring(painter, rect.adjusted(2, 2, -2, -2), 2, colours.accent, 6, dashed=True)
    elif state & State.State_HasFocus:
        drawing.draw_ring(painter, rect.adjusted(2, 1, -2, -1), colours.focus_width, colours.text, 6)
