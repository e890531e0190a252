"""Reads the table of faces back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.checks.reading import doubles, file_in, is_inside, whole
from facelabeler.export.csv_table import COLUMNS, TABLE
from facelabeler.export.options import SPLITS

Row = Mapping[str, str]
BOX = ("left", "top", "right", "bottom")


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if every row fits its picture and every class has one name."""
    try:
        with (folder / TABLE).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            columns = tuple(reader.fieldnames or ())
    except (OSError, ValueError, csv.Error):
        return [f"{TABLE} is missing or damaged"]
    if columns != COLUMNS:
        return [f"{TABLE} does not have the columns {', '.join(COLUMNS)}"]
    if any(None in row.values() or None in row for row in rows):
        return [f"{TABLE} has rows of another length"]
    found = [] if rows else [f"{TABLE} is empty"]
    found += [f"face {number} is there twice" for number in doubles([row["face"] for row in rows])]
    return [*found, *_class_problems(rows), *_file_problems(folder, rows), *_row_problems(rows)]


def _class_problems(rows: Sequence[Row]) -> Iterable[str]:
    pairs = {(row["class"], row["name"]) for row in rows}
    yield from (f"class {number} has two names" for number in doubles(sorted(number for number, _ in pairs)))
    yield from (f"{name!r} is two classes" for name in doubles(sorted(name for _, name in pairs)))


def _file_problems(folder: Path, rows: Sequence[Row]) -> Iterable[str]:
    places = {(row["file"], row["split"], row["width"], row["height"]) for row in rows}
    yield from (f"{name} is in two splits, or has two sizes" for name in doubles(sorted(row[0] for row in places)))
    for name, split, width, height in sorted(places):
        found: list[str] = []
        path = file_in(folder, name)
        if path is None:
            found.append(f"{name} is not there")
        elif picture_size(path, found) != (whole(width), whole(height)):
            found.append(f"{name} has another size")
        if split not in SPLITS:
            found.append(f"{split!r} is no split")
        yield from found


def _row_problems(rows: Sequence[Row]) -> Iterable[str]:
    for line, row in enumerate(rows, start=2):
        box = [whole(row[edge]) for edge in BOX]
        if not is_inside(box, (whole(row["width"]) or 0, whole(row["height"]) or 0)):
            yield f"line {line} has a box that is none, or sticks out"
        if whole(row["class"]) is None:
            yield f"line {line} has no class"
