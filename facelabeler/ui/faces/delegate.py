"""Paints faces."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from facelabeler.core.entities import FaceId, FaceState
from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.faces.model import FaceModel
from facelabeler.ui.faces.order import Stack
from facelabeler.ui.wording import number

RADIUS = 4
INSET = 4  # badges stand this far from the corners
EDGE = 2  # how far each face behind a stack's front sticks out
PUT_AWAY_OPACITY = 0.35
CARRIED_OPACITY = 0.5
TICK = 18
NARROW = 68  # below this width a stack's badge leaves its number out
State = QStyle.StateFlag

# What the badge in the upper right corner says, the first that holds: icon, tokens.
_STATE_BADGES = {FaceState.IGNORED: "eye-off", FaceState.NOT_A_FACE: "x"}


class FaceItems(Protocol):
    """What the view knows of a face beyond the model."""

    def is_carried(self, face: FaceId) -> bool: ...
    def shown_face(self, front: FaceId) -> FaceId: ...
    def body_of(self, cell: QRect) -> QRect: ...
    def tick_rect(self, body: QRect) -> QRect: ...
    def gridSize(self) -> QSize: ...  # noqa: N802


class FaceDelegate(QStyledItemDelegate):
    """Draws a face or a track's stack of faces in each state."""

    def __init__(self, model: FaceModel, state: FaceItems, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._state = state
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return self._state.gridSize()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        stack = self._model.stack_at(index)
        if stack is None:
            return
        painter.save()
        painter.setRenderHints(drawing.SMOOTH)
        if self._state.is_carried(stack.front):
            painter.setOpacity(CARRIED_OPACITY)
        self._paint(painter, option.state, self._state.body_of(option.rect), stack)
        painter.restore()

    def _paint(self, painter: QPainter, state: State, body: QRect, stack: Stack) -> None:
        selected = bool(state & State.State_Selected)
        if len(stack.faces) > 1:
            _paint_edges(painter, body)
        self._paint_picture(painter, body, stack)
        if selected:
            drawing.draw_ring(painter, body.adjusted(-3, -3, 3, 3), drawing.RING, theme.tokens().accent, RADIUS + 2)
        self._paint_badges(painter, body, stack)
        if selected or state & State.State_MouseOver:
            drawing.draw_tick(painter, self._state.tick_rect(body), ticked=selected)
        if state & State.State_HasFocus:
            _paint_focus(painter, body)

    def _paint_picture(self, painter: QPainter, body: QRect, stack: Stack) -> None:
        ratio = drawing.ratio_of(painter)
        picture = self._pictures.pixmap(self._state.shown_face(stack.front), round(body.width() * ratio))
        put_away = self._model.state(stack) is not FaceState.FACE or self._model.is_left_out(stack)
        if put_away:
            _paint_hatch(painter, body)
            painter.setOpacity(painter.opacity() * PUT_AWAY_OPACITY)
        missing = picture is None and self._pictures.is_missing(stack.front)
        drawing.draw_picture(painter, body, picture, RADIUS, missing=missing)
        if put_away:
            painter.setOpacity(painter.opacity() / PUT_AWAY_OPACITY)

    def _paint_badges(self, painter: QPainter, body: QRect, stack: Stack) -> None:
        left, right = body.left() + INSET, body.right() + 1 - INSET
        bottom = body.bottom() + 1 - INSET - drawing.BADGE_HEIGHT
        time = self._model.when(stack)
        if time:
            drawing.draw_badge(painter, QPointF(left, bottom), text=time)
        if len(stack.faces) > 1:
            text = number(len(stack.faces)) if body.width() >= NARROW else ""
            drawing.draw_badge(painter, QPointF(right, bottom), text=text, icon="stack-2", right=True)
        mark = self._mark(stack)
        if mark is not None:
            icon, role = mark
            drawing.draw_badge(painter, QPointF(right, body.top() + INSET), icon=icon, role=role, right=True)

    def _mark(self, stack: Stack) -> tuple[str, str] | None:
        state = self._model.state(stack)
        if state in _STATE_BADGES:
            return _STATE_BADGES[state], "badge"
        if self._model.is_left_out(stack):
            return "minus", "badge"
        if stack.doubtful:
            return "help", "badge_warn"
        return ("check", "badge_ok") if self._model.is_confirmed(stack) else None


def _paint_edges(painter: QPainter, body: QRect) -> None:
    colours = theme.tokens()
    painter.setPen(QPen(colours.line_strong, 1))
    painter.setBrush(colours.surface3)
    for step in (2 * EDGE, EDGE):
        painter.drawRoundedRect(body.translated(step, -step).adjusted(0, 0, -1, -1), RADIUS, RADIUS)


def _paint_hatch(painter: QPainter, body: QRect) -> None:
    colours = theme.tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.surface2)
    painter.drawRoundedRect(body, RADIUS, RADIUS)
    painter.setBrush(QBrush(colours.surface3, Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(body, RADIUS, RADIUS)


def _paint_focus(painter: QPainter, body: QRect) -> None:
    colours = theme.tokens()
    drawing.draw_ring(painter, body.adjusted(-4, -4, 4, 4), colours.focus_width, colours.text, RADIUS + 3)
