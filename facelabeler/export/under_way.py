"""Which exports are under way, so that what a killed one left is cleaned up at the next start, wherever it lies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from platformdirs import user_cache_path

from facelabeler.private_files import private, private_folder

CACHE_VARIABLE = "FACELABELER_CACHE"
"""Environment variable naming another cache folder, the same as for models."""


def notes_folder() -> Path:
    """Where notes of exports are kept, one file each."""
    named = os.environ.get(CACHE_VARIABLE)
    return (Path(named) if named else user_cache_path("facelabeler", appauthor=False)) / "exports"


@contextmanager
def noted(target: Path) -> Iterator[None]:
    """While the block runs a note says that `target` is being written. Without a place for notes, nothing is noted."""
    note = notes_folder() / uuid4().hex
    with suppress(OSError):  # a help for later; the export itself does not need it
        private_folder(note.parent)
        private(note).write_text(str(target), encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def clean_up(clean: Callable[[Path], bool]) -> int:
    """Give each noted target to `clean`, which says whether it is done with; returns how many are.

    A target that another process is still writing keeps its note, as does one on a disk that is not there now. An empty
    note is of a process that was killed while it wrote it, before it did anything else.
    """
    folder, done = notes_folder(), 0
    for note in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(OSError, ValueError):
            target = note.read_text(encoding="utf-8")
            if not target or clean(Path(target)):
                note.unlink()
                done += bool(target)
    return done
