"""Marks that cards, faces and people share: pictures, rings, tick boxes, badges."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QTransform

from facelabeler.ui import icons, theme

SMALL_PICTURE = 48  # pixels of the source: below this a picture is drawn as it is, not blown up
TICK_SIDE = 20
BADGE_HEIGHT = 18
BADGE_ICON = 14
RING = 3
SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
_OTHER_WAY = {
    Qt.LayoutDirection.LeftToRight: Qt.LayoutDirection.RightToLeft,
    Qt.LayoutDirection.RightToLeft: Qt.LayoutDirection.LeftToRight,
}
TOLERANCE = 2  # widths are rounded: a text that should just fit is not elided for a pixel


def ratio_of(painter: QPainter) -> float:
    """Device pixels a pixel of what is painted on."""
    device = painter.device()
    return device.devicePixelRatioF() if device is not None else 1.0


def draw_picture(
    painter: QPainter, target: QRect, picture: QPixmap | None, radius: float = 0.0, *, missing: bool = False
) -> None:
    """A picture that covers a square, never stretched; plain ground while it loads, a mark if it is missing."""
    painter.setPen(Qt.PenStyle.NoPen)
    small = picture is not None and max(picture.width(), picture.height()) < SMALL_PICTURE
    if picture is None or small:
        painter.setBrush(theme.tokens().surface1)
        painter.drawRoundedRect(target, radius, radius)
    if picture is None:
        if missing:
            draw_icon(painter, "photo-off", target, 18, theme.tokens().text3)
        return
    if small:
        target = centred(QSize(picture.width(), picture.height()).boundedTo(target.size()), target)
    scale = max(target.width() / picture.width(), target.height() / picture.height())
    offset = QPointF(target.center()) + QPointF(0.5, 0.5) - QPointF(picture.width(), picture.height()) * (scale / 2)
    brush = QBrush(picture)
    brush.setTransform(QTransform.fromTranslate(offset.x(), offset.y()).scale(scale, scale))
    painter.setBrush(brush)
    painter.drawRoundedRect(target, radius, radius)


def draw_ring(
    painter: QPainter, rect: QRect, width: float, colour: QColor, radius: float, *, dashed: bool = False
) -> None:
    """A ring of `width` whose outer edge is `rect`."""
    pen = QPen(colour, width, Qt.PenStyle.CustomDashLine if dashed else Qt.PenStyle.SolidLine)
    if dashed:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)


def draw_tick(painter: QPainter, rect: QRect, *, ticked: bool) -> None:
    """A tick box on a photo."""
    colours = theme.tokens()
    if ticked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(rect, 4, 4)
        draw_icon(painter, "check", rect, BADGE_ICON, colours.on_accent)
    else:
        painter.setBrush(QColor(0, 0, 0, 140))
        painter.setPen(QPen(QColor("#FFFFFF"), 1.5))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)


def draw_icon(painter: QPainter, name: str, rect: QRect, size: int, colour: QColor) -> None:
    """An icon in the middle of a rectangle."""
    made = icons.pixmap(name, size, colour, ratio_of(painter))
    painter.drawPixmap(centred(QSize(size, size), rect).topLeft(), made)


def draw_badge(
    painter: QPainter, corner: QPointF, *, text: str = "", icon: str = "", role: str = "badge", right: bool = False
) -> None:
    """A badge on a photo, its upper left (or upper right) corner at `corner`; `role` names its two tokens."""
    colours = theme.tokens()
    ground: QColor = getattr(colours, role)
    ink: QColor = getattr(colours, f"{role}_text")
    font = theme.font("caption-strong")
    wide = (BADGE_ICON if icon else 0) + (QFontMetrics(font).horizontalAdvance(text) if text else 0)
    width = max(BADGE_HEIGHT, wide + 6 + (2 if text and icon else 0))
    left = corner.x() - width if right else corner.x()
    rect = QRect(round(left), round(corner.y()), width, BADGE_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, 3, 3)
    inside = rect.adjusted(3, 0, -3, 0)
    if icon:
        place = QRect(inside.left(), inside.top(), BADGE_ICON, BADGE_HEIGHT) if text else rect
        draw_icon(painter, icon, place, BADGE_ICON, ink)
        inside.setLeft(inside.left() + BADGE_ICON + 2)
    if text:
        draw_text(painter, inside, text, font, ink, Qt.AlignmentFlag.AlignCenter)


@cache
def _one_line(align: Qt.AlignmentFlag) -> int:
    """Kept, for Python joins flags slowly."""
    return int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip)


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """One line of text, elided to the rectangle and centred in its height; returns the width it took."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, elide, rect.width() + TOLERANCE)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _one_line(align), shown)
    return metrics.horizontalAdvance(shown)


def centred(size: QSize, rect: QRect) -> QRect:
    """A rectangle of this size in the middle of another."""
    return QRect(
        rect.left() + (rect.width() - size.width()) // 2,
        rect.top() + (rect.height() - size.height()) // 2,
        size.width(),
        size.height(),
    )


def past(rect: QRect, taken: int, direction: Qt.LayoutDirection) -> QRect:
    """What is left of a line after so many pixels at its beginning."""
    return (
        rect.adjusted(taken, 0, 0, 0) if direction is Qt.LayoutDirection.LeftToRight else rect.adjusted(0, 0, -taken, 0)
    )


def before(rect: QRect, taken: int, direction: Qt.LayoutDirection) -> QRect:
    """What is left of a line before so many pixels at its end."""
    return past(rect, taken, _OTHER_WAY[direction])


def flow(rect: QRect, inner: QRect, direction: Qt.LayoutDirection) -> QRect:
    """`inner` as it lies in `rect` for this reading direction."""
    return inner if direction is Qt.LayoutDirection.LeftToRight else _mirrored(rect, inner)


def _mirrored(rect: QRect, inner: QRect) -> QRect:
    return QRect(rect.left() + rect.right() - inner.right(), inner.top(), inner.width(), inner.height())


def text_width(text: str, role: str) -> int:
    """How wide a text is in the font of a role."""
    return QFontMetrics(theme.font(role)).horizontalAdvance(text)
