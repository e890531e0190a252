"""How fast the viewer comes to a picture: `python -m benchmarks.viewer CLIP`.

For each way of going about: the median and the slowest of some tries, in milliseconds, by a cursor that stays where it
is and by a new reading for each picture. Then the viewer plays a few seconds of the clip, and tells the longest time
that the event loop did not turn.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from facelabeler.core.entities import SourceKind
from facelabeler.media.cursor import Cursor, picture_starts
from facelabeler.media.frames import read_frames
from facelabeler.media.video import probe

TRIES = 40
SECONDS_PLAYED = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast the viewer comes to a picture.")
    parser.add_argument("clip")
    clip = parser.parse_args().clip
    info = probe(clip)
    print(f"{Path(clip).name}: {info.width} × {info.height}, {info.duration:.0f} s, {info.codec}")
    for name, times in _ways(info.duration, info.fps).items():
        cursor = Cursor(clip, SourceKind.VIDEO)
        by_cursor = _measured(cursor.picture_at, times)
        afresh = _measured(lambda at: next(read_frames(clip, SourceKind.VIDEO, [at]), None), times[: TRIES // 4])
        print(f"{name:16} cursor {by_cursor}   a new reading {afresh}")
        cursor.close()
    begun = time.perf_counter()
    count = len(picture_starts(clip))
    print(f"times of {count} pictures, by packets alone: {1000 * (time.perf_counter() - begun):.0f} ms")
    playing, idle = _longest_stalls(clip)
    print(f"longest stall of the event loop while playing: {playing:.0f} ms, while nothing moves: {idle:.0f} ms")


def _ways(duration: float, fps: float) -> dict[str, list[float]]:
    """Places to go to one after the other."""
    dice = random.Random(1)
    start = duration / 3
    return {
        "anywhere": [dice.uniform(0, duration * 0.95) for _ in range(TRIES)],
        "next picture": [start + k / fps for k in range(TRIES)],
        "picture before": [start - k / fps for k in range(TRIES)],
        "next sample": [start + k for k in range(TRIES) if start + k < duration - 1],
    }


def _measured(go: Callable[[float], object], times: Iterable[float]) -> str:
    taken = []
    for at in times:
        begun = time.perf_counter()
        go(at)
        taken.append(1000 * (time.perf_counter() - begun))
    return f"{statistics.median(taken):6.1f} ms, slowest {max(taken):6.1f}"


def _longest_stalls(clip: str) -> tuple[float, float]:
    """The longest time in milliseconds between two turns of the event loop while the viewer plays, and without."""
    os.environ["FACELABELER_CONFIG"] = tempfile.mkdtemp()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from facelabeler.processing import look
    from facelabeler.ui.tasks import stop_all_tasks
    from facelabeler.ui.viewer.footage import Moment
    from facelabeler.ui.viewer.playhead import Playhead
    from facelabeler.ui.viewer.reading import FrameReader
    from facelabeler.ui.viewer.stage import Stage

    app = QApplication.instance() or QApplication([])
    [source] = look([clip]).sources
    stage = Stage(lambda _face: None)  # type: ignore[arg-type,return-value] # nobody is on the pictures
    stage.resize(1040, 620)
    stage.show()
    playhead = Playhead(FrameReader(lambda _source: Path(clip), stage), stage)
    full = QSize(source.width, source.height)
    playhead.picture_changed.connect(lambda picture: stage.show_picture(picture, Moment(None), full, ("", "")))
    playhead.show_at_most(stage.device_size())
    playhead.open(source, (), 1.0)
    idle = _longest_turn(app.processEvents)
    playhead.play()
    playing = _longest_turn(app.processEvents)
    playhead.close()
    stop_all_tasks()
    return playing, idle


def _longest_turn(turn: Callable[[], object]) -> float:
    longest, last = 0.0, time.perf_counter()
    end = last + SECONDS_PLAYED
    while last < end:
        turn()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        time.sleep(0.001)
    return 1000 * longest


if __name__ == "__main__":
    main()
