"""Decoding one reading of a video: frames with their exact times and numbers, and a count of what is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import inf
from typing import Any, TypeAlias

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from facelabeler.media.containers import packets
from facelabeler.media.damage import Damage
from facelabeler.media.doors import can_skip_exactly, has_readable_header, is_door
from facelabeler.media.sieve import SMALLEST_LEAP, PacketSieve, Step
from facelabeler.media.wanted import Moments, Shown

VideoPacket: TypeAlias = "Packet[VideoStream]"

INDEXED_FORMATS = frozenset({"mov", "matroska"})
"""Containers that give each picture one packet with its own presentation time, and declare their length."""

ONE_PICTURE_A_PACKET = frozenset({"h264", "hevc", "vp9", "av1", "mjpeg", "prores", "dnxhd", "ffv1"})
"""Codecs for which that holds. Not VP8: its alternate reference pictures are packets that are never shown."""

ALL_KEY_FRAMES = frozenset({"mjpeg", "prores", "dnxhd"})

DISCONTINUOUS_FORMATS = frozenset({"mpegts", "mpeg"})
"""Broadcast formats: their clock may jump, by joining recordings or by wrapping round."""

LARGEST_JUMP = 10.0
"""Seconds that such a clock may run ahead between two pictures before it counts as a jump (ffmpeg's own threshold)."""

LARGEST_STEP_BACK = 1.0
"""Seconds that a picture's time may lie before its predecessor's, by careless stamping, before it counts as a jump."""

SEEK_MARGINS = (0.0, 10.0, 60.0, 3600.0, 1e9)
"""Seconds before the wanted one to seek to in turn: an index lists decoding times, so may lead past the picture, and
may list pictures at which decoding cannot begin. The last is the file's start."""

LONGEST_OVERRUN = 3600.0
"""A time stamp this many seconds after the declared end is damage: to believe it would mean samples without end."""


@dataclass(frozen=True, slots=True)
class Found:
    """A decoded frame and its number in the decoded stream, from 0."""

    index: int
    frame: av.VideoFrame


@dataclass(frozen=True, slots=True)
class Timing:
    """How time stamps of a video become seconds: `origin` is the first shown picture's stamp.

    `frame_seconds` is how long a picture lasts where nothing else tells, `duration` how long the video is.
    """

    origin: int
    base: Fraction
    frame_seconds: float
    duration: float

    def seconds(self, stamp: int) -> float:
        return (stamp - self.origin) * self.base.numerator / self.base.denominator

    @property
    def tolerance(self) -> float:
        """Half a tick, since containers round time stamps to ticks; half a millisecond at most."""
        return min(float(self.base) / 2, 0.0005)


def is_siftable(container: InputContainer, stream: VideoStream, first: av.VideoFrame) -> bool:
    """Whether packets may be left out without looking at their pictures, every picture's number being known still."""
    formats = set(container.format.name.split(","))
    codec = stream.codec_context
    name = codec.codec.canonical_name
    return (
        bool(formats & INDEXED_FORMATS)
        and container.duration is not None
        and name in ONE_PICTURE_A_PACKET
        and has_readable_header(name, codec.extradata)
        and not first.interlaced_frame  # two fields may be two packets
    )


class Reading:
    """One reading of an open video, from its start or from a seek, noting in `damage` what is broken."""

    def __init__(self, container: InputContainer, stream: VideoStream, timing: Timing, damage: Damage) -> None:
        self._container = container
        self._stream = stream
        self._timing = timing
        self._damage = damage
        self._codec: VideoCodecContext = stream.codec_context
        self._codec_name: str = self._codec.codec.canonical_name
        self._header: bytes = self._codec.extradata or b""
        self._ticks = {s.index: float(s.time_base) for s in container.streams if s.time_base}
        self._file_start = (container.start_time or 0) / av.time_base
        self._picture_start = float((stream.start_time or 0) * timing.base)

    def all_frames(self) -> Iterator[Shown[Found]]:
        """Every frame, each decoded. Times that are missing or jump are continued at the frame rate."""
        clock = _RunningClock(self._timing, self._largest_jump())
        for index, frame in enumerate(self._every_frame()):
            time = clock.time_of(frame)
            yield Shown(time, time + self._duration(frame), Found(index, frame))

    def frames_for(self, moments: Moments, start: float | None = None) -> Iterator[Shown[Found]]:
        """The frames that are on screen at `moments`, and whichever others had to be decoded for them.

        Only for videos that are siftable. `start` seeks to the key frame before that second; the frames'
        numbers then count from there.
        """
        sieve: PacketSieve[VideoPacket] = PacketSieve(self._is_wanted(moments), self._smallest_leap())
        for packet in self._packets() if start is None else self._packets_before(start):
            is_shown = not packet.is_discard
            for step in sieve.push(packet, packet.pts, is_door=self._is_door(packet), is_shown=is_shown):
                yield from self._numbered(self._take(step), sieve)
            if self._is_past(sieve, moments):
                break
        else:
            for step in sieve.finish():
                yield from self._numbered(self._take(step), sieve)
        yield from self._numbered(self._decode(None), sieve)

    def starts(self, check_cancel: Callable[[], None]) -> list[float]:
        """The times of all pictures, in order, by their packets. Only for videos that are siftable."""
        stamps: list[int] = []
        for packet in self._packets():
            check_cancel()
            if packet.pts is not None and not packet.is_discard:
                stamps.append(packet.pts)
        return [self._timing.seconds(stamp) for stamp in sorted(stamps)]

    def _is_past(self, sieve: PacketSieve[VideoPacket], moments: Moments) -> bool:
        """Whether every wanted picture has been given to the decoder: the rest of the file need not be read."""
        decided = sieve.decided
        return decided is not None and self._timing.seconds(decided) - self._timing.tolerance > moments.last

    def _is_door(self, packet: VideoPacket) -> bool:
        return packet.is_keyframe and is_door(self._codec_name, self._header, bytes(packet))

    def _is_wanted(self, moments: Moments) -> Callable[[int, int | None], bool]:
        seconds, tolerance = self._timing.seconds, self._timing.tolerance

        def is_wanted(pts: int, following: int | None) -> bool:
            end = inf if following is None else seconds(following) - tolerance
            return moments.any_between(seconds(pts) - tolerance, end)

        return is_wanted

    def _smallest_leap(self) -> int:
        return 1 if self._codec_name in ALL_KEY_FRAMES else SMALLEST_LEAP

    def _largest_jump(self) -> float:
        formats = set(self._container.format.name.split(","))
        return LARGEST_JUMP if formats & DISCONTINUOUS_FORMATS else LONGEST_OVERRUN

    def _take(self, step: Step[VideoPacket]) -> list[av.VideoFrame]:
        frames = []
        if step.afresh:
            frames = self._decode(None)
            self._codec.flush_buffers()
        if can_skip_exactly(self._codec_name, self._header):
            self._codec.skip_frame = "DEFAULT" if step.wanted else "NONREF"
        return frames + self._decode(step.packet)

    def _numbered(self, frames: list[av.VideoFrame], sieve: PacketSieve[VideoPacket]) -> Iterator[Shown[Found]]:
        seconds = self._timing.seconds
        for frame in frames:
            if frame.pts is None or self._overruns(frame.pts):
                self._damage.broken += 1
                continue
            place = sieve.place_of(frame.pts)
            time = seconds(frame.pts)
            until = time + self._duration(frame) if place.following is None else seconds(place.following)
            yield Shown(time, until, Found(place.index, frame))

    def _overruns(self, pts: int) -> bool:
        return self._timing.seconds(pts) > self._timing.duration + LONGEST_OVERRUN

    def _duration(self, frame: av.VideoFrame) -> float:
        return float(frame.duration * self._timing.base) if frame.duration else self._timing.frame_seconds

    def _every_frame(self) -> Iterator[av.VideoFrame]:
        for packet in self._packets():
            yield from self._decode(packet)
        yield from self._decode(None)

    def _decode(self, packet: VideoPacket | None) -> list[av.VideoFrame]:
        try:
            frames: list[av.VideoFrame] = self._codec.decode(packet)
        except av.FFmpegError:
            self._damage.lost += 1
            return []
        self._damage.broken += sum(frame.is_corrupt for frame in frames)
        return frames

    def _packets_before(self, second: float) -> Iterator[VideoPacket]:
        """The packets from the last key frame at or before `second` on."""
        target = self._timing.origin + int(second / self._timing.base)
        for margin in SEEK_MARGINS:
            earlier = max(self._timing.origin, target - int(margin / self._timing.base))
            with suppress(av.FFmpegError):  # it stays where it was: at the start
                self._container.seek(earlier, stream=self._stream)
            following = self._packets()
            first = next(following, None)
            if first is not None and self._is_door(first) and first.pts is not None and first.pts <= target:
                break
        return following if first is None else chain([first], following)

    def _packets(self) -> Iterator[VideoPacket]:
        """The picture's packets in file order; other streams' only tell how far the file reaches."""
        try:
            for packet in packets(self._container):
                self._note_reach(packet)
                if packet.stream_index == self._stream.index:
                    self._damage.pictures += not packet.is_discard
                    yield packet
            self._damage.at_end = True
        except av.ExitError:
            self._damage.read_error = "the disk did not answer in time"
        except (av.FFmpegError, OSError):
            self._damage.read_error = "the file could not be read to its end"

    def _note_reach(self, packet: Packet[Any]) -> None:
        if packet.pts is None or packet.stream_index not in self._ticks:
            return
        end = (packet.pts + (packet.duration or 0)) * self._ticks[packet.stream_index]
        damage = self._damage
        damage.reached = max(damage.reached, end - self._file_start)
        if packet.stream_index == self._stream.index:
            damage.reached_picture = max(damage.reached_picture, end - self._picture_start)


class _RunningClock:
    """Times of frames in the order they come, never falling, across missing stamps and jumps of the clock."""

    def __init__(self, timing: Timing, largest_jump: float) -> None:
        self._timing = timing
        self._largest_jump = largest_jump
        self._shift = 0.0
        self._last: float | None = None

    def time_of(self, frame: av.VideoFrame) -> float:
        if self._last is None:
            self._last = 0.0
            return 0.0
        expected = self._last + self._timing.frame_seconds
        time = expected if frame.pts is None else self._timing.seconds(frame.pts) + self._shift
        if not -LARGEST_STEP_BACK < time - self._last < self._largest_jump:
            self._shift += expected - time
            time = expected
        self._last = max(self._last, time)
        return self._last
