"""Runs the window on a virtual X screen with a window manager. `tests/e2e/test_real_window.py` starts this folder."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from facelabeler.ui.main_window import MainWindow

PROGRAMS = ("Xvfb", "openbox", "xdotool")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SCREEN = "1440x900x24"
_running: list[subprocess.Popen[bytes]] = []


def pytest_configure() -> None:
    """The screen must stand before Qt is loaded."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.exit(f"needs {', '.join(missing)}", returncode=5)
    os.environ["DISPLAY"] = _start_screen()
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    _start_accessibility()


def pytest_unconfigure() -> None:
    for process in reversed(_running):
        process.terminate()
        process.wait(10)


def _start_screen() -> str:
    for number in itertools.count(90):
        if not Path(f"/tmp/.X11-unix/X{number}").exists() and not Path(f"/tmp/.X{number}-lock").exists():
            break
    display = f":{number}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    _running.append(subprocess.Popen(["Xvfb", display, "-screen", "0", SCREEN, "-nolisten", "tcp"], **quiet))
    while not Path(f"/tmp/.X11-unix/X{number}").exists():
        time.sleep(0.05)
    _running.append(_window_manager(display, quiet))
    return display


def _window_manager(display: str, quiet: dict[str, int]) -> subprocess.Popen[bytes]:
    """Openbox, started again while the screen does not answer yet: without it no window gets the keyboard."""
    for _ in range(20):
        manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, **quiet)
        time.sleep(0.5)
        if manager.poll() is None:
            return manager
    raise RuntimeError("openbox does not stay on the virtual screen")


def _start_accessibility() -> None:
    """The bus that screen readers listen on, where the desktop has one: Qt looks for it when it is loaded."""
    launcher = next((path for path in LAUNCHERS if Path(path).exists()), None)
    if launcher is None or shutil.which("dbus-daemon") is None:
        return
    words = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    bus = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    _running.append(bus)
    assert bus.stdout is not None
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
    os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    _running.append(subprocess.Popen([launcher, "--launch-immediately"], **quiet))


@pytest.fixture
def main_window() -> Iterator[MainWindow]:
    """An empty window. Qt is loaded only now that the screen stands."""
    from tests.real_window.windows import shown

    with shown() as made:
        yield made


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Path:
    """Where a story's screenshots go: FACELABELER_SCREENSHOTS, or nowhere that lasts."""
    folder = Path(os.environ.get("FACELABELER_SCREENSHOTS", request.getfixturevalue("tmp_path")))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
