"""`gui`, `doctor` and `--version`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from facelabeler.cli.command import Command, argument
from facelabeler.cli.console import Console
from facelabeler.cli.versions import versions

Fact = tuple[str, str, bool]  # what, its value, whether it works

ENGINE = "cnn and dlib-resnet-v1 by ONNX Runtime"


class ShowVersion(argparse.Action):
    """Prints the version, the engine and the library versions, and ends."""

    def __init__(self, option_strings: Sequence[str], dest: str, *, version: str) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help="show versions and end")
        self._version = version

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        libraries = ", ".join(f"{name} {number}" for name, number in versions().items() if name != "facelabeler")
        sys.stdout.write(f"facelabeler {self._version}\nengine: {ENGINE}\n{libraries}\n")
        parser.exit()


def gui(args: argparse.Namespace, _console: Console) -> int:
    """Open the window, and the files in it."""
    from facelabeler.app import run_window

    return run_window(args.files)


def doctor(_args: argparse.Namespace, console: Console) -> int:
    """Say what works here; exit 1 if something that is needed does not."""
    facts = list(_facts())
    for what, value, works in facts:
        console.say(f"{'ok  ' if works else 'FAIL'}  {what:24} {value}")
    return 0 if all(works for _, _, works in facts) else 1


def _facts() -> Iterator[Fact]:
    from facelabeler.media.codecs import codec_facts
    from facelabeler.vision.doctor import engine_facts

    for name, number in versions().items():
        yield name, number, number != "not installed"
    yield from engine_facts()
    yield from codec_facts()
    yield _qt_fact()
    yield from _folder_facts()


def _qt_fact() -> Fact:
    """Whether a window can open, tried in a process of its own: Qt aborts the process where it cannot."""
    import subprocess

    if getattr(sys, "frozen", False):  # the packaged program is no Python that could try
        return "Qt platform", "part of this program", True
    code = "from PySide6.QtWidgets import QApplication; print(QApplication([]).platformName())"
    tried = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    if tried.returncode == 0:
        return "Qt platform", tried.stdout.strip(), True
    reason = next((line for line in tried.stderr.splitlines() if line.strip()), "it does not start")
    hint = " (set QT_QPA_PLATFORM=offscreen where there is no display)" if not _has_display() else ""
    return "Qt platform", f"{reason}{hint}", not _has_display()


def _has_display() -> bool:
    if platform.system() == "Linux":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def _folder_facts() -> Iterator[Fact]:
    from facelabeler.settings import settings_path
    from facelabeler.vision.onnx_models import cache_folder

    folders = {
        "settings folder": settings_path().parent,
        "model folder": cache_folder(),
        "temporary folder": Path(tempfile.gettempdir()),
    }
    for what, folder in folders.items():
        yield what, str(folder), _writable(folder)


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


COMMANDS = (
    Command(
        "gui",
        "open the window",
        gui,
        (argument("files", nargs="*", metavar="FILE", help="a project, videos, photos or folders"),),
    ),
    Command("doctor", "say what works on this computer", doctor),
)
