"""Reads MOT Challenge back by the rules of its development kit: everything counts from 1."""

from __future__ import annotations

import configparser
from collections.abc import Iterable, Mapping
from pathlib import Path

from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.checks.reading import doubles, is_inside, number, pictures_in, read_lines, whole
from facelabeler.export.mot import GROUND_TRUTH, INFO, LABELS

COLUMNS = 9


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if each sequence is as its description says."""
    sequences = sorted(path.parent for path in folder.glob(f"*/*/{INFO}"))
    found = [] if sequences else ["there is no sequence"]
    for place in sequences:
        found += [f"{place.relative_to(folder).as_posix()}: {problem}" for problem in _problems(place)]
    return found


def _problems(place: Path) -> Iterable[str]:
    found: list[str] = []
    info = _info(place / INFO, found)
    frames = pictures_in(place / "img1")
    sizes = {picture_size(path, found) for path in frames}
    rows = read_lines(place / GROUND_TRUTH, found)
    classes = len(read_lines(place / LABELS, found)) if (place / LABELS).is_file() else None
    yield from found
    ending = info.get("imext", "")
    if [path.name for path in frames] != [f"{count:06}{ending}" for count in range(1, len(frames) + 1)] or not frames:
        yield "its frames are not numbered from 000001 without gaps"
    size = (whole(info.get("imwidth")) or 0, whole(info.get("imheight")) or 0)
    if whole(info.get("seqlength")) != len(frames) or sizes != {size}:
        yield f"{INFO} gives another length or size"
    yield from _row_problems(rows, len(frames), size, classes)


def _info(path: Path, found: list[str]) -> Mapping[str, str]:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
        return dict(parser["Sequence"])
    except (OSError, ValueError, KeyError, configparser.Error):
        found.append(f"{INFO} is missing or damaged")
        return {}


def _row_problems(rows: list[str], frames: int, size: tuple[int, int], classes: int | None) -> Iterable[str]:
    if not rows:
        yield f"{GROUND_TRUTH} is empty"
    for row in rows:
        if not _is_row(row.split(","), frames, size, classes):
            yield f"{GROUND_TRUTH}: {row!r} is no box"
    for frame, identity in doubles([tuple(row.split(",")[:2]) for row in rows if row.count(",")]):
        yield f"{identity} is twice in frame {frame}"


def _is_row(cells: list[str], frames: int, size: tuple[int, int], classes: int | None) -> bool:
    if len(cells) != COLUMNS:
        return False
    frame, identity, kind = whole(cells[0]), whole(cells[1]), whole(cells[7])
    left, top, width, height = (number(cell) for cell in cells[2:6])
    fits = is_inside((left - 1, top - 1, left - 1 + width, top - 1 + height), size)
    known = bool(kind) and (classes is None or (kind or 0) <= classes)
    return fits and known and bool(identity) and 1 <= (frame or 0) <= frames
