"""The keys of a player: back and forth, play, the time, and what the hints in the lanes mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facelabeler.ui import theme
from facelabeler.ui.controls import Button, Glyph, IconButton, Line, label
from facelabeler.ui.wording import exact_clock, tr

HEIGHT = 36
DASHES = [2, 2]


class Transport(QWidget):
    """`stepped` carries pictures, `shots_stepped` shots, both -1 or 1."""

    stepped = Signal(int)
    shots_stepped = Signal(int)
    play_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._play = Button("", icon="player-play", small=False)
        self._play.setFixedWidth(40)
        self._play.clicked.connect(self.play_wanted)
        self._here = label(role="strong")
        self._length = label(tone="text2")
        self.setFixedHeight(HEIGHT)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.show_playing(playing=False)
        self._lay_out()

    def show_time(self, position: float, duration: float) -> None:
        self._here.setText(exact_clock(position))
        self._length.setText(f"/ {exact_clock(duration)}")

    def show_playing(self, *, playing: bool) -> None:
        name = tr("Pause") if playing else tr("Play")
        self._play.set_icon_name("player-pause" if playing else "player-play")
        self._play.setAccessibleName(name)
        self._play.setToolTip(name)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._step("player-track-prev", tr("Shot before"), self.shots_stepped, -1))
        layout.addWidget(self._step("chevron-left", tr("Frame before"), self.stepped, -1))
        layout.addWidget(self._play)
        layout.addWidget(self._step("chevron-right", tr("Next frame"), self.stepped, 1))
        layout.addWidget(self._step("player-track-next", tr("Next shot"), self.shots_stepped, 1))
        layout.addSpacing(8)
        layout.addWidget(Line(standing=True))
        layout.addSpacing(8)
        layout.addWidget(self._here)
        layout.addWidget(self._length)
        layout.addStretch(1)
        self._add_legend(layout)

    def _add_legend(self, layout: QHBoxLayout) -> None:
        layout.addWidget(GapSign())
        layout.addWidget(label(tr("gap: seated here before and after"), role="small", tone="text2"))
        layout.addSpacing(16)
        layout.addWidget(Glyph("alert-triangle", 14, "warn"))
        layout.addWidget(label(tr("twice in one frame"), role="small", tone="text2"))

    def _step(self, icon: str, name: str, signal: SignalInstance, by: int) -> IconButton:
        made = IconButton(icon, name, small=False)
        made.clicked.connect(lambda: signal.emit(by))
        return made


class GapSign(QWidget):
    """The dashed box that stands for a gap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(16, 10)
        theme.live().theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        paint_gap(painter, QRectF(self.rect()))


def paint_gap(painter: QPainter, rect: QRectF) -> None:
    """A dashed box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.tokens().warn, 1.5)
    pen.setDashPattern(DASHES)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
    painter.restore()
