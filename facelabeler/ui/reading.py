"""One run of the pipeline: its jobs, what became of them, and what the worker does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from facelabeler.core.entities import Source, SourceId, SourceState
from facelabeler.core.errors import SourceError
from facelabeler.pipeline.progress import Cancel, Meter, Progress
from facelabeler.pipeline.runner import Job, Sink, Stages, run
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.processing import SessionSink
from facelabeler.ui.queue_list import QueueRow, Turn
from facelabeler.ui.tasks import Report

Message = Callable[[Sink], None]
_TURNS = {SourceState.FAILED: Turn.FAILED, SourceState.PARTIAL: Turn.PARTLY_READ}


@dataclass(slots=True)
class Run:
    """Some jobs of the session on their way; `unfinished` holds the sources that are not read to their end,
    `skipped` those that the user took off the queue.
    """

    jobs: Sequence[Job]
    sink: SessionSink
    cancel: Cancel
    unfinished: list[SourceId]
    skipped: set[SourceId] = field(default_factory=set)
    last: Progress | None = None

    def queue(self, sources: Mapping[SourceId, Source]) -> list[QueueRow]:
        """How far each source is, in the order they are read."""
        return [self._row(job, sources[job.source]) for job in self.jobs if job.source not in self.skipped]

    def _row(self, job: Job, source: Source) -> QueueRow:
        if source.state is not SourceState.STARTED:
            return QueueRow(job.source, job.path, _TURNS.get(source.state, Turn.READ), 1.0)
        until = self.sink.read_until.get(job.source)
        if until is None and self.unfinished and self.unfinished[0] != job.source:
            return QueueRow(job.source, job.path, Turn.WAITING)
        return QueueRow(job.source, job.path, Turn.READING, min(1.0, (until or 0.0) / max(job.duration, job.every)))


class Post:
    """A sink on the worker: hands everything to the main thread, in order."""

    def __init__(self, run_: Run, post: Callable[[Run, Message], None]) -> None:
        self._run = run_
        self._post = post

    def found(self, source: SourceId, frames: Sequence[FoundFrame]) -> None:
        frames = tuple(frames)
        self._post(self._run, lambda sink: sink.found(source, frames))

    def finished(self, source: SourceId, problem: str) -> None:
        self._post(self._run, lambda sink: sink.finished(source, problem))

    def failed(self, source: SourceId, error: SourceError) -> None:
        self._post(self._run, lambda sink: sink.failed(source, error))


def work(run_: Run, stages: Stages, sink: Sink, report: Report, cancel: Cancel) -> None:
    """Run the jobs on a worker, but for those that are skipped by the time it is their turn."""
    meter = Meter(report, sum(job.amount for job in run_.jobs))
    run((job for job in run_.jobs if job.source not in run_.skipped), stages, sink, meter, cancel)
