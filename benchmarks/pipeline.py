"""How fast footage becomes faces, as ratios against the article's pipeline and against merely decoding the file.

    python -m benchmarks.pipeline [VIDEO] [--minutes N] [--article-frames N] [--growth] [--memory]

Everything is measured in this run, on this machine, one after the other. The clip is repeated to last `--minutes`. The
article's pipeline is measured on its first N frames, since its time grows with frames alone. `--growth` adds how time
grows with the length of the footage and with faces a picture, `--memory` the most memory that 4K footage takes, by its
length. Needs ffmpeg, and for the article the upstream `face_recognition`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks import article
from benchmarks.footage import repeated, scaled
from facelabeler.core.entities import SourceId
from facelabeler.core.errors import SourceError
from facelabeler.pipeline.describing import find_faces
from facelabeler.pipeline.progress import Cancel, Meter
from facelabeler.pipeline.runner import Job, run
from facelabeler.pipeline.stages import FoundFrame, Sampled
from facelabeler.processing import build_stages, look
from facelabeler.settings import Settings

GROWTH_MINUTES = (1, 2, 4, 8)
LONG_4K, SHORT_4K = 60.0, 15.0  # seconds


class Counter:
    """A sink that counts, and notes when the first face came."""

    def __init__(self) -> None:
        self.frames = self.faces = 0
        self.started = time.perf_counter()
        self.first_face: float | None = None
        self.seconds = 0.0

    @property
    def each(self) -> float:
        """Seconds a sample."""
        return self.seconds / self.frames

    def found(self, _source: SourceId, frames: Sequence[FoundFrame]) -> None:
        self.frames += len(frames)
        self.faces += sum(len(frame.faces) for frame in frames)
        if self.faces and self.first_face is None:
            self.first_face = time.perf_counter() - self.started

    def finished(self, _source: SourceId, problem: str) -> None:
        self.seconds = time.perf_counter() - self.started
        if problem:
            print(problem)

    def failed(self, _source: SourceId, error: SourceError) -> None:
        raise error


def ours(video: Path, follow: str = "yes") -> Counter:
    """Sampling, detecting, aligning and encoding the whole file; loading the models is part of it."""
    counter = Counter()
    source = look([str(video)]).sources[0]
    job = Job(source.id, source.path, source.kind, 1.0, source.duration)
    run([job], build_stages(Settings({"follow": follow})), counter, Meter(lambda _: None, job.amount), Cancel())
    return counter


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


def compare(video: Path, article_frames: int) -> None:
    """Ours beside ffmpeg's decoding and both of the article's detectors."""
    ours(video)  # once to make and cache the models, as any second run finds them
    runs = {way: ours(video, follow) for way, follow in (("ours, not following", "no"), ("ours", "yes"))}
    first = runs["ours"]
    print(f"{video.name}: {first.frames} samples, {first.faces} faces, {os.cpu_count()} cores")
    for way, counter in runs.items():
        rate = f"{counter.faces / counter.seconds:.1f} faces found and encoded a second"
        tell(way, counter.each, f"{rate}, the first after {counter.first_face or 0:.2f} s")
    bare = decoding(video) / first.frames
    tell("ffmpeg, decoding only", bare, _times("takes", "as long", [run.each / bare for run in runs.values()]))
    for model, frames in (("cnn", article_frames), ("hog", 10 * article_frames)):
        with tempfile.TemporaryDirectory() as folder:
            theirs = article.run(video, Path(folder), model, frames).seconds_a_frame
        tell(f"the article, {model}", theirs, _times("is", "as fast", [theirs / run.each for run in runs.values()]))


def _times(verb: str, measure: str, ratios: Sequence[float]) -> str:
    without, following = ratios
    return f"ours {verb} {following:.2f} times {measure}, {without:.2f} without following"


def grow(video: Path, folder: Path) -> None:
    """Time by length of footage, and by faces a picture."""
    first: float | None = None
    for minutes in GROWTH_MINUTES:
        seconds = ours(repeated(video, minutes, folder)).seconds
        first = first or seconds
        print(f"{minutes} min of footage: {seconds:6.1f} s, {seconds / first:.2f} times the first")
    stages = build_stages(Settings())
    source = look([str(video)]).sources[0]
    times: defaultdict[int, list[float]] = defaultdict(list)
    for sample in stages.open_source(Job(source.id, source.path, source.kind, 1.0, source.duration)):
        started = time.perf_counter()
        faces = find_faces(Sampled(sample.time, sample.index, sample.image), stages.engines[0], stages)
        times[len(faces)].append(time.perf_counter() - started)
    for count, each in sorted(times.items()):
        print(f"{count} faces in a picture: {1000 * sum(each) / len(each):5.0f} ms on one core ({len(each)} pictures)")


def remember(video: Path, folder: Path) -> None:
    """The most memory that a whole run takes, in a process of its own, for 4K footage of two lengths."""
    clip = scaled(video, 2160, SHORT_4K, folder)
    for seconds in (SHORT_4K, LONG_4K):
        film = repeated(clip, seconds / 60, folder)
        told = subprocess.run(
            [sys.executable, "-m", __spec__.name, "--peak", str(film)], check=True, capture_output=True
        )
        print(f"4K, {seconds:.0f} s: {int(told.stdout) / 1e6:.0f} MB at most")


def peak(video: Path) -> None:
    """Print the most bytes of memory that a run over `video` takes, as Linux counts them for this program alone."""
    ours(video)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(1024 * int(status.split("VmHWM:")[1].split()[0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("video", nargs="?", type=Path)
    parser.add_argument("--minutes", type=float, default=4.0)
    parser.add_argument("--article-frames", type=int, default=6)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    video = args.video or default_video()
    if args.peak:
        peak(video)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare(repeated(video, args.minutes, folder), args.article_frames)
        if args.growth:
            grow(video, folder)
        if args.memory:
            remember(video, folder)


def tell(what: str, seconds: float, more: str) -> None:
    print(f"{what:24} {seconds:8.3f} s a sample   {more}")


if __name__ == "__main__":
    main()
