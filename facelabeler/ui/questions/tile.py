"""One face of a question's montage: a click, or Space, marks it as odd; two clicks open its frame."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from facelabeler.core.entities import FaceId
from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.wording import tr

CORNER = 3
VEIL = QColor(0, 0, 0, 150)
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
"""Which way each arrow key points, to the right and down."""


class Tile(QAbstractButton):
    """Checked while it is marked. `opened` asks for the face's frame, `stepped` for the tile that an arrow key means.

    Tab reaches the first of a panel only (`first`), and arrows the others, so that the answers stay near by Tab too.
    """

    opened = Signal(object)  # FaceId
    stepped = Signal(object)  # (right, down)

    def __init__(self, pictures: Pictures, parent: QWidget, *, first: bool) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.face: FaceId | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if first else Qt.FocusPolicy.NoFocus)
        self.setToolTip(tr("Click marks a face as odd, P takes marked faces out; two clicks open its frame"))
        theme.live().theme_changed.connect(self.update)
        self.hide()

    def show_face(self, face: FaceId | None, name: str = "") -> None:
        """Another face, or none."""
        self.face = face
        self.setChecked(False)
        self.setAccessibleName(name)
        self.setVisible(face is not None)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.setChecked(False)
        self.opened.emit(self.face)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        if way is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(way)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self.face is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(drawing.SMOOTH)
        picture = self._pictures.pixmap(self.face, round(self.width() * self.devicePixelRatioF()))
        missing = picture is None and self._pictures.is_missing(self.face)
        drawing.draw_picture(painter, self.rect(), picture, CORNER, missing=missing)
        if self.isChecked():
            painter.fillRect(self.rect(), VEIL)
            drawing.draw_badge(painter, QPointF(4, 4), icon="minus")
        if self.hasFocus():
            self._draw_focus(painter)

    def _draw_focus(self, painter: QPainter) -> None:
        """A ring that is seen on any photo: the colour of text, and inside of it that of the ground."""
        colours = theme.tokens()
        width = colours.focus_width
        drawing.draw_ring(painter, self.rect(), width, colours.text, CORNER)
        drawing.draw_ring(painter, self.rect().adjusted(width, width, -width, -width), width, colours.bg, CORNER)
