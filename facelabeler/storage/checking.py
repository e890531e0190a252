"""What is wrong with a project: in its pages, between its tables, and in rows that contradict each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from facelabeler.core.errors import ProjectError
from facelabeler.core.project import Project
from facelabeler.core.replay import fits
from facelabeler.storage import journal

MOST_TOLD = 20
"""So many of one kind are named; the rest are counted."""

CONTRADICTIONS: tuple[tuple[str, str], ...] = (
    ("face {} stands nowhere", "SELECT id FROM face WHERE id NOT IN (SELECT face FROM placement)"),
    ("face {} has no encoding", "SELECT id FROM face WHERE id NOT IN (SELECT face FROM encoding)"),
    (
        "the encoding of face {} is not whole",
        "SELECT face FROM encoding WHERE length(vector) = 0 OR length(vector) % 4",
    ),
    ("the box of face {} is none", "SELECT id FROM face WHERE right <= left OR bottom <= top OR left < 0 OR top < 0"),
    (
        "face {} is marked as no wanted face, but stands in a cluster",
        "SELECT face FROM placement WHERE cluster IS NOT NULL AND state <> 'face'",
    ),
    (
        "the state of face {} is none",
        "SELECT face FROM placement WHERE state NOT IN ('face', 'ignored', 'not-a-face')",
    ),
    (
        "cluster {} holds no face",
        "SELECT id FROM cluster WHERE id NOT IN (SELECT cluster FROM placement WHERE cluster IS NOT NULL)",
    ),
    (
        "person {} has no cluster",
        "SELECT id FROM person WHERE id NOT IN (SELECT person FROM cluster WHERE person IS NOT NULL)",
    ),
    (
        "step {} of the history is done, but an earlier one is undone",
        "SELECT step FROM journal WHERE NOT undone AND step > (SELECT min(step) FROM journal WHERE undone)",
    ),
)
"""What cannot be: a sentence, and the query that finds the numbers it is true of."""


def problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong, a sentence each; empty for a sound project. Raises sqlite3.DatabaseError for an unreadable one."""
    pages = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    broken = [
        f"{table} {row} names a missing {parent}"
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]
    return (
        pages
        + broken
        + [told for words, query in CONTRADICTIONS for told in _told(connection, words, query)]
        + [*_unreadable_steps(connection)]
    )


def unfitting_steps(connection: sqlite3.Connection, project: Project) -> Iterator[str]:
    """Which of the two steps that undo and redo would take begins with rows that the project does not have."""
    undo, redo = journal.last_done(connection), journal.first_undone(connection)
    steps = ([(undo[0], undo[1].inverted())] if undo else []) + ([redo] if redo else [])
    for number, step in steps:
        if not fits(project, step):
            yield f"step {number} of the history does not fit what the project holds"


def _told(connection: sqlite3.Connection, words: str, query: str) -> Iterator[str]:
    numbers = [row[0] for row in connection.execute(query)]
    yield from (words.format(number) for number in numbers[:MOST_TOLD])
    if len(numbers) > MOST_TOLD:
        yield f"{words.format('…')}: {len(numbers) - MOST_TOLD} more"


def _unreadable_steps(connection: sqlite3.Connection) -> Iterator[str]:
    for (step,) in connection.execute("SELECT step FROM journal ORDER BY step").fetchall():
        try:
            journal.read(connection, step)
        except ProjectError as error:
            yield error.what
