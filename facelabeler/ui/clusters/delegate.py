"""Paints cluster cards."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QMargins, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from facelabeler.core.entities import ClusterId
from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.cards import Card
from facelabeler.ui.clusters.geometry import CardParts, parts
from facelabeler.ui.clusters.model import CardRole, ClusterModel, MadeCardRole
from facelabeler.ui.clusters.painted import Looks, Montages, Painted, Pictures, RestingCards, Waits
from facelabeler.ui.clusters.strips import Strips
from facelabeler.ui.drag.target_model import Hint, Index
from facelabeler.ui.wording import faces_text, number, sizes

CARD_RADIUS = 8
FOCUS_RADIUS = 12
CARRIED_OPACITY = 0.5
MARGIN = 2  # of the ring around a selected card
State = QStyle.StateFlag
RESTLESS = State.State_Selected | State.State_MouseOver | State.State_HasFocus


class CardState(Protocol):
    """What the view knows of a card beyond the model."""

    def hint_at(self, index: Index) -> Hint | None: ...
    def is_carried(self, cluster: ClusterId) -> bool: ...
    def is_late(self) -> bool: ...
    def paint_later(self, index: Index) -> None: ...
    def is_being_named(self, index: Index) -> bool: ...
    def body_of(self, cell: QRect) -> QRect: ...
    def gridSize(self) -> QSize: ...  # noqa: N802


class CardDelegate(QStyledItemDelegate):
    """Draws a card in each state: rest, hover, selected, focused, drop target, carried, named."""

    def __init__(self, state: CardState, pictures: Pictures, strips: Strips, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._montages = Montages(pictures)
        self._strips = strips
        self._resting = RestingCards()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return self._state.gridSize()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(MadeCardRole if self._state.is_late() else CardRole)
        late = self._state.is_late()  # making the card may have used up the time
        painter.save()
        painter.setRenderHints(drawing.SMOOTH)
        if not isinstance(card, Card):
            self._paint_loading(painter, option, index)
            self._state.paint_later(index)
        elif not self._paint_card(painter, option, index, card, late=late):
            self._state.paint_later(index)
        painter.restore()

    def _paint_loading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Grey cells, and the name at once: there was no time to work the card out."""
        body, colours = self._state.body_of(option.rect), theme.tokens()
        place, selected = parts(body), bool(option.state & State.State_Selected)
        empty = _empty(body.size().toTuple(), drawing.ratio_of(painter), theme.tokens().name, selected)
        painter.drawPixmap(body.topLeft() - QPoint(MARGIN, MARGIN), empty)
        title = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        drawing.draw_text(painter, place.name, title, theme.font("medium"), colours.text2)

    def _paint_card(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, card: Card, *, late: bool
    ) -> bool:
        """Draw a card, from what is kept if it is at rest; whether there was time for it."""
        if self._is_at_rest(option.state, index, card):
            return self._paint_resting(painter, option, index, card, late=late)
        if self._state.is_carried(card.cluster):
            painter.setOpacity(CARRIED_OPACITY)
        body = self._state.body_of(option.rect)
        return self._paint(painter, option.state, body, index, card, late=late) is not None

    def _is_at_rest(self, state: State, index: Index, card: Card) -> bool:
        return not (
            state & RESTLESS
            or self._state.is_carried(card.cluster)
            or self._state.is_being_named(index)
            or self._state.hint_at(index) is not None
        )

    def _paint_resting(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, card: Card, *, late: bool
    ) -> bool:
        body = self._state.body_of(option.rect)
        looks = self._looks(painter, body, index, card, late=late)
        made = self._resting.get(looks)
        stale = made is None or self._montages.has_come(made.waits_for)
        if stale and not late:
            made = self._made(looks, index)
        if made is None:
            self._paint_loading(painter, option, index)
        else:
            painter.drawPixmap(body.topLeft(), made.pixmap)
        return not (stale and late)

    def _made(self, looks: Looks, index: Index) -> Painted:
        """A card at rest, painted now and kept."""
        size = QSize(*looks.size)
        ground = _blank(size, looks.ratio)
        with QPainter(ground) as painter:
            painter.setRenderHints(drawing.SMOOTH)
            waits_for = self._paint(painter, State.State_None, QRect(QPoint(), size), index, looks.card, late=False)
        made = Painted(ground, waits_for or ())
        self._resting.keep(looks, made)
        return made

    def _looks(self, painter: QPainter, body: QRect, index: Index, card: Card, *, late: bool) -> Looks:
        width = parts(body).strip.width()
        runs = self._strips.known(card.cluster, width) if late else self._strips.runs(card.cluster, width)
        title, ratio = str(index.data(Qt.ItemDataRole.DisplayRole)), drawing.ratio_of(painter)
        strip = (self._strips.base(width), runs)
        dress = (theme.tokens().name, QApplication.font().key())
        return Looks(card, title, _flag(index, card), strip, body.size().toTuple(), ratio, *dress)

    def _paint(
        self, painter: QPainter, state: State, body: QRect, index: Index, card: Card, *, late: bool
    ) -> Waits | None:
        """Draw a card in any state and answer which pictures it waits for; None if it was too `late` for all of it."""
        hint = self._state.hint_at(index)
        selected = bool(state & State.State_Selected)
        naming = self._state.is_being_named(index)
        place = parts(body)
        _paint_ground(painter, body, selected=selected, target=hint is not None, hovered=_hovers(state))
        waits_for = self._paint_pictures(painter, place, card, selected=selected, late=late)
        if not naming:
            self._paint_name(painter, place.name, index, card, hint)
        self._paint_meta(painter, place, index, card, hint)
        if selected or (_hovers(state) and hint is None):
            drawing.draw_tick(painter, place.tick, ticked=selected)
        if state & State.State_HasFocus or naming:
            _paint_focus(painter, body)
        return waits_for

    def _paint_pictures(
        self, painter: QPainter, place: CardParts, card: Card, *, selected: bool, late: bool
    ) -> Waits | None:
        """Montage and strip; None if it was too `late` for both."""
        waits_for = self._montages.paint(painter, place.montage, card, late=late)
        if late and self._strips.known(card.cluster, place.strip.width()) is None:
            return None
        self._paint_strip(painter, place.strip, card.cluster, selected=selected)
        return waits_for

    def _paint_strip(self, painter: QPainter, rect: QRect, cluster: ClusterId, *, selected: bool) -> None:
        colours = theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        base = colours.bg if selected else colours.strip_base
        for left, width in self._strips.base(rect.width()):
            painter.fillRect(rect.left() + left, rect.top() + 2, width, 2, base)
        for left, width in self._strips.runs(cluster, rect.width()):
            painter.fillRect(
                rect.left() + left, rect.top(), width, rect.height(), colours.accent if selected else colours.text2
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_name(self, painter: QPainter, rect: QRect, index: Index, card: Card, hint: Hint | None) -> None:
        colours = theme.tokens()
        if hint is not None:
            ink = colours.warn if hint.doubtful else colours.accent
            drawing.draw_text(painter, rect, hint.text, theme.font("strong"), ink)
            return
        if card.name is not None and card.confirmed:
            drawing.draw_icon(painter, "circle-check", QRect(rect.right() - 16, rect.top(), 16, 24), 16, colours.ok)
            rect = rect.adjusted(0, 0, -22, 0)
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        font, ink = ("strong", colours.text) if card.name is not None else ("medium", colours.text2)
        drawing.draw_text(painter, rect, title, theme.font(font), ink, elide=Qt.TextElideMode.ElideMiddle)

    def _paint_meta(self, painter: QPainter, place: CardParts, index: Index, card: Card, hint: Hint | None) -> None:
        colours = theme.tokens()
        rect = place.meta
        flag = _flag(index, card) if hint is None else None
        if flag is not None:
            role, icon, text = flag
            ink = getattr(colours, role)
            width = drawing.text_width(text, "caption-strong")
            drawing.draw_text(painter, rect, text, theme.font("caption-strong"), ink, Qt.AlignmentFlag.AlignRight)
            drawing.draw_icon(painter, icon, QRect(rect.right() - width - 17, rect.top(), 14, 16), 14, ink)
            rect = rect.adjusted(0, 0, -width - 22, 0)
        text = faces_text(hint.after) if hint is not None and hint.after else sizes(card.faces, card.tracks)
        drawing.draw_text(painter, rect, text, theme.font("caption"), colours.text2)


def _paint_ground(painter: QPainter, body: QRect, *, selected: bool, target: bool, hovered: bool) -> None:
    colours = theme.tokens()
    painter.setBrush(colours.accent_soft if selected or target else colours.surface2)
    painter.setPen(QPen(colours.line_strong if hovered else colours.line, 1))
    painter.drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)
    if selected:
        drawing.draw_ring(painter, body.adjusted(-2, -2, 2, 2), drawing.RING, colours.accent, CARD_RADIUS)
    if target:
        drawing.draw_ring(painter, body.adjusted(-5, -5, 5, 5), 2, colours.accent, FOCUS_RADIUS, dashed=True)


def _paint_focus(painter: QPainter, body: QRect) -> None:
    colours = theme.tokens()
    drawing.draw_ring(painter, body.adjusted(-6, -6, 6, 6), colours.focus_width, colours.text, FOCUS_RADIUS)


def _flag(index: Index, card: Card) -> tuple[str, str, str] | None:
    """The mark at the end of the meta row: colour, icon, text."""
    model = index.model()
    grown = model.grown(card.cluster) if isinstance(model, ClusterModel) else 0
    if card.doubtful:
        return "warn", "help", number(card.doubtful)
    return ("accent", "plus", number(grown)) if grown else None


@lru_cache(maxsize=8)
def _empty(size: tuple[int, int], ratio: float, _theme: str, selected: bool) -> QPixmap:
    """A card without anything on it, with room for the ring of a selected one around it."""
    body = QRect(QPoint(MARGIN, MARGIN), QSize(*size))
    made = _blank(body.size().grownBy(QMargins(MARGIN, MARGIN, MARGIN, MARGIN)), ratio)
    with QPainter(made) as painter:
        painter.setRenderHints(drawing.SMOOTH)
        _paint_ground(painter, body, selected=selected, target=False, hovered=False)
        drawing.draw_picture(painter, parts(body).montage, None, 4)
    return made


def _blank(size: QSize, ratio: float) -> QPixmap:
    """Ground for a card. It is opaque: text on it gets the rendering that the window's has."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(theme.tokens().bg)
    return made


def _hovers(state: State) -> bool:
    return bool(state & State.State_MouseOver)
