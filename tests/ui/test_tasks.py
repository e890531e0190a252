from __future__ import annotations

import threading

import shiboken6
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from facelabeler.core.errors import Cancelled, SourceError
from facelabeler.pipeline.progress import Cancel
from facelabeler.ui.tasks import Report, Task, run_task, stop_all_tasks


def test_the_result_comes_back_on_the_main_thread(qtbot: QtBot) -> None:
    seen: list[tuple[object, threading.Thread]] = []
    worker: list[threading.Thread] = []

    def work(report: Report, cancel: Cancel) -> int:
        worker.append(threading.current_thread())
        return 42

    run_task(work, on_done=lambda result: seen.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, threading.main_thread())]
    assert worker[0] is not threading.main_thread()


def test_progress_arrives_in_order_and_before_the_end(qtbot: QtBot) -> None:
    seen: list[object] = []

    def work(report: Report, cancel: Cancel) -> str:
        for value in range(100):
            report(value)
        return "end"

    run_task(work, on_progress=seen.append, on_done=seen.append)
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen == [*range(100), "end"]


def test_an_error_for_the_user_comes_back_as_it_is(qtbot: QtBot) -> None:
    error = SourceError("cannot be read", file="clip.mp4")
    seen: list[Exception] = []
    done: list[object] = []

    def work(report: Report, cancel: Cancel) -> None:
        raise error

    run_task(work, on_error=seen.append, on_done=done.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [error]
    assert done == []


def test_a_bug_ends_the_task_and_reaches_the_except_hook(qtbot: QtBot) -> None:
    seen: list[Exception] = []
    with qtbot.captureExceptions() as hooked:
        run_task(lambda report, cancel: 1 // 0, on_error=seen.append)
        qtbot.waitUntil(lambda: bool(hooked))
    assert [error for _, error, _ in hooked] == seen
    assert isinstance(seen[0], ZeroDivisionError)
    assert seen[0].__traceback__ is not None


def test_a_cancelled_task_says_so(qtbot: QtBot) -> None:
    started = threading.Event()
    seen: list[Exception] = []

    def work(report: Report, cancel: Cancel) -> None:
        started.set()
        while True:
            cancel.check()

    cancel = run_task(work, on_error=seen.append)
    assert started.wait(5)
    cancel.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], Cancelled)


def test_a_task_cancelled_in_the_queue_never_starts(qtbot: QtBot) -> None:
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    gate = threading.Event()
    ran: list[int] = []
    ended: list[object] = []
    run_task(lambda report, cancel: gate.wait(5), on_done=ended.append, pool=pool)
    waiting = run_task(lambda report, cancel: ran.append(1), on_error=ended.append, pool=pool)
    waiting.set()
    gate.set()
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert ran == []


def test_a_task_lives_until_its_end_without_anybody_holding_it(qtbot: QtBot) -> None:
    seen: list[object] = []
    gate = threading.Event()
    task = Task(lambda report, cancel: gate.wait(5))
    task.finished.connect(seen.append)
    task.start()
    del task
    gate.set()
    qtbot.waitUntil(lambda: seen == [True])
    assert seen == [True]


def test_many_tasks_all_report(qtbot: QtBot) -> None:
    seen: list[object] = []
    for number in range(200):
        run_task(lambda report, cancel, number=number: number, on_done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 200)
    assert sorted(map(int, seen)) == list(range(200))  # type: ignore[call-overload]


def test_stopping_all_waits_for_the_workers(qtbot: QtBot) -> None:
    left = threading.Event()

    def work(report: Report, cancel: Cancel) -> None:
        try:
            while True:
                cancel.check()
        finally:
            left.set()

    ended: list[object] = []
    run_task(work, on_error=ended.append)
    assert stop_all_tasks()
    assert left.is_set() or ended == []
    qtbot.waitUntil(lambda: bool(ended))


def test_work_whose_pool_is_gone_before_its_end_was_told_holds_up_nothing(qtbot: QtBot) -> None:
    """A project is closed, its pool with it, and the window in the next moment."""
    pool, told = QThreadPool(), list[int]()
    run_task(lambda _report, _cancel: 7, on_done=told.append, pool=pool)
    assert pool.waitForDone(5000)
    shiboken6.delete(pool)
    assert stop_all_tasks()
    qtbot.waitUntil(lambda: told == [7])
