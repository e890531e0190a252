"""An open project and everything that can be done to it: the same for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facelabeler.arrivals import Arrivals, LastFrame
from facelabeler.clustering.clothes import unit_rows
from facelabeler.clustering.observations import FREE, Observations
from facelabeler.core import edits
from facelabeler.core.changes import NOTHING, ChangeSet, Touched
from facelabeler.core.encodings import EncodingTable, refuse_other_encoder, stacked
from facelabeler.core.entities import (
    FaceId,
    FaceState,
    Frame,
    Placement,
    Source,
    SourceId,
)
from facelabeler.core.errors import SourceError
from facelabeler.core.forgetting import Erasure, erasure, person_named
from facelabeler.core.project import Project
from facelabeler.core.replay import replayed
from facelabeler.media.source_files import SourceIndex, has_size, is_same_file, relative_to
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.storage.journal import Step
from facelabeler.storage.store import Store


@dataclass(frozen=True, slots=True)
class Event:
    """What has changed, for listeners: `arrived` are new faces, `step` the history's step if it was an edit."""

    touched: Touched = NOTHING
    sources: frozenset[SourceId] = frozenset()
    arrived: tuple[FaceId, ...] = ()
    step: ChangeSet | None = None
    undone: bool = False


Listener = Callable[[Event], None]


class Session:
    """One project, open. Every method runs on the thread that owns it; listeners are told after each change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.without_backup = store.without_backup
        self._listeners: list[Listener] = []
        self._last_frames: dict[SourceId, LastFrame] = {}
        self._encodings: EncodingTable | None = None
        self.project: Project = store.load()

    @classmethod
    def create(cls, path: Path) -> Session:
        """A new project. Raises ProjectError if it cannot be made there."""
        return cls(Store.create(path))

    @classmethod
    def open(cls, path: Path) -> Session:
        """An existing project, to read and write. Raises ProjectError."""
        return cls._loaded(Store.open(path))

    @classmethod
    def open_to_read(cls, path: Path) -> Session:
        """An existing project, to look at only. Raises ProjectError."""
        return cls._loaded(Store.open_to_read(path))

    @classmethod
    def open_or_create(cls, path: Path) -> Session:
        return cls.open(path) if path.exists() else cls.create(path)

    @classmethod
    def _loaded(cls, store: Store) -> Session:
        try:
            return cls(store)
        except BaseException:
            store.close()
            raise

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    def close(self) -> None:
        self._listeners.clear()
        self._store.close()

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def _tell(self, event: Event) -> None:
        for listener in self._listeners:
            listener(event)

    # -- edits and history

    def commit(self, changeset: ChangeSet) -> ChangeSet:
        """Make an edit: durable first, then in memory, then told. An edit that changes nothing leaves no step."""
        if changeset:
            self._store.commit(changeset)
            self._apply(changeset)
            self._tell(Event(changeset.touched(), step=changeset))
        return changeset

    def undo(self) -> ChangeSet | None:
        """Take back the last step; None if there is none. Raises DamagedProject if the step is of another project."""
        return self._replay(self._store.undo_step(), undone=True)

    def redo(self) -> ChangeSet | None:
        """Make the step again that was undone last; None if there is none. Raises as `undo` does."""
        return self._replay(self._store.redo_step(), undone=False)

    def undo_step(self) -> ChangeSet | None:
        """What undo would take back."""
        step = self._store.undo_step()
        return step[1] if step else None

    def redo_step(self) -> ChangeSet | None:
        """What redo would make again."""
        step = self._store.redo_step()
        return step[1] if step else None

    def history(self) -> list[Step]:
        """Every step, oldest first."""
        return self._store.history()

    def next_steps(self) -> tuple[Step | None, Step | None]:
        """The steps that undo and redo would take, without their rows: for saying what they are."""
        return self._store.next_steps()

    def _replay(self, step: tuple[int, ChangeSet] | None, *, undone: bool) -> ChangeSet | None:
        if step is None:
            return None
        number, changeset = step
        actual = replayed(self.project, number, changeset.inverted() if undone else changeset, self.path)
        self._store.commit_undo(number, actual, undone=undone)
        self._apply(actual)
        self._tell(Event(actual.touched(), step=changeset, undone=undone))
        return changeset

    def _apply(self, changeset: ChangeSet) -> None:
        """Make it true in memory. A drawn face that goes keeps its encoding: its id is never given to another."""
        for one in changeset.belongings:
            if one.face not in self._encoding_table():
                self._encoding_table().add([one.face], np.frombuffer(one.encoding, "<f4").reshape(1, -1))
        self.project.apply(changeset)

    # -- erasing

    def erasure(self, name: str) -> Erasure:
        """What would go with a person. Raises EditError if nobody has this name."""
        person = person_named(self.project, name)
        return erasure(self.project, person.id, self._store.change_sets())

    def refuse_readers(self) -> None:
        """Raises ProjectError while another program reads the project: nobody can be erased then."""
        self._store.refuse_readers()

    def forget(self, name: str) -> Erasure:
        """Erase a person from the project and its snapshots: no step of the history, and no undo brings them back.

        `project` is another object afterwards. Raises EditError if nobody has this name, ProjectError.
        """
        erased = self.erasure(name)
        self._store.forget(erased)
        self._last_frames.clear()
        self._encodings = None
        self.project = self._store.load()
        return erased

    def settled_sources(self) -> frozenset[SourceId]:
        """The sources from which somebody was erased: they are read further only if that is asked for."""
        return self._store.settled()

    # -- sources

    def add_sources(self, sources: Sequence[Source], *, every: float) -> list[SourceId]:
        """Their ids: of the rows that have them already (moved files are known again), or of new rows.

        The `id` of what is given is not looked at. A source that was read keeps what is known of it.
        """
        index = SourceIndex(self.project.sources.values(), self.locate)
        rows: list[Source] = []
        for source in sources:
            known = index.find(source)
            number = known.id if known else SourceId(max([0, *self.project.sources, *(row.id for row in rows)]) + 1)
            row = replace(known or source, id=number, path=source.path, every=every)
            index.add(row)
            rows.append(row)
        self.update_sources(rows)
        return [row.id for row in rows]

    def update_sources(self, sources: Sequence[Source]) -> None:
        """Replace rows of sources, their place relative to the project's folder with them."""
        changed = [source for source in sources if self.project.sources.get(source.id) != source]
        if not changed:
            return
        folder = self.path.parent
        self._store.write_sources([(source, relative_to(folder, source.path)) for source in changed])
        for source in changed:
            self.project.add_source(source)
        self._tell(Event(sources=frozenset(source.id for source in changed)))

    def locate(self, source: SourceId) -> Path | None:
        """Where the source's file is now, or None if it is gone: as given, or seen from the project's folder."""
        row = self.project.sources[source]
        places = [Path(row.path), self.path.parent / self._store.relative_path(source)]
        places.append(self.path.parent / Path(row.path).name)
        return next((place for place in places if has_size(place, row.size)), None)

    def missing_sources(self) -> list[Source]:
        """The sources whose file cannot be found any more."""
        return [source for source in self.project.sources.values() if self.locate(source.id) is None]

    def relocate(self, source: SourceId, path: str) -> None:
        """Say where a source's file is now; others that are missing are looked for beside it.

        Raises SourceError, and changes nothing, if this is another file.
        """
        row = self.project.sources[source]
        if not is_same_file(row, path):
            raise SourceError(
                f"is not {Path(row.path).name}, or has been changed since",
                file=path,
                advice="Choose the file it was read from",
            )
        beside = [(other, str(Path(path).parent / Path(other.path).name)) for other in self.missing_sources()]
        found = [replace(other, path=place) for other, place in beside if is_same_file(other, place)]
        self.update_sources([*found, replace(row, path=path)])

    def frame_times(self, source: SourceId) -> list[float]:
        """The sample times that are done, in order, in seconds."""
        return self._store.frame_times(source)

    def cuts(self, source: SourceId) -> list[float]:
        """The sample times at which another shot begins, in order, in seconds; none where nobody has looked."""
        return self._store.cuts(source)

    def frame_count(self) -> int:
        return self._store.frame_count()

    # -- faces from the pipeline

    def add_frames(self, source: SourceId, frames: Sequence[FoundFrame]) -> tuple[FaceId, ...]:
        """Add sampled frames and their faces, linked to tracks; the first may be known. Returns the new faces' ids."""
        last, table = self._last_frame(source), self._encoding_table()
        arriving = Arrivals(self.project.sources[source], last, self.project)
        if frames and frames[0].known:
            arriving.remind(frames[0], self.encodings)
            frames = frames[1:]
        new = [arrival for frame in frames for arrival in arriving.of(frame)]
        rows = [Frame(source, frame.time, frame.index) for frame in frames]
        cuts = [row for row in rows if row.time in arriving.cuts]
        self._store.write_frames(rows, new, self.settings().get("encoder", ""), cuts)
        ids = tuple(arrival.face.id for arrival in new)
        self._last_frames[source] = arriving.last
        table.add(ids, stacked([arrival.encoding for arrival in new]))
        self.project.add_faces(arrival.face for arrival in new)
        self._tell(Event(sources=frozenset([source]), arrived=ids))
        return ids

    def _last_frame(self, source: SourceId) -> LastFrame:
        if source not in self._last_frames:
            times = self._store.frame_times(source)
            last = times[-1] if times else -1.0
            every = (self.project.faces[face] for face in self.project.faces_of_source(source))
            faces = tuple(face for face in every if face.time == last)
            self._last_frames[source] = LastFrame(last, faces, self.encodings([face.id for face in faces]))
        return self._last_frames[source]

    # -- grouping

    def observations(self, of: Iterable[FaceId] | None = None, *, arrivals_only: bool = False) -> Observations:
        """What a clustering sees: every face that the user has not put outside of all clusters, or only faces `of`.

        Faces that the user confirmed, and those in clusters that he edited, are fixed where they are; with
        `arrivals_only`, every face that stands in a cluster is.
        """
        project = self.project
        ids = sorted((face for face, row in project.placements.items() if _takes_part(row)) if of is None else of)
        frames: dict[tuple[SourceId, float], int] = {}
        faces = [project.faces[face] for face in ids]
        return Observations(
            ids=np.array(ids, np.int64),
            encodings=self.encodings(ids),
            tracks=np.array([face.track for face in faces], np.int64),
            frames=np.array([frames.setdefault((f.source, f.time), len(frames)) for f in faces], np.int64),
            quality=np.array([face.quality for face in faces], np.float32),
            anchors=np.array([self._anchor(face, arrivals_only=arrivals_only) for face in ids], np.int64),
            sources=np.array([face.source for face in faces], np.int64),
            times=np.array([face.time for face in faces], np.float64),
            clothes=unit_rows(self._store.clothes(), ids),
        )

    def _anchor(self, face: FaceId, *, arrivals_only: bool) -> int:
        row = self.project.placements[face]
        if row.cluster is None:
            return FREE
        fixed = arrivals_only or row.confirmed or self.project.clusters[row.cluster].edited
        return row.cluster if fixed else FREE

    def regroup(self, ids: Iterable[int], labels: Iterable[int]) -> ChangeSet:
        """Place faces as a clustering of `observations()` says: a step of the history."""
        return self.commit(self._placing(ids, labels))

    def place_arrivals(self, ids: Iterable[int], labels: Iterable[int]) -> None:
        """Place new faces while sources are being read: no step of the history, and nothing placed moves.

        What the user did since the labels were computed wins: such faces and vanished clusters are passed over.
        """
        placements, clusters = self.project.placements, self.project.clusters
        pairs = [
            (face, label)
            for face, label in zip(map(int, ids), map(int, labels), strict=True)
            if placements[FaceId(face)].cluster is None and (label < 0 or label in clusters)
        ]
        changeset = self._placing([face for face, _ in pairs], [label for _, label in pairs])
        if changeset:
            self._store.commit(changeset, journaled=False)
            self.project.apply(changeset)
            self._tell(Event(changeset.touched()))

    def _placing(self, ids: Iterable[int], labels: Iterable[int]) -> ChangeSet:
        return edits.regroup(
            self.project, {FaceId(int(face)): int(label) for face, label in zip(ids, labels, strict=True)}
        )

    # -- the rest

    def settings(self) -> dict[str, str]:
        """The project's own settings: engine, versions, choices."""
        return self._store.settings()

    def write_settings(self, settings: Mapping[str, str]) -> None:
        self._store.write_settings(settings)

    @property
    def encoder(self) -> str:
        """What made the project's encodings: name, version and fingerprint; empty while it has none."""
        return self.settings().get("encoder", "") if self.project.faces else ""

    def use_engine(self, *, detector: str, encoder: str) -> None:
        """Note which engine finds this project's faces. Raises ProjectError if another encoder made its encodings."""
        refuse_other_encoder(self.encoder, encoder, self.path)
        self.write_settings({"detector": detector, "encoder": encoder})

    def encodings(self, faces: Sequence[FaceId]) -> NDArray[np.float32]:
        """The (n, d) float32 encodings of these faces, in their order."""
        return self._encoding_table().of(faces)

    def load_encodings(self) -> None:
        """Read all encodings now, not when the first are asked for. Raises ProjectError if encoders are mixed."""
        self._encoding_table()

    def _encoding_table(self) -> EncodingTable:
        if self._encodings is None:
            self._encodings = EncodingTable()
            self._encodings.add(*self._store.encodings())
        return self._encodings

    def problems(self) -> list[str]:
        """What is wrong with the project file; empty if nothing is."""
        return self._store.problems()


def _takes_part(row: Placement) -> bool:
    return row.state is FaceState.FACE and not (row.confirmed and row.cluster is None)
