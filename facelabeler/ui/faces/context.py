"""The frame that a face was found in, with its box."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facelabeler.core.entities import Face, FaceId, SourceId, SourceKind
from facelabeler.core.errors import FaceLabelerError
from facelabeler.core.geometry import Box
from facelabeler.core.project import Project
from facelabeler.pipeline.progress import Cancel
from facelabeler.processing import frame_reader
from facelabeler.settings import load_settings
from facelabeler.ui import drawing, theme
from facelabeler.ui.controls import Button, Elided, label
from facelabeler.ui.tasks import run_task
from facelabeler.ui.wording import exact_clock, tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TALLEST = 0.75  # height by width: what is taller leaves room at its sides
WAIT_MS = 150  # an arrow key that is held asks for no frame on the way
Locate = Callable[[SourceId], Path | None]


class Context(QWidget):
    """Shows the frame of one face, read again from its source. Frames are read on a worker, the last wish wins."""

    def __init__(self, project: Project, locate: Locate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._locate = locate
        self._wanted: FaceId | None = None
        self._work = Cancel()
        self._where = Elided(role="small", tone="text2")
        self._frame = FrameView()
        self.play = Button(tr("Play Track"), icon="player-play", key="Space", small=True)
        self.go = Button(tr("Go to Frame"), icon="maximize", key="G", small=True)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._read)
        self._lay_out()

    def show_face(self, face: FaceId | None) -> None:
        """Show the frame of this face, or nothing."""
        if face == self._wanted:
            return
        self._wanted = face
        self._work.set()
        self._wait.stop()
        row = self._project.faces.get(face) if face is not None else None
        self.setVisible(row is not None)
        if row is None:
            self._frame.show_frame(None, None)
            return
        self._where.setText(self._description(row))
        self._wait.start()

    def stop(self) -> None:
        """Read no more: the project is being closed. What a worker still brings finds nobody who wants it."""
        self._wanted = None
        self._wait.stop()
        self._work.set()

    def _description(self, face: Face) -> str:
        source = self._project.sources[face.source]
        name = Path(source.path).name
        if source.kind is SourceKind.PHOTO:
            return name
        return f"{name} · {exact_clock(face.time)} · {tr('frame %1', str(face.frame or 0))}"

    def _read(self) -> None:
        face = self._project.faces.get(self._wanted) if self._wanted is not None else None
        place = self._locate(face.source) if face is not None else None
        if face is None or place is None:
            self._frame.say(tr("The file is not where it was."))
            return
        kind = self._project.sources[face.source].kind
        self._work = run_task(
            lambda _report, cancel: read_frame(str(place), kind, face.time, cancel),
            on_done=lambda image: self._show(face, image),
            on_error=self._refuse,
        )

    def _show(self, face: Face, image: QImage | None) -> None:
        if face.id == self._wanted and image is not None:
            width = self._project.sources[face.source].width or image.width()
            self._frame.show_frame(QPixmap.fromImage(image), face.box, width)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, FaceLabelerError) and not self._work.is_set:
            self._frame.say(error.what)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(tr("Context"), role="strong"))
        head.addWidget(self._where, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._frame)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.play, self.go):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.hide()


class FrameView(QWidget):
    """A picture as wide as it may be, with a box on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self._box: Box | None = None
        self._full_width = 1
        self._ratio = 9 / 16
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(tr("Frame"))

    def show_frame(self, picture: QPixmap | None, box: Box | None, full_width: int = 1) -> None:
        """A picture and a box in pixels of the source, which is `full_width` wide (a huge photo is read smaller)."""
        self._picture, self._box, self._text = picture, box, ""
        self._full_width = full_width
        self._take_height()
        self.update()

    def say(self, text: str) -> None:
        """Say why there is no picture."""
        self._picture, self._box, self._text = None, None, text
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        """As high as the picture is at this width. A splitter asks for no height by width, only for a least one."""
        if self._picture is not None:
            self._ratio = min(self._picture.height() / self._picture.width(), TALLEST)
        self.setMinimumHeight(round(self.width() * self._ratio))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHints(drawing.SMOOTH)
        if self._picture is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.bg)
            painter.drawRoundedRect(self.rect(), 4, 4)
            painter.setPen(colours.text3)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text)
            return
        place = self._fitted(self._picture)
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        if self._box is not None:
            _paint_box(painter, place, place.width() / self._full_width, self._box)

    def _fitted(self, picture: QPixmap) -> QRectF:
        scale = min(self.width() / picture.width(), self.height() / picture.height())
        width, height = picture.width() * scale, picture.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)


def _paint_box(painter: QPainter, place: QRectF, scale: float, box: Box) -> None:
    rect = QRectF(box.left, box.top, box.width, box.height)
    rect = QRectF(rect.topLeft() * scale + place.topLeft(), rect.size() * scale)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width, colour in ((4, QColor(0, 0, 0, 166)), (2, theme.tokens().accent)):
        painter.setPen(QPen(colour, width))
        painter.drawRect(rect)


def read_frame(path: str, kind: SourceKind, time: float, cancel: Cancel) -> QImage | None:
    """The frame at a time as an image; None if another one is wanted by now. Runs on a worker."""
    cancel.check()
    with contextlib.closing(frame_reader(load_settings())(path, kind, [time])) as frames:  # type: ignore[type-var]
        picture = next((picture for _, picture in frames), None)
    return None if picture is None else image_of(picture)


def image_of(picture: NDArray[np.uint8]) -> QImage:
    """(H, W, 3) uint8 RGB as an image of its own memory."""
    height, width = picture.shape[:2]
    return QImage(picture.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
