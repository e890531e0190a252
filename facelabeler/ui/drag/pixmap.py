"""What the cursor carries: the pressed face, edges behind it if there are more, and how many."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap

from facelabeler.ui import drawing, theme
from facelabeler.ui.wording import number

SIDE = 72
STEP = 4  # how far each edge behind sticks out
BADGE = 22
HOT_SPOT = QPoint(-12, -12)  # the face hangs below the cursor, so that the target stays in sight


def carried_pixmap(face: QPixmap | None, faces: int, ratio: float) -> QPixmap:
    """The pixmap of a drag of `faces` faces, of which one is shown."""
    size = SIDE + 2 * STEP + BADGE // 2
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHints(drawing.SMOOTH)
    front = QRect(0, 2 * STEP, SIDE, SIDE)
    if faces > 1:
        _paint_edges(painter, front)
    drawing.draw_picture(painter, front, face, 4)
    drawing.draw_ring(painter, front, 2, theme.tokens().accent, 4)
    if faces > 1:
        _paint_count(painter, front, faces)
    painter.end()
    return made


def _paint_edges(painter: QPainter, front: QRect) -> None:
    colours = theme.tokens()
    painter.setPen(QPen(colours.line_strong, 1))
    painter.setBrush(colours.surface3)
    for step in (2 * STEP, STEP):
        painter.drawRoundedRect(front.translated(step, -step).adjusted(0, 0, -1, -1), 4, 4)


def _paint_count(painter: QPainter, front: QRect, faces: int) -> None:
    colours = theme.tokens()
    font = theme.font("small-strong")
    width = max(BADGE, QFontMetrics(font).horizontalAdvance(number(faces)) + 12)
    badge = QRect(front.right() + BADGE // 2 - width, front.bottom() - BADGE // 2, width, BADGE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.accent)
    painter.drawRoundedRect(badge, BADGE / 2, BADGE / 2)
    drawing.draw_text(painter, badge, number(faces), font, colours.on_accent, Qt.AlignmentFlag.AlignHCenter)
