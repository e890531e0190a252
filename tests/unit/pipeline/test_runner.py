"""The runner keeps order, goes on past a broken source, stops at once, and finishes what was begun."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from facelabeler.core.entities import Point, SourceId, SourceKind
from facelabeler.core.errors import Cancelled, EngineError, ModelError, SourceError
from facelabeler.core.geometry import Box
from facelabeler.pipeline.describing import find_faces
from facelabeler.pipeline.progress import Cancel, Meter, Progress
from facelabeler.pipeline.runner import MOST_IN_A_ROW, Job, Stages, run
from facelabeler.pipeline.stages import AlignedFace, FoundFrame, Glimpse, Picture, Sampled
from facelabeler.vision.engine import failures


@dataclass
class Find:
    box: Box
    score: float
    points: tuple[Point, ...] = ()


@dataclass
class Chip:
    landmarks: tuple[Point, ...]
    chip: NDArray[np.uint8]


class FakeEngine:
    """Finds as many faces as the picture's first pixel says; several in parallel would be a fault."""

    detector_name = "fake"
    encoder_name = "fake"

    def __init__(self) -> None:
        self.detector = self.aligner = self.encoder = self
        self._busy = threading.Lock()

    def detect(self, image: Picture) -> Sequence[Find]:
        assert self._busy.acquire(blocking=False), "two workers share one engine"
        self._busy.release()
        return [Find(Box(10 * n, 0, 10 * n + 9, 9), 1.0) for n in range(int(image[0, 0, 0]))]

    def align(self, _image: Picture, boxes: Sequence[Box], _points: object) -> Sequence[Chip]:
        return [Chip(((0.0, 0.0),) * 5, np.full((150, 150, 3), box.left, np.uint8)) for box in boxes]

    def encode(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.repeat(chips[:, 0, 0, :1], 128, axis=1).astype(np.float32)


@dataclass
class FakeReading:
    faces: Sequence[int]
    start: float
    on_picture: Callable[[int], None]
    complaint: str = ""
    closed: list[bool] = field(default_factory=list)
    still: Picture | None = None

    def __iter__(self) -> Iterator[Sampled]:
        try:
            for k, number in enumerate(self.faces):
                if k >= self.start:
                    self.on_picture(k)
                    image = np.full((2, 2, 3), number, np.uint8) if self.still is None else self.still
                    yield Sampled(float(k), k, image)
        finally:
            self.closed.append(True)

    @property
    def problem(self) -> str:
        return self.complaint


class Recorder:
    def __init__(self) -> None:
        self.frames: list[tuple[int, float, int]] = []
        self.ends: list[tuple[int, str]] = []

    def found(self, source: SourceId, frames: Sequence[FoundFrame]) -> None:
        self.frames += [(source, frame.time, len(frame.faces)) for frame in frames if not frame.known]

    def finished(self, source: SourceId, problem: str) -> None:
        self.ends.append((source, problem))

    def failed(self, source: SourceId, error: SourceError) -> None:
        self.ends.append((source, f"failed: {error}"))


def job(number: int, seconds: int, done: Sequence[float] = ()) -> Job:
    return Job(SourceId(number), f"{number}.mp4", SourceKind.VIDEO, 1.0, float(seconds), frozenset(done))


def stages(readings: dict[int, FakeReading | SourceError], workers: int = 2) -> Stages:
    def open_source(wanted: Job) -> FakeReading:
        reading = readings[wanted.source]
        if isinstance(reading, SourceError):
            raise reading
        reading.start = wanted.reads_from
        return reading

    return Stages(
        open_source, [FakeEngine() for _ in range(workers)], lambda _, straight, __: straight[:, 0], lambda *_: b"jpeg"
    )


def reading(*faces: int, complaint: str = "", on_picture: Callable[[int], None] = lambda _: None) -> FakeReading:
    return FakeReading(faces, 0.0, on_picture, complaint)


def run_all(jobs: list[Job], with_stages: Stages, cancel: Cancel | None = None) -> tuple[Recorder, list[Progress]]:
    recorder, reports = Recorder(), []
    run(jobs, with_stages, recorder, Meter(reports.append, sum(j.amount for j in jobs)), cancel or Cancel())
    return recorder, reports


def test_frames_arrive_in_order_with_their_faces() -> None:
    source = reading(*[k % 3 for k in range(50)])
    recorder, reports = run_all([job(1, 50)], stages({1: source}))
    assert recorder.frames == [(1, float(k), k % 3) for k in range(50)]
    assert recorder.ends == [(1, "")]
    assert source.closed == [True]
    assert reports[0].total == 50


def test_what_is_done_is_not_done_again() -> None:
    recorder, _ = run_all([job(1, 5, done=[0.0, 1.0, 3.0])], stages({1: reading(1, 1, 1, 1, 1)}))
    assert recorder.frames == [(1, 2.0, 1), (1, 4.0, 1)]


def test_a_broken_source_is_told_and_the_rest_goes_on() -> None:
    readings = {1: SourceError("cannot be read", file="1.mp4"), 2: reading(1), 3: reading(2, complaint="ends early")}
    recorder, _ = run_all([job(1, 1), job(2, 1), job(3, 1)], stages(readings))
    assert recorder.frames == [(2, 0.0, 1), (3, 0.0, 2)]
    assert recorder.ends == [(1, "failed: 1.mp4: cannot be read."), (2, ""), (3, "ends early")]


def test_cancel_keeps_what_is_done_and_reads_no_further() -> None:
    cancel = Cancel()
    seen: list[int] = []

    def stop_at_ten(k: int) -> None:
        seen.append(k)
        if k == 10:
            cancel.set()

    source = reading(*[1] * 1000, on_picture=stop_at_ten)
    recorder = Recorder()
    with pytest.raises(Cancelled):
        run([job(1, 1000)], stages({1: source}), recorder, Meter(lambda _: None, 1000), cancel)
    assert seen[-1] == 10
    assert recorder.frames == [(1, float(k), 1) for k in range(len(recorder.frames))]
    assert len(recorder.frames) >= 5
    assert recorder.ends == []
    assert source.closed == [True]


def test_faces_of_a_photo_decoded_smaller_are_in_its_full_pixels() -> None:
    picture = Sampled(0.0, None, np.full((2, 2, 3), 2, np.uint8), scale=4.0)
    second = find_faces(picture, FakeEngine(), stages({}))[1]
    assert second.box == Box(40, 0, 76, 36)


def test_a_picture_that_stays_on_screen_is_looked_at_once() -> None:
    looked: list[int] = []

    def measure(faces: Sequence[AlignedFace], *encodings: NDArray[np.float32]) -> NDArray[np.float32]:
        looked.append(len(faces))
        return encodings[0][:, 0]

    still = FakeReading([2] * 5, 0.0, lambda _: None, still=np.full((2, 2, 3), 2, np.uint8))
    usual = stages({1: still})
    recorder, _ = run_all([job(1, 5)], Stages(usual.open_source, usual.engines, measure, usual.thumbnail))
    assert recorder.frames == [(1, float(k), 2) for k in range(5)]
    assert looked == [2]


def test_a_bug_in_a_worker_is_not_swallowed() -> None:
    broken = stages({1: reading(1)})
    broken = Stages(broken.open_source, broken.engines, lambda *_: 1 / 0, broken.thumbnail)
    with pytest.raises(ZeroDivisionError):
        run_all([job(1, 1)], broken)


class FailingEngine(FakeEngine):
    """Fails on the pictures of these many faces, so often as is told."""

    def __init__(self, failures: dict[int, int], error: type[Exception] = MemoryError) -> None:
        super().__init__()
        self.failures = failures
        self.error = error

    def detect(self, image: Picture) -> Sequence[Find]:
        number = int(image[0, 0, 0])
        if self.failures.get(number, 0):
            self.failures[number] -= 1
            raise self.error("it failed")
        return super().detect(image)


@pytest.mark.parametrize("error", failures())
def test_a_worker_that_fails_once_tries_again_and_then_sets_its_frame_aside(error: type[Exception]) -> None:
    good = stages({1: reading(1, 2, 3, 1)}, workers=1)
    failing = replace(good, engines=[FailingEngine({2: 1, 3: 2}, error)], failures=failures())
    recorder, _ = run_all([job(1, 4)], failing)
    assert recorder.frames == [(1, 0.0, 1), (1, 1.0, 2), (1, 2.0, 0), (1, 3.0, 1)]
    assert recorder.ends == [(1, "the engine failed twice on 1 of its frames, which were left out: 0:02.0")]


def test_an_engine_that_works_no_more_stops_the_run_and_no_frame_counts_as_read() -> None:
    pictures = [2, 2, *[3] * 40]
    dying = replace(stages({1: reading(*pictures)}, workers=1), engines=[FailingEngine({3: 1000})])
    recorder = Recorder()
    with pytest.raises(EngineError, match=f"failed on {MOST_IN_A_ROW} pictures in a row"):
        run([job(1, 42)], dying, recorder, Meter(lambda _: None, 42.0), Cancel())
    assert recorder.frames == [(1, 0.0, 2)]  # the second waits for what the third would say of it
    assert recorder.ends == []


@pytest.mark.parametrize(("pictures", "kept"), [([3] * 5, 0), ([2, 2, *[3] * 40], 1)])
def test_a_model_that_says_what_is_wrong_with_it_is_quoted(pictures: list[int], kept: int) -> None:
    """At once if it never worked: it is the model and not the pictures."""
    own = replace(stages({1: reading(*pictures)}, workers=1), engines=[FailingEngine({3: 1000}, ModelError)])
    recorder = Recorder()
    with pytest.raises(ModelError, match="it failed"):
        run([job(1, 42)], replace(own, failures=failures()), recorder, Meter(lambda _: None, 42.0), Cancel())
    assert len(recorder.frames) == kept


def test_one_bad_picture_that_stays_on_screen_is_one_failure() -> None:
    still = FakeReading([1] * 40, 0.0, lambda _: None, still=np.full((2, 2, 3), 3, np.uint8))
    failing = replace(stages({1: still}, workers=1), engines=[FailingEngine({3: 1000})])
    recorder, _ = run_all([job(1, 40)], failing)
    assert [number for _, _, number in recorder.frames] == [0] * 40
    assert "the engine failed twice on 40 of its frames" in recorder.ends[0][1]


def test_an_engine_that_works_no_more_is_told_among_photos_too() -> None:
    photos = [Job(SourceId(n), f"{n}.jpg", SourceKind.PHOTO, 1.0, 0.0) for n in range(40)]
    dying = replace(stages({n: reading(3) for n in range(40)}, workers=1), engines=[FailingEngine({3: 1000})])
    recorder = Recorder()
    with pytest.raises(EngineError):
        run(photos, dying, recorder, Meter(lambda _: None, 40.0), Cancel())
    assert [number for number, _ in recorder.ends] == [*range(MOST_IN_A_ROW - 1)]


def test_what_a_cancelled_run_leaves_is_what_an_uninterrupted_one_would_have_found() -> None:
    """The last frame waits for the looks that the sample after it gives, and so is not kept before."""
    pictures = [10, 40, 70] * 10
    whole = followed(Glimpsed(pictures, 0.0, lambda _: None), Standing(), 0.5, job(1, 30))
    cancel = Cancel()

    def stop_at_twenty(k: int) -> None:
        if k == 20:
            cancel.set()

    kept = followed(Glimpsed(pictures, 0.0, stop_at_twenty), Standing(), 0.5, job(1, 30), cancel)
    assert 10 < len(kept) < 20
    for frame, wanted in zip(kept, whole, strict=False):
        assert frame.faces[0].encoding[0] == pytest.approx(wanted.faces[0].encoding[0])


def test_a_resumed_run_looks_at_the_last_sample_again_and_says_that_it_is_known() -> None:
    follower = Standing()
    frames = followed(Glimpsed((10, 40, 70), 0.0, lambda _: None), follower, 0.5, job(1, 3, done=[0.0, 1.0]))
    assert [(frame.time, frame.known) for frame in frames] == [(1.0, True), (2.0, False)]
    assert frames[1].continued == (0,)


def test_the_rate_and_the_time_left_are_those_of_this_run() -> None:
    now = [0.0]
    reports: list[Progress] = []
    meter = Meter(reports.append, 100.0, clock=lambda: now[0])
    meter.skip(50.0)
    now[0] = 5.0
    meter.advance("a.mp4", 10.0, frames=10, faces=3)
    assert reports[-1].rate == pytest.approx(2.0)
    assert reports[-1].eta == pytest.approx(20.0)
    assert reports[-1].share == pytest.approx(0.6)


def test_reports_are_throttled() -> None:
    now = [0.0]
    reports: list[Progress] = []
    meter = Meter(reports.append, 1000.0, clock=lambda: now[0])
    for _ in range(1000):
        now[0] += 0.001
        meter.advance("a.mp4", 1.0, frames=1, faces=0)
    assert 10 <= len(reports) <= 16


class Standing:
    """A follower for whom nothing moves; it counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def grey(self, image: Picture) -> NDArray[np.uint8]:
        return image[:, :, 0]

    def follow(self, greys: Sequence[NDArray[np.uint8]], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        self.asked += 1
        return np.stack([boxes] * len(greys))


class Frames:
    """A sink that keeps whole frames."""

    def __init__(self) -> None:
        self.frames: list[FoundFrame] = []

    def found(self, _source: SourceId, frames: Sequence[FoundFrame]) -> None:
        self.frames += frames

    def finished(self, source: SourceId, problem: str) -> None: ...
    def failed(self, source: SourceId, error: SourceError) -> None: ...


class Glimpsed(FakeReading):
    """A reading with two pictures between its samples, on which each face looks like number 100."""

    def __iter__(self) -> Iterator[Sampled]:
        for picture in super().__iter__():
            other = np.full((2, 2, 3), 100, np.uint8)
            between = (Glimpse(other[:, :, 0], other), Glimpse(other[:, :, 0], other)) if picture.time else ()
            yield replace(picture, between=between)


class BoxEngine(FakeEngine):
    """Its faces are 1 pixel big, and are encoded as what the picture's first pixel says."""

    def detect(self, image: Picture) -> Sequence[Find]:
        return [Find(Box(0, 0, 1, 1), 1.0)]

    def align(self, image: Picture, boxes: Sequence[Box], _points: object) -> Sequence[Chip]:
        return [Chip(((0.0, 0.0),) * 5, np.full((150, 150, 3), image[0, 0, 0], np.uint8)) for _ in boxes]


def followed(
    reading_: FakeReading, follower: Standing, quality: float, wanted: Job, cancel: Cancel | None = None
) -> list[FoundFrame]:
    usual = stages({1: reading_})
    measure = lambda faces, *_: np.full(len(faces), quality, np.float32)  # noqa: E731
    engines = [BoxEngine(), BoxEngine()]
    sink = Frames()
    with_follower = replace(usual, engines=engines, measure=measure, follower=follower)
    with suppress(Cancelled):
        run([wanted], with_follower, sink, Meter(lambda _: None, wanted.amount), cancel or Cancel())
    return sink.frames


def test_faces_are_followed_and_poor_ones_get_the_mean_of_their_looks() -> None:
    frames = followed(Glimpsed((10, 40, 70), 0.0, lambda _: None), Standing(), 0.5, job(1, 3))
    assert [frame.continued for frame in frames] == [(), (0,), (0,)]
    assert [float(frame.faces[0].encoding[0]) for frame in frames] == pytest.approx([55, 80, 85])


def test_clear_faces_are_followed_and_not_looked_at_again() -> None:
    frames = followed(Glimpsed((10, 40, 70), 0.0, lambda _: None), Standing(), 0.9, job(1, 3))
    assert [frame.continued for frame in frames] == [(), (0,), (0,)]
    assert [float(frame.faces[0].encoding[0]) for frame in frames] == pytest.approx([10, 40, 70])


def test_nothing_is_followed_over_a_sample_that_was_done_before() -> None:
    follower = Standing()
    frames = followed(Glimpsed((10, 40, 70), 0.0, lambda _: None), follower, 0.5, job(1, 3, done=[1.0]))
    assert [(frame.time, frame.continued) for frame in frames] == [(0.0, ()), (2.0, ())]
    assert follower.asked == 0


def test_faces_of_a_picture_that_stays_on_screen_are_the_same() -> None:
    still = Glimpsed((10, 10, 10), 0.0, lambda _: None, still=np.full((2, 2, 3), 10, np.uint8))
    frames = followed(still, Standing(), 0.5, job(1, 3))
    assert [frame.continued for frame in frames] == [(), (0,), (0,)]
    assert [float(frame.faces[0].encoding[0]) for frame in frames] == [10, 10, 10]
