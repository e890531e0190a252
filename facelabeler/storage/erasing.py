"""Erasing a person from a project file, so that not a byte of them is left in it or beside it."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from facelabeler.core.errors import ProjectError
from facelabeler.core.forgetting import Erasure, without
from facelabeler.storage import journal

_UNDER_WAY = "erasing"
_NEEDED = ("detector", "encoder", "method", _UNDER_WAY)  # settings that name nobody
_OF_A_FACE = (("encoding", "face"), ("thumbnail", "face"), ("clothes", "face"), ("placement", "face"), ("face", "id"))
_OF_A_CLUSTER = (("difference", "a"), ("difference", "b"), ("rejection", "cluster"), ("cluster", "id"))
_OF_A_PERSON = (("consent", "person"), ("person", "id"))


def refuse_readers(connection: sqlite3.Connection, path: Path) -> None:
    """Raises ProjectError, nothing changed, while another program reads the project: it would keep old pages alive."""
    if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        advice = "Close it there and try again; nobody was erased yet"
        raise ProjectError("is being read by another program", file=path, advice=advice)


def delete(connection: sqlite3.Connection, erased: Erasure) -> None:
    """Delete all rows of a person and rewrite the history, in the transaction that is open; then call `scrub`."""
    for rows, ids in ((_OF_A_FACE, erased.faces), (_OF_A_CLUSTER, erased.clusters), (_OF_A_PERSON, {erased.person})):
        for table, column in rows:
            connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(number,) for number in ids])
    _rewrite_history(connection, erased)
    _drop_settings(connection, erased)
    today = datetime.now(UTC).date().isoformat()
    connection.executemany("INSERT OR IGNORE INTO settled VALUES (?, ?)", [(one, today) for one in erased.sources])
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '')", (_UNDER_WAY,))


def scrub(connection: sqlite3.Connection, path: Path) -> None:
    """Rebuild the file without its free pages and empty its log. Raises ProjectError if another program reads it.

    A run that was killed before is finished at the next opening (`is_under_way`).
    """
    old = connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # the copy that VACUUM makes counts as attached
    try:
        connection.execute("VACUUM")
    finally:
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, old)
    connection.execute("DELETE FROM meta WHERE key = ?", (_UNDER_WAY,))
    if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        advice = "Close it there, then open and close this project once: the rest of what was erased goes then"
        raise ProjectError("is being read by another program", file=path, advice=advice)


def is_under_way(connection: sqlite3.Connection) -> bool:
    """Whether rows were deleted and the file was not rebuilt yet."""
    return connection.execute("SELECT 1 FROM meta WHERE key = ?", (_UNDER_WAY,)).fetchone() is not None


def _rewrite_history(connection: sqlite3.Connection, erased: Erasure) -> None:
    for number, step in list(journal.change_sets(connection)):
        kept = without(step, erased)
        if kept != step:
            journal.replace_step(connection, number, kept)


def _drop_settings(connection: sqlite3.Connection, erased: Erasure) -> None:
    """Settings that hold a name go: they are choices, and are made again."""
    words = [word for name in erased.names for word in (name, json.dumps(name)[1:-1])]
    for key, value in connection.execute("SELECT key, value FROM meta").fetchall():
        if key not in _NEEDED and any(word in value for word in words):
            connection.execute("DELETE FROM meta WHERE key = ?", (key,))
