"""From paths to found faces in a project: look at the files, enlist them, run the pipeline, group.

Shared by the window and the command line. `look` and the run may live on a worker thread; `enlist` and `SessionSink`
belong to the thread that owns the session.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from facelabeler.core.encodings import refuse_other_encoder
from facelabeler.core.entities import Source, SourceId, SourceKind, SourceState
from facelabeler.core.errors import SourceError
from facelabeler.pipeline.between import looked_at, parts
from facelabeler.pipeline.runner import Job, Reading, Stages
from facelabeler.pipeline.stages import FoundFrame, Glimpse, Picture, Sampled
from facelabeler.session import Session
from facelabeler.settings import DEFAULT_MEGAPIXELS, Settings

if TYPE_CHECKING:
    from facelabeler.export.write import ReadFrames


LARGEST_LOOK = 6e6
"""Pixels up to which pictures between samples are kept in colour: in 4K two of them are 50 MB for each sample."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The sources that some paths stand for, and what cannot be opened at all."""

    sources: tuple[Source, ...]
    errors: tuple[SourceError, ...]


def look(paths: Iterable[str], check_cancel: Callable[[], None] = lambda: None) -> Looked:
    """Find the videos and photos that `paths` stand for, without reading them. Errors are collected, not raised.

    A file that is media but cannot be opened becomes a source that has failed, so that the project remembers why.
    """
    from facelabeler.media.sources import find_media

    sources: list[Source] = []
    errors: list[SourceError] = []
    for path in paths:
        try:
            for media in find_media(path, check_cancel):
                check_cancel()
                if _is_text(media.path):
                    sources.append(_described(media.path, media.kind))
                else:
                    errors.append(_unspeakable(media.path))
        except SourceError as error:
            errors.append(error)
    return Looked(tuple(sources), tuple(errors))


def _is_text(path: str) -> bool:
    """Whether a path can be written down: Linux allows names that are no UTF-8, for which Python has stand-ins."""
    return path.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in path)


def _unspeakable(path: str) -> SourceError:
    shown = os.fsencode(path).decode(errors="replace")
    return SourceError("its name is not UTF-8, so no project can keep it", file=shown, advice="Rename it")


def _described(path: str, kind: SourceKind) -> Source:
    from facelabeler.media.photos import probe_photo
    from facelabeler.media.sources import fingerprint, require_file
    from facelabeler.media.video import probe

    source = Source(SourceId(0), path, kind, size=0, fingerprint="")
    try:
        source = replace(source, size=require_file(path))
        source = replace(source, fingerprint=fingerprint(path))
        if kind is SourceKind.PHOTO:
            photo = probe_photo(path)
            return replace(source, width=photo.width, height=photo.height)
        video = probe(path)
        return replace(source, width=video.width, height=video.height, duration=video.duration, fps=video.fps)
    except SourceError as error:
        return replace(source, state=SourceState.FAILED, message=error.sentence)


def enlist(session: Session, looked: Looked, *, every: float, again: bool = False) -> list[Job]:
    """Add the sources to the project; the jobs that are left to do, in order. What is done already makes no job.

    Nor does a source from which somebody was erased, unless it is wanted `again`: they would be found once more.
    """
    settled = frozenset() if again else session.settled_sources()
    known = {number: source.every for number, source in session.project.sources.items()}
    ids = session.add_sources(looked.sources, every=every)
    fresh = dict(zip(ids, looked.sources, strict=True))
    jobs = []
    for number in dict.fromkeys(ids):
        row = session.project.sources[number]
        if fresh[number].state is SourceState.FAILED:
            session.update_sources([replace(row, state=SourceState.FAILED, message=fresh[number].message)])
        elif number not in settled and not (_read(row) and known.get(number) == every):
            session.update_sources([replace(row, state=SourceState.STARTED, message="")])
            done = frozenset(session.frame_times(number))
            jobs.append(Job(number, row.path, row.kind, every, row.duration, done))
    return jobs


def _read(source: Source) -> bool:
    return source.state in (SourceState.DONE, SourceState.PARTIAL)


def settings_for(session: Session, settings: Settings) -> Settings:
    """The settings with the project's own encoder: a project that has encodings goes on with what made them."""
    from facelabeler.vision.spec import name_of

    return settings.with_value("encoder", name_of(session.encoder)) if session.encoder else settings


def check_engine(settings: Settings, session: Session | None = None) -> None:
    """Raises FaceLabelerError if the detector or the encoder cannot be had here, or is another than the project's.

    Nothing heavy is loaded and nothing written.
    """
    from facelabeler.vision.specs import detector_spec, encoder_spec

    engine = settings.text("engine")
    detector_spec(engine, settings.text("detector"))
    encoder = encoder_spec(engine, settings.text("encoder"))
    if session is not None:
        refuse_other_encoder(session.encoder, encoder.identity, session.path)


def build_stages(settings: Settings) -> Stages:
    """Load the models, one engine a core. Raises ModelError if a model is missing or altered."""
    from facelabeler.media.crops import thumbnail_jpeg
    from facelabeler.vision.clothes import clothes
    from facelabeler.vision.engine import failures, load_engine
    from facelabeler.vision.following import OpticalFlow
    from facelabeler.vision.quality import face_quality

    cores = int(settings.number("jobs")) or os.cpu_count() or 1
    engines = [
        load_engine(
            detector=settings.text("detector"),
            engine=settings.text("engine"),
            encoder=settings.text("encoder"),
            min_face=settings.number("min_face") or None,
        )
        for _ in range(cores)
    ]
    follows = settings.text("follow") == "yes"
    opens = partial(open_source, megapixels=settings.number("photo_megapixels"), follows=follows)
    follower = OpticalFlow() if follows else None
    return Stages(opens, engines, face_quality, thumbnail_jpeg, clothes, follower, failures())


def open_source(job: Job, *, megapixels: float = DEFAULT_MEGAPIXELS, follows: bool = True) -> Reading:
    """The pictures of a job's source from its first missing sample on. Raises SourceError if it cannot be opened.

    `megapixels`: how large a photo is read whole; `follows`: whether a video's pictures between samples come along. A
    file that changes or vanishes meanwhile is told as its problem.
    """
    if job.kind is SourceKind.PHOTO:
        return _PhotoReading(job.path, megapixels)
    return _VideoReading(job, parts(job.every) if follows else 1)


def frame_reader(settings: Settings) -> ReadFrames:
    """`media.frames.read_frames`, which reads photos as large as they were when their faces were found."""
    from facelabeler.media.frames import read_frames

    return partial(read_frames, megapixels=settings.number("photo_megapixels"))


def _together(*problems: str) -> str:
    return "; ".join(problem for problem in problems if problem)


class _VideoReading:
    """A video; each step from sample to sample is divided into `steps` by glimpses."""

    def __init__(self, job: Job, steps: int) -> None:
        from facelabeler.media.video import VideoReader
        from facelabeler.media.watch import Watch

        self._watch = Watch(job.path)
        self._reader = VideoReader(job.path)
        self._job = job
        self._steps = steps

    def __iter__(self) -> Iterator[Sampled]:
        steps = self._steps
        glimpses: list[Glimpse] = []
        seen = self._reader.samples(self._job.every, start_at=self._job.reads_from, parts=steps)
        for number, sample in enumerate(seen):
            if number % steps == 0:
                yield Sampled(sample.time, sample.index, sample.image, between=tuple(glimpses))
                glimpses = []
            else:
                glimpses.append(_glimpse(sample.image, keep=looked_at(len(glimpses), steps - 1)))

    @property
    def problem(self) -> str:
        return _together(self._reader.problem, self._watch.problem)


def _glimpse(image: Picture, *, keep: bool) -> Glimpse:
    """A picture between two samples; itself only if faces are looked at on it."""
    from facelabeler.vision.following import grey

    small = image.shape[0] * image.shape[1] <= LARGEST_LOOK
    return Glimpse(grey(image), image if keep and small else None)


class _PhotoReading:
    """A photo as a source of one picture."""

    def __init__(self, path: str, megapixels: float) -> None:
        from facelabeler.media.watch import Watch

        self._path = path
        self._megapixels = megapixels
        self._watch = Watch(path)
        self._problem = ""

    def __iter__(self) -> Iterator[Sampled]:
        from facelabeler.media.photos import read_photo

        photo = read_photo(self._path, self._megapixels)
        self._problem = photo.problem
        yield Sampled(0.0, None, photo.image, photo.scale)

    @property
    def problem(self) -> str:
        return _together(self._problem, self._watch.problem)


class SessionSink:
    """Puts what the pipeline finds into the session, and remembers what failed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.failed_sources: list[SourceId] = []
        self.read_until: dict[SourceId, float] = {}  # the time of the last sample of each source, in seconds

    def found(self, source: SourceId, frames: Sequence[FoundFrame]) -> None:
        if frames:
            self.read_until[source] = frames[-1].time
        self._session.add_frames(source, frames)

    def finished(self, source: SourceId, problem: str) -> None:
        state = SourceState.PARTIAL if problem else SourceState.DONE
        self._set(source, state, problem)

    def failed(self, source: SourceId, error: SourceError) -> None:
        self.failed_sources.append(source)
        self._set(source, SourceState.FAILED, error.sentence)

    def _set(self, source: SourceId, state: SourceState, message: str) -> None:
        row = self._session.project.sources[source]
        self._session.update_sources([replace(row, state=state, message=message)])
