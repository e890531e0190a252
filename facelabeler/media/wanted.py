"""Which moments of a video are wanted, and which picture is on screen at each. Plain numbers, no video library."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Generic, Protocol, TypeVar

Picture = TypeVar("Picture")


class Moments(Protocol):
    """A rising series of times in seconds."""

    def __iter__(self) -> Iterator[float]: ...

    @property
    def last(self) -> float:
        """The last of them, or infinity."""
        ...

    def any_between(self, start: float, end: float) -> bool:
        """Whether a moment t with start <= t < end is wanted."""
        ...


@dataclass(frozen=True, slots=True)
class EverySoOften:
    """Every whole multiple of `every` seconds from `start_at` on, without end. A time is k·every exactly.

    With `parts`, also the moments between that part each step evenly.
    """

    every: float
    start_at: float = 0.0
    parts: int = 1

    def __iter__(self) -> Iterator[float]:
        k = self._first_from(self.start_at)
        while True:
            yield self._time(k)
            k += 1

    @property
    def last(self) -> float:
        return inf

    def any_between(self, start: float, end: float) -> bool:
        return self._time(self._first_from(max(start, self.start_at))) < end

    def _time(self, k: int) -> float:
        if self.parts == 1:
            return k * self.every
        whole, part = divmod(k, self.parts)
        return whole * self.every + part * self.every / self.parts

    def _first_from(self, start: float) -> int:
        k = max(0, int(start / self.every * self.parts) - 1)  # one less: a quotient may round up past the multiple
        while self._time(k) < start:
            k += 1
        return k


@dataclass(frozen=True, slots=True)
class TheseMoments:
    """Exactly these times, which must rise (the same one may come twice)."""

    times: Sequence[float]

    def __iter__(self) -> Iterator[float]:
        return iter(self.times)

    @property
    def last(self) -> float:
        return self.times[-1] if self.times else -inf

    def any_between(self, start: float, end: float) -> bool:
        at = bisect_left(self.times, start)
        return at < len(self.times) and self.times[at] < end


@dataclass(frozen=True, slots=True)
class Shown(Generic[Picture]):
    """A decoded frame: on screen from second `time` on, to second `until` if nothing follows."""

    time: float
    until: float
    picture: Picture


def on_screen(
    frames: Iterable[Shown[Picture]], moments: Iterable[float], tolerance: float
) -> Iterator[tuple[float, Shown[Picture]]]:
    """Each moment with the frame on screen then: the last one that began at or before it.

    `frames` rise in time. `tolerance` (seconds) forgives time stamps that the container has rounded. A moment before
    the first frame gets the first frame; moments after the last frame's end are left out, and end the series.
    """
    waiting = iter(moments)
    moment = next(waiting, None)
    current: Shown[Picture] | None = None
    for frame in frames:
        while moment is not None and current is not None and not begun(frame.time, moment, tolerance):
            yield moment, current
            moment = next(waiting, None)
        if moment is None:
            return
        current = frame
    while moment is not None and current is not None and _still_there(current, moment, tolerance):
        yield moment, current
        moment = next(waiting, None)


def begun(start: float, moment: float, tolerance: float) -> bool:
    """Whether a frame that starts at `start` is already on screen at `moment`."""
    return moment >= start - tolerance


def _still_there(last: Shown[Picture], moment: float, tolerance: float) -> bool:
    return moment < max(last.until - tolerance, last.time + 2 * tolerance)
