"""The frames that faces of a question are on, read ahead on workers and kept small."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QPixmap

from facelabeler.core.entities import Face, SourceId, SourceKind
from facelabeler.core.project import Project
from facelabeler.pipeline.progress import Cancel
from facelabeler.ui.faces.context import Locate, read_frame
from facelabeler.ui.tasks import run_task

MOST_KEPT = 64
WIDEST = 640  # pixels: as large as a frame is drawn on a dense screen
WORKERS = 2
Key = tuple[SourceId, float]


class FramePictures(QObject):
    """Answers with frames that are there, and asks for those that are not. `loaded`: one more is there."""

    loaded = Signal()

    def __init__(self, project: Project, locate: Locate, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._locate = locate
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(WORKERS)
        self._pictures: OrderedDict[Key, QPixmap] = OrderedDict()
        self._asked: set[Key] = set()
        self._work = Cancel()

    def pixmap(self, face: Face) -> QPixmap | None:
        """The frame of a face, or None while it is not there."""
        key = (face.source, face.time)
        made = self._pictures.get(key)
        if made is not None:
            self._pictures.move_to_end(key)
        elif key not in self._asked:
            self._ask(key)
        return made

    def prepare(self, faces: Iterable[Face]) -> None:
        """Read frames that will be wanted soon."""
        for face in faces:
            self.pixmap(face)

    def stop(self) -> None:
        """Read no more."""
        self._work.set()
        self._pool.clear()
        self._asked.clear()

    def _ask(self, key: Key) -> None:
        place = self._locate(key[0])
        if place is None:
            return
        kind = self._project.sources[key[0]].kind
        self._asked.add(key)
        self._work = run_task(
            lambda _report, cancel: _small(str(place), kind, key[1], cancel),
            on_done=lambda image: self._keep(key, image),
            on_error=lambda _error: None,  # the frame stays empty; its caption says which one it is
            pool=self._pool,
        )

    def _keep(self, key: Key, image: QImage | None) -> None:
        if image is None or key not in self._asked:  # nobody waits any more
            return
        self._asked.discard(key)
        self._pictures[key] = QPixmap.fromImage(image)
        while len(self._pictures) > MOST_KEPT:
            self._pictures.popitem(last=False)
        self.loaded.emit()


def _small(path: str, kind: SourceKind, time: float, cancel: Cancel) -> QImage | None:
    image = read_frame(path, kind, time, cancel)
    if image is None or image.width() <= WIDEST:
        return image
    return image.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
