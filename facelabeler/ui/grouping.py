"""Grouping faces beside the window: now and then while sources are read, and fully at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from facelabeler.clustering.observations import Observations
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import FaceLabelerError
from facelabeler.core.project import Project
from facelabeler.session import Session
from facelabeler.ui.tasks import run_task

Labels = NDArray[np.int64]
Group = Callable[[Observations], Labels]

WAIT_MS = 2000  # between two groupings of arrivals
REST = 8  # times as long as a grouping took, it rests: a big project is grouped less often


class Grouping(QObject):
    """One grouping at a time over one session. `finished` follows each full one, `failed` carries an error."""

    finished = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, group: Group, pool: QThreadPool, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._group = group
        self._pool = pool
        self._works = False
        self._chosen: Group | None = None  # how the next full grouping is done, if not as usual
        self._wanted: bool | None = None  # None: nothing is wanted; True: a full grouping; False: the arrivals
        self._dropped = False
        self._began = 0.0
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._group_arrivals)

    def note_arrivals(self) -> None:
        """Faces have come in: place them soon."""
        if not self._timer.isActive() and not self._works:
            self._timer.start()

    def group_all(self, group: Group | None = None) -> None:
        """Group everything that the user has not confirmed, as a step of the history; by `group` if it is given."""
        self._timer.stop()
        self._chosen = group
        self._start(full=True)

    def drop(self) -> None:
        """Leave everything as it is when the grouping that is going on is done."""
        self.stop()
        self._dropped = self._works

    def stop(self) -> None:
        """Begin nothing more."""
        self._timer.stop()
        self._wanted = None

    def _group_arrivals(self) -> None:
        self._start(full=False)

    def _start(self, *, full: bool) -> None:
        if self._works:
            self._wanted = full or bool(self._wanted)
            return
        observations = self._session.observations(arrivals_only=not full)
        group = (self._chosen if full else None) or self._group
        self._works = True
        self._began = time.monotonic()
        run_task(
            lambda _report, _cancel: group(observations),
            on_done=lambda labels: self._place(observations, labels, full=full),
            on_error=self._fail,
            pool=self._pool,
        )

    def _place(self, observations: Observations, labels: Labels, *, full: bool) -> None:
        self._rest()
        dropped, self._dropped = self._dropped, False
        if not dropped:
            self._put(observations, labels, full=full)
        if full:
            self.finished.emit()
        self._go_on()

    def _put(self, observations: Observations, labels: Labels, *, full: bool) -> None:
        try:
            if full:
                ids, kept = still_possible(self._session.project, observations.ids.tolist(), labels.tolist())
                self._session.regroup(ids, kept)
            else:
                self._session.place_arrivals(observations.ids, labels)
        except FaceLabelerError as error:
            self.failed.emit(error)

    def _rest(self) -> None:
        self._works = False
        took = (time.monotonic() - self._began) * 1000
        self._timer.setInterval(max(WAIT_MS, round(REST * took)))

    def _fail(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, FaceLabelerError):
            self.failed.emit(error)
        self.finished.emit()

    def _go_on(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._start(full=wanted)


def still_possible(project: Project, ids: Iterable[int], labels: Iterable[int]) -> tuple[list[int], list[int]]:
    """Ids and labels without those for clusters that are gone since: what the user did meanwhile wins."""
    pairs = [
        (face, label)
        for face, label in zip(ids, labels, strict=True)
        if label < 0 or ClusterId(label) in project.clusters
    ]
    return [face for face, _ in pairs], [label for _, label in pairs]


def group_by_default(observations: Observations) -> Labels:
    """The default method. Runs on a worker: it loads the clustering libraries."""
    from facelabeler.clustering.methods import group

    return group(observations)


def group_by(method: str, options: Mapping[str, object]) -> Group:
    """This method with these options, to run on a worker."""
    from facelabeler.clustering.methods import group

    return lambda observations: group(observations, method, **options)
