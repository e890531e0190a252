"""Exact pictures for the viewer, decoded on a worker: the newest wish wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QThreadPool, Signal
from PySide6.QtGui import QImage

from facelabeler.core.entities import Source, SourceId, SourceKind
from facelabeler.core.errors import Cancelled, FaceLabelerError
from facelabeler.pipeline.progress import Cancel
from facelabeler.ui.tasks import run_task
from facelabeler.ui.wording import tr

if TYPE_CHECKING:
    from facelabeler.media.cursor import Cursor

Locate = Callable[[SourceId], Path | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture on screen at `time`, from `since` to `until` (seconds), no larger than it is drawn.

    `number` is its place in the decoded stream if decoding told it, else None.
    """

    source: SourceId
    time: float
    since: float
    until: float
    image: QImage
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    time: float
    most: QSize


class FrameReader(QObject):
    """Reads one source at a time. `arrived` carries a Picture, `failed` a sentence, `counted` the pictures' times."""

    arrived = Signal(object)
    failed = Signal(str)
    counted = Signal(object)

    def __init__(self, locate: Locate, parent: QObject) -> None:
        super().__init__(parent)
        self._locate = locate
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # a cursor is used by one thread at a time
        self._source: Source | None = None
        self._cursor: Cursor | None = None
        self._wish: _Wish | None = None
        self._busy = False
        self._counting = Cancel()

    def open(self, source: Source) -> None:
        """Go to another source."""
        from facelabeler.media.cursor import Cursor

        self.close()
        place = self._locate(source.id)
        self._source = source
        if place is None:
            self.failed.emit(tr("The file is not where it was."))
            return
        self._cursor = Cursor(str(place), source.kind)
        if source.kind is SourceKind.VIDEO:
            self._count(source, str(place))

    def want(self, time: float, most: QSize) -> None:
        """Ask for the picture on screen at `time`, to be drawn no larger than `most` device pixels."""
        self._wish = _Wish(time, most)
        self._go_on()

    def close(self) -> None:
        """Read no more, and let go of the file."""
        self._counting.set()
        cursor, self._cursor, self._wish, self._source = self._cursor, None, None, None
        if cursor is not None:
            run_task(lambda _report, _cancel: cursor.close(), pool=self._pool)

    # -- the worker

    def _go_on(self) -> None:
        source, cursor, wish = self._source, self._cursor, self._wish
        if self._busy or source is None or cursor is None or wish is None:
            return
        self._wish, self._busy = None, True
        run_task(
            lambda _report, _cancel: read_picture(source, cursor, wish.time, wish.most),
            on_done=lambda picture: self._take(cursor, picture),
            on_error=lambda error: self._refuse(cursor, error),
            pool=self._pool,
        )

    def _take(self, cursor: Cursor, picture: Picture | None) -> None:
        self._busy = False
        if cursor is self._cursor:
            if picture is None:
                self.failed.emit(tr("No picture can be read here."))
            else:
                self.arrived.emit(picture)
        self._go_on()

    def _refuse(self, cursor: Cursor, error: Exception) -> None:
        self._busy = False
        if cursor is self._cursor and isinstance(error, FaceLabelerError) and not isinstance(error, Cancelled):
            self.failed.emit(error.what)
        self._go_on()

    def _count(self, source: Source, path: str) -> None:
        """Find out beside the pictures when each of them comes on screen."""
        from facelabeler.media.cursor import picture_starts

        self._counting = run_task(
            lambda _report, cancel: picture_starts(path, cancel.check),
            on_done=lambda starts: self._tell_count(source, starts),
            on_error=lambda _error: None,  # without a count, pictures have times only
        )

    def _tell_count(self, source: Source, starts: list[float]) -> None:
        if self._source is source and starts:
            self.counted.emit(starts)


def read_picture(source: Source, cursor: Cursor, time: float, most: QSize) -> Picture | None:
    """The picture on screen at `time`, made as small as it will be drawn. Runs on a worker."""
    import cv2
    import numpy as np

    sample = cursor.picture_at(time)
    if sample is None:
        return None
    height, width = sample.image.shape[:2]
    scale = min(1.0, most.width() / width, most.height() / height) if most.isValid() else 1.0
    image = sample.image
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    pixels = cv2.cvtColor(image, cv2.COLOR_RGB2BGRA)
    height, width = pixels.shape[:2]
    made = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
    return Picture(source.id, time, sample.since, sample.until, made, sample.index if cursor.counts else None)
