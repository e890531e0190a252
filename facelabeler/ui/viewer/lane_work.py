"""Lanes worked out beside the window: the newest question is answered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from facelabeler.core.entities import Source, SourceKind
from facelabeler.session import Session
from facelabeler.ui.presence import Axis
from facelabeler.ui.tasks import run_task
from facelabeler.ui.viewer.lanes import Lane, lanes, owned_faces, snapshot


class LaneWork(QObject):
    """`done` carries the lanes of a source and its axis."""

    done = Signal(object, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self._busy = False
        self._next: Source | None = None

    def ask(self, source: Source) -> None:
        """Work out who is on screen when; while that is going on, only the newest question waits."""
        self.drop()
        self._next = source if source.kind is SourceKind.VIDEO else None
        self._go_on()

    def drop(self) -> None:
        """Nobody wants to know any more."""
        self._asked += 1
        self._next = None

    def _go_on(self) -> None:
        if self._busy or self._next is None:
            return
        source, self._next, self._busy = self._next, None, True
        asked, seen = self._asked, snapshot(self._session.project, source.id)
        run_task(
            lambda _report, _cancel: lanes(owned_faces(seen), source.every),
            on_done=lambda made: self._take(asked, source, made),
        )

    def _take(self, asked: int, source: Source, made: list[Lane]) -> None:
        self._busy = False
        if asked == self._asked:
            times = self._session.frame_times(source.id)
            self.done.emit(made, Axis([source], {source.id: times[-1] + source.every if times else 0.0}))
        self._go_on()
