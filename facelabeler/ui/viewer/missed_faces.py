"""Drawn faces on their way into the project: looked at on a worker, added on the main thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from facelabeler.core.errors import FaceLabelerError, SourceError
from facelabeler.missed import LookedAt, Missed, add_face, look_closely
from facelabeler.pipeline.runner import Stages
from facelabeler.processing import build_stages
from facelabeler.session import Session
from facelabeler.settings import Settings, load_settings
from facelabeler.ui.tasks import run_task

Build = Callable[[Settings], Stages]


class MissedFaces(QObject):
    """`added` carries the new face's id, `failed` an error; `busy_changed` says whether one is being looked at."""

    added = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject, *, build: Build = build_stages) -> None:
        super().__init__(parent)
        self._session = session
        self.build = build
        self._stages: Stages | None = None
        self._waiting = 0
        self._stopped = False

    def stop(self) -> None:
        """The project is being closed: a face that is still looked at is dropped, nothing of it was said to be done."""
        self._stopped = True

    def add(self, missed: Missed) -> None:
        """Align, encode and measure the face on a worker, then add it."""
        source = self._session.project.sources[missed.source]
        place = self._session.locate(missed.source)
        if place is None:
            self.failed.emit(
                SourceError("is not where it was", file=source.path, advice="Choose File > Locate Moved Files… first")
            )
            return
        source, known, build = replace(source, path=str(place)), self._stages, self.build
        settings = load_settings().with_value("jobs", 1)

        def look(_report: object, _cancel: object) -> tuple[Stages, LookedAt]:
            stages = known or build(settings)
            return stages, look_closely(source, missed, stages)

        self._count(1)
        run_task(look, on_done=lambda both: self._take(*both), on_error=self._refuse)

    def _take(self, stages: Stages, looked: LookedAt) -> None:
        if self._stopped:
            return
        self._stages = stages
        self._count(-1)
        engine = stages.engines[0]
        try:
            detector = self._session.settings().get("detector", engine.detector_name)
            self._session.use_engine(detector=detector, encoder=engine.encoder_name)
            face = add_face(self._session, looked)
        except FaceLabelerError as error:
            self.failed.emit(error)
            return
        self.added.emit(face)

    def _refuse(self, error: Exception) -> None:
        if self._stopped:
            return
        self._count(-1)
        if isinstance(error, FaceLabelerError):
            self.failed.emit(error)

    def _count(self, by: int) -> None:
        self._waiting += by
        self.busy_changed.emit(self._waiting > 0)
