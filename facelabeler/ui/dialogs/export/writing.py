"""The writing itself, as a task: what it is asked, and how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from facelabeler.core.entities import SourceId
from facelabeler.export.plan import ExportPlan
from facelabeler.export.write import ExportReport, export
from facelabeler.pipeline.progress import Cancel
from facelabeler.processing import frame_reader
from facelabeler.settings import load_settings

REPORTS_A_SECOND = 15.0


@dataclass(frozen=True, slots=True)
class Request:
    """Everything a worker needs; nothing of it belongs to the session."""

    plan: ExportPlan
    out: Path
    formats: tuple[str, ...]
    places: Mapping[SourceId, Path]
    replaces: bool
    keep: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Pictures done and in all; `eta` in seconds, None while nobody can know."""

    done: int
    total: int
    eta: float | None

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 0.0


def write(request: Request, report: Callable[[object], None], cancel: Cancel) -> ExportReport:
    """Write the dataset, on a worker. Reports Progress. Raises as `export.write.export` does."""
    return export(
        request.plan,
        request.out,
        request.formats,
        locate=request.places.get,
        read_frames=frame_reader(load_settings()),
        report=Throttle(report),
        check_cancel=cancel.check,
        force=request.replaces,
        keep=request.keep,
    )


class Throttle:
    """Turns counts into Progress with the time left, at most so many a second."""

    def __init__(self, report: Callable[[object], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._report = report
        self._clock = clock
        self._start = clock()
        self._last = float("-inf")

    def __call__(self, done: int, total: int) -> None:
        now = self._clock()
        if done < total and now - self._last < 1 / REPORTS_A_SECOND:
            return
        self._last = now
        worked = now - self._start
        eta = worked * (total - done) / done if done and worked > 1 else None
        self._report(Progress(done, total, eta))
