"""Runs jobs: one thread reads pictures, workers find and encode faces, results leave in order and in batches."""

from __future__ import annotations

import itertools
import logging
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.scenes import miniature
from facelabeler.core.entities import SourceId, SourceKind
from facelabeler.core.errors import Cancelled, EngineError, FaceLabelerError, SourceError
from facelabeler.core.words import exact_clock
from facelabeler.pipeline.between import Between, Looks, Since, averaged, look_between
from facelabeler.pipeline.describing import Clothes, Measure, Thumbnail, encode_boxes, find_faces
from facelabeler.pipeline.priority import step_back
from facelabeler.pipeline.progress import Cancel, Meter
from facelabeler.pipeline.stages import (
    Engine,
    Follower,
    FoundFace,
    FoundFrame,
    Grey,
    Picture,
    Sampled,
)

BATCH_FRAMES = 16
BATCH_SECONDS = 0.5
TRIES = 2
MOST_IN_A_ROW = 16  # frames that the engine fails on until it is said to be the engine and not the frames
FRAMES_AHEAD = 2  # samples decoded ahead for each worker …
BYTES_AHEAD = 100e6  # … and fewer where they hold more: in 4K, with what lies between two, each holds 75 MB
MOST_NAMED = 5  # frames that were set aside, of one source

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One source to read; `done` holds the sample times (seconds) that an earlier run finished."""

    source: SourceId
    path: str
    kind: SourceKind
    every: float
    duration: float
    done: frozenset[float] = frozenset()

    @property
    def amount(self) -> float:
        """How much work this is, in seconds of footage (a photo counts as one sample)."""
        return self.duration if self.kind is SourceKind.VIDEO else self.every

    @property
    def start(self) -> float:
        """The first sample time that is not done."""
        return self._first * self.every

    @property
    def reads_from(self) -> float:
        """Where to begin to read: at the sample before `start`, so that faces are followed from it as in one run."""
        return max(self._first - 1, 0) * self.every

    @property
    def _first(self) -> int:
        return next(k for k in itertools.count() if k * self.every not in self.done)


class Reading(Protocol):
    """A source being read: iterate it for pictures, then ask what could not be read."""

    def __iter__(self) -> Iterator[Sampled]: ...
    @property
    def problem(self) -> str:
        """What could not be read, in a sentence; empty if all could."""


class Sink(Protocol):
    """Where results go. Called from the thread that runs the jobs, in order."""

    def found(self, source: SourceId, frames: Sequence[FoundFrame]) -> None: ...
    def finished(self, source: SourceId, problem: str) -> None: ...
    def failed(self, source: SourceId, error: SourceError) -> None: ...


@dataclass(frozen=True, slots=True)
class Stages:
    """What the runner works with: how to open a source, one engine a worker, faces' quality and thumbnails.

    `clothes` describes what is worn below a face; `follower` finds faces again between samples. Both may be left out.
    `failures` are what the engines raise when they fail on a picture; whatever else they raise is a bug.
    """

    open_source: Callable[[Job], Reading]
    engines: Sequence[Engine]
    measure: Measure
    thumbnail: Thumbnail
    clothes: Clothes = lambda _picture, _box: None
    follower: Follower | None = None
    failures: tuple[type[Exception], ...] = (MemoryError, RuntimeError)


def run(jobs: Iterable[Job], stages: Stages, sink: Sink, meter: Meter, cancel: Cancel) -> None:
    """Work through the jobs, each taken when the one before it is read. The rest goes on if one fails.

    Raises Cancelled within one picture of `cancel` being set; every frame that was ready by then is with the sink, but
    for the last, which the sample after it would have said more of. Raises EngineError if the engine fails on many
    pictures in a row, or what a model says of itself if it does, or fails on the first one; these pictures are not with
    the sink, so that they are looked at again when it works.
    """
    workers = _Workers(stages)
    delivery = _Delivery(sink, meter)
    pending: deque[_Event] = deque()
    try:
        for event in _events(jobs, stages.open_source, cancel):
            event.start(workers)
            pending.append(event)
            while pending and (len(pending) > workers.most_pending or pending[0].ready):
                delivery.deliver(pending.popleft())
        while pending:
            cancel.check()
            delivery.deliver(pending.popleft())
    except Cancelled:
        workers.stop()
        while pending and pending[0].is_complete:
            delivery.deliver(pending.popleft())
        raise
    finally:
        workers.stop()
        delivery.hand_over()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a worker saw on a picture: its faces, the picture in miniature and, where faces are followed, in grey.

    `between` is what happened since the sample before, None if nobody looked. A picture is set aside if
    the engine failed on it twice; `failure` is what it failed with.
    """

    faces: tuple[FoundFace, ...]
    scene: NDArray[np.uint8] | None
    grey: Grey | None = None
    between: Between | None = None
    failure: Exception | None = None


@dataclass(slots=True)
class _Event:
    """A picture of a job on its way through a worker, or the job's end (`outcome`)."""

    job: Job
    picture: Sampled | None = None
    outcome: str | SourceError = ""
    time: float = 0.0
    index: int | None = None
    future: Future[_Seen] | None = None
    still: bool = False  # the picture of the sample before is still on screen

    def start(self, workers: _Workers) -> None:
        if self.picture is not None:
            self.time, self.index = self.picture.time, self.picture.index
            self.still = workers.shows(self.picture)
            self.future = workers.submit(self.picture)
            workers.most_pending = workers.room_for(self.picture)
            self.picture = None  # the worker holds it now: a picture must not outlive its work

    @property
    def ready(self) -> bool:
        return self.future is None or self.future.done()

    @property
    def is_complete(self) -> bool:
        """Whether it is ready, and was not called off before a worker began it."""
        return self.ready and (self.future is None or not self.future.cancelled())


def _events(jobs: Iterable[Job], open_source: Callable[[Job], Reading], cancel: Cancel) -> Iterator[_Event]:
    for job in jobs:
        cancel.check()
        try:
            reading = open_source(job)
            follows = False
            for picture in reading:
                cancel.check()
                wanted = picture.time not in job.done or picture.time == job.reads_from
                if wanted:
                    yield _Event(job, picture if follows else replace(picture, between=()))
                follows = wanted
            yield _Event(job, outcome=reading.problem)
        except SourceError as error:
            yield _Event(job, outcome=error)


class _Workers:
    """A pool in which each task borrows an engine: engines are not thread-safe."""

    def __init__(self, stages: Stages) -> None:
        self._stages = stages
        self._idle: queue.SimpleQueue[Engine] = queue.SimpleQueue()
        for engine in stages.engines:
            self._idle.put(engine)
        self._last: tuple[Picture, Future[_Seen]] | None = None
        self._pool = ThreadPoolExecutor(len(stages.engines), thread_name_prefix="faces", initializer=step_back)
        self.most_pending = len(stages.engines) * FRAMES_AHEAD

    def room_for(self, picture: Sampled) -> int:
        """How many samples like this one may wait or be worked on."""
        images = [picture.image, *(glimpse.image for glimpse in picture.between if glimpse.image is not None)]
        fit = int(BYTES_AHEAD / max(sum(image.nbytes for image in images), 1))
        return min(max(fit, 1), len(self._stages.engines) * FRAMES_AHEAD)

    def submit(self, picture: Sampled) -> Future[_Seen]:
        """Look at a picture; one that is still on screen since the last sample is not looked at again."""
        if self._last is None or not self.shows(picture):
            before = self._last[1] if self._last and picture.between else None
            self._last = (picture.image, self._pool.submit(self._look, picture, before))
        return self._last[1]

    def shows(self, picture: Sampled) -> bool:
        """Whether this picture was submitted last."""
        return self._last is not None and self._last[0] is picture.image

    def stop(self) -> None:
        self._last = None
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _look(self, picture: Sampled, before: Future[_Seen] | None) -> _Seen:
        """See the picture. An engine that fails on it gets one more try; then the picture is set aside."""
        failure: Exception | None = None
        for _ in range(TRIES):
            try:
                return self._see(picture, before)
            except self._stages.failures as error:
                log.exception("An engine failed on a picture")
                failure = error
        return _Seen((), None, failure=failure)

    def _see(self, picture: Sampled, before: Future[_Seen] | None) -> _Seen:
        engine, follower = self._idle.get(), self._stages.follower
        try:
            faces, scene = find_faces(picture, engine, self._stages), miniature(picture.image)
            if follower is None:
                return _Seen(faces, scene)
            grey = follower.grey(picture.image)
            # work is begun in the order it is submitted, so what is waited for here is never behind this in the queue
            old = before.result() if before else None
            if old is None or old.grey is None:
                return _Seen(faces, scene, grey)
            encode = partial(encode_boxes, engine=engine, stages=self._stages)
            since = Since(old.faces, old.grey, picture.between, faces, grey, picture.image.shape[1])
            return _Seen(faces, scene, grey, look_between(since, follower, encode))
        finally:
            self._idle.put(engine)


class _Delivery:
    """Hands results to the sink in batches: often enough to be seen at once, seldom enough to be cheap."""

    def __init__(self, sink: Sink, meter: Meter) -> None:
        self._sink = sink
        self._meter = meter
        self._job: Job | None = None
        self._frames: list[FoundFrame] = []
        self._held: tuple[FoundFrame, Looks] | None = None
        self._set_aside: list[_Event] = []
        self._failing: list[_Event] = []  # of this source, until a picture shows that the engine still works
        self._in_a_row = 0
        self._works = False  # no picture has been looked at yet
        self._since = time.monotonic()
        self._reached = 0.0

    def deliver(self, event: _Event) -> None:
        if self._job is not event.job:
            self.flush()
            self._job = event.job
            self._reached = min(event.job.start, event.job.amount)
            self._meter.skip(self._reached)
        if event.future is None:
            self._end(event)
        else:
            self._take(event, event.future.result())

    def _take(self, event: _Event, seen: _Seen) -> None:
        if seen.failure is not None:
            self._wait_for_another(event, seen.failure)
        else:
            self._in_a_row, self._works = 0, True
            self._go_past_failures()
            self._add(event, seen)

    def _wait_for_another(self, event: _Event, failure: Exception) -> None:
        """A model that says what is wrong with it, and has worked on no picture, is not tried on others."""
        self._failing.append(event)
        self._in_a_row += not event.still
        if isinstance(failure, FaceLabelerError) and (not self._works or self._in_a_row == MOST_IN_A_ROW):
            raise failure
        if self._in_a_row == MOST_IN_A_ROW:
            raise EngineError(
                f"The engine has failed on {MOST_IN_A_ROW} pictures in a row",
                file=event.job.path,
                advice="What was read before is kept. `facelabeler doctor` says what works here; then read it again",
            )

    def _go_past_failures(self) -> None:
        """It is the pictures and not the engine: they count as read, without faces."""
        for event in self._failing:
            self._add(event, _Seen((), None))
        self._set_aside += self._failing
        self._failing = []

    def flush(self) -> None:
        """Hand over all that there is."""
        self._settle(())
        self.hand_over()

    def _add(self, event: _Event, seen: _Seen) -> None:
        between = seen.between or Between((), (), ())
        self._settle(() if event.still else between.before)
        continued = tuple(range(len(seen.faces))) if event.still else between.continued
        known = event.time in event.job.done
        self._held = FoundFrame(event.time, event.index, seen.faces, seen.scene, continued, known), between.after
        moved = max(0.0, event.time - self._reached)
        self._reached = max(self._reached, event.time)
        self._meter.advance(event.job.path, moved, frames=int(not known), faces=0 if known else len(seen.faces))
        if len(self._frames) >= BATCH_FRAMES or time.monotonic() - self._since >= BATCH_SECONDS:
            self.hand_over()

    def _settle(self, looks: Looks) -> None:
        """The frame held back is complete with these looks at its faces, which only the sample after it could give."""
        if self._held is not None:
            frame, own = self._held
            none: Looks = ((),) * len(frame.faces)
            every = zip(frame.faces, own or none, looks or none, strict=True)
            self._frames.append(replace(frame, faces=tuple(averaged(face, [*a, *b]) for face, a, b in every)))
        self._held = None

    def hand_over(self) -> None:
        """Hand over what is complete."""
        self._since = time.monotonic()
        if self._job is not None and self._frames:
            frames, self._frames = self._frames, []
            self._sink.found(self._job.source, frames)

    def _end(self, event: _Event) -> None:
        self._go_past_failures()
        self.flush()
        self._meter.advance(event.job.path, max(0.0, event.job.amount - self._reached), frames=0, faces=0)
        if isinstance(event.outcome, SourceError):
            self._sink.failed(event.job.source, event.outcome)
        else:
            told = [part for part in (event.outcome, _left_out(self._set_aside)) if part]
            self._sink.finished(event.job.source, "; ".join(told))
        self._set_aside = []


def _left_out(events: Sequence[_Event]) -> str:
    """Which pictures of a source the engine failed on; empty if none."""
    if not events:
        return ""
    if events[0].job.kind is SourceKind.PHOTO:
        return "the engine failed on it twice, and it was left out"
    named = ", ".join(exact_clock(event.time) for event in events[:MOST_NAMED])
    more = f" and {len(events) - MOST_NAMED} more" if len(events) > MOST_NAMED else ""
    return f"the engine failed twice on {len(events)} of its frames, which were left out: {named}{more}"
