"""Paints cluster cards."""

from __future__ import annotations

from collections import OrderedDict
from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.cards import Card
from facelabeler.ui.clusters.geometry import CardParts, parts, tiles
from facelabeler.ui.clusters.model import CardRole, ClusterModel, FaceCountRole, MadeCardRole
from facelabeler.ui.clusters.strips import Strips
from facelabeler.ui.drag.target_model import Hint, Index
from facelabeler.ui.wording import faces_text, number, sizes

MONTAGES_KEPT = 96
ODD_CORNER = 14
CARD_RADIUS = 8
FOCUS_RADIUS = 12
CARRIED_OPACITY = 0.5
State = QStyle.StateFlag


class Pictures(Protocol):
    """Where pixmaps of faces come from."""

    def pixmap(self, face: FaceId, size: int) -> QPixmap | None: ...
    def is_missing(self, face: FaceId) -> bool: ...


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

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return self._state.gridSize()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(MadeCardRole if self._state.is_late() else CardRole)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if isinstance(card, Card):
            self._paint_card(painter, option, index, card)
        else:
            self._paint_loading(painter, option, index)
        painter.restore()

    def _paint_loading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Grey cells, and text at once: there was no time to work the card out."""
        self._state.paint_later(index)
        body, colours = self._state.body_of(option.rect), theme.tokens()
        place, selected = parts(body), bool(option.state & State.State_Selected)
        _paint_ground(painter, body, selected=selected, target=False, hovered=False)
        drawing.draw_picture(painter, place.montage, None, 4)
        title = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        drawing.draw_text(painter, place.name, title, theme.font("medium"), colours.text2)
        count = faces_text(int(index.data(FaceCountRole) or 0))
        drawing.draw_text(painter, place.meta, count, theme.font("caption"), colours.text2)

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, card: Card) -> None:
        if self._state.is_carried(card.cluster):
            painter.setOpacity(CARRIED_OPACITY)
        self._paint(painter, option.state, self._state.body_of(option.rect), index, card)

    def _paint(self, painter: QPainter, state: State, body: QRect, index: Index, card: Card) -> None:
        hint = self._state.hint_at(index)
        selected = bool(state & State.State_Selected)
        naming = self._state.is_being_named(index)
        place = parts(body)
        _paint_ground(painter, body, selected=selected, target=hint is not None, hovered=_hovers(state))
        if not self._paint_pictures(painter, place, card, selected=selected):
            self._state.paint_later(index)
        if not naming:
            self._paint_name(painter, place.name, index, card, hint)
        self._paint_meta(painter, place, index, card, hint)
        if selected or (_hovers(state) and hint is None):
            drawing.draw_tick(painter, place.tick, ticked=selected)
        if state & State.State_HasFocus or naming:
            _paint_focus(painter, body)

    def _paint_pictures(self, painter: QPainter, place: CardParts, card: Card, *, selected: bool) -> bool:
        """Montage and strip; whether there was time for both."""
        in_time = self._montages.paint(painter, place.montage, card, late=self._state.is_late())
        if self._state.is_late() and not self._strips.knows(card.cluster, place.strip.width()):
            return False
        self._paint_strip(painter, place.strip, card.cluster, selected=selected)
        return in_time

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


class Montages:
    """Montages painted from thumbnails; a finished one is kept as a pixmap, so that scrolling only copies it."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._kept: OrderedDict[tuple[object, ...], tuple[QPixmap, bool]] = OrderedDict()

    def paint(self, painter: QPainter, rect: QRect, card: Card, *, late: bool = False) -> bool:
        """Draw a card's montage; if it is `late`, the one there was, or plain ground. Whether it is as it should be."""
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        key = (card.tiles, card.most_tiles, card.doubtful > 0, rect.width(), ratio, theme.tokens().name)
        made, complete = self._kept.get(key, (None, False))
        if not complete and not late:
            made, complete = self._make(card, rect.width(), ratio)
            self._keep(key, made, complete=complete)
        if made is None:
            drawing.draw_picture(painter, rect, None, 4)
        else:
            painter.drawPixmap(rect.topLeft(), made)
        return complete or not late

    def _keep(self, key: tuple[object, ...], made: QPixmap, *, complete: bool) -> None:
        self._kept[key] = (made, complete)
        while len(self._kept) > MONTAGES_KEPT:
            self._kept.popitem(last=False)

    def _make(self, card: Card, side: int, ratio: float) -> tuple[QPixmap, bool]:
        made = QPixmap(round(side * ratio), round(side * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        complete = True
        places = tiles(side, card.most_tiles)
        for slot, place in enumerate(places):
            face = card.tiles[slot] if slot < len(card.tiles) else None
            picture = self._pictures.pixmap(face, round(place.width() * ratio)) if face is not None else None
            missing = face is not None and picture is None and self._pictures.is_missing(face)
            complete &= picture is not None or face is None or missing
            drawing.draw_picture(painter, place, picture, missing=missing)
        if card.doubtful and len(card.tiles) > 1:
            _paint_odd_corner(painter, places[len(card.tiles) - 1])
        _round_off(painter, side)
        painter.end()
        return made, complete


def _paint_odd_corner(painter: QPainter, tile: QRect) -> None:
    right, bottom = tile.right() + 1, tile.bottom() + 1
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens().warn)
    painter.drawPolygon([QPoint(right, bottom - ODD_CORNER), QPoint(right, bottom), QPoint(right - ODD_CORNER, bottom)])


def _round_off(painter: QPainter, side: int) -> None:
    """Cut the montage's corners: a clip would leave them jagged."""
    outside = QPainterPath()
    outside.addRect(QRectF(0, 0, side, side))
    inside = QPainterPath()
    inside.addRoundedRect(QRectF(0, 0, side, side), 4, 4)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.fillPath(outside.subtracted(inside), Qt.GlobalColor.black)


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


def _hovers(state: State) -> bool:
    return bool(state & State.State_MouseOver)
