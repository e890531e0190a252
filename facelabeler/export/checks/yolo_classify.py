"""Reads a YOLO classification dataset back by Ultralytics' rules (version 8.4, `data/utils.py`)."""

from __future__ import annotations

from pathlib import Path

from facelabeler.export.checks import class_folders


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if there is something to train on and something to measure on."""
    found = class_folders.problems(folder)
    if not (folder / "val").is_dir() and not (folder / "test").is_dir():
        found.append("there is neither val nor test, and Ultralytics does not train without")
    return found
