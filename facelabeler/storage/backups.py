"""Snapshots of a project, in a folder beside it: whole projects themselves, sound when they were made."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from facelabeler.core.errors import DamagedProject, ProjectError, UsageError
from facelabeler.storage import database
from facelabeler.storage.lock import ProjectLock

log = logging.getLogger(__name__)

KEPT = 10
"""So many snapshots stay; older ones go when a new one is in place."""

PAGES_AT_ONCE = 2500  # 10 MB: a cancel is seen between

_NAME = re.compile(r"(\d{8}T\d{6}\.\d{6})Z-([a-z]+)\.facelabel")
_TIME = "%Y%m%dT%H%M%S.%f"
_PARTIAL = ".partial"
_BESIDE = ("-wal", "-shm", "-journal")


class Reason(Enum):
    """Before what a snapshot was made. `DAMAGED` is a copy of the file as it was, in case more can be got out of it."""

    OPENING = "opening"
    MIGRATING = "migrating"
    FORGETTING = "forgetting"
    RESTORING = "restoring"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that is there: when it was made (UTC), before what, and its bytes."""

    path: Path
    at: datetime
    reason: Reason
    size: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a project holds: for choosing among snapshots."""

    faces: int
    people: int
    steps: int


def backup_folder(project: Path) -> Path:
    """Where a project's snapshots are: beside it, so that they move with it and are seen by whoever deletes it."""
    return project.with_name(f"{project.name}-backups")


def snapshots(project: Path) -> list[Snapshot]:
    """A project's snapshots, the newest first; also of a project that is gone."""
    folder = backup_folder(project)
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    found = [(folder / name, match) for name in names if (match := _NAME.fullmatch(name))]
    known = {reason.value for reason in Reason}
    return [
        Snapshot(path, datetime.strptime(match[1], _TIME).replace(tzinfo=UTC), Reason(match[2]), path.stat().st_size)
        for path, match in reversed(found)
        if match[2] in known
    ]


def counts(snapshot: Snapshot) -> Counts | None:
    """What a snapshot holds, or None if that cannot be read."""
    tables = ("face", "person", "journal")
    try:
        with closing(database.open_existing(snapshot.path, read_only=True)) as connection:
            return Counts(*(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables))
    except (ProjectError, sqlite3.Error):
        return None


def before_opening(project: Path) -> ProjectError | None:
    """Make the snapshots that opening for writing calls for: before a migration always, else the first of the day.

    A project that has not changed since its last snapshot needs none. Without one before a migration, nothing is
    opened: raises ProjectError. Why the day's could not be made is returned, for the user to be told. Raises
    DamagedProject if the project is damaged.
    """
    if database.needs_migration(project):
        take(project, Reason.MIGRATING)
    elif _is_due(project):
        try:
            take(project, Reason.OPENING)
        except DamagedProject:
            raise
        except ProjectError as error:
            log.warning("%s", error)
            return error
    return None


def _is_due(project: Path) -> bool:
    last = next(iter(snapshots(project)), None)
    if last is None:
        return True
    changed = max(path.stat().st_mtime for path in (project, _beside(project, "-wal")) if path.exists())
    return last.at.astimezone().date() != datetime.now().astimezone().date() and changed > last.at.timestamp()


def take(project: Path, reason: Reason) -> Snapshot:
    """Make a snapshot of a project, open or not, as it is now, and drop the oldest beyond those that are kept.

    It is whole and only its owner's, or it is not there. Raises DamagedProject, and keeps the older ones, if the
    project is damaged; ProjectError if a snapshot cannot be written.
    """
    with _file_errors(project):
        place = _new_place(project, reason)
        partial = place.with_suffix(_PARTIAL)
        try:
            os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            _copy_pages(project, partial)
            settle(partial, place)
        finally:
            partial.unlink(missing_ok=True)
        _drop_old(project)
    return Snapshot(place, datetime.now(UTC), reason, place.stat().st_size)


def _copy_pages(project: Path, copy: Path, check_cancel: Callable[[], None] = lambda: None) -> None:
    """Copy by SQLite's backup API, which sees one moment of the project even while it is written; then check."""
    with (
        database.project_errors(project),
        closing(database.connect(project, "ro")) as source,
        closing(database.connect(copy, "rw")) as target,
    ):
        source.backup(target, pages=PAGES_AT_ONCE, progress=lambda *_left: check_cancel())
        target.execute("PRAGMA journal_mode = DELETE")
        if database.is_broken(target):
            raise DamagedProject("is damaged", file=project, advice="`facelabeler check` says where")


def restore(project: Path, snapshot: Snapshot, check_cancel: Callable[[], None] = lambda: None) -> None:
    """Put a project back to a snapshot. How it is now is kept as a snapshot first, damaged or not.

    The project must be open nowhere. All or nothing, also if `check_cancel` raises. Raises ProjectError.
    """
    lock = ProjectLock(project)
    lock.acquire()
    try:
        with _file_errors(project):
            _keep_present(project)
            partial = project.with_name(f".{project.name}{_PARTIAL}")
            try:
                os.close(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
                _copy_pages(snapshot.path, partial, check_cancel)
                check_cancel()
                _drop_beside(project)
                settle(partial, project)
            finally:
                partial.unlink(missing_ok=True)
            _drop_old(project)
    finally:
        lock.release()


def find(project: Path, number: int) -> Snapshot:
    """The snapshot of this number, 1 the newest. Raises UsageError if there is none."""
    found = snapshots(project)
    if not 1 <= number <= len(found):
        what = f"has no backup {number}" if found else "has no backups"
        raise UsageError(what, file=project, advice="`facelabeler backups` lists them")
    return found[number - 1]


def remove_all(project: Path) -> int:
    """Delete every snapshot of a project, and what is left of unfinished ones; how many there were."""
    there = len(snapshots(project))
    with _file_errors(project):
        if backup_folder(project).is_dir():
            shutil.rmtree(backup_folder(project))
    return there


def settle(partial: Path, place: Path) -> None:
    """Give a finished file its name in one step, so that it is there whole or not at all, whatever fails."""
    _flush(partial)
    partial.replace(place)
    _flush(place.parent)


def _keep_present(project: Path) -> None:
    if not project.exists():
        return
    try:
        take(project, Reason.RESTORING)
    except DamagedProject:
        place = _new_place(project, Reason.DAMAGED)
        for ending in ("", "-wal"):
            if _beside(project, ending).exists():
                shutil.copyfile(_beside(project, ending), _beside(place, ending))
                _beside(place, ending).chmod(0o600)


def _new_place(project: Path, reason: Reason) -> Path:
    folder = backup_folder(project)
    folder.mkdir(mode=0o700, exist_ok=True)
    for left in folder.glob(f"*{_PARTIAL}"):
        left.unlink(missing_ok=True)
    return folder / f"{datetime.now(UTC).strftime(_TIME)}Z-{reason.value}.facelabel"


def _drop_old(project: Path) -> None:
    for old in snapshots(project)[KEPT:]:
        _drop_beside(old.path)
        old.path.unlink(missing_ok=True)


def _drop_beside(project: Path) -> None:
    """What SQLite keeps beside a file belongs to that file alone: left there, it would be played into another."""
    for ending in _BESIDE:
        _beside(project, ending).unlink(missing_ok=True)


def _beside(project: Path, ending: str) -> Path:
    return project.with_name(project.name + ending)


def _flush(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    with suppress(PermissionError):  # Windows opens no folders
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _file_errors(project: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProjectError(
            f"The backup cannot be written ({reason})",
            file=backup_folder(project),
            advice="Free some space, or check that you may write there",
        ) from error
