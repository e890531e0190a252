"""Opening the SQLite file: who may, what it must be, and the pragmas it runs with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from facelabeler.core.errors import ProjectError
from facelabeler.storage.schema import APPLICATION_ID, MIGRATIONS, VERSION

BUSY_MILLISECONDS = 5000
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
)


@contextmanager
def project_errors(path: Path) -> Iterator[None]:
    """Turns SQLite's complaints about the file into a ProjectError that names it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise ProjectError(_operational(error), file=path, advice=_advice(error)) from error
    except sqlite3.DatabaseError as error:
        raise ProjectError(
            "is damaged or is not a FaceLabeler project", file=path, advice="The file was left as it is"
        ) from error


def _operational(error: sqlite3.OperationalError) -> str:
    return f"The project cannot be used ({error})"


def _advice(error: sqlite3.OperationalError) -> str:
    words = str(error)
    if "locked" in words:
        return "Another program is writing it; close that, or try again"
    if "full" in words:
        return "Free some space on the disk and try again"
    return "Check that the folder exists and that you may write there"


def refuse_taken(path: Path) -> None:
    """Raises ProjectError unless a new project can be made at `path`."""
    if path.exists():
        raise ProjectError("is there already", file=path, advice="Choose another name")
    if not path.parent.is_dir():
        raise ProjectError("The folder does not exist", file=path.parent, advice="Create it, or choose another place")


def create(path: Path) -> sqlite3.Connection:
    """A new project file at a place that `refuse_taken` has looked at. Raises ProjectError if it cannot be written."""
    with project_errors(path):
        connection = _connect(path, "rwc")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection)
    path.chmod(0o600)
    return connection


def open_existing(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """The connection to an existing project. Raises ProjectError, the file untouched, if it is not one."""
    refuse_foreign(path)
    with project_errors(path):
        connection = _connect(path, "ro" if read_only else "rw")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection)
    return connection


def refuse_foreign(path: Path) -> None:
    """Raises ProjectError unless `path` is a FaceLabeler project of a version this program knows."""
    if not path.exists():
        raise ProjectError("There is no such project", file=path, advice="Check the name")
    if not path.is_file():
        raise ProjectError("is not a project file", file=path, advice="Name a file that ends in .facelabel")
    with project_errors(path), closing(_connect(path, "ro")) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise ProjectError("is not a FaceLabeler project", file=path, advice="The file was left as it is")
    if version > VERSION:
        raise ProjectError(
            f"was made by a newer FaceLabeler (format {version}; this one knows {VERSION})",
            file=path,
            advice="Update FaceLabeler to open it",
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this program's version, each step in a transaction of its own."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(f"BEGIN IMMEDIATE;{script};PRAGMA user_version = {number};COMMIT;")


def integrity_problems(connection: sqlite3.Connection) -> list[str]:
    """What SQLite's own checks find wrong; empty for a sound file."""
    rows = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [row for row in rows if row != "ok"] + [
        f"{table} {row} names a missing {parent}" for table, row, parent, _ in broken
    ]


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection
