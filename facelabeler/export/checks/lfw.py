"""Reads folders of faces and their lists of pairs back, by LFW's rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.checks.reading import doubles, file_in, pictures_in, read_lines, whole
from facelabeler.export.lfw import PAIRS, PEOPLE, TEST_PAIRS, TRAIN_PAIRS
from facelabeler.export.options import SPLITS

Counts = Mapping[str, int]


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if every face is numbered, in one list, and every pair is of two faces that are there."""
    found: list[str] = []
    people = {path.name: len(pictures_in(path)) for path in sorted(folder.iterdir()) if path.is_dir()}
    if not people:
        found.append("there is nobody in it")
    for name in people:
        found += _person_problems(folder / name)
    for file in (PAIRS, TRAIN_PAIRS, TEST_PAIRS):
        found += [f"{file}: {problem}" for problem in _pair_problems(read_lines(folder / file, found), people)]
    found += _list_problems(folder, people)
    rows = [row.split("\t") for row in read_lines(folder / PEOPLE, found)[2:]]
    wrong = [row[0] for row in rows if len(row) != 2 or whole(row[1]) != people.get(row[0])]
    return found + [f"{PEOPLE} counts the faces of {name} wrongly" for name in wrong]


def _person_problems(place: Path) -> Iterable[str]:
    files = pictures_in(place)
    if [path.stem for path in files] != [f"{place.name}_{number:04}" for number in range(1, len(files) + 1)]:
        # From the ten thousandth on names do not sort as numbers do.
        numbers = sorted(int(match[1]) for path in files if (match := re.fullmatch(r".*_(\d{4,})", path.stem)))
        if numbers != list(range(1, len(files) + 1)):
            yield f"{place.name}: its faces are not numbered from 1 without gaps"
    found: list[str] = []
    for path in files:
        picture_size(path, found)
    yield from found


def _pair_problems(rows: Sequence[str], people: Counts) -> Iterable[str]:
    if not rows:
        return
    counts = [whole(cell) for cell in rows[0].split("\t")]
    if None in counts or len(counts) > 2:
        yield "its first line does not say how many pairs there are"
        return
    kinds = Counter(row.count("\t") for row in rows[1:])
    wanted = 1
    for count in counts:
        wanted *= count or 0
    if set(kinds) - {2, 3} or kinds[2] != wanted or kinds[3] != wanted:
        yield "it does not hold as many pairs of one person as of two, as its first line says"
    for row in doubles(rows[1:]):
        yield f"{row!r} is there twice"
    for row in rows[1:]:
        if not _is_pair(row.split("\t"), people):
            yield f"{row!r} is no pair of faces that are there"


def _is_pair(cells: Sequence[str], people: Counts) -> bool:
    if len(cells) == 3:
        faces = [(cells[0], cells[1]), (cells[0], cells[2])]
    elif len(cells) == 4 and cells[0] != cells[2]:
        faces = [(cells[0], cells[1]), (cells[2], cells[3])]
    else:
        return False
    there = all(1 <= (whole(number) or 0) <= people.get(name, 0) for name, number in faces)
    return there and faces[0] != faces[1]


def _list_problems(folder: Path, people: Counts) -> Iterable[str]:
    found: list[str] = []
    lists = [folder / f"{split}_list.txt" for split in SPLITS]
    listed = [name for path in lists if path.is_file() for name in read_lines(path, found)]
    yield from found
    yield from (f"{name} is listed twice, or in two splits" for name in doubles(listed))
    yield from (f"{name} is listed and not there" for name in listed if file_in(folder, name) is None)
    if listed and len(listed) != sum(people.values()):
        yield "the lists do not name every face"
