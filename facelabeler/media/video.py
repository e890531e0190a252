"""Reading a video: what it is, and the picture on screen at each wanted moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from facelabeler.core.errors import SourceError, UsageError
from facelabeler.media.containers import opened, packets, pixel_aspect
from facelabeler.media.damage import Damage
from facelabeler.media.decoding import Found, Reading, Timing, is_siftable
from facelabeler.media.pictures import Image, Painter, posture_of, shown_size
from facelabeler.media.wanted import EverySoOften, Moments, Shown, on_screen

DECLARING_FORMATS = frozenset({"mov", "matroska", "avi", "asf", "flv"})
"""Containers whose header says how long they are; for others libavformat measures or guesses."""

MOST_PACKETS_TO_A_PICTURE = 3000
"""Packets tried for a first picture before a video counts as unreadable: some minutes of film."""

FALLBACK_FPS = 25.0
"""The rate assumed where neither header nor time stamps tell one, as libavformat does for bare streams."""


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What a video is. `width` × `height` are pixels of the first picture as shown: turned, with square pixels.

    `duration` is in seconds (counted where the file does not declare it), `fps` the mean rate, `rotation` the degrees
    clockwise that the stored picture is turned by to be shown, `codec` libavcodec's name, `pixel_format` libavutil's.
    """

    width: int
    height: int
    duration: float
    fps: float
    rotation: int
    codec: str
    pixel_format: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The picture on screen at `time` seconds: (H, W, 3) uint8 RGB, C-contiguous, as a person sees it.

    `index` is the frame's number in the decoded stream, from 0. Where one frame is on screen at several
    samples, they share `image` and `index`. It came on screen at `since` and leaves at `until` (seconds), as far as
    the file tells.
    """

    time: float
    index: int
    image: Image
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class _FirstLook:
    info: VideoInfo
    timing: Timing
    promised: float
    promised_picture: float
    is_siftable: bool


class VideoReader:
    """Reads one video file, as often as wanted; each reading opens the file and closes it at its end.

    Raises SourceError when nothing in the file can be shown. `threads`: for decoding, 0 is one a core.
    """

    def __init__(self, path: str, *, threads: int = 0) -> None:
        self.path = path
        self._threads = threads
        self._look = _first_look(path, threads)
        self._damage = self._fresh_damage()

    @property
    def info(self) -> VideoInfo:
        return self._look.info

    @property
    def problem(self) -> str:
        """What the last reading could not read, in one sentence; "" if all is well so far."""
        return self._damage.sentence()

    def samples(self, every: float, *, start_at: float = 0.0, parts: int = 1) -> Iterator[Sample]:
        """The pictures on screen at 0, `every`, 2·`every`… seconds from the first picture, up to the last one's end.

        Times come from the time stamps, never from a frame rate. Damaged parts are passed over and told by
        `problem`. `start_at` leaves out the samples before that second, without decoding them where
        the format allows; indices stay those of the whole video. With `parts`, each step is divided evenly, and the
        pictures between come too. Raises UsageError for `every` <= 0.
        """
        if not every > 0:
            raise UsageError("the sampling step must be more than 0 seconds")
        return self.pictures(EverySoOften(every, start_at, parts))

    @property
    def is_siftable(self) -> bool:
        """Whether single pictures can be had without decoding all those before them."""
        return self._look.is_siftable

    def starts(self, check_cancel: Callable[[], None] = lambda: None) -> list[float]:
        """When each picture comes on screen, in seconds and in order, told by the packets alone: nothing is decoded.

        Only where `is_siftable`; the place in the list is then the picture's number in the decoded stream.
        """
        with opened(self.path, self._threads) as (container, stream):
            return Reading(container, stream, self._look.timing, Damage()).starts(check_cancel)

    def pictures(self, moments: Moments, *, seek: bool = False) -> Iterator[Sample]:
        """The picture on screen at each of `moments`.

        `seek`: begin at the key frame before the first moment, only where `is_siftable`; the indices of the samples
        then count from there, and `problem` knows nothing of the rest.
        """
        self._damage = Damage() if seek else self._fresh_damage()
        with opened(self.path, self._threads) as (container, stream):
            reading = Reading(container, stream, self._look.timing, self._damage)
            if self.is_siftable:
                frames = reading.frames_for(moments, start=next(iter(moments)) if seek else None)
            else:
                frames = reading.all_frames()
            yield from self._painted(frames, moments, pixel_aspect(stream))

    def _painted(self, frames: Iterator[Shown[Found]], moments: Moments, aspect: Fraction) -> Iterator[Sample]:
        painter = Painter(aspect)
        last: Sample | None = None
        for time, shown in on_screen(frames, moments, self._look.timing.tolerance):
            found = shown.picture
            image = last.image if last and last.index == found.index else painter.paint(found.frame)
            last = Sample(time, found.index, image, shown.time, shown.until)
            yield last

    def _fresh_damage(self) -> Damage:
        return Damage(promised=self._look.promised, promised_picture=self._look.promised_picture)


def probe(path: str) -> VideoInfo:
    """What the video at `path` is. Raises SourceError when nothing in it can be shown."""
    return VideoReader(path).info


def samples(path: str, every: float, *, start_at: float = 0.0) -> Iterator[Sample]:
    """As `VideoReader.samples`, for callers who do not ask for problems."""
    return VideoReader(path).samples(every, start_at=start_at)


def _first_look(path: str, threads: int) -> _FirstLook:
    with opened(path, threads) as (container, stream):
        frame = _first_frame(container, stream, path)
        fps = _fps(stream)
        step = float(frame.duration * (stream.time_base or 1)) if frame.duration else 1 / fps
        timing = Timing(frame.pts or 0, Fraction(stream.time_base or 1), step, duration=0.0)
        declares = bool(set(container.format.name.split(",")) & DECLARING_FORMATS)
        promised = (container.duration or 0) / av.time_base if declares else 0.0
        promised_picture = _declared_duration(stream) if declares else 0.0
        duration = promised_picture or promised or _declared_duration(stream) or _counted_duration(path, timing)
        timing = replace(timing, duration=duration)
        info = _info(stream, frame, duration, fps)
        return _FirstLook(info, timing, promised, promised_picture, is_siftable(container, stream, frame))


def _info(stream: VideoStream, frame: av.VideoFrame, duration: float, fps: float) -> VideoInfo:
    posture = posture_of(frame)
    width, height = shown_size(frame.width, frame.height, pixel_aspect(stream))
    if posture.sideways:
        width, height = height, width
    codec = stream.codec_context.codec.canonical_name
    return VideoInfo(width, height, duration, fps, -posture.turn % 360, codec, frame.format.name)


def _first_frame(container: InputContainer, stream: VideoStream, path: str) -> av.VideoFrame:
    for frame in islice(_frames_tried(container, stream), 1):
        return frame
    advice = "Check that it plays elsewhere, or copy it again"
    raise SourceError("no picture of this video can be read", file=path, advice=advice)


def _frames_tried(container: InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
    codec = stream.codec_context
    tried = (packet for packet in packets(container) if packet.stream_index == stream.index)
    with suppress(av.FFmpegError):  # of the file: then what the decoder holds is all there is
        for packet in islice(tried, MOST_PACKETS_TO_A_PICTURE):
            with suppress(av.FFmpegError):  # of this packet: the next one may be whole
                yield from codec.decode(packet)
    with suppress(av.FFmpegError):
        yield from codec.decode(None)


def _fps(stream: VideoStream) -> float:
    """The mean rate; without time stamps that is libavformat's default, and the codec's own rate is meant."""
    rates = [stream.average_rate, stream.guessed_rate, stream.base_rate]
    rate = next((r for r in (rates if stream.start_time is not None else rates[1:]) if r), None)
    return float(rate) if rate else FALLBACK_FPS


def _declared_duration(stream: VideoStream) -> float:
    return float(stream.duration * (stream.time_base or 1)) if stream.duration else 0.0


def _counted_duration(path: str, timing: Timing) -> float:
    """The end of the last packet; without time stamps, as many steps as there are packets. Decodes nothing."""
    count, end = 0, 0.0
    with opened(path) as (container, stream), suppress(av.FFmpegError):
        for packet in packets(container):
            if packet.stream_index != stream.index:
                continue
            count += 1
            if packet.pts is not None:
                length = float(packet.duration * timing.base) if packet.duration else timing.frame_seconds
                end = max(end, timing.seconds(packet.pts) + length)
    return end or count * timing.frame_seconds
