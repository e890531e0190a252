"""Which file a source of a project is, and which source a file: by where it is, and by what it holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from facelabeler.core.entities import Source, SourceId
from facelabeler.media.sources import fingerprint


class SourceIndex:
    """Finds the row of a source: by where its file is, or by its content if its old place is empty."""

    def __init__(self, sources: Iterable[Source], locate: Callable[[SourceId], Path | None]) -> None:
        self._by_place: dict[Path, Source] = {}
        self._lost: dict[tuple[int, str], Source] = {}
        for source in sources:
            place = locate(source.id)
            if place is None:
                self._lost[source.size, source.fingerprint] = source
            else:
                self._by_place[place.resolve()] = source

    def find(self, source: Source) -> Source | None:
        """The row that stands for the same file, if there is one."""
        lost = self._lost.get((source.size, source.fingerprint)) if source.fingerprint else None
        return self._by_place.get(Path(source.path).resolve(), lost)

    def add(self, source: Source) -> None:
        """Another row, or a row whose file is elsewhere now."""
        self._by_place[Path(source.path).resolve()] = source


def is_same_file(source: Source, path: str) -> bool:
    """Whether the file at `path` holds what this source was read from: by its size and the hash of its start."""
    return has_size(Path(path), source.size) and fingerprint(path) == source.fingerprint


def has_size(place: Path, size: int) -> bool:
    """Whether there is a file of so many bytes."""
    try:
        return place.is_file() and place.stat().st_size == size
    except OSError:
        return False


def relative_to(folder: Path, path: str) -> str:
    """The path as seen from a folder."""
    try:
        return os.path.relpath(Path(path).resolve(), folder.resolve())
    except ValueError:  # another drive on Windows
        return path
