"""Films whose every picture shows its own number as eight bars, so that a test sees which one it was given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

BARS = 8
WIDTH, HEIGHT = 64, 48

MILLISECOND = Fraction(1, 1000)


def picture(number: int, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """RGB; bar k is white if bit k of `number` is set. The top is darker than the bottom, so turns show."""
    bits = np.array([number >> k & 1 for k in range(BARS)])
    bars = np.repeat(bits, -(-width // BARS))[:width]
    rows = np.where(np.arange(height) < height // 2, 200, 255)
    return np.repeat((rows[:, None] * bars[None, :])[:, :, None], 3, axis=2).astype(np.uint8)


def number_of(image: np.ndarray) -> int:
    """The number that a picture shows, at whatever size."""
    width = image.shape[1]
    bars = [image[:, width * k // BARS + 1 : max(width * (k + 1) // BARS - 1, 2)] for k in range(BARS)]
    return sum(1 << k for k, bar in enumerate(bars) if bar.mean() > 110)


def film(
    path: Path,
    stamps: Sequence[int],
    *,
    codec: str = "libx264",
    options: Mapping[str, str] | None = None,
    pix_fmt: str = "yuv420p",
    size: tuple[int, int] = (WIDTH, HEIGHT),
    base: Fraction = MILLISECOND,
    container: Mapping[str, str] | None = None,
    rotation: int = 0,
    pixel_aspect: Fraction | None = None,
    format: str | None = None,
) -> str:
    """Writes one numbered picture at each of `stamps` (in `base` seconds); returns the path as text."""
    with av.open(str(path), "w", format=format, container_options=dict(container or {})) as output:
        stream = output.add_stream(codec, rate=25, options={"threads": "1", **(options or {})})
        stream.width, stream.height = size
        stream.pix_fmt = pix_fmt
        stream.codec_context.time_base = base
        if pixel_aspect:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if rotation:
            stream.set_display_rotation(rotation)
        for number, stamp in enumerate(stamps):
            frame = av.VideoFrame.from_ndarray(picture(number, *size), format="rgb24").reformat(format=pix_fmt)
            frame.pts, frame.time_base = stamp, base
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return str(path)


def steady(count: int, step: int = 40, start: int = 0) -> list[int]:
    """Time stamps at a constant rate, 25 a second unless told otherwise."""
    return [start + step * k for k in range(count)]


def restless(count: int) -> list[int]:
    """Time stamps as a phone writes them: bursts, holds, no two gaps alike."""
    gaps = [17 + (k * 37) % 61 + (400 if k % 19 == 7 else 0) for k in range(count)]
    return [sum(gaps[:k]) for k in range(count)]


def on_screen_at(stamps: Sequence[int], seconds: float, base: Fraction = MILLISECOND) -> int:
    """The number of the picture that a viewer sees at `seconds` after the first one."""
    stamp = round(seconds / base) + stamps[0]
    return bisect_right(stamps, stamp) - 1
