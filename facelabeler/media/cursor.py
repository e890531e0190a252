"""Going about in one source, picture by picture: what a viewer asks for, exact at every place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf

from facelabeler.core.entities import SourceKind
from facelabeler.media.photos import read_photo
from facelabeler.media.video import Sample, VideoReader

AHEAD = 2.0
"""Seconds that are passed over by decoding on: up to here that costs less than a new beginning at a key frame."""

ROUNDING = 0.0005
"""Seconds: time stamps are rounded to ticks, so that near its end a picture may be over already."""

BEFORE_THE_END = (0.0, 0.002, 0.02, 0.05, 0.25, 1.0, 5.0)
"""Seconds before the wanted moment to look in turn: a file may end before it says."""


@dataclass
class _AsAsked:
    """Moments that are decided only when the next one is asked for. All from `start` on may be wanted."""

    start: float
    wanted: float
    last: float = inf

    def __iter__(self) -> Iterator[float]:
        while True:
            yield self.wanted

    def any_between(self, start: float, end: float) -> bool:  # noqa: ARG002 - whatever begins later may be wanted
        return end > self.start


class Cursor:
    """The picture on screen at any moment of a source, the same that sampling gives. Not thread-safe.

    Going on costs one picture's decoding; going back or far ahead, the way from the key frame before. Nothing is
    opened before the first picture is asked for; `close` lets the file go.
    """

    def __init__(self, path: str, kind: SourceKind) -> None:
        self._path = path
        self._kind = kind
        self._reader: VideoReader | None = None
        self._moments = _AsAsked(0.0, 0.0)
        self._pictures: Iterator[Sample] | None = None
        self._last: Sample | None = None

    @property
    def counts(self) -> bool:
        """Whether the `index` of samples counts from the first picture of all: where decoding began there."""
        return self._reader is not None and not self._reader.is_siftable

    def picture_at(self, time: float) -> Sample | None:
        """The picture on screen at `time` seconds, or the last one if the file ends before; None if it has none.

        A photo's only picture is on screen from 0 on. Raises SourceError when the file cannot be read.
        """
        if self._kind is SourceKind.PHOTO:
            return self._photo()
        self._reader = self._reader or VideoReader(self._path)
        time = min(time, self._reader.info.duration)
        tries = (self._video_at(max(0.0, time - back), self._reader) for back in BEFORE_THE_END)
        return next((found for found in tries if found is not None), None)

    def close(self) -> None:
        """Let go of the file."""
        if self._pictures is not None:
            self._pictures.close()  # type: ignore[attr-defined] # a generator
        self._pictures = None
        self._last = None

    def _photo(self) -> Sample:
        if self._last is None:
            self._last = Sample(0.0, 0, read_photo(self._path).image, 0.0, inf)
        return self._last

    def _video_at(self, time: float, reader: VideoReader) -> Sample | None:
        last = self._last
        if last is not None and last.since <= time < last.until - ROUNDING:
            return last
        if last is None or self._pictures is None or not last.time <= time <= last.until + AHEAD:
            self._begin_at(time, reader)
        self._moments.wanted = time
        self._last = next(self._pictures, None) if self._pictures is not None else None
        return self._last

    def _begin_at(self, time: float, reader: VideoReader) -> None:
        self.close()
        self._moments = _AsAsked(time, time)
        self._pictures = reader.pictures(self._moments, seek=reader.is_siftable)


def picture_starts(path: str, check_cancel: Callable[[], None] = lambda: None) -> list[float]:
    """When each picture of a video comes on screen, in seconds and in order; empty where only decoding it all tells.

    Raises SourceError when the file cannot be read, and what `check_cancel` raises, which is called at every packet.
    """
    reader = VideoReader(path)
    return reader.starts(check_cancel) if reader.is_siftable else []
