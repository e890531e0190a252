"""Does the window stay smooth while it finds faces? A 5 ms timer in its event loop tells the longest gaps.

    python -m benchmarks.window_gaps [VIDEO]

Opens the window (offscreen unless QT_QPA_PLATFORM says otherwise), opens a video in it, and reads it to the end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import itertools

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.pipeline import default_video
from facelabeler.app import make_application
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.tasks import stop_all_tasks

TICK_MS = 5
SMOOTH_MS = 50.0


def gaps_while_reading(app: QApplication, video: Path) -> tuple[list[float], int]:
    """Milliseconds between ticks of the event loop while `video` is read in a new window, and the faces found."""
    window = MainWindow()
    window.show()
    ticks = [time.perf_counter()]
    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    window.documents.open_paths([str(video)])
    started = False
    while not started or window.processing.is_running:
        app.processEvents()
        time.sleep(0.0005)
        if not started and window.processing is not None and window.processing.is_running:
            started = True
            ticks[:] = [time.perf_counter()]  # opening the project is not reading the video
    faces = len(window.documents.session.project.faces)
    window.close()
    stop_all_tasks()
    return [1000 * (b - a) for a, b in itertools.pairwise(ticks)], faces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("video", nargs="?", type=Path)
    video = parser.parse_args().video or default_video()
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        gaps, faces = gaps_while_reading(app, Path(shutil.copy(video, folder)))
    gaps.sort()
    middle, high = gaps[len(gaps) // 2], gaps[int(len(gaps) * 0.999)]
    over = sum(gap > SMOOTH_MS for gap in gaps)
    print(f"{video.name}: {faces} faces, {len(gaps)} ticks of {TICK_MS} ms while reading")
    print(
        f"gap: median {middle:.1f} ms, 99.9 % {high:.1f} ms, longest {gaps[-1]:.1f} ms; {over} over {SMOOTH_MS:.0f} ms"
    )


if __name__ == "__main__":
    main()
