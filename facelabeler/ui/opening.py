"""Which project a source belongs to. No Qt: the rules of opening, as functions of paths."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from facelabeler.core.entities import PROJECT_SUFFIX
from facelabeler.core.errors import FaceLabelerError
from facelabeler.pipeline.progress import Cancel

if TYPE_CHECKING:
    from facelabeler.session import Session

How = Literal["open", "make", "read"]
"""Open what is there, make it if it is not, or only look at it."""

SHOWS_PROJECTS = "facelabeler.ui.project_view"
"""Loading this module loads all that is needed to show a project, NumPy among it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked to be opened: projects, and files or folders to look for faces in."""

    projects: tuple[Path, ...]
    sources: tuple[str, ...]


def load_what_shows_projects() -> None:
    """Load the half of the window that an empty one does without; for a worker, since it takes a while."""
    importlib.import_module(SHOWS_PROJECTS)
    importlib.import_module("numpy.ma")  # which a first median would wait for


def opened(path: Path, how: How, cancel: Cancel) -> Session:
    """The session of a project, with all that its first picture needs; for a worker. Raises ProjectError, Cancelled.

    The objects of the project are put out of sight of the collector, which would stop the window for a tenth of a
    second each time it looked for circles among them.
    """
    load_what_shows_projects()
    from facelabeler.session import Session

    ways = {"open": Session.open, "make": Session.open_or_create, "read": Session.open_to_read}
    gc.disable()
    try:
        session = ways[how](path)
        try:
            session.load_encodings()
            cancel.check()
        except BaseException:
            session.close()
            raise
        gc.freeze()
    finally:
        gc.enable()
    return session


def sorted_out(paths: Iterable[str]) -> Request:
    """Projects by their suffix, and the rest."""
    given = list(dict.fromkeys(paths))
    projects = tuple(Path(path) for path in given if Path(path).suffix == PROJECT_SUFFIX)
    return Request(projects, tuple(path for path in given if Path(path).suffix != PROJECT_SUFFIX))


def project_for(source: str, own_folder: Path, may_write: Callable[[Path], bool] | None = None) -> Path:
    """The project that opening this source makes, or opens if it is there: `<source name>.facelabel` beside it.

    Where one may not write beside it, it is in `own_folder`; there, a project of the same name that belongs to
    another source is left alone and a number is added.
    """
    place = Path(source).absolute()
    name = place.name if place.is_dir() else place.stem
    beside = place.with_name(name + PROJECT_SUFFIX)
    if beside.exists() or (may_write or is_writable)(place.parent):
        return beside
    return _own(own_folder, name, place)


def is_writable(folder: Path) -> bool:
    """Whether a file can be made in a folder."""
    return os.access(folder, os.W_OK | os.X_OK)


def _own(folder: Path, name: str, source: Path) -> Path:
    number = 1
    while True:
        ending = "" if number == 1 else f" {number}"
        path = folder / f"{name}{ending}{PROJECT_SUFFIX}"
        if not path.exists() or _holds(path, source):
            return path
        number += 1


def _holds(path: Path, source: Path) -> bool:
    """Whether a project holds a source, or something inside of it."""
    from facelabeler.session import Session

    try:
        session = Session.open_to_read(path)
    except FaceLabelerError:
        return False
    try:
        paths = [Path(row.path).absolute() for row in session.project.sources.values()]
    finally:
        session.close()
    return not paths or any(path == source or source in path.parents for path in paths)
