"""The stories of tests/real_window, in a process of its own: one process has one Qt platform."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "real_window"
STORIES = sorted(path.name for path in FOLDER.glob("test_*.py"))


@pytest.mark.xvfb
@pytest.mark.timeout(600)
@pytest.mark.parametrize("story", STORIES)
def test_with_real_mouse_and_keyboard(story: str) -> None:
    missing = [program for program in ("Xvfb", "openbox", "xdotool") if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(FOLDER / story)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=580, check=False)
    if done.returncode == 5 or " skipped" in done.stdout.splitlines()[-1]:
        pytest.skip(done.stdout[-300:])
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
