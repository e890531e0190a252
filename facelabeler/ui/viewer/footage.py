"""Which faces are where at any moment of a source: on a sample as they were found, in between along their tracks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from facelabeler.core.entities import Face, FaceId, Source, SourceId, SourceKind
from facelabeler.core.geometry import Box
from facelabeler.core.project import Project

LONGEST_GAP = 1.5
"""In sampling steps: between samples farther apart nobody knows where a face was."""

ROUNDING = 0.0005
"""Seconds that time stamps are rounded by."""

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the source."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A face and where it is; `exact` if this very picture was sampled, else it is worked out from its track."""

    face: FaceId
    box: Edges
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """What is on screen: the sample it is (None: between two), and the faces from left to right."""

    sample: float | None
    seen: tuple[Seen, ...] = ()


class Footage:
    """The faces of one source by time. It reads the project as it is now; `refresh` after faces have come or gone."""

    def __init__(self, project: Project, source: SourceId) -> None:
        self._project = project
        self.id = source
        self._times: list[float] = []
        self.refresh()

    @property
    def source(self) -> Source:
        return self._project.sources[self.id]

    def refresh(self) -> None:
        """Look again at what times there are faces."""
        faces = self._project.faces
        self._times = sorted({faces[face].time for face in self._project.faces_of_source(self.id)})

    def at(self, time: float, since: float, until: float) -> Moment:
        """What is on screen at `time` in a picture that is on screen from `since` to `until` (seconds)."""
        sample = self._sample_between(since, until)
        if sample is not None:
            return Moment(sample, _in_order(Seen(f.id, _edges(f.box)) for f in self._faces(sample)))
        return Moment(None, _in_order(self._between(time)))

    def _sample_between(self, since: float, until: float) -> float | None:
        """The sample at which this picture was taken, if it was."""
        if self.source.kind is SourceKind.PHOTO:
            return 0.0
        at = bisect_left(self._times, since - ROUNDING)
        if at < len(self._times) and self._times[at] < until - ROUNDING:
            return self._times[at]
        every = self.source.every
        following = ceil((since - ROUNDING) / every) * every
        return following if following < until - ROUNDING else None

    def _between(self, time: float) -> list[Seen]:
        at = bisect_right(self._times, time)
        if not 0 < at < len(self._times):
            return []
        before, after = self._times[at - 1], self._times[at]
        if after - before > LONGEST_GAP * self.source.every:
            return []
        share = (time - before) / (after - before)
        later = {face.track: face for face in self._faces(after)}
        pairs = [(face, later[face.track]) for face in self._faces(before) if face.track in later]
        return [Seen(_nearer(pair, share), _mixed(pair, share), exact=False) for pair in pairs]

    def _faces(self, time: float) -> list[Face]:
        return [self._project.faces[face] for face in self._project.faces_on(self.id, time)]


def _edges(box: Box) -> Edges:
    return float(box.left), float(box.top), float(box.right), float(box.bottom)


def _nearer(pair: tuple[Face, Face], share: float) -> FaceId:
    return pair[0].id if share < 0.5 else pair[1].id


def _mixed(pair: tuple[Face, Face], share: float) -> Edges:
    one, other = (_edges(face.box) for face in pair)
    left, top, right, bottom = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return left, top, right, bottom


def _in_order(seen: Iterable[Seen]) -> tuple[Seen, ...]:
    return tuple(sorted(seen, key=lambda one: (one.box, one.face)))
