"""How far the work is, how fast it goes, and how it is stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from facelabeler.core.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """One report. `done` and `total` count seconds of footage, or photos; `rate` is frames a second.

    `eta` is in seconds, None while nobody can know. `faces` counts those found so far in this run.
    """

    stage: str
    source: str
    done: float
    total: float
    rate: float = 0.0
    eta: float | None = None
    frames: int = 0
    faces: int = 0

    @property
    def share(self) -> float:
        return min(1.0, self.done / self.total) if self.total > 0 else 0.0


Report = Callable[[Progress], None]


class Cancel:
    """A flag that any thread may set and every stage looks at between two pieces of work."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def set(self) -> None:
        self._event.set()
        self._running.set()

    def pause(self) -> None:
        self._running.clear()

    def resume(self) -> None:
        self._running.set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    @property
    def is_set(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Waits while paused; raises Cancelled once cancelled."""
        self._running.wait()
        if self._event.is_set():
            raise Cancelled()


class Meter:
    """Turns finished frames into throttled progress reports, with the rate of this run and the time left."""

    REPORTS_A_SECOND = 15.0

    def __init__(self, report: Report, total: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._report = report
        self._total = total
        self._clock = clock
        self._start = clock()
        self._last = float("-inf")
        self._done = 0.0
        self._skipped = 0.0
        self._frames = 0
        self._faces = 0

    def skip(self, amount: float) -> None:
        """Count work that an earlier run did."""
        self._done += amount
        self._skipped += amount

    def advance(self, source: str, amount: float, *, frames: int, faces: int) -> None:
        self._done += amount
        self._frames += frames
        self._faces += faces
        now = self._clock()
        if now - self._last >= 1 / self.REPORTS_A_SECOND:
            self._last = now
            self._report(self.snapshot(source))

    def snapshot(self, source: str, stage: str = "finding") -> Progress:
        seconds = self._clock() - self._start
        worked = self._done - self._skipped
        rate = self._frames / seconds if seconds > 0 else 0.0
        left = max(0.0, self._total - self._done)
        eta = left * seconds / worked if worked > 0 and seconds > 1 else None
        return Progress(stage, source, self._done, self._total, rate, eta, self._frames, self._faces)
