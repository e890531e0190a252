"""What can still be read of a damaged project, copied into a new one, and mended until nothing contradicts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facelabeler.core.errors import DamagedProject, ProjectError
from facelabeler.storage import codec, database
from facelabeler.storage.store import Store

Row = tuple[Any, ...]
MAGIC = b"SQLite format 3\0"

TABLES: tuple[str, ...] = (
    "meta", "source", "settled", "frame", "cut", "person", "consent", "cluster", "face", "encoding", "thumbnail",
    "clothes", "placement", "difference", "rejection", "journal",
)  # fmt: skip
"""In an order in which rows come after what they name."""

MENDING: tuple[tuple[str, str], ...] = (
    (
        "faces whose box is lost",
        "DELETE FROM face WHERE right <= left OR bottom <= top OR left < 0 OR top < 0",
    ),
    ("faces whose source is lost", "DELETE FROM face WHERE source NOT IN (SELECT id FROM source)"),
    ("frames whose source is lost", "DELETE FROM frame WHERE source NOT IN (SELECT id FROM source)"),
    *(("", f"DELETE FROM {table} WHERE source NOT IN (SELECT id FROM source)") for table in ("cut", "settled")),
    (
        "encodings of another encoder than most",
        "DELETE FROM encoding WHERE (encoder, length(vector)) IS NOT (SELECT encoder, length(vector) FROM encoding"
        " GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1)",
    ),
    ("faces whose encoding is lost", "DELETE FROM face WHERE id NOT IN (SELECT face FROM encoding)"),
    *(
        ("", f"DELETE FROM {table} WHERE face NOT IN (SELECT id FROM face)")
        for table in ("encoding", "thumbnail", "clothes", "placement")
    ),
    (
        "faces that stood somewhere, and now in no cluster",
        "INSERT INTO placement SELECT id, NULL, 'face', 0 FROM face WHERE id NOT IN (SELECT face FROM placement)",
    ),
    (
        "clusters whose name is lost",
        "INSERT INTO cluster SELECT DISTINCT cluster, NULL, 1 FROM placement"
        " WHERE cluster IS NOT NULL AND cluster NOT IN (SELECT id FROM cluster)",
    ),
    (
        "people whose name is lost",
        "INSERT INTO person SELECT DISTINCT person, 'Rescued ' || person FROM cluster"
        " WHERE person IS NOT NULL AND person NOT IN (SELECT id FROM person)",
    ),
    (
        "faces that were not wanted, and now stand in no cluster",
        "UPDATE placement SET cluster = NULL WHERE cluster IS NOT NULL AND state <> 'face'",
    ),
    ("", "DELETE FROM cluster WHERE id NOT IN (SELECT cluster FROM placement WHERE cluster IS NOT NULL)"),
    ("", "DELETE FROM person WHERE id NOT IN (SELECT person FROM cluster WHERE person IS NOT NULL)"),
    ("consents of people who are lost", "DELETE FROM consent WHERE person NOT IN (SELECT id FROM person)"),
    (
        "answers about clusters that are lost",
        "DELETE FROM difference WHERE a NOT IN (SELECT id FROM cluster) OR b NOT IN (SELECT id FROM cluster)",
    ),
    ("", "DELETE FROM rejection WHERE cluster NOT IN (SELECT id FROM cluster)"),
)
"""What is done to rows that lost what they name, in this order; the words are for what the user should know of."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """What came over: rows by table, and sentences about what did not."""

    rows: dict[str, int]
    losses: tuple[str, ...]


def rescue(damaged: Path, out: Path, check_cancel: Callable[[], None] = lambda: None) -> Rescued:
    """Copy what can be read of `damaged`, which is left as it is, into a new project at `out`, which is sound.

    The history comes along if nothing else had to be mended; else it starts anew, for undoing would need the lost rows.
    `check_cancel` may raise: then there is no new project.
    Raises ProjectError if `out` is taken or cannot be written, DamagedProject if no table can be read any more.
    """
    if not damaged.is_file():
        raise ProjectError("There is no such project", file=damaged, advice="Check the name")
    database.refuse_taken(out)
    with closing(database.create(out)) as target:
        try:
            rescued = _copy_all(damaged, target, out, check_cancel)
        except BaseException:
            target.close()
            out.unlink(missing_ok=True)
            raise
    return rescued


def may_hold_something(path: Path) -> bool:
    """Whether a damaged file looks like a database at all, so that a rescue is worth offering."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def _copy_all(damaged: Path, target: sqlite3.Connection, out: Path, check_cancel: Callable[[], None]) -> Rescued:
    with database.project_errors(damaged):
        source = database.connect(damaged, "ro")
    with closing(source), database.project_errors(out):
        source.execute("PRAGMA foreign_keys = OFF")
        target.execute("PRAGMA foreign_keys = OFF")
        target.execute("BEGIN IMMEDIATE")
        losses = [loss for table in TABLES if (loss := _copy(source, target, table, check_cancel))]
        losses += _mend(target)
        counts = {table: target.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
        if not counts["face"] and not counts["source"]:
            advice = "Restore a backup, with `facelabeler backups` and `restore`"
            raise DamagedProject("holds nothing that can be read any more", file=damaged, advice=advice)
        if losses or Store(out, target, None).problems():
            target.execute("DELETE FROM journal")
            losses.append("the history, which starts anew")
        target.execute("COMMIT")
    return Rescued(counts, tuple(losses))


def _mend(target: sqlite3.Connection) -> list[str]:
    told = []
    for words, statement in MENDING:
        count = target.execute(statement).rowcount
        if count and words:
            told.append(f"{count} {words}")
    return told


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str, check_cancel: Callable[[], None]) -> str:
    """Copy the rows of a table that can be read and kept; a sentence about those that cannot."""
    columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
    places = ", ".join("?" * len(columns))
    lost = False
    for row in _rows(source, table, columns):
        check_cancel()
        if row is None:
            lost = True
            continue
        try:
            codec.refuse_nonsense(table, dict(zip(columns, row, strict=True)))
            target.execute(f"INSERT INTO {table} VALUES ({places})", row)
        except (*codec.NONSENSE, sqlite3.IntegrityError):
            lost = True
    return f"some rows of the table {table}" if lost else ""


def _rows(source: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[Row | None]:
    """Every row that can be read: up to the damage from the front, and down to it from the back. None marks damage."""
    query = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED ORDER BY "
    key = ", ".join(columns[:2]) if table in ("frame", "cut") else "rowid"
    seen: set[Row] = set()
    for order in (key, ", ".join(f"{part} DESC" for part in key.split(", "))):
        try:
            for row in source.execute(query + order):
                if row[:2] not in seen:
                    seen.add(row[:2])
                    yield row
        except database.COMPLAINTS as error:
            if _is_missing(error):
                return
            yield None
        else:
            return


def _is_missing(error: Exception) -> bool:
    """Whether an older project has no such table."""
    return "no such table" in str(error)
