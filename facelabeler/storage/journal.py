"""The history: every ChangeSet in order, and how many at its end are undone."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from facelabeler.core.changes import ChangeSet, Param
from facelabeler.core.entities import Cluster, Face
from facelabeler.core.errors import ProjectError
from facelabeler.storage.codec import changes_from_blob, changes_to_blob

_LAST_DONE = "WHERE NOT undone ORDER BY step DESC"
_FIRST_UNDONE = "WHERE undone ORDER BY step"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the history, without its rows: `at` is UTC in ISO 8601."""

    number: int
    at: str
    verb: str
    params: Mapping[str, Param]
    undone: bool


def append(connection: sqlite3.Connection, changeset: ChangeSet) -> int:
    """Add a step at the end, dropping the steps that were undone; its number is returned."""
    connection.execute("DELETE FROM journal WHERE undone")
    highest = max((key[1] for key in (c.key for c in changeset.changes) if key[0] is Cluster), default=0)
    values = (
        datetime.now(UTC).isoformat(timespec="seconds"),
        changeset.verb,
        json.dumps(dict(changeset.params)),
        highest,
        changes_to_blob(changeset),
    )
    cursor = connection.execute(
        "INSERT INTO journal (at, verb, params, highest_cluster, undone, changes) VALUES (?, ?, ?, ?, 0, ?)", values
    )
    return int(cursor.lastrowid or 0)


def change_sets(connection: sqlite3.Connection) -> Iterator[tuple[int, ChangeSet]]:
    """Every step with its number and its rows, oldest first."""
    for step, verb, params, blob in connection.execute("SELECT step, verb, params, changes FROM journal ORDER BY step"):
        yield step, ChangeSet(verb, _params(params), *changes_from_blob(blob))


def replace_step(connection: sqlite3.Connection, step: int, changeset: ChangeSet | None) -> None:
    """Write a step anew, or drop it."""
    if changeset is None:
        connection.execute("DELETE FROM journal WHERE step = ?", (step,))
    else:
        values = (json.dumps(dict(changeset.params)), changes_to_blob(changeset), step)
        connection.execute("UPDATE journal SET params = ?, changes = ? WHERE step = ?", values)


def steps(connection: sqlite3.Connection) -> list[Step]:
    """All steps, oldest first."""
    return _steps(connection, "ORDER BY step")


def next_steps(connection: sqlite3.Connection) -> tuple[Step | None, Step | None]:
    """The step that undo would take back and the one that redo would make again, without their rows."""
    undo = _steps(connection, f"{_LAST_DONE} LIMIT 1")
    redo = _steps(connection, f"{_FIRST_UNDONE} LIMIT 1")
    return (undo[0] if undo else None), (redo[0] if redo else None)


def last_done(connection: sqlite3.Connection) -> tuple[int, ChangeSet] | None:
    """The step that undo would take back."""
    return _one(connection, _LAST_DONE)


def first_undone(connection: sqlite3.Connection) -> tuple[int, ChangeSet] | None:
    """The step that redo would make again."""
    return _one(connection, _FIRST_UNDONE)


def set_undone(connection: sqlite3.Connection, step: int, *, undone: bool) -> None:
    connection.execute("UPDATE journal SET undone = ? WHERE step = ?", (int(undone), step))


def highest_cluster(connection: sqlite3.Connection) -> int:
    """The highest cluster id that any step names."""
    return int(connection.execute("SELECT coalesce(max(highest_cluster), 0) FROM journal").fetchone()[0])


def faces_to_come_back(connection: sqlite3.Connection) -> list[Face]:
    """The faces that redo would bring back: nobody else may get their ids."""
    blobs = connection.execute("SELECT changes FROM journal WHERE undone AND verb = 'drawn'")
    changes = (change for (blob,) in blobs for change in changes_from_blob(blob)[0])
    return [change.after for change in changes if isinstance(change.after, Face)]


def _steps(connection: sqlite3.Connection, rest: str) -> list[Step]:
    rows = connection.execute(f"SELECT step, at, verb, params, undone FROM journal {rest}")
    return [Step(number, at, verb, _params(params), bool(undone)) for number, at, verb, params, undone in rows]


def _one(connection: sqlite3.Connection, where: str) -> tuple[int, ChangeSet] | None:
    row = connection.execute(f"SELECT step FROM journal {where} LIMIT 1").fetchone()
    return (row[0], read(connection, row[0])) if row else None


def read(connection: sqlite3.Connection, step: int) -> ChangeSet:
    """The change set of a step. Raises ProjectError if it makes no sense: a damaged or made-up file."""
    query = "SELECT verb, params, changes FROM journal WHERE step = ?"
    verb, params, blob = connection.execute(query, (step,)).fetchone()
    with _sense(step):
        return ChangeSet(verb, _params(params), *changes_from_blob(blob))


def _params(text: str) -> dict[str, Param]:
    """The words of a step. Raises TypeError or ValueError if they are none."""
    params = json.loads(text)
    if not isinstance(params, dict):
        raise TypeError("no words")
    return params


@contextmanager
def _sense(step: int) -> Iterator[None]:
    try:
        yield
    except (zlib.error, LookupError, ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ProjectError(
            f"Step {step} of the history cannot be read", advice="`facelabeler check` says what else is wrong"
        ) from error
