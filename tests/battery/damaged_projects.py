"""Damaged, foreign and hostile project files: refused or used in words, executed never, left as they are."""

from __future__ import annotations

import io
import random
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from facelabeler.cli.console import Console
from facelabeler.cli.main import build_parser
from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, FaceState
from facelabeler.core.errors import FaceLabelerError
from facelabeler.session import Session
from facelabeler.storage.rescue import rescue
from facelabeler.storage.store import ThumbnailReader
from tests.battery.mutations import damaged
from tests.battery.tally import Tally
from tests.battery.workers import Report, serve, try_all, wrong_if_raised
from tests.helpers.projects import session_with_clusters

SEED = 13
PAGE = 4096
MOST_MEGABYTES = 300
"""A value may have 512 MB by the limit that is set on connections; nothing here is near it."""

PLANTED_WORD = "planted"
PLANTED = (
    "CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN INSERT OR REPLACE INTO meta VALUES ('planted', '1'); END",
    "CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN DELETE FROM placement; END",
    "CREATE VIEW {name} AS SELECT load_extension('{name}') FROM {table}",
    "ALTER TABLE {table} RENAME TO {name}; CREATE VIEW {table} AS SELECT * FROM {name}",
    "CREATE VIRTUAL TABLE {name} USING fts5(words)",
    "CREATE INDEX {name} ON {table} (1 + 1)",
    "CREATE TABLE {name} (x INTEGER DEFAULT (abs(-1)), CHECK (x < 5))",
    "ALTER TABLE {table} ADD COLUMN {name} TEXT",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = '{table}'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = {number} WHERE name = '{table}'",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = '{table}'",
)
INTEGERS = (-(2**63), -1, 0, 1, 2**31, 2**53 + 1, 2**63 - 1)
REALS = (float("inf"), float("-inf"), -1.0, 0.0, 1e308, 5e-324)
TEXTS = (
    "", "\0", "../../../../etc/passwd", "/dev/zero", "a" * 100_000, "null", "{}", "[]", "[[1]]", "[" * 5000, "1e999",
    "x' OR '1", "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe", "[[1e999,2],[1,2],[1,2],[1,2],[1,2]]", "NaN",
)  # fmt: skip
NEWER = (99).to_bytes(4, "big")
BLOBS = (b"", b"\0", bytes(511), b"\xff" * 512, b"\x00\x00\xc0\x7f" * 128, zlib.compress(bytes(2_000_000)), b"[]")


def damaged_projects(folder: Path, tries: int) -> Tally:
    """Damage a project so many times, and do with it all that can be done. Lost: a file that was not left as it is."""
    sound = folder / "sound.facelabel"
    _sound_project(sound)
    return try_all("tests.battery.damaged_projects", _damaged_files(folder, sound, tries), MOST_MEGABYTES)


def _sound_project(path: Path) -> None:
    """Twelve faces with names, answers, consents, a step undone and one that can be made again."""
    with closing(session_with_clusters(path)) as session:
        session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
        session.commit(edits.rename(session.project, ClusterId(2), "Bo"))
        session.commit(edits.mark(session.project, list(session.project.members(ClusterId(3)))[:1], FaceState.IGNORED))
        session.undo()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "INSERT INTO consent VALUES (1, 'signed', '2030-01-01'); INSERT INTO difference VALUES (1, 1, 2);"
            "INSERT INTO rejection VALUES (1, 3, 'Cy'); INSERT INTO clothes VALUES (1, zeroblob(24));"
            "INSERT INTO cut VALUES (1, 2.0); VACUUM"
        )


def _damaged_files(folder: Path, sound: Path, tries: int) -> Iterator[Path]:
    foreign = folder / "foreign.sqlite"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.executescript("CREATE TABLE face (id, name); INSERT INTO face VALUES (1, 'x'); VACUUM")
    harms: tuple[Callable[[Path, random.Random], None], ...] = (
        lambda path, chance: _harm_bytes(path, foreign.read_bytes(), chance),
        _harm_pages,
        _harm_header,
        _harm_rows,
        _harm_rows,
        _plant,
    )
    for number in range(tries):
        chance = random.Random(SEED + number)
        path = folder / f"{number}.facelabel"
        path.write_bytes(sound.read_bytes())
        harms[number % len(harms)](path, chance)
        yield path


def _harm_bytes(path: Path, other: bytes, chance: random.Random) -> None:
    path.write_bytes(damaged(path.read_bytes(), other, chance))


def _harm_pages(path: Path, chance: random.Random) -> None:
    """Pages change places, or are lost to zeros or noise."""
    data = bytearray(path.read_bytes())
    first, second = (PAGE * chance.randrange(len(data) // PAGE) for _ in range(2))
    one, other = bytes(data[first : first + PAGE]), bytes(data[second : second + PAGE])
    data[first : first + PAGE] = chance.choice((other, bytes(PAGE), chance.randbytes(PAGE), one[::-1]))
    data[second : second + PAGE] = chance.choice((one, other))
    path.write_bytes(data)


def _harm_header(path: Path, chance: random.Random) -> None:
    """The first 100 bytes say page size, version, counts and who made the file (https://sqlite.org/fileformat.html)."""
    data = bytearray(path.read_bytes())
    at = chance.choice((16, 18, 19, 20, 21, 22, 23, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 68, 92, 96))
    size = chance.choice((1, 2, 4))
    data[at : at + size] = chance.choice((chance.randbytes(size), bytes(size), b"\xff" * size, NEWER[-size:]))
    path.write_bytes(data)


def _harm_rows(path: Path, chance: random.Random) -> None:
    """Values that no program of ours writes, and rows that are missing."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for _ in range(chance.randint(1, 3)):
            table = chance.choice(tables)
            columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
            _, name, kind, *_ = chance.choice(columns)
            some = chance.choice(("", f"WHERE {columns[0][1]} = (SELECT min({columns[0][1]}) FROM {table})"))
            with suppress(sqlite3.IntegrityError):
                if chance.random() < 0.2:
                    connection.execute(f"DELETE FROM {table} {some}")
                elif kind == "TEXT" and chance.random() < 0.2:
                    connection.execute(f"UPDATE {table} SET {name} = CAST(x'c3ff41' AS TEXT) {some}")
                else:
                    connection.execute(f"UPDATE {table} SET {name} = ? {some}", (_value(kind, chance),))


def _value(kind: str, chance: random.Random) -> object:
    return chance.choice({"INTEGER": INTEGERS, "REAL": REALS, "TEXT": TEXTS, "BLOB": BLOBS}[kind])


def _plant(path: Path, chance: random.Random) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        script = chance.choice(PLANTED).format(
            name=chance.choice(("zz", "person2", "sqlite_x")),
            event=chance.choice(("INSERT", "UPDATE", "DELETE")),
            table=chance.choice(tables),
            number=chance.randrange(40),
        )
        with suppress(sqlite3.Error):
            connection.executescript(script)


def use(path: str) -> Report:
    """Open a damaged project in every way, do with it what can be done, and rescue it; each may fail in words alone."""
    project = Path(path)
    before = project.read_bytes()
    with TemporaryDirectory() as folder:
        out = Path(folder) / "rescued.facelabel"
        looked = [wrong_if_raised(lambda do=do: _in_words(do)) for do in _looks(project, out)]
        lost = () if project.read_bytes() == before else ("was changed by looking at it",)
        copy = Path(folder) / "p.facelabel"
        copy.write_bytes(before)
        looked.append(wrong_if_raised(lambda: _in_words(lambda: _edit(copy))))
        if PLANTED_WORD in _settings(copy):
            looked.append(Report(wrong=("a planted trigger was executed",)))
    return Report(lost, tuple(problem for report in looked for problem in report.wrong))


def _in_words(do: Callable[[], Report]) -> Report:
    try:
        return do()
    except FaceLabelerError:
        return Report()


def _looks(project: Path, out: Path) -> tuple[Callable[[], Report], ...]:
    commands = ("info", "faces", "clusters", "history", "questions", "check")
    return (
        lambda: _look_at(project),
        *(lambda command=command: _command(command, project) for command in commands),
        lambda: _rescue(project, out),
    )


def _look_at(project: Path) -> Report:
    with closing(Session.open_to_read(project)) as session, closing(ThumbnailReader(project)) as thumbnails:
        session.missing_sources()
        session.next_steps()
        session.observations()
        for face in session.project.faces:
            thumbnails.read(face)
    return Report()


def _command(name: str, project: Path) -> Report:
    words = [name, str(project), *(["--json"] if name != "check" else [])]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        parsed = build_parser().parse_args(words)
        parsed.run(parsed, Console())
    return Report()


def _rescue(project: Path, out: Path) -> Report:
    rescue(project, out)
    try:
        with closing(Session.open(out)) as session:
            return Report(wrong=tuple(f"rescued, but {problem}" for problem in session.problems()))
    except FaceLabelerError as error:
        return Report(wrong=(f"rescued into what cannot be opened: {error}",))


def _edit(project: Path) -> Report:
    """A project that was sound before some edits is sound after them."""
    with closing(Session.open(project)) as session:
        sound = not session.problems()
        for step in (session.redo, session.undo, session.undo, session.redo):
            with suppress(FaceLabelerError):
                step()
        for cluster in list(session.project.clusters)[:2]:
            with suppress(FaceLabelerError):
                session.commit(edits.rename(session.project, cluster, "Di"))
                session.commit(edits.move_faces(session.project, session.project.members(cluster)[:1], edits.NEW))
        return Report(wrong=tuple(f"after edits: {p}" for p in session.problems()) if sound else ())


def _settings(project: Path) -> str:
    """The project's settings, read without any of our own code."""
    unreadable = (sqlite3.Error, MemoryError, OverflowError, UnicodeError)
    with suppress(*unreadable), closing(sqlite3.connect(project)) as connection:
        return str(connection.execute("SELECT key FROM meta").fetchall())
    return ""


if __name__ == "__main__":
    serve(use)
