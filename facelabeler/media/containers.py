"""Opening a video file: its first moving picture, or one clear sentence why there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream

from facelabeler.core.errors import SourceError
from facelabeler.media.sources import require_file

SECONDS_TO_ANSWER = 20.0
"""The longest that one read may take before a stuck disk or a hung demuxer is given up."""

MOST_THREADS = 4
"""Decoding threads at most: other stages need cores."""

LARGE_PICTURE = 6e6
"""Pixels from which one thread decodes: each thread of a decoder holds 250 MB of pictures in 4K."""

OPTIONS = {"protocol_whitelist": "file"}
"""A file must not make us open an address: play lists and manifests can name one."""

WIDEST_PIXEL = Fraction(8)
"""Pixels further from square than this are damage in the header (anamorphic film has 2)."""

MOST_MEGAPIXELS = 150
"""Larger pictures than this are damage or a trap (12K film has 80): one would take over a gigabyte to show."""

TEXT_FORMATS = frozenset({"hls", "dash", "concat", "sdp", "rtsp", "imf", "tty", "lavfi"})
"""Formats of libavformat that are no footage themselves but point elsewhere, or take any text for film."""


@contextmanager
def opened(path: str, threads: int = 0) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The container at `path` and its first moving picture, closed at the end of the block.

    `threads` decoding threads, 0 for one a core up to `MOST_THREADS`. Raises SourceError when there is nothing to see.
    """
    require_file(path)
    container = _container(path)
    try:
        stream = _moving_picture(container, path)
        stream.thread_type = "AUTO"
        stream.thread_count = threads or _threads_for(stream)
        yield container, stream
    finally:
        container.close()


def _threads_for(stream: VideoStream) -> int:
    return 1 if stream.width * stream.height > LARGE_PICTURE else min(os.cpu_count() or 1, MOST_THREADS)


def _container(path: str) -> InputContainer:
    try:
        # An absolute path, since libavformat takes "talk: part 1.mp4" for the address of a protocol "talk".
        container: InputContainer = av.open(
            str(Path(path).absolute()), container_options=OPTIONS, timeout=SECONDS_TO_ANSWER, metadata_errors="replace"
        )
    except (av.FFmpegError, OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if set(container.format.name.split(",")) & TEXT_FORMATS:
        container.close()
        raise SourceError("this is no video", file=path, advice="Open the footage itself")
    return container


def _unreadable(path: str, error: Exception) -> SourceError:
    if isinstance(error, PermissionError):
        return SourceError("this file may not be read", file=path, advice="Change its permissions")
    if isinstance(error, av.ExitError):
        return SourceError("the disk did not answer in time", file=path, advice="Copy the file here first")
    if lacks_index(path):
        advice = "The recording was cut off: repair it with a tool such as untrunc, or copy it again"
        return SourceError("the video's index (moov) is missing, so it cannot be read", file=path, advice=advice)
    advice = "Check that it is a video and whole"
    return SourceError("this is no video that can be read", file=path, advice=advice)


def lacks_index(path: str) -> bool:
    """Whether `path` is an MP4 or MOV file without `moov`, the box that says where each picture lies.

    Walks the top-level boxes (ISO/IEC 14496-12: 32-bit size and name; size 1: a 64-bit size follows).
    """
    names = set()
    largest = Path(path).stat().st_size
    with Path(path).open("rb") as file:
        while len(head := file.read(16)) >= 8:
            size, name = int.from_bytes(head[:4], "big"), head[4:8]
            names.add(name)
            if size == 1 and len(head) == 16:
                size = int.from_bytes(head[8:16], "big")
            if not 8 <= size <= largest or not name.isascii():
                break
            file.seek(size - len(head), 1)
    return b"ftyp" in names and b"moov" not in names


def _moving_picture(container: InputContainer, path: str) -> VideoStream:
    shown = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    readable = [s for s in shown if s.codec_context is not None]
    if readable and readable[0].width * readable[0].height > MOST_MEGAPIXELS * 1e6:
        raise SourceError("the pictures of this video are too large", file=path, advice="Convert it to 4K or less")
    if readable:
        return readable[0]
    if shown:
        raise SourceError("no decoder here reads this video's format", file=path, advice="Convert it to H.264")
    what = "this file holds sound and no picture" if container.streams.audio else "this file holds no picture"
    raise SourceError(what, file=path, advice="Choose a video")


def packets(container: InputContainer) -> Iterator[Packet[Any]]:
    """All streams' packets in file order, without the empty ones that PyAV adds. Raises av.FFmpegError."""
    source = container.demux()
    while True:
        try:
            packet = next(source)
        except (StopIteration, IndexError):  # PyAV stumbles at the end over streams that appeared on the way
            return
        if packet.size:
            yield packet


def pixel_aspect(stream: VideoStream) -> Fraction:
    """Width of a pixel over its height; 1 where the file does not say or says nonsense."""
    ratio = Fraction(stream.sample_aspect_ratio or 1)
    return ratio if 1 / WIDEST_PIXEL <= ratio <= WIDEST_PIXEL else Fraction(1)
