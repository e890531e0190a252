"""From the session's events to Qt signals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from facelabeler.core.changes import Touched
from facelabeler.session import Event, Session

BURST_MS = 250  # arrivals tick at most four times a second


class Bridge(QObject):
    """Tells the models what has changed: edits at once, what the program found on its own in bursts.

    `walked` follows `changed` where several steps were taken back or made again as one.
    """

    changed = Signal(object)  # Event
    step_made = Signal(object)  # Event of an edit, an undo or a redo; after `changed`
    walked = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Event] = []
        self._held: list[Event] | None = None
        self._timer = QTimer(self, singleShot=True, interval=BURST_MS)
        self._timer.timeout.connect(self.flush)
        session.listen(self._hear)

    def flush(self) -> None:
        """Tell now what is waiting for its burst."""
        self._timer.stop()
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self.changed.emit(_together(waiting))

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """What is undone and redone meanwhile is told at the end, as one event: going back 500 steps is one repaint."""
        self.flush()
        self._held = []
        try:
            yield
        finally:
            held, self._held = self._held, None
            if held:
                whole = replace(_together(held), step=held[-1].step, undone=held[-1].undone)
                self.changed.emit(whole)
                self.walked.emit()
                self.step_made.emit(whole)

    def _hear(self, event: Event) -> None:
        if self._held is not None:
            self._held.append(event)
            return
        if event.step is None:
            self._waiting.append(event)
            if not self._timer.isActive():
                self._timer.start()
            return
        self.flush()
        self.changed.emit(event)
        self.step_made.emit(event)


def _together(events: list[Event]) -> Event:
    touched = [event.touched for event in events]
    return Event(
        Touched(
            frozenset().union(*(some.faces for some in touched)),
            frozenset().union(*(some.clusters for some in touched)),
            frozenset().union(*(some.people for some in touched)),
        ),
        frozenset().union(*(event.sources for event in events)),
        tuple(face for event in events for face in event.arrived),
    )
