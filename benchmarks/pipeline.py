"""How fast footage becomes faces, as ratios against the article's pipeline and against merely decoding the file.

    python -m benchmarks.pipeline [VIDEO] [--article-frames N]

Everything is measured in this run, on this machine, one after the other. The article's pipeline is measured on its
first N frames, since its time grows with frames alone. Needs ffmpeg, and for the article the upstream
`face_recognition`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import article
from facelabeler.core.entities import SourceId
from facelabeler.core.errors import SourceError
from facelabeler.pipeline.progress import Cancel, Meter
from facelabeler.pipeline.runner import Job, run
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.processing import build_stages, look
from facelabeler.settings import Settings


class Counter:
    """A sink that counts, and notes when the first face came."""

    def __init__(self) -> None:
        self.frames = self.faces = 0
        self.started = time.perf_counter()
        self.first_face: float | None = None

    def found(self, _source: SourceId, frames: Sequence[FoundFrame]) -> None:
        self.frames += len(frames)
        self.faces += sum(len(frame.faces) for frame in frames)
        if self.faces and self.first_face is None:
            self.first_face = time.perf_counter() - self.started

    def finished(self, _source: SourceId, problem: str) -> None:
        if problem:
            print(problem)

    def failed(self, _source: SourceId, error: SourceError) -> None:
        raise error


def ours(video: Path) -> tuple[Counter, float]:
    """Sampling, detecting, aligning and encoding the whole file; loading the models is part of it."""
    counter = Counter()
    source = look([str(video)]).sources[0]
    job = Job(source.id, source.path, source.kind, 1.0, source.duration)
    run([job], build_stages(Settings()), counter, Meter(lambda _: None, job.amount), Cancel())
    return counter, time.perf_counter() - counter.started


def decoding(video: Path) -> float:
    """Seconds that ffmpeg takes to decode the file and throw the pictures away."""
    started = time.perf_counter()
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(video), "-an", "-f", "null", "-"], check=True)
    return time.perf_counter() - started


def default_video() -> Path:
    """The 720p clip of the labelled data, or the demo film."""
    data = Path(os.environ.get("FACELABELER_TEST_DATA", "../shared/data")) / "videos" / "composite_dev_a.mp4"
    if data.exists():
        return data
    from facelabeler.demo.clip import write_clip

    film = Path(tempfile.gettempdir()) / "facelabeler-demo.mp4"
    write_clip(film)
    return film


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("video", nargs="?", type=Path)
    parser.add_argument("--article-frames", type=int, default=6)
    args = parser.parse_args()
    video = args.video or default_video()
    ours(video)  # once to make and cache the models, as any second run finds them
    counter, seconds = ours(video)
    each, rate = seconds / counter.frames, counter.faces / seconds
    print(f"{video.name}: {counter.frames} samples, {counter.faces} faces, {os.cpu_count()} cores")
    tell("ours", each, f"{rate:.1f} faces/s, the first after {counter.first_face or 0:.2f} s")
    bare = decoding(video)
    tell("ffmpeg, decoding only", bare / counter.frames, f"ours takes {seconds / bare:.2f} times as long")
    for model, frames in (("cnn", args.article_frames), ("hog", 10 * args.article_frames)):
        with tempfile.TemporaryDirectory() as folder:
            theirs = article.run(video, Path(folder), model, frames).seconds_a_frame
        tell(f"the article, {model}", theirs, f"ours is {theirs / each:.1f} times as fast")


def tell(what: str, seconds: float, more: str) -> None:
    print(f"{what:24} {seconds:8.3f} s a sample   {more}")


if __name__ == "__main__":
    main()
