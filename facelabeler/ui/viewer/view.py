"""The viewer's parts, laid out: head, picture, who is in it, player and time line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facelabeler.core.entities import Source, SourceKind
from facelabeler.ui import theme
from facelabeler.ui.actions import Actions
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.controls import Button, Elided, Line
from facelabeler.ui.i18n import decimal, tr
from facelabeler.ui.toolbar import bind
from facelabeler.ui.viewer.side import Side
from facelabeler.ui.viewer.stage import Stage, StandingOf
from facelabeler.ui.viewer.timeline import Timeline
from facelabeler.ui.viewer.transport import Transport

HEAD = 44


class ViewerView(QWidget):
    """Widgets only; what they do is `Viewing`'s."""

    def __init__(self, standing_of: StandingOf, pictures: Pictures, actions: Actions) -> None:
        super().__init__()
        self.stage = Stage(standing_of)
        self.side = Side(standing_of, pictures, actions)
        self.transport = Transport()
        self.timeline = Timeline()
        self.names = Button(tr("Names"), icon="tag", small=True)
        self.names.setCheckable(True)
        self.names.setChecked(True)
        self.draw = Button(tr("Draw Missed Face"), icon="photo-plus", key="D", small=True)
        self.back = Button(tr("Back"), icon="arrow-left", key="Esc", kind="ghost")
        bind(self.draw, actions["viewer.draw"])
        self._name = Elided(role="strong", mode=Qt.TextElideMode.ElideMiddle)
        self._details = Elided(tone="text2")
        self._below = _Below(self.transport, self.timeline)
        self._lay_out()
        self.setAccessibleName(tr("Viewer"))

    def show_source(self, source: Source) -> None:
        """Say which source it is; a photo has no time line."""
        name = Path(source.path).name
        self._name.setText(name)
        self._name.setMaximumWidth(self._name.fontMetrics().horizontalAdvance(name) + 4)
        self._details.setText(details(source))
        self._below.setVisible(source.kind is SourceKind.VIDEO)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(8)
        for part in (self.back, Line(standing=True), self._name):
            head.addWidget(part)
        head.addWidget(self._details, 1)
        head.addWidget(self.names)
        head.addWidget(self.draw)
        bar = QWidget()
        bar.setFixedHeight(HEAD)
        bar.setLayout(head)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.stage, 1)
        middle.addWidget(self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(Line())
        layout.addLayout(middle, 1)
        layout.addWidget(self._below)


class _Below(QWidget):
    """The player and the time line on the ground of docks."""

    def __init__(self, transport: Transport, timeline: Timeline) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 7, 6, 8)
        layout.setSpacing(0)
        layout.addWidget(transport)
        layout.addWidget(timeline)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.tokens().surface1)
        painter.fillRect(0, 0, self.width(), 1, theme.tokens().line)


def details(source: Source) -> str:
    """`640 × 360, 23.976 fps`; for a photo its size alone."""
    size = f"{source.width} × {source.height}"
    if source.kind is SourceKind.PHOTO or not source.fps:
        return size
    return f"{size}, {tr('%1 fps', decimal(source.fps, 3))}"
