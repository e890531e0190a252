"""The pictures of faces: decoded on workers, newest request first, kept in a cache of limited bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QObject,
    QRunnable,
    QSize,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QImage, QImageReader, QPixmap

from facelabeler.core.entities import FaceId
from facelabeler.core.errors import ProjectError

CACHE_BYTES = 64 * 1024 * 1024
WORKERS = 2
SIZES = (32, 64, 128, 256, 512)  # pictures are kept in these sizes, so that zooming decodes little
BACKLOG = 1024  # older requests are dropped: what scrolled out of view is asked for again when it is back
BURST_MILLISECONDS = 16
LINGER_SECONDS = 1.0  # a worker waits for more: opening the project for a few pictures costs more than they do

Key = tuple[FaceId, int]


class Thumbnails(QObject):
    """Thumbnails of one project. Everything is called on the main thread.

    `loaded` carries the set of face ids that came in, once a burst.
    """

    loaded = Signal(object)
    _decoded = Signal()

    def __init__(self, parent: QObject | None = None, *, cache_bytes: int = CACHE_BYTES) -> None:
        super().__init__(parent)
        self._cache = PixmapCache(cache_bytes)
        self._missing: set[FaceId] = set()
        self._loader: _Loader | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(WORKERS)
        self._burst = QTimer(self, singleShot=True, interval=BURST_MILLISECONDS)
        self._burst.timeout.connect(self._take_decoded)
        self._decoded.connect(self._start_burst)

    def set_project(self, path: Path | None) -> None:
        """Show the pictures of another project, or of none; waits for the workers to leave the old one."""
        self.close()
        self._cache.clear()
        self._missing.clear()
        self._loader = None if path is None else _Loader(path, self._pool, self._decoded)

    def pixmap(self, face: FaceId, size: int) -> QPixmap | None:
        """The picture of a face, for drawing at `size` device pixels; None while it is loading or if there is none.

        Its longer side may be larger (scale it down) or smaller (the face itself is small: it is never enlarged).
        Until the right size is there, another one that is at hand stands in.
        """
        wanted = _kept_size(size)
        made = self._cache.get((face, wanted))
        if made is None and self._loader is not None and face not in self._missing:
            self._loader.request((face, wanted))
            made = self._cache.other_size(face, wanted)
        return made

    def is_settled(self, face: FaceId, size: int) -> bool:
        """Whether `pixmap` gives what it will stay with; if not, the picture is asked for, and `loaded` tells of it."""
        wanted = _kept_size(size)
        if face in self._missing or (face, wanted) in self._cache:
            return True
        if self._loader is not None:
            self._loader.request((face, wanted))
        return False

    def is_missing(self, face: FaceId) -> bool:
        """Whether this face's picture turned out not to be there or not to be readable."""
        return face in self._missing

    def close(self) -> None:
        """Drop all requests and wait for the workers, so that nothing holds the project file open."""
        if self._loader is not None:
            self._loader.stop()
        self._pool.waitForDone()
        self._loader = None

    def _start_burst(self) -> None:
        if not self._burst.isActive():
            self._burst.start()

    def _take_decoded(self) -> None:
        pictures = self._loader.take() if self._loader is not None else []
        for key, image in pictures:
            if image.isNull():
                self._missing.add(key[0])
            else:
                self._cache.put(key, QPixmap.fromImage(image))
        if pictures:
            self.loaded.emit({key[0] for key, _ in pictures})


def _kept_size(size: int) -> int:
    return next((kept for kept in SIZES if kept >= size), SIZES[-1])


class PixmapCache:
    """Pixmaps by face and size; the least recently used leave once all together take more than `most` bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0
        self._pixmaps: OrderedDict[Key, QPixmap] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pixmaps)

    def __contains__(self, key: Key) -> bool:
        return key in self._pixmaps

    def get(self, key: Key) -> QPixmap | None:
        made = self._pixmaps.get(key)
        if made is not None:
            self._pixmaps.move_to_end(key)
        return made

    def other_size(self, face: FaceId, size: int) -> QPixmap | None:
        """The same face in the size nearest to `size` that is here."""
        by_nearness = sorted(SIZES, key=lambda kept: abs(kept - size))
        return next((made for kept in by_nearness if (made := self._pixmaps.get((face, kept)))), None)

    def put(self, key: Key, made: QPixmap) -> None:
        self._drop(key)
        self._pixmaps[key] = made
        self._bytes += _bytes_of(made)
        while self._bytes > self._most and len(self._pixmaps) > 1:
            self._drop(next(iter(self._pixmaps)))

    def clear(self) -> None:
        self._pixmaps.clear()
        self._bytes = 0

    def _drop(self, key: Key) -> None:
        old = self._pixmaps.pop(key, None)
        if old is not None:
            self._bytes -= _bytes_of(old)


class _Loader:
    """The requests for one project file, shared by the main thread and the workers."""

    def __init__(self, path: Path, pool: QThreadPool, decoded: SignalInstance) -> None:
        self.path = path
        self._pool = pool
        self._decoded = decoded.emit
        self._lock = threading.Condition()
        self._requests: deque[Key] = deque(maxlen=BACKLOG)
        self._wanted: set[Key] = set()
        self._pictures: list[tuple[Key, QImage]] = []
        self._workers = 0
        self._idle = 0  # of the workers: they wait for requests
        self._stopped = False

    def request(self, key: Key) -> None:
        with self._lock:
            if key in self._wanted:
                return
            if len(self._requests) == BACKLOG:
                self._wanted.discard(self._requests[0])
            self._requests.append(key)
            self._wanted.add(key)
            wanted = not self._idle and self._workers < WORKERS
            self._workers += wanted
            self._lock.notify()
        if wanted:
            self._pool.start(_Worker(self))

    def stop(self) -> None:
        with self._lock:
            self._requests.clear()
            self._stopped = True
            self._lock.notify_all()

    def take(self) -> list[tuple[Key, QImage]]:
        """The pictures decoded since the last call."""
        with self._lock:
            pictures, self._pictures = self._pictures, []
            self._wanted.difference_update(key for key, _ in pictures)
        return pictures

    # -- on the workers

    def next(self) -> Key | None:
        """The newest request, once there is one; None after a while without any: the worker that is told so leaves."""
        with self._lock:
            self._idle += 1
            self._lock.wait_for(lambda: self._requests or self._stopped, LINGER_SECONDS)
            self._idle -= 1
            if self._requests:
                return self._requests.pop()
            self._workers -= 1
            return None

    def add(self, key: Key, image: QImage) -> None:
        with self._lock:
            self._pictures.append((key, image))
            first = len(self._pictures) == 1
        if first:
            self._decoded()


class _Worker(QRunnable):
    """Works off the requests over a reader of its own, then leaves."""

    def __init__(self, loader: _Loader) -> None:
        super().__init__()
        self._loader = loader

    def run(self) -> None:
        from facelabeler.storage.store import ThumbnailReader

        try:
            with closing(ThumbnailReader(self._loader.path)) as reader:
                while (key := self._loader.next()) is not None:
                    self._loader.add(key, decoded(reader.read(key[0]), key[1]))
        except ProjectError:  # the file is gone or damaged: what is asked for is missing
            while (key := self._loader.next()) is not None:
                self._loader.add(key, QImage())


def decoded(jpeg: bytes | None, size: int) -> QImage:
    """The picture, its longer side at most `size`; a null image if there is none or it is damaged."""
    if not jpeg:
        return QImage()
    data = QByteArray(jpeg)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    full = reader.size()
    if max(full.width(), full.height()) > size:
        reader.setScaledSize(full.scaled(QSize(size, size), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _bytes_of(made: QPixmap) -> int:
    return made.width() * made.height() * made.depth() // 8
