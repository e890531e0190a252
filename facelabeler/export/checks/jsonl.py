"""Reads JSON Lines back as Hugging Face's `imagefolder` does."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.checks.reading import doubles, file_in, is_inside, pictures_in, read_lines
from facelabeler.export.jsonl import METADATA
from facelabeler.export.options import SPLITS


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if every line has its picture and every picture its line."""
    found: list[str] = []
    for split in SPLITS:
        if split == "train" or (folder / split).is_dir():
            lines = read_lines(folder / split / METADATA, found)
            found += [f"{split}: {problem}" for problem in _split_problems(folder / split, lines)]
    return found


def _split_problems(place: Path, lines: list[str]) -> Iterable[str]:
    names: list[str] = []
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            names.append(row["file_name"])
            yield from (f"line {number}: {problem}" for problem in _line_problems(place, row))
        except (ValueError, LookupError, TypeError, AttributeError):
            yield f"line {number} is damaged"
    yield from (f"{name} is there twice" for name in doubles(names))
    yield from (f"{path.name} has no line" for path in pictures_in(place) if path.name not in names)


def _line_problems(place: Path, row: dict[str, object]) -> Iterable[str]:
    path = file_in(place, row["file_name"])
    if path is None:
        yield f"{row['file_name']} is not there"
        return
    found: list[str] = []
    size = picture_size(path, found)
    yield from found
    if (row["width"], row["height"]) != size:
        yield f"{path.name} has another size"
    objects = row["objects"]
    assert isinstance(objects, dict)
    if len(set(map(len, objects.values()))) != 1 or not objects["bbox"]:
        yield "its lists are of different length, or empty"
    for left, top, width, height in objects["bbox"]:
        if not is_inside((left, top, left + width, top + height), size):
            yield f"the box {[left, top, width, height]} is none, or sticks out"
    if not all(isinstance(index, int) and index >= 0 for index in objects["category"]):
        yield "a category is no number"
