"""From the session's events to Qt signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from facelabeler.core.changes import Touched
from facelabeler.session import Event, Session

BURST_MS = 250  # arrivals tick at most four times a second


class Bridge(QObject):
    """Tells the models what has changed: edits at once, what the program found on its own in bursts."""

    changed = Signal(object)  # Event
    step_made = Signal(object)  # Event of an edit, an undo or a redo; after `changed`

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Event] = []
        self._timer = QTimer(self, singleShot=True, interval=BURST_MS)
        self._timer.timeout.connect(self.flush)
        session.listen(self._hear)

    def flush(self) -> None:
        """Tell now what is waiting for its burst."""
        self._timer.stop()
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self.changed.emit(_together(waiting))

    def _hear(self, event: Event) -> None:
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
