"""Reads a YOLO dataset back by Ultralytics' rules (version 8.4, `data/utils.py`), which it only logs breaches of."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.cutting import SMALLEST
from facelabeler.export.options import SPLITS


def problems(folder: Path) -> list[str]:
    """What a trainer would stumble over; empty if all is well."""
    found: list[str] = []
    config = _config(folder, found)
    classes = _class_count(config, found)
    for split in SPLITS:
        if split in config:
            found += _split_problems(folder, split, str(config[split]), classes)
    found += _strays(folder)
    return found


def _config(folder: Path, found: list[str]) -> dict[str, Any]:
    try:
        config = yaml.safe_load((folder / "data.yaml").read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        config = None
    if not isinstance(config, dict):
        found.append("data.yaml is missing or damaged")
        return {}
    found += [f"data.yaml has no {split}" for split in ("train", "val") if split not in config]
    if "path" in config:
        found.append("data.yaml has a path, so the dataset cannot be moved")
    return config


def _class_count(config: dict[str, Any], found: list[str]) -> int:
    names = config.get("names")
    names = names if isinstance(names, dict) else {}
    numbers = list(names)
    if not numbers or numbers != list(range(len(numbers))):
        found.append("data.yaml does not name the classes 0, 1, 2, … without gaps")
    elif not all(isinstance(name, str) and name for name in names.values()):
        found.append("data.yaml has a class name that is no text")
    if config.get("nc", len(numbers)) != len(numbers):
        found.append("data.yaml counts its classes wrongly")
    return len(numbers)


def _split_problems(folder: Path, split: str, place: str, classes: int) -> Iterable[str]:
    inside = (folder / place).resolve()
    if not inside.is_relative_to(folder.resolve()) or not inside.is_dir():
        return [f"data.yaml's {split} is not a folder in the dataset"]
    pictures = sorted(path for path in inside.iterdir() if path.is_file())
    if not pictures:
        return [f"{split} has no pictures"]
    found: list[str] = []
    for picture in pictures:
        _check_picture(picture, classes, found)
    return [f"{split}: {problem}" for problem in found]


def _check_picture(picture: Path, classes: int, found: list[str]) -> None:
    width, height = picture_size(picture, found)
    if 0 < min(width, height) < SMALLEST:
        found.append(f"{picture.name} is smaller than {SMALLEST} pixels")
    label = label_path(picture)
    if not label.is_file():
        found.append(f"{picture.name} has no label file")
        return
    rows = label.read_text(encoding="ascii", errors="replace").splitlines()
    if not rows:
        found.append(f"{label.name} is empty")
    if len(set(rows)) < len(rows):
        found.append(f"{label.name} has a line twice")
    found += [f"{label.name}: {row!r} is no label" for row in rows if not _is_label(row, classes)]


def label_path(picture: Path) -> Path:
    """Where Ultralytics looks for a picture's labels: the last folder `images` in its path becomes `labels`."""
    parts = list(picture.parts)
    last = len(parts) - 1 - parts[::-1].index("images")
    return Path(*parts[:last], "labels", *parts[last + 1 :]).with_suffix(".txt")


def _is_label(row: str, classes: int) -> bool:
    parts = row.split()
    if len(parts) != 5 or not parts[0].isdecimal() or int(parts[0]) >= classes:
        return False
    try:
        x, y, width, height = (float(part) for part in parts[1:])
    except ValueError:
        return False
    shares = (x, y, width, height, x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    # Edges are sums of shares rounded to eight places.
    sane = all(math.isfinite(share) and -1e-7 <= share <= 1 + 1e-7 for share in shares)
    return sane and width > 0 and height > 0


def _strays(folder: Path) -> Iterable[str]:
    """Label files without a picture."""
    pictures = {path.relative_to(folder / "images").with_suffix("") for path in (folder / "images").glob("*/*")}
    for label in sorted((folder / "labels").glob("*/*.txt")):
        if label.relative_to(folder / "labels").with_suffix("") not in pictures:
            yield f"{label.name} belongs to no picture"
