"""One picture of the dataset with its labels drawn, or its faces cut out, made as the export will make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from facelabeler.core.entities import Source
from facelabeler.export.options import ExportOptions
from facelabeler.export.picture import Picture
from facelabeler.export.plan import PlannedImage
from facelabeler.pipeline.progress import Cancel
from facelabeler.processing import frame_reader
from facelabeler.settings import load_settings
from facelabeler.ui import icons, theme
from facelabeler.ui.i18n import tr, trn
from facelabeler.ui.tasks import run_task

WIDTH = 248
_DENSE = 2
_PIXELS = _DENSE * WIDTH  # enough for a dense screen
_FACES = 4  # side by side
_CAPTION = 20
_TAG = 14
_SMOOTH = Qt.TransformationMode.SmoothTransformation
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


@dataclass(frozen=True, slots=True)
class Example:
    """What to show: the planned picture, its source and where the file is, the names of the classes.

    `as_crops`: not the whole picture but the faces that are cut out of it.
    """

    image: PlannedImage
    source: Source
    file: Path
    names: Mapping[int, str]
    options: ExportOptions = field(default_factory=ExportOptions)
    as_crops: bool = False

    @property
    def look(self) -> tuple[object, ...]:
        """Equal for examples whose pictures look the same, whatever is drawn over them."""
        image = self.image
        return image.source, image.time, image.blurred, self.as_crops and (self.options, image.labels)


class ExamplePicture(QWidget):
    """Shows an example as soon as its picture is read; until then, and if it cannot be read, a plain field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._example: Example | None = None
        self._pixmap: QPixmap | None = None
        self._reading: Cancel | None = None
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_example(self, example: Example | None) -> None:
        """Show another example; the same picture with other labels is not read again."""
        same = example is not None and self._example is not None and example.look == self._example.look
        self._example = example
        self.setAccessibleName(self._caption())
        if not same:
            self._pixmap = None
            self._read()
        self.update()

    @property
    def is_read(self) -> bool:
        """Whether the picture itself is on show."""
        return self._pixmap is not None

    def stop(self) -> None:
        """Give up reading."""
        if self._reading is not None:
            self._reading.set()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, WIDTH * 9 // 16 + _CAPTION)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._example is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self._room(self._example)
        if self._pixmap is None:
            self._paint_waiting(painter, room)
        else:
            painter.drawPixmap(room, self._pixmap, QRectF(self._pixmap.rect()))
            if not self._example.as_crops:
                self._paint_labels(painter, room)
        painter.setPen(theme.tokens().text2)
        painter.setFont(theme.font("caption"))
        below = QRectF(0, room.bottom() + 4, self.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._caption())

    def _room(self, example: Example) -> QRectF:
        """Where the picture is drawn: as wide as there is room for its height."""
        shape = QSize(example.source.width, example.source.height)
        if example.as_crops:
            shape = self._pixmap.size() / _DENSE if self._pixmap else QSize(WIDTH, WIDTH // 4)
        wide, high = max(1, shape.width()), max(1, shape.height())
        most = WIDTH / wide if not example.as_crops else min(1.0, WIDTH / wide)
        scale = min(most, max(40, self.height() - _CAPTION) / high)
        return QRectF(0, 0, wide * scale, high * scale)

    def _paint_waiting(self, painter: QPainter, room: QRectF) -> None:
        painter.fillRect(room, theme.tokens().surface3)
        drawn = icons.pixmap("photo", 24, theme.tokens().text3, self.devicePixelRatioF())
        painter.drawPixmap((room.center() - QPointF(12, 12)).toPoint(), drawn)

    def _paint_labels(self, painter: QPainter, room: QRectF) -> None:
        assert self._example is not None
        scale = room.width() / max(1, self._example.source.width)
        painter.setFont(theme.font("caption-strong"))
        tags: list[QRectF] = []
        for label in self._example.image.labels:
            corner = QPointF(label.box.left, label.box.top) * scale
            box = QRectF(corner, QSizeF(label.box.width, label.box.height) * scale)
            name = self._example.names.get(label.class_index, "")
            tags.append(tag_place(box, painter.fontMetrics().horizontalAdvance(name) + 8, room, tags))
            _paint_label(painter, box, tags[-1], name, theme.tokens().person(label.class_index))

    def _caption(self) -> str:
        if self._example is None:
            return ""
        labels = self._example.image.labels
        if self._example.as_crops:
            count = min(_FACES, sum(label.wanted for label in labels))
            return tr("Example from train:") + " " + trn("%n face cut out", "%n faces cut out", count)
        return tr("Example from train:") + " " + trn("%n label", "%n labels", len(labels))

    def _read(self) -> None:
        self.stop()
        if self._example is not None:
            example = self._example
            self._reading = run_task(
                lambda _report, cancel: read_picture(example, cancel),
                on_done=lambda image: self._show_image(example, image),
            )  # one that cannot be read stays a plain field: the export itself says what is wrong

    def _show_image(self, example: Example, image: QImage) -> None:
        from shiboken6 import isValid

        if isValid(self) and self._example is not None and example.look == self._example.look:
            self._pixmap = None if image.isNull() else QPixmap.fromImage(image)
            self.update()


def read_picture(example: Example, cancel: Cancel) -> QImage:
    """The picture at the size it is shown, on a worker; a null image if the file does not give it."""
    for _, pixels in frame_reader(load_settings())(str(example.file), example.source.kind, [example.image.time]):
        cancel.check()
        picture = Picture(example.image, example.source, example.file, pixels, example.options)
        return _faces(picture) if example.as_crops else _image(picture.pixels).scaledToWidth(_PIXELS, _SMOOTH)
    return QImage()


def _faces(picture: Picture) -> QImage:
    """The faces that are cut out of a picture, side by side, none larger than it is."""
    faces = [_image(picture.crop(label)) for label in picture.wanted[:_FACES]]
    if not faces:
        return QImage()
    room = _PIXELS // len(faces)
    fitted = [face.scaled(room - 4, room - 4, _KEEP, _SMOOTH) if face.width() > room - 4 else face for face in faces]
    strip = QImage(_PIXELS, max(face.height() for face in fitted), QImage.Format.Format_ARGB32_Premultiplied)
    strip.fill(0)
    painter = QPainter(strip)
    for number, face in enumerate(fitted):
        painter.drawImage(number * room, 0, face)
    painter.end()
    return strip


def _image(pixels: NDArray[np.uint8]) -> QImage:
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def tag_place(box: QRectF, width: float, room: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """Where a box's name goes: above it, or below where there is no room or another name already is."""
    left = max(room.left(), min(box.left() - 1, room.right() - width))
    places = [QRectF(left, top, width, _TAG) for top in (box.top() - _TAG - 2, box.bottom() + 2)]
    inside = [place for place in places if room.contains(place)]
    free = [place for place in inside if not any(place.intersects(other) for other in taken)]
    return [*free, *inside, *places][0]


def _paint_label(painter: QPainter, box: QRectF, tag: QRectF, name: str, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 166), 4))
    painter.drawRect(box)
    painter.setPen(QPen(colour, 2))
    painter.drawRect(box)
    painter.fillRect(tag, colour)
    painter.setPen(theme.tokens().people_text)
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, name)
