"""Which packets of a video must be decoded for the wanted moments, decided before anything is decoded.

Only numbers go in (presentation times, and where decoding may begin), so the rules can be tested without a video.
They hold for streams in which each packet is one picture with its own presentation time.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Packet = TypeVar("Packet")

REORDER_DEPTH = 16
"""The most pictures that one may overtake: the largest decoded picture buffer of H.264 (A.3) and H.265 (A.4)."""

LONGEST_QUEUE = 900
"""Packets held back at most while it is open whether they are needed; beyond, decoding them costs less than memory."""

SMALLEST_LEAP = 8
"""Leaping over fewer packets than this costs more, by emptying the decoder's threads, than decoding them."""


@dataclass(frozen=True, slots=True)
class Step(Generic[Packet]):
    """What to do next: give `packet` to the decoder.

    `wanted`: its picture is asked for, or it is not known that it is not; else it only helps others, and may be left
    out if no other picture refers to it. `afresh`: packets were left out before it, the decoder must forget the past.
    """

    packet: Packet
    wanted: bool
    afresh: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture stands on screen: how many precede it, and when the next one begins (None: it is the last)."""

    index: int
    following: int | None


@dataclass(slots=True)
class _Entry(Generic[Packet]):
    packet: Packet
    number: int  # in decoding order
    pts: int | None
    is_door: bool  # decoding may begin here
    needed: bool | None = None  # None: not known yet
    place: Place | None = None  # None: not known yet


class PacketSieve(Generic[Packet]):
    """Takes packets in decoding order, gives back those that must be decoded, and knows each picture's place.

    `is_wanted(pts, next_pts)` says whether a moment is wanted in which the picture of `pts` is on screen; it leaves
    where the next picture begins (None: it is the last one).
    """

    def __init__(self, is_wanted: Callable[[int, int | None], bool], smallest_leap: int = SMALLEST_LEAP) -> None:
        self._is_wanted = is_wanted
        self._smallest_leap = smallest_leap
        self._queue: deque[_Entry[Packet]] = deque()
        self._open: list[int] = []  # times that a later packet may still precede, rising
        self._entries: dict[int, _Entry[Packet]] = {}
        self._pushed = 0
        self._settled = 0
        self._decided: int | None = None
        self._places: dict[int, Place] = {}
        self._leapt = False

    def push(self, packet: Packet, pts: int | None, *, is_door: bool, is_shown: bool = True) -> Iterator[Step[Packet]]:
        """Adds the next packet; yields what is decided by now.

        `is_door`: decoding may begin here. `is_shown`: False for pictures that are cut off.
        """
        entry = _Entry(packet, self._pushed, pts, is_door=is_door and is_shown)
        self._pushed += 1
        self._queue.append(entry)
        if pts is None:
            yield from self._give_out(entry)  # nothing is known of it
        elif is_shown:
            self._entries[pts] = entry
            insort(self._open, pts)
        else:
            entry.needed = False
        if len(self._open) > REORDER_DEPTH + 1:
            yield from self._settle_first()
        if len(self._queue) > LONGEST_QUEUE:
            yield from self._give_out(self._queue[-REORDER_DEPTH])

    def finish(self) -> Iterator[Step[Packet]]:
        """What is still to be decoded when no packet follows."""
        while self._open:
            yield from self._settle_first()
        self._queue.clear()

    @property
    def decided(self) -> int | None:
        """The time before which all pictures are decided, and given out if they are needed; None: none is."""
        return self._decided

    def place_of(self, pts: int) -> Place:
        """Where the picture of `pts` stands. To be asked once for each decoded picture."""
        place = self._places.pop(pts, None)
        if place is not None:
            return place
        at = bisect_left(self._open, pts)  # it came out before all its neighbours were seen
        later = self._open[at:]
        return Place(self._settled + at, next((other for other in later if other > pts), None))

    def _settle_first(self) -> Iterator[Step[Packet]]:
        pts = self._open.pop(0)
        place = Place(self._settled, self._open[0] if self._open else None)
        self._settled += 1
        self._decided = place.following
        entry = self._entries.pop(pts, None)
        if entry is None:  # two packets have this time: the later one stood for both
            return
        entry.needed, entry.place = self._is_wanted(pts, place.following), place
        if self._is_given_out(entry):
            self._places[pts] = place
        elif entry.needed:
            yield from self._give_out(entry)
        elif entry.is_door:
            self._leap_to(entry)

    def _is_given_out(self, entry: _Entry[Packet]) -> bool:
        return not self._queue or entry.number < self._queue[0].number

    def _give_out(self, last: _Entry[Packet]) -> Iterator[Step[Packet]]:
        while not self._is_given_out(last):
            entry = self._queue.popleft()
            if entry.place is not None and entry.pts is not None:
                self._places[entry.pts] = entry.place
            yield Step(entry.packet, entry.needed is not False, self._leapt)
            self._leapt = False

    def _leap_to(self, door: _Entry[Packet]) -> None:
        """Leaves out all before `door`, and what is decoded after it but shown before it: that refers to the past."""
        before = [entry for entry in self._queue if entry.number < door.number]
        if len(before) < self._smallest_leap or any(entry.needed is None for entry in before):
            return
        kept = (e for e in self._queue if e is door or (e.number > door.number and not self._leads(e, door)))
        self._queue = deque(kept)
        self._leapt = True

    @staticmethod
    def _leads(entry: _Entry[Packet], door: _Entry[Packet]) -> bool:
        return entry.pts is not None and door.pts is not None and entry.pts < door.pts
