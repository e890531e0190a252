"""Beside the picture: who is in the frame, and what can be done to the selected face's track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from facelabeler.core.entities import FaceId
from facelabeler.ui import drawing, theme
from facelabeler.ui.actions import Actions
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.controls import Button, Elided, Line, key_width, label, paint_key
from facelabeler.ui.toolbar import bind
from facelabeler.ui.viewer.frame_list import FrameList, FrameModel
from facelabeler.ui.viewer.stage import StandingOf
from facelabeler.ui.wording import number, tr

WIDTH = 300
HEAD = 44

# Text, icon, key, the action it triggers, whether it takes a whole row.
_VERBS = (
    ("Rename", "user", "F2", "commands.name", False),
    ("Ignore", "eye-off", "I", "verbs.ignore", False),
    ("From here on it is someone else", "scissors", "P", "verbs.part_track", True),
    ("Not a face", "trash-x", "Del", "verbs.reject", True),
)


@dataclass(frozen=True, slots=True)
class Track:
    """The selected face's track in words: `Ross, this track`, `1:01.0 to 1:03.0`."""

    title: str
    span: str


class ColumnButton(Button):
    """A button of a column: its text begins at one edge, its key ends at the other."""

    def _paint_content(self, painter: QPainter) -> None:
        inside = self.rect().adjusted(10, 0, -10, 0)
        ink, side = theme.tokens().text, 16
        place = QRect(inside.left(), inside.top(), side, inside.height())
        drawing.draw_icon(painter, self._icon, drawing.flow(inside, place, self.layoutDirection()), side, ink)
        key = round(key_width(self._key))
        text = drawing.flow(inside, inside.adjusted(side + 8, 0, -key - 8, 0), self.layoutDirection())
        drawing.draw_text(painter, text, self.text(), self.font(), ink, Qt.AlignmentFlag.AlignLeading)
        left = inside.left() if self.isRightToLeft() else inside.right() + 1 - key
        paint_key(painter, self._key, left, self.height() / 2, ink=theme.tokens().text2)


class Side(QWidget):
    """The list and the verbs; `faces` is the list's view."""

    def __init__(self, standing_of: StandingOf, pictures: Pictures, actions: Actions) -> None:
        super().__init__()
        self.model = FrameModel(standing_of, self)
        self.faces = FrameList(self.model, pictures)
        self._count = label(role="small", tone="text2")
        self._title = Elided(role="strong")
        self._span = label(role="small", tone="text2")
        self._verbs = QWidget()
        self._buttons = [_button(*verb[:3], actions[verb[3]]) for verb in _VERBS]
        self.setFixedWidth(WIDTH)
        self._lay_out()

    def show_faces(self, faces: Sequence[FaceId], selected: FaceId | None, track: Track | None) -> None:
        """The faces of the frame, the selected one, and its track."""
        self.model.show_faces(faces)
        self.faces.mark(selected)
        self._count.setText(number(len(faces)))
        self._verbs.setVisible(track is not None)
        if track is not None:
            self._title.setText(track.title)
            self._span.setText(track.span)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.tokens().surface1)
        edge = self.width() - 1 if self.isRightToLeft() else 0
        painter.fillRect(edge, 0, 1, self.height(), theme.tokens().line)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedHeight(HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(label(tr("In this frame"), role="strong"), 1)
        row.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.faces, 1)
        layout.addWidget(self._verbs)
        self._lay_out_verbs()

    def _lay_out_verbs(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._title, 1)
        line.addWidget(self._span)
        grid = QGridLayout()
        grid.setSpacing(8)
        row = column = 0
        for button, (*_, is_wide) in zip(self._buttons, _VERBS, strict=True):
            grid.addWidget(button, row, column, 1, 2 if is_wide else 1)
            column = 0 if is_wide else 1 - column
            row += column == 0
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 11, 12, 12)
        inner.setSpacing(8)
        inner.addLayout(line)
        inner.addLayout(grid)
        layout = QVBoxLayout(self._verbs)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Line())
        layout.addLayout(inner)


def _button(text: str, icon: str, key: str, action: QAction) -> Button:
    made = ColumnButton(tr(text), icon=icon, key=key, small=True)
    bind(made, action)
    return made
