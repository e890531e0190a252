"""Reading and writing a project. Every write is one transaction; there is no unsaved state."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.changes import Belongings, Change, ChangeSet, Row
from facelabeler.core.encodings import Encodings
from facelabeler.core.entities import Face, FaceId, Frame, Placement, Source, SourceId
from facelabeler.core.errors import DamagedProject, ProjectError
from facelabeler.core.forgetting import Erasure
from facelabeler.core.project import Project
from facelabeler.storage import backups, checking, codec, database, erasing, journal
from facelabeler.storage.lock import ProjectLock

_SOURCE_COLUMNS = (*codec.SOURCE_COLUMNS.split(", "), "relative")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new face with what belongs to it: its encoding ((d,) float32), its thumbnail (JPEG), its clothes if seen."""

    face: Face
    encoding: NDArray[np.float32]
    thumbnail: bytes
    clothes: NDArray[np.uint8] | None = None


class Store:
    """One open project file. Not thread-safe: one thread uses it; `ThumbnailReader` serves the others."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: ProjectLock | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock
        self.without_backup: ProjectError | None = None  # why the backup that was due could not be made

    @classmethod
    def create(cls, path: Path) -> Store:
        """A new, empty project, locked for writing. Raises ProjectError if it cannot be made there."""
        database.refuse_taken(path)
        return cls._locked(path, database.create)

    @classmethod
    def open(cls, path: Path) -> Store:
        """An existing project, locked for writing, after the snapshot that is due.

        Raises UnavailableProject if it is held by another process or its disk is read-only, DamagedProject if it is
        damaged or none, ProjectError for everything else.
        """
        database.refuse_foreign(path)
        told: list[ProjectError | None] = []

        def connect(path: Path) -> sqlite3.Connection:
            told.append(backups.before_opening(path))
            return database.open_existing(path)

        store = cls._locked(path, connect)
        [store.without_backup] = told
        try:
            store._finish_erasing()
        except BaseException:
            store.close()
            raise
        return store

    def _finish_erasing(self) -> None:
        """Go on with an erasure that was cut short."""
        with database.project_errors(self.path):
            if erasing.is_under_way(self._connection):
                self._scrub()

    @classmethod
    def open_to_read(cls, path: Path) -> Store:
        """An existing project without the lock: for commands that only look."""
        return cls(path, database.open_existing(path, read_only=True), None)

    @classmethod
    def _locked(cls, path: Path, connect: Callable[[Path], sqlite3.Connection]) -> Store:
        lock = ProjectLock(path)
        lock.acquire()
        try:
            return cls(path, connect(path), lock)
        except BaseException:
            lock.release()
            raise

    @property
    def read_only(self) -> bool:
        return self._lock is None

    def close(self) -> None:
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    # -- reading

    def load(self) -> Project:
        """The whole project, without encodings and thumbnails. Raises ProjectError if its rows make no sense."""
        project = Project()
        with database.project_errors(self.path), self._sense(), _no_collection():
            for values in self._all(f"SELECT {codec.SOURCE_COLUMNS} FROM source ORDER BY id"):
                project.add_source(codec.source_from(values))
            placements = {row.face: row for row in self._rows(Placement) if isinstance(row, Placement)}
            faces = codec.faces_from(self._all(f"SELECT {codec.FACE_COLUMNS} FROM face ORDER BY id"))
            project.add_faces(faces, placements)
            if lost := placements.keys() - project.faces.keys():
                raise KeyError(f"placement of face {min(lost)}")
            project.apply(ChangeSet("load", changes=tuple(self._stored_rows())))
            project.reserve_cluster(journal.highest_cluster(self._connection))
            for face in journal.faces_to_come_back(self._connection):
                project.reserve_face(face)
            _refuse_dangling(project)
        return project

    def _stored_rows(self) -> Iterator[Change]:
        """What was said of the faces, but for their placements; an older project, open to read only, lacks tables."""
        present = {name for (name,) in self._all("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for kind, table in codec.ROW_TABLES.items():
            if kind not in (Face, Placement) and table.name in present:
                yield from (Change(None, row) for row in self._rows(kind))

    def _rows(self, kind: type[Row]) -> Iterator[Row]:
        table = codec.ROW_TABLES[kind]
        return map(table.from_values, self._all(f"SELECT {', '.join(table.columns)} FROM {table.name} ORDER BY 1"))

    @contextmanager
    def _sense(self) -> Iterator[None]:
        try:
            yield
        except codec.NONSENSE as error:
            raise DamagedProject(
                f"holds rows that make no sense ({error})", file=self.path, advice="`facelabeler check` says more"
            ) from error

    def settings(self) -> dict[str, str]:
        return dict(self._all("SELECT key, value FROM meta ORDER BY key"))

    def frame_count(self) -> int:
        return int(self._all("SELECT count(*) FROM frame")[0][0])

    def frame_times(self, source: SourceId) -> list[float]:
        """The sample times of a source that are done, in order."""
        return [row[0] for row in self._all("SELECT time FROM frame WHERE source = ? ORDER BY time", source)]

    def encodings(self) -> tuple[list[FaceId], Encodings]:
        """All ids and encodings, (n, d) float32, by rising id.

        Raises ProjectError if encodings of several encoders stand beside each other: they cannot be compared;
        DamagedProject if a face has none.
        """
        if lost := self._all("SELECT id FROM face WHERE id NOT IN (SELECT face FROM encoding) LIMIT 1"):
            advice = "Restore a backup, or `facelabeler rescue` what can be read"
            raise DamagedProject(f"Face {lost[0][0]} has no encoding", file=self.path, advice=advice)
        rows = self._all("SELECT face, vector FROM encoding ORDER BY face")
        mixed = self._mixed_encoders()
        if mixed:
            advice = "Process its sources into a new project with one encoder"
            raise ProjectError(mixed[0], file=self.path, advice=advice)
        with self._sense():
            vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4").reshape(len(rows), -1 if rows else 0)
        return [row[0] for row in rows], vectors.astype(np.float32)

    def _mixed_encoders(self) -> list[str]:
        """What is wrong with whose the encodings are, and how long: nothing, or one sentence."""
        made_by = self._all("SELECT DISTINCT encoder, length(vector) / 4 FROM encoding ORDER BY 1, 2")
        if len(made_by) < 2:
            return []
        told = " and ".join(f"{encoder or 'an unknown encoder'} ({length} numbers)" for encoder, length in made_by)
        return [f"holds encodings of {told}, which cannot be compared"]

    def cuts(self, source: SourceId) -> list[float]:
        """The sample times of a source at which another shot was on screen than at the sample before, in order."""
        return [row[0] for row in self._all("SELECT time FROM cut WHERE source = ? ORDER BY time", source)]

    def clothes(self) -> dict[FaceId, NDArray[np.uint8]]:
        """The clothes of each face below which some are seen; none in a project from before they were looked at."""
        if not self._all("SELECT 1 FROM sqlite_master WHERE name = 'clothes'"):
            return {}
        rows = self._all("SELECT face, colours FROM clothes")
        lengths = {len(colours) if isinstance(colours, bytes) else None for _, colours in rows}
        if None in lengths or len(lengths) > 1:
            raise DamagedProject("The clothes of some faces are damaged", file=self.path)
        return {face: np.frombuffer(colours, np.uint8) for face, colours in rows}

    def history(self) -> list[journal.Step]:
        with database.project_errors(self.path), self._sense():
            return journal.steps(self._connection)

    def undo_step(self) -> tuple[int, ChangeSet] | None:
        with database.project_errors(self.path):
            return journal.last_done(self._connection)

    def redo_step(self) -> tuple[int, ChangeSet] | None:
        with database.project_errors(self.path):
            return journal.first_undone(self._connection)

    def next_steps(self) -> tuple[journal.Step | None, journal.Step | None]:
        """The steps that undo and redo would take, without their rows."""
        with database.project_errors(self.path), self._sense():
            return journal.next_steps(self._connection)

    def problems(self) -> list[str]:
        """What is wrong: damage, contradictions, encodings of several encoders, a history of another project."""
        with database.project_errors(self.path):
            told = checking.problems(self._connection) or self._mixed_encoders()
            return told or [*checking.unfitting_steps(self._connection, self.load())]

    # -- writing, one transaction each

    def write_settings(self, settings: Mapping[str, str]) -> None:
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", settings.items())

    def write_sources(self, sources: Sequence[tuple[Source, str]]) -> None:
        """Add sources or replace their rows; each with its path from the project's folder."""
        with self._transaction():
            rows = [(*codec.source_values(source), relative) for source, relative in sources]
            self._connection.executemany(_UPSERT_SOURCE, rows)

    def relative_path(self, source: SourceId) -> str:
        """The path of a source as seen from the project's folder."""
        return str(self._all("SELECT relative FROM source WHERE id = ?", source)[0][0])

    def write_frames(
        self, frames: Iterable[Frame], arrivals: Sequence[Arrival], encoder: str, cuts: Iterable[Frame] = ()
    ) -> None:
        """Add sampled frames, the faces found on them and which of them begin a shot.

        All or nothing: a killed run resumes at the next frame.
        """
        with self._transaction():
            many = self._connection.executemany
            many("INSERT INTO frame VALUES (?, ?, ?)", [(f.source, f.time, f.index) for f in frames])
            many("INSERT INTO cut VALUES (?, ?)", [(f.source, f.time) for f in cuts])
            many(
                f"INSERT INTO face ({codec.FACE_COLUMNS}) VALUES (?{', ?' * 11})",
                [codec.face_values(a.face) for a in arrivals],
            )
            many("INSERT INTO encoding VALUES (?, ?, ?)", [(a.face.id, encoder, _blob(a.encoding)) for a in arrivals])
            many("INSERT INTO thumbnail VALUES (?, ?)", [(a.face.id, a.thumbnail) for a in arrivals])
            worn = [(a.face.id, a.clothes.tobytes()) for a in arrivals if a.clothes is not None]
            many("INSERT INTO clothes VALUES (?, ?)", worn)
            many("INSERT INTO placement VALUES (?, NULL, 'face', 0)", [(a.face.id,) for a in arrivals])

    def commit(self, changeset: ChangeSet, *, journaled: bool = True) -> None:
        """Make an edit durable and, unless it only places arrivals, add it to the history."""
        with self._transaction():
            self._write_rows(changeset)
            if journaled:
                journal.append(self._connection, changeset)

    def commit_undo(self, step: int, changeset: ChangeSet, *, undone: bool) -> None:
        """Make an undo (or redo) of a step durable; `changeset` is what it changes now."""
        with self._transaction():
            self._write_rows(changeset)
            journal.set_undone(self._connection, step, undone=undone)

    def change_sets(self) -> list[ChangeSet]:
        """Every step of the history with its rows, oldest first."""
        return [step for _, step in journal.change_sets(self._connection)]

    def settled(self) -> frozenset[SourceId]:
        """The sources from which somebody was erased."""
        if not self._all("SELECT 1 FROM sqlite_master WHERE name = 'settled'"):
            return frozenset()
        return frozenset(row[0] for row in self._all("SELECT source FROM settled"))

    def refuse_readers(self) -> None:
        """Raises ProjectError while another program reads the project."""
        with database.project_errors(self.path):
            erasing.refuse_readers(self._connection, self.path)

    def forget(self, erased: Erasure) -> None:
        """Erase a person from the project, its history and its snapshots. Raises ProjectError."""
        self.refuse_readers()
        backups.remove_all(self.path)
        with self._transaction():
            erasing.delete(self._connection, erased)
        self._scrub()

    def _scrub(self) -> None:
        with database.project_errors(self.path):
            erasing.scrub(self._connection, self.path)

    def _write_rows(self, changeset: ChangeSet) -> None:
        belongings = {one.face: one for one in changeset.belongings}
        for change in changeset.changes:
            table = codec.ROW_TABLES[change.key[0]]
            if isinstance(change.before, Face) and change.after is None:
                self._delete_belongings(change.before.id)
            if change.after is None:
                self._connection.execute(f"DELETE FROM {table.name} WHERE {table.columns[0]} = ?", (change.key[1],))
            else:
                self._connection.execute(_upsert(table.name, table.columns), table.to_values(change.after))
            if isinstance(change.after, Face) and change.before is None:
                self._write_belongings(belongings[change.after.id])

    def _write_belongings(self, one: Belongings) -> None:
        self._connection.execute("INSERT INTO encoding VALUES (?, ?, ?)", (one.face, one.encoder, one.encoding))
        self._connection.execute("INSERT INTO thumbnail VALUES (?, ?)", (one.face, one.thumbnail))
        if one.clothes:
            self._connection.execute("INSERT INTO clothes VALUES (?, ?)", (one.face, one.clothes))

    def _delete_belongings(self, face: FaceId) -> None:
        for table in ("encoding", "thumbnail", "clothes"):
            self._connection.execute(f"DELETE FROM {table} WHERE face = ?", (face,))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only:
            raise ProjectError("is open to read only", file=self.path)
        with database.project_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with database.project_errors(self.path):
            return self._connection.execute(query, values).fetchall()


def _refuse_dangling(project: Project) -> None:
    """Raises KeyError for the first row that names another that is not there."""
    for placement in project.placements.values():
        if placement.cluster is not None and placement.cluster not in project.clusters:
            raise KeyError(f"face {placement.face} stands in a missing cluster")
    for cluster in project.clusters.values():
        if cluster.person is not None and cluster.person not in project.people:
            raise KeyError(f"cluster {cluster.id} belongs to a missing person")
    for face in project.faces.values():
        if face.source not in project.sources:
            raise KeyError(f"face {face.id} is of a missing source")


class ThumbnailReader:
    """Reads thumbnails over a connection of its own, so that a worker thread may."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = database.open_existing(path, read_only=True)

    def read(self, face: FaceId) -> bytes | None:
        """The JPEG of a face, or None if there is none (yet). Raises ProjectError if the file is damaged there."""
        with database.project_errors(self._path):
            row = self._connection.execute("SELECT jpeg FROM thumbnail WHERE face = ?", (face,)).fetchone()
        if row is not None and not isinstance(row[0], bytes):
            raise DamagedProject(f"The picture of face {face} is damaged", file=self._path)
        return None if row is None else row[0]

    def close(self) -> None:
        self._connection.close()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Many objects come to be at once and none goes: looking for circles among them takes half the time of a load."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _blob(encoding: NDArray[np.float32]) -> bytes:
    return encoding.astype("<f4").tobytes()


def _upsert(table: str, columns: Sequence[str]) -> str:
    key, *others = columns
    places = ", ".join("?" * len(columns))
    updates = ", ".join(f"{column} = excluded.{column}" for column in others)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}) ON CONFLICT ({key}) DO UPDATE SET {updates}"


_UPSERT_SOURCE = _upsert("source", _SOURCE_COLUMNS)
