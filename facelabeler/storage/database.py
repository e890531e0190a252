"""Opening the SQLite file: who may, what it must be, and the pragmas it runs with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from facelabeler.core.errors import DamagedProject, ProjectError, UnavailableProject
from facelabeler.storage.places import is_network, may_write_beside
from facelabeler.storage.schema import APPLICATION_ID, MIGRATIONS, VERSION

BUSY_MILLISECONDS = 5000
LONGEST_VALUE = 512 * 2**20
"""Bytes of one value. A step that moves a hundred thousand faces is some five million; one that says more lies."""

# The order of https://sqlite.org/security.html, "Untrusted SQLite Database Files".
_PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
)

COMPLAINTS = (sqlite3.Error, UnicodeDecodeError, MemoryError, OverflowError)
"""What sqlite3 raises of a file: a complaint that quotes damaged words is no UTF-8 itself, absurd sizes want memory
that there is not, and after the highest number that SQLite has there is no next one."""


@contextmanager
def project_errors(path: Path) -> Iterator[None]:
    """Turns SQLite's complaints about the file into a ProjectError that names it; damage into a DamagedProject."""
    try:
        yield
    except COMPLAINTS as error:
        raise _in_words(error, path) from error


def _in_words(error: Exception, path: Path) -> ProjectError:
    """Damage may show as an OperationalError: text that is no UTF-8 (no code), a schema that cannot be read."""
    code = getattr(error, "sqlite_errorname", "")
    if isinstance(error, MemoryError):
        advice = "Close other programs; if that does not help, it is damaged: `facelabeler rescue` copies what is sound"
        return ProjectError("The project needs more memory than there is", file=path, advice=advice)
    damaged = not isinstance(error, sqlite3.OperationalError) or code in ("", "SQLITE_ERROR")
    if damaged:
        advice = "The file was left as it is"
        return DamagedProject("is damaged or is not a FaceLabeler project", file=path, advice=advice)
    kind = UnavailableProject if code.startswith(("SQLITE_READONLY", "SQLITE_BUSY")) else ProjectError
    return kind(f"The project cannot be used ({error})", file=path, advice=_advice(code))


def _advice(code: str) -> str:
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "Another program is writing it; close that, or try again"
    if code in ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE"):
        return "What was done before is kept. Free some space on the disk, look whether it is sound, and try again"
    return "Check that the folder exists and that you may write there"


def refuse_taken(path: Path) -> None:
    """Raises ProjectError unless a new project can be made at `path`."""
    if path.exists():
        raise ProjectError("is there already", file=path, advice="Choose another name")
    if not path.parent.is_dir():
        raise ProjectError("The folder does not exist", file=path.parent, advice="Create it, or choose another place")


def create(path: Path) -> sqlite3.Connection:
    """A new project file at a place that `refuse_taken` has looked at. Raises ProjectError if it cannot be written.

    Only its owner may read it, from the first byte on. It is filled beside its place, so that there is no project or a
    whole one, whenever the program ends.
    """
    beside = path.with_name(f"{path.name}.new")
    with project_errors(path):
        try:
            beside.unlink(missing_ok=True)
            beside.touch(mode=0o600, exist_ok=False)
            _fill(beside)
            beside.replace(path)
        except OSError as error:
            advice = "Check that you may write in its folder, and that the disk has room"
            raise ProjectError(f"cannot be made ({error.strerror})", file=path, advice=advice) from error
        finally:
            _remove(beside)
        return _connected(path)


def _fill(path: Path) -> None:
    with closing(connect(path, "rw")) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")  # a file that is cut short is thrown away
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection)


def _connected(path: Path) -> sqlite3.Connection:
    connection = connect(path, "rw")
    try:
        _choose_journal(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _remove(path: Path) -> None:
    """Take away what is in nobody's way; where that fails, it is replaced the next time."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def open_existing(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """The connection to an existing project. Raises ProjectError, the file untouched, if it is not one."""
    refuse_foreign(path)
    with project_errors(path):
        connection = connect(path, "ro" if read_only else "rw")
        try:
            if not read_only:
                _choose_journal(connection, path)
                migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _choose_journal(connection: sqlite3.Connection, path: Path) -> None:
    """WAL shares memory between processes, which two computers cannot: a network folder gets a rollback journal."""
    connection.execute(f"PRAGMA journal_mode = {'TRUNCATE' if is_network(path) else 'WAL'}")


def refuse_foreign(path: Path) -> None:
    """Raises ProjectError, the file untouched, unless `path` is a FaceLabeler project that this program knows."""
    if not path.exists():
        raise ProjectError("There is no such project", file=path, advice="Check the name")
    if not path.is_file():
        raise ProjectError("is not a project file", file=path, advice="Name a file that ends in .facelabel")
    with project_errors(path), closing(_looking(path)) as connection:
        application, version = _identity(connection)
        if application != APPLICATION_ID:
            raise ProjectError("is not a FaceLabeler project", file=path, advice="The file was left as it is")
        if version > VERSION:
            raise ProjectError(
                f"was made by a newer FaceLabeler (format {version}; this one knows {VERSION})",
                file=path,
                advice="Update FaceLabeler to open it",
            )
        _refuse_planted(connection, version, path)


def _refuse_planted(connection: sqlite3.Connection, version: int, path: Path) -> None:
    """Raises DamagedProject if the schema is not word for word ours: a trigger or view could act, a table deceive."""
    strange = sorted(_schema(connection) ^ _schema_of(version), reverse=True)  # views and triggers first
    if strange:
        kind, name = strange[0][:2]
        raise DamagedProject(
            f"holds a {kind} that is not as FaceLabeler makes it ({name[:60]!r}), so it was not opened",
            file=path,
            advice="`facelabeler rescue` copies what is yours into a new project; the file was left as it is",
        )


def needs_migration(path: Path) -> bool:
    """Whether a project is of an older version."""
    with project_errors(path), closing(_looking(path)) as connection:
        return _identity(connection)[1] < VERSION


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this program's version, each step in a transaction of its own."""
    version = _identity(connection)[1]
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE;{script};PRAGMA user_version = {number};COMMIT;")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def is_broken(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds a page or a row that cannot be, without comparing the indices: fast."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that trusts nothing in the file. `mode` is `ro` or `rw`.

    On a read-only disk it is told that nobody else writes: SQLite could not keep its own files beside it there.
    """
    still = mode == "ro" and not may_write_beside(path) and not _has_log(path)
    return _connection(path, mode, still=still)


def _looking(path: Path) -> sqlite3.Connection:
    """A connection for a short look, which leaves nothing beside the file if nothing is there."""
    return _connection(path, "ro", still=not _has_log(path))


def _connection(path: Path, mode: str, *, still: bool) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if still else ''}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _has_log(path: Path) -> bool:
    """Whether somebody has the project open, or had it when he died: what he wrote last is in a file beside it."""
    return any(_size(beside) for beside in _logs(path))


def _size(path: Path) -> int:
    """How large a file is; 0 if there is none, or none any more: its writer may remove it at any moment."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _logs(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal")


def _identity(connection: sqlite3.Connection) -> tuple[int, int]:
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    return int(application), int(version)


def _schema(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str, str]]:
    """Everything that the file defines: kind, name, table, and the words; what SQLite adds by itself has none."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    statistics = ("sqlite_stat1", "sqlite_stat4")
    return frozenset(
        (kind, name, table, " ".join(sql.split())) for kind, name, table, sql in rows if name not in statistics
    )


@cache
def _schema_of(version: int) -> frozenset[tuple[str, str, str, str]]:
    """The schema as this version of the format has it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for script in MIGRATIONS[: max(version, 0)]:
            connection.executescript(script)
        return _schema(connection)
