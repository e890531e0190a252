"""What is painted once and kept: montages, and whole cards at rest."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.cards import Card
from facelabeler.ui.clusters.geometry import tiles

MONTAGES_KEPT = 96
CARDS_KEPT = 128
ODD_CORNER = 14


Waits = tuple[tuple[FaceId, int], ...]
"""Pictures of faces, each with the size it is wanted in."""


class Pictures(Protocol):
    """Where pixmaps of faces come from."""

    def pixmap(self, face: FaceId, size: int) -> QPixmap | None: ...
    def is_settled(self, face: FaceId, size: int) -> bool: ...
    def is_missing(self, face: FaceId) -> bool: ...


class Looks(NamedTuple):
    """All that makes a card at rest look as it does: of two that are equal one pixmap will do."""

    card: Card
    title: str
    flag: tuple[str, str, str] | None
    strip: tuple[object, object]
    size: tuple[int, ...]
    ratio: float
    theme: str
    font: str


class Painted(NamedTuple):
    """Something painted, and the pictures it waits for, each with its size."""

    pixmap: QPixmap
    waits_for: Waits = ()


class RestingCards:
    """Whole cards that are neither selected nor hovered nor focused; scrolling only copies them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[ClusterId, tuple[Looks, Painted]] = OrderedDict()

    def get(self, looks: Looks) -> Painted | None:
        """The card that looks so, if it was painted lately."""
        looked, made = self._kept.get(looks.card.cluster, (None, None))
        return made if looked == looks else None

    def keep(self, looks: Looks, made: Painted) -> None:
        """Remember a card; those painted longest ago are forgotten."""
        self._kept[looks.card.cluster] = (looks, made)
        self._kept.move_to_end(looks.card.cluster)
        while len(self._kept) > CARDS_KEPT:
            self._kept.popitem(last=False)


class Montages:
    """Montages painted from thumbnails; one is kept until a picture has come that it waits for."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._kept: OrderedDict[tuple[object, ...], Painted] = OrderedDict()

    def paint(self, painter: QPainter, rect: QRect, card: Card, *, late: bool = False) -> Waits | None:
        """Draw a card's montage and answer what it waits for; if it is `late`, the one there was, or plain ground.

        None if there was no time to make it what it should be.
        """
        ratio = drawing.ratio_of(painter)
        key = (card.tiles, card.most_tiles, card.doubtful > 0, rect.width(), ratio, theme.tokens().name)
        kept = self._kept.get(key)
        stale = kept is None or self.has_come(kept.waits_for)
        if stale and not late:
            kept = self._kept[key] = self._make(card, rect.width(), ratio)
            while len(self._kept) > MONTAGES_KEPT:
                self._kept.popitem(last=False)
        if kept is None:
            drawing.draw_picture(painter, rect, None, 4)
            return None
        painter.drawPixmap(rect.topLeft(), kept.pixmap)
        return None if stale and late else kept.waits_for

    def has_come(self, waits_for: Waits) -> bool:
        """Whether a picture is there now that was not; those that are not are asked for again."""
        return sum(self._pictures.is_settled(face, size) for face, size in waits_for) > 0

    def _make(self, card: Card, side: int, ratio: float) -> Painted:
        made = QPixmap(round(side * ratio), round(side * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHints(drawing.SMOOTH)
        places, waits_for = tiles(side, card.most_tiles), []
        for slot, place in enumerate(places):
            face, size = card.tiles[slot] if slot < len(card.tiles) else None, round(place.width() * ratio)
            picture = self._pictures.pixmap(face, size) if face is not None else None
            missing = face is not None and picture is None and self._pictures.is_missing(face)
            if face is not None and not self._pictures.is_settled(face, size):
                waits_for.append((face, size))
            drawing.draw_picture(painter, place, picture, missing=missing)
        if card.doubtful and len(card.tiles) > 1:
            _paint_odd_corner(painter, places[len(card.tiles) - 1])
        _round_off(painter, side)
        painter.end()
        return Painted(made, tuple(waits_for))


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
