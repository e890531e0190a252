"""What the window remembers from one start to the next: its shape, and the projects opened last."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from facelabeler.core.entities import FaceId
from facelabeler.private_files import private, private_folder
from facelabeler.settings import settings_path

MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project that was open: where it is, how much was in it, when it was opened (UTC, ISO 8601).

    `faces_shown` are up to four faces to draw beside it; their pictures stay in the project.
    """

    path: str
    videos: int = 0
    photos: int = 0
    faces: int = 0
    people: int = 0
    opened: str = ""
    faces_shown: tuple[FaceId, ...] = ()

    @property
    def name(self) -> str:
        return Path(self.path).stem


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where one was among a project's cards: tab and sorting by their values, clusters by number (0: none).

    `top` is the first card in view, `current` the one with the focus.
    """

    tab: str = ""
    sorting: str = ""
    top: int = 0
    current: int = 0
    selected: tuple[int, ...] = ()


def window_settings() -> QSettings:
    """The file of the window's memory, beside the settings. Free keys are the main window's: geometry, docks, hints.

    It names projects, so it is its owner's alone.
    """
    path = settings_path().with_name("window.ini")
    with suppress(OSError):  # then nothing is remembered
        private_folder(path.parent)
        private(path)
    return QSettings(str(path), QSettings.Format.IniFormat)


def remember(key: str, value: QByteArray) -> None:
    """Keep a shape under a name: what QWidget.saveGeometry or QMainWindow.saveState gave."""
    window_settings().setValue(key, value)


def remembered(key: str) -> QByteArray:
    """The shape kept under a name; empty if there is none."""
    value = window_settings().value(key)
    return value if isinstance(value, QByteArray) else QByteArray()


def recent_projects() -> list[RecentProject]:
    """The projects opened last, latest first. What cannot be understood is passed over."""
    try:
        rows = json.loads(str(window_settings().value("recent", "[]")))
        return [RecentProject(**{**row, "faces_shown": tuple(row.get("faces_shown", ()))}) for row in rows]
    except (ValueError, TypeError, AttributeError):
        return []


def remember_project(project: RecentProject) -> None:
    """Put a project at the top of the recent ones, with the time of now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    others = [other for other in recent_projects() if other.path != project.path]
    _write([replace(project, opened=now), *others][:MOST_RECENT])


def forget_project(path: str) -> None:
    """Take a project off the list of recent ones."""
    _write(other for other in recent_projects() if other.path != path)


def bookmark_of(path: str) -> Bookmark:
    """Where one was in a project; empty if nobody knows."""
    try:
        row = _bookmarks()[path]
        return Bookmark(**{**row, "selected": tuple(row["selected"])})
    except (LookupError, TypeError):
        return Bookmark()


def remember_bookmark(path: str, mark: Bookmark) -> None:
    """Note where one is in a project. Of projects that were not open for long, it is forgotten."""
    others = {other: row for other, row in _bookmarks().items() if other != path}
    kept = dict([*others.items(), (path, asdict(mark))][-MOST_RECENT:])
    window_settings().setValue("bookmarks", json.dumps(kept))


def _bookmarks() -> dict[str, dict[str, Any]]:
    """All bookmarks by their project's path, the latest last; none if they cannot be understood."""
    try:
        rows = json.loads(str(window_settings().value("bookmarks", "{}")))
    except ValueError:
        return {}
    return rows if isinstance(rows, dict) else {}


def _write(projects: Iterable[RecentProject]) -> None:
    window_settings().setValue("recent", json.dumps([asdict(project) for project in projects]))
