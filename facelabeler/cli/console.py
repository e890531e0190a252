"""What is printed where: results to stdout, the rest to stderr, a progress bar only on a terminal."""

from __future__ import annotations

import json
import sys
from typing import Any

from facelabeler.pipeline.progress import Progress

BAR = 24


class Console:
    """Prints for one command."""

    def __init__(self) -> None:
        self._quiet = False
        self._bar_shown = False

    def set_verbosity(self, *, verbose: bool, quiet: bool) -> None:
        self._quiet = quiet and not verbose

    def say(self, text: str) -> None:
        """A result, for people."""
        self.end_progress()
        if not self._quiet:
            print(text, flush=True)  # noqa: T201

    def json(self, value: Any) -> None:
        """A result, for programs: printed even when quiet."""
        json.dump(value, sys.stdout, ensure_ascii=not _speaks_unicode(), indent=1)
        sys.stdout.write("\n")

    def note(self, text: str) -> None:
        """Something to know beside the result."""
        if not self._quiet:
            self._to_stderr(text)

    def error(self, error: Exception) -> None:
        self._to_stderr(str(error))

    def progress(self, progress: Progress) -> None:
        """Redraw the progress bar, where stderr is a terminal."""
        if self._quiet or not sys.stderr.isatty():
            return
        sys.stderr.write(f"\r\x1b[K{bar_line(progress)}")
        sys.stderr.flush()
        self._bar_shown = True

    def end_progress(self) -> None:
        if self._bar_shown:
            sys.stderr.write("\r\x1b[K")
            self._bar_shown = False

    def _to_stderr(self, text: str) -> None:
        self.end_progress()
        print(text, file=sys.stderr, flush=True)  # noqa: T201


def bar_line(progress: Progress) -> str:
    """`[#####     ]  42 %  7.4 frames/s  about 2 min left  312 faces`."""
    filled = round(progress.share * BAR)
    parts = [
        f"[{'#' * filled}{' ' * (BAR - filled)}] {progress.share:4.0%}",
        f"{progress.rate:.1f} frames/s",
        time_left(progress.eta),
        f"{progress.faces} faces",
    ]
    return "  ".join(part for part in parts if part)


def time_left(seconds: float | None) -> str:
    """`about 40 s left`, `about 6 min left`, `about 1 h 20 min left`; nothing while nobody can know."""
    if seconds is None:
        return ""
    if seconds < 90:
        return f"about {max(1, round(seconds))} s left"
    minutes = round(seconds / 60)
    return f"about {minutes} min left" if minutes < 90 else f"about {minutes // 60} h {minutes % 60} min left"


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
