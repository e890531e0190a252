"""Reads back what a dataset of ours says of itself: nothing leaks, nothing is missing, all is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from facelabeler.core.errors import ExportError
from facelabeler.export.checks.reading import file_in
from facelabeler.export.metadata import DATASET, MANIFEST, read_dataset, read_manifest
from facelabeler.export.options import SPLITS


def problems(folder: Path) -> list[str]:
    """Tracks and shots in two splits, files that are missing, counts that do not agree.

    A dataset of another program has neither of our files, and nothing is said of it.
    """
    if not (folder / DATASET).is_file() and not (folder / MANIFEST).is_file():
        return []
    if not (folder / MANIFEST).is_file():
        return [f"{MANIFEST} is missing"]
    try:
        leaks, missing = _leaks(read_manifest(folder)), _missing(folder, read_manifest(folder))
        return [*leaks, *missing, *_miscounted(read_dataset(folder), read_manifest(folder))]
    except ExportError as error:
        return [error.what]
    except (LookupError, TypeError, AttributeError) as error:
        return [f"{MANIFEST} or {DATASET} is damaged ({error})"]


def _leaks(lines: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    place: dict[tuple[str, int], str] = {}
    told: set[tuple[str, int]] = set()
    for line in lines:
        if line["split"] not in SPLITS:
            yield f"{MANIFEST} names a split {line['split']}"
        for key in [("shot", line["shot"]), *(("track", face["track"]) for face in line["faces"])]:
            if place.setdefault(key, line["split"]) != line["split"] and key not in told:
                told.add(key)
                yield f"{key[0]} {key[1]} is in both {place[key]} and {line['split']}"


def _missing(folder: Path, lines: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for line in lines:
        for name in [line["file"], *(face["file"] for face in line["faces"])]:
            if name and file_in(folder, name) is None:
                yield f"{MANIFEST} lists {name}, which is not there"


def _miscounted(dataset: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    pictures: Counter[str] = Counter()
    sources: Counter[int] = Counter()
    for line in lines:
        pictures[line["split"]] += 1
        sources[line["source"]] += 1
    if pictures != Counter(dataset["pictures"]):
        yield f"{DATASET} does not count the pictures of each split as {MANIFEST} does"
    if sources != Counter({row["id"]: row["pictures"] for row in dataset["sources"]}):
        yield f"{DATASET} does not count the pictures of each source as {MANIFEST} does"
    if [row["index"] for row in dataset["classes"]] != list(range(len(dataset["classes"]))):
        yield f"{DATASET} does not number the classes 0, 1, 2, … without gaps"
