"""The library of people you know: one SQLite file in the user's data folder, apart from every project.

It holds names and a few encodings each, no pictures. What is erased is gone from the file: SQLite overwrites it
(`secure_delete`), and the file is rebuilt (`VACUUM`).
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.errors import LibraryError
from facelabeler.core.known import KnownPerson

APPLICATION_ID = 0x464C504C  # "FLPL" in ASCII
VERSION = 1
_TABLES = """
    CREATE TABLE person (key TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, added TEXT NOT NULL) STRICT;
    CREATE TABLE prototype (
        id INTEGER PRIMARY KEY, person TEXT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
        encoder TEXT NOT NULL, vector BLOB NOT NULL
    ) STRICT;
    CREATE INDEX prototype_person ON prototype (person);
"""
_PRAGMAS = (
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "busy_timeout = 5000",
)


def library_path() -> Path:
    """Where the library is kept; FACELABELER_DATA names another folder."""
    from platformdirs import user_data_dir

    return Path(os.environ.get("FACELABELER_DATA") or user_data_dir("facelabeler", False)) / "people.faces"


class Library:
    """The people you know. Each call opens the file, and makes it only when somebody is added.

    So a program without a library leaves no trace of one, and two programs may use it at once. All methods raise
    LibraryError, the file untouched, if it is damaged, foreign, of a newer version, or cannot be written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or library_path()

    def people(self) -> list[KnownPerson]:
        """Everybody, by name."""
        query = (
            "SELECT key, name, count(prototype.id), added FROM person LEFT JOIN prototype ON person = key"
            " GROUP BY key ORDER BY name"
        )
        with self._reading() as connection:
            return [KnownPerson(*row) for row in connection.execute(query)] if connection else []

    def find(self, name: str) -> KnownPerson:
        """The person of exactly this name. Raises LibraryError if there is none."""
        found = next((person for person in self.people() if person.name == name), None)
        if found is None:
            raise LibraryError(f"There is no {name} in the library", advice="`facelabeler library list` shows who is")
        return found

    def prototypes(self, encoder: str) -> dict[str, NDArray[np.float32]]:
        """The (p, d) prototypes of everybody who has some of this encoder, by key."""
        query = "SELECT person, vector FROM prototype WHERE encoder = ? ORDER BY person, id"
        vectors: dict[str, list[NDArray[np.float32]]] = {}
        with self._reading() as connection:
            for key, blob in connection.execute(query, (encoder,)) if connection else ():
                vectors.setdefault(key, []).append(np.frombuffer(blob, "<f4"))
        return {key: np.stack(rows).astype(np.float32) for key, rows in vectors.items()}

    def content(self) -> list[dict[str, object]]:
        """Everything that is kept, as plain values: for each person the name, the day, and the encodings."""
        query = "SELECT encoder, vector FROM prototype WHERE person = ? ORDER BY id"
        people = self.people()
        with self._reading() as connection:
            return [
                {
                    "name": person.name,
                    "added": person.added,
                    "encodings": [
                        {"encoder": encoder, "vector": np.frombuffer(blob, "<f4").tolist()}
                        for encoder, blob in (connection.execute(query, (person.key,)) if connection else ())
                    ],
                }
                for person in people
            ]

    def put(self, name: str, encoder: str, prototypes: NDArray[np.float32]) -> KnownPerson:
        """Add a person, or replace the prototypes that a known one has of this encoder."""
        with self._writing() as connection:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(
                "INSERT INTO person VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING", (uuid.uuid4().hex, name, now)
            )
            (key,) = connection.execute("SELECT key FROM person WHERE name = ?", (name,)).fetchone()
            connection.execute("DELETE FROM prototype WHERE person = ? AND encoder = ?", (key, encoder))
            rows = [(key, encoder, vector.astype("<f4").tobytes()) for vector in prototypes]
            connection.executemany("INSERT INTO prototype (person, encoder, vector) VALUES (?, ?, ?)", rows)
        return self.find(name)

    def rename(self, name: str, new_name: str) -> None:
        """Give a person another name. Raises LibraryError if there is no such person, or the new name is taken."""
        known = self.find(name)
        if new_name != name and any(person.name == new_name for person in self.people()):
            raise LibraryError(f"There is another {new_name} in the library", advice="Choose another name")
        with self._writing() as connection:
            connection.execute("UPDATE person SET name = ? WHERE key = ?", (new_name, known.key))

    def forget(self, name: str) -> None:
        """Erase a person: the name and the encodings are gone from the file. Raises LibraryError if there is none."""
        known = self.find(name)
        with self._writing() as connection:
            connection.execute("DELETE FROM person WHERE key = ?", (known.key,))
        self._rebuild()

    def clear(self) -> int:
        """Erase everybody, and the file; how many people it held."""
        count = len(self.people())
        if self.path.exists():
            with self._writing() as connection:
                connection.execute("DELETE FROM person")
            self._rebuild()
            self.path.unlink()
        return count

    def _rebuild(self) -> None:
        with self._errors(), closing(self._connect()) as connection:
            connection.execute("VACUUM")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection, or None if there is no library yet."""
        if not self.path.exists():
            yield None
            return
        with self._errors(), closing(self._connect()) as connection:
            self._refuse_foreign(connection)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that is committed if all goes well. Makes the file if there is none."""
        with self._errors():
            if not self.path.exists():
                self._create()
            with closing(self._connect()) as connection:
                self._refuse_foreign(connection)
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise

    def _create(self) -> None:
        """An empty library that only its owner may read, from the first byte on."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(self._connect()) as connection:
            connection.executescript(
                f"PRAGMA application_id = {APPLICATION_ID};BEGIN;{_TABLES}PRAGMA user_version = {VERSION};COMMIT;"
            )

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _refuse_foreign(self, connection: sqlite3.Connection) -> None:
        application, version = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if application != APPLICATION_ID:
            raise LibraryError("is not a library of people", file=self.path, advice="The file was left as it is")
        if version > VERSION:
            raise LibraryError(
                f"was made by a newer FaceLabeler (format {version}; this one knows {VERSION})",
                file=self.path,
                advice="Update FaceLabeler to use it",
            )

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turns what the file and the system complain of into a LibraryError that names the file."""
        try:
            yield
        except sqlite3.OperationalError as error:
            advice = "Check that you may write there, and that no other program holds it"
            raise LibraryError(f"The library cannot be used ({error})", file=self.path, advice=advice) from error
        except sqlite3.DatabaseError as error:
            advice = "The file was left as it is; move it away to start anew"
            raise LibraryError("is damaged or is not a library of people", file=self.path, advice=advice) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise LibraryError(f"The library cannot be written ({reason})", file=self.path) from error
