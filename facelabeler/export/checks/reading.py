"""What every check needs: files that may be damaged, paths that may lead elsewhere, boxes that may stick out."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as Xml

SUFFIXES: Final = (".jpg", ".png")
"""Endings of our pictures. Trainers know more, and take the same for pictures."""


def read_json(path: Path, found: list[str]) -> Any:
    """What a JSON file holds; None, and a problem, if it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found.append(f"{path.name} is missing or damaged")
        return None


def read_xml(path: Path, found: list[str]) -> Xml.Element | None:
    """The root of an XML file; None, and a problem, if it cannot be read, or defines entities, as ours never do."""
    try:
        data = path.read_bytes()
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            found.append(f"{path.name} defines entities, which no dataset needs")
            return None
        return Xml.fromstring(data)
    except (OSError, Xml.ParseError):
        found.append(f"{path.name} is missing or damaged")
        return None


def read_lines(path: Path, found: list[str]) -> list[str]:
    """The lines of a text, parted at line feeds alone; empty, and a problem, if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        found.append(f"{path.name} is missing or damaged")
        return []
    return text.removesuffix("\n").split("\n") if text else []


def pictures_in(folder: Path) -> list[Path]:
    """The pictures that lie in a folder, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES) if folder.is_dir() else []


def file_in(folder: Path, name: object) -> Path | None:
    """The file of this name if it is one in `folder`, and does not lead out of it."""
    if not isinstance(name, str) or not name:
        return None
    path = folder / name
    inside = path.resolve().is_relative_to(folder.resolve())
    return path if inside and path.is_file() else None


def is_inside(box: Sequence[Any], size: tuple[int, int]) -> bool:
    """Whether left, top, right, bottom are numbers and a box of some extent in a picture of `size`."""
    if len(box) != 4 or not all(isinstance(edge, int | float) and math.isfinite(edge) for edge in box):
        return False
    left, top, right, bottom = box
    return bool(0 <= left < right <= size[0] and 0 <= top < bottom <= size[1])


def whole(text: object) -> int | None:
    """A whole number that is not negative, from text; None if it is none."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() else None


def number(text: object) -> float:
    """A number from text; not a number if it is none."""
    try:
        return float(text) if isinstance(text, str) else math.nan
    except ValueError:
        return math.nan


def doubles(values: Sequence[Any]) -> list[Any]:
    """The values that are there more than once, in order."""
    seen: set[Any] = set()
    return list(dict.fromkeys(value for value in values if value in seen or seen.add(value)))  # type: ignore[func-returns-value]
