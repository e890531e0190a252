"""Work beside the window: a plain function on a worker thread, its results as signals on the main thread."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from facelabeler.core.errors import FaceLabelerError
from facelabeler.pipeline.progress import Cancel

Result = TypeVar("Result")
Report = Callable[[object], None]
Work = Callable[[Report, Cancel], Result]

_PROGRESSED, _FINISHED, _FAILED = "progressed", "finished", "failed"


class Task(QObject):
    """One piece of work. Its signals are emitted on the main thread: `progressed` any number of times, then one other.

    `failed` carries the exception: a FaceLabelerError to tell the user (Cancelled if that is what happened), or a bug,
    which reaches `sys.excepthook` as well. A task that runs is kept alive; a finished one is forgotten.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Work[Result]) -> None:
        super().__init__()
        self.cancel = Cancel()
        self._work = work

    def start(self, pool: QThreadPool | None = None) -> None:
        """Queue the work; without a pool in the global one."""
        _desk().start(self, self._work, pool or QThreadPool.globalInstance())


def run_task(
    work: Work[Result],
    *,
    on_done: Callable[[Result], None] | None = None,
    on_error: Callable[[Exception], None] | None = None,
    on_progress: Callable[[object], None] | None = None,
    pool: QThreadPool | None = None,
) -> Cancel:
    """Run `work(report, cancel)` on a worker; the callbacks are called on the main thread.

    Exactly one of `on_done` and `on_error` is called, at the end. The handle stops, pauses and resumes the work.
    """
    task = Task(work)
    for signal, slot in ((task.finished, on_done), (task.failed, on_error), (task.progressed, on_progress)):
        if slot is not None:
            signal.connect(slot)
    task.start(pool)
    return task.cancel


def stop_all_tasks(milliseconds: int = 5000) -> bool:
    """Cancel every task and wait for them to end; whether all did. For closing the program."""
    return _desk().stop_all(milliseconds)


class _Run:
    """Is called on the worker. It owns no QObject, only the bound signal: a QObject must not die on a worker thread.

    It lets go of the work, and what that holds, when it has run. It is no QRunnable: Qt deletes its side of one on the
    worker, and Python's side outlives that now and then.
    """

    def __init__(self, number: int, work: Work[Result], cancel: Cancel, reported: Callable[..., None]) -> None:
        self._number = number
        self._work: Work[Result] | None = work
        self._cancel = cancel
        self._reported = reported

    def __call__(self) -> None:
        work, self._work = self._work, None
        assert work is not None
        try:
            self._cancel.check()
            result = work(self._report, self._cancel)
        except Exception as error:  # noqa: BLE001 - the main thread tells the user or raises it
            self._reported((self._number, _FAILED, error))
        else:
            self._reported((self._number, _FINISHED, result))

    def _report(self, value: object) -> None:
        self._reported((self._number, _PROGRESSED, value))


class _Desk(QObject):
    """Lives on the main thread as long as the program: takes what workers report and hands it to the task's signals."""

    reported = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count()
        self._running: dict[int, tuple[Task, QThreadPool]] = {}
        self.reported.connect(self._pass_on)

    def start(self, task: Task, work: Work[Result], pool: QThreadPool) -> None:
        number = next(self._numbers)
        self._running[number] = (task, pool)
        pool.start(_Run(number, work, task.cancel, self.reported.emit))

    def stop_all(self, milliseconds: int) -> bool:
        pools = {pool for _, pool in self._running.values() if isValid(pool)}  # one that is gone has waited
        for task, _ in self._running.values():
            task.cancel.set()
        waited = [pool.waitForDone(milliseconds) for pool in pools]
        return all(waited)

    def _pass_on(self, message: tuple[int, str, object]) -> None:
        number, kind, value = message
        task, _ = self._running[number] if kind == _PROGRESSED else self._running.pop(number)
        getattr(task, kind).emit(value)
        if isinstance(value, Exception) and kind == _FAILED and not isinstance(value, FaceLabelerError):
            sys.excepthook(type(value), value, value.__traceback__)


@cache
def _desk() -> _Desk:
    return _Desk()
