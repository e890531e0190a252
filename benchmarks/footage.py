"""Footage for benchmarks, made from a clip by ffmpeg: longer by repeating it, larger by scaling it."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path

import av


def seconds_of(video: Path) -> float:
    """How long a clip declares to be."""
    with av.open(str(video)) as container:
        return (container.duration or 0) / av.time_base


def repeated(video: Path, minutes: float, folder: Path) -> Path:
    """The clip over and over for so many minutes; its pictures are copied as they are, none is coded again."""
    target = folder / f"{video.stem}-{minutes:g}min.mp4"
    times = math.ceil(60 * minutes / seconds_of(video))
    loop = ["-stream_loop", str(times - 1), "-i", str(video), "-t", str(60 * minutes)]
    _ffmpeg(*loop, "-an", "-c:v", "copy", str(target))
    return target


def scaled(video: Path, height: int, seconds: float, folder: Path) -> Path:
    """The first seconds of the clip at another height, coded again as H.264."""
    target = folder / f"{video.stem}-{height}.mp4"
    how = ["-vf", f"scale=-2:{height}", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20"]
    _ffmpeg("-i", str(video), "-t", str(seconds), "-an", *how, str(target))
    return target


def _ffmpeg(*words: str) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *words], check=True)
