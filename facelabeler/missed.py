"""A face that the detector missed: looked at closely in full size, then added to the project by hand.

`look_closely` may live on a worker thread; `add_face` belongs to the thread that owns the session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from facelabeler.core import frame_edits
from facelabeler.core.changes import Belongings
from facelabeler.core.entities import Face, FaceId, Point, Source, SourceId, SourceKind
from facelabeler.core.errors import SourceError
from facelabeler.core.geometry import Box
from facelabeler.pipeline.describing import describe
from facelabeler.pipeline.runner import Job, Stages
from facelabeler.pipeline.stages import FoundFace, Sampled
from facelabeler.session import Session

DRAWN_SCORE = 0.0
"""The score of a drawn face: no detector has given it one."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A box that somebody drew, in pixels of the source; `time` is that of a sample."""

    source: SourceId
    time: float
    box: Box


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The same face with all that a found one has, and the frame's number (a photo: None)."""

    missed: Missed
    index: int | None
    found: FoundFace


@dataclass(frozen=True, slots=True)
class _Drawn:
    box: Box
    score: float = DRAWN_SCORE
    points: tuple[Point, ...] = ()


def sample_near(source: Source, time: float) -> float:
    """The sample time nearest to a moment of a source: faces are kept a sample at a time."""
    if source.kind is SourceKind.PHOTO:
        return 0.0
    last = max(0, ceil(source.duration / source.every - 1e-9) - 1)
    return min(max(0, round(time / source.every)), last) * source.every


def look_closely(source: Source, missed: Missed, stages: Stages) -> LookedAt:
    """Align, encode and measure a drawn face. Raises SourceError when its frame cannot be read."""
    picture = _picture(source, missed.time, stages)
    inside = missed.box.scaled(1 / picture.scale)
    height, width = picture.image.shape[:2]
    [found] = describe(picture, [_Drawn(_squared(inside).clipped(width, height))], stages.engines[0], stages)
    return LookedAt(missed, picture.index, replace(found, box=missed.box))


def add_face(session: Session, looked: LookedAt) -> FaceId:
    """Add the face, as a step of the history. Raises EditError if it cannot be there."""
    project, missed, found = session.project, looked.missed, looked.found
    number, track = project.next_face_id(), project.next_track_id()
    row = Face(
        number, missed.source, missed.time, looked.index, missed.box, found.score, found.quality, track, found.landmarks
    )
    encoding = found.encoding.astype("<f4").tobytes()
    clothes = b"" if found.clothes is None else found.clothes.tobytes()
    belongings = Belongings(number, session.settings().get("encoder", ""), encoding, found.thumbnail, clothes)
    session.commit(frame_edits.draw_face(project, row, belongings))
    return number


def _picture(source: Source, time: float, stages: Stages) -> Sampled:
    """The sample at a time, with its number in the whole stream."""
    before = frozenset(k * source.every for k in range(round(time / source.every)))
    job = Job(source.id, source.path, source.kind, source.every, source.duration, before)
    picture = next((sample for sample in stages.open_source(job) if sample.time >= time), None)
    if picture is None:
        raise SourceError("ends before this frame", file=source.path, advice="Draw the face on an earlier one")
    return picture


def _squared(box: Box) -> Box:
    """The square of the same middle and area: landmarks are learned on squares, and people draw as they like."""
    half = (box.width * box.height) ** 0.5 / 2
    x, y = box.centre
    return Box(round(x - half), round(y - half), round(x + half), round(y + half))
