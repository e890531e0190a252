"""What an edit did: the rows it touched, before and after. Commit, undo, redo and history all read this one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from facelabeler.core.entities import (
    Cluster,
    ClusterId,
    Consent,
    Difference,
    Face,
    FaceId,
    Person,
    PersonId,
    Placement,
    Rejection,
)

Row = Placement | Cluster | Person | Face | Difference | Rejection | Consent
RowKey = tuple[type[Row], int]
Param = str | int


def row_key(row: Row) -> RowKey:
    """The table and primary key of a row."""
    return (type(row), row.face if isinstance(row, Placement) else row.id)


@dataclass(frozen=True, slots=True)
class Belongings:
    """What belongs to a face that the user drew: its encoding (little-endian float32), thumbnail (JPEG) and clothes.

    The history keeps them, so that a face whose drawing was undone can be had again.
    """

    face: FaceId
    encoder: str
    encoding: bytes
    thumbnail: bytes
    clothes: bytes = b""


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; None where it does not exist. At least one side is a row."""

    before: Row | None
    after: Row | None

    @property
    def key(self) -> RowKey:
        row = self.after if self.after is not None else self.before
        if row is None:
            raise ValueError("a change needs a row before or after")
        return row_key(row)

    def inverted(self) -> Change:
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Touched:
    """The ids a change set touches, for listeners."""

    faces: frozenset[FaceId] = frozenset()
    clusters: frozenset[ClusterId] = frozenset()
    people: frozenset[PersonId] = frozenset()


NOTHING = Touched()


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One edit: its verb and parameters (`core.words` turns them into a sentence) and what it changes.

    `belongings` has one entry for each face that comes to be (or ceases to be) by it.
    """

    verb: str
    params: Mapping[str, Param] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    belongings: tuple[Belongings, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def inverted(self) -> ChangeSet:
        """The change set that takes this one back."""
        return replace(self, changes=tuple(change.inverted() for change in reversed(self.changes)))

    def touched(self) -> Touched:
        faces: set[FaceId] = set()
        clusters: set[ClusterId] = set()
        people: set[PersonId] = set()
        for change in self.changes:
            for row in (change.before, change.after):
                if isinstance(row, Placement):
                    faces.add(row.face)
                    clusters.update(() if row.cluster is None else (row.cluster,))
                elif isinstance(row, Face):
                    faces.add(row.id)
                elif isinstance(row, Cluster):
                    clusters.add(row.id)
                elif isinstance(row, Person | Consent):
                    people.add(row.id)
                elif isinstance(row, Difference):
                    clusters.update((row.a, row.b))
                elif isinstance(row, Rejection):
                    clusters.add(row.cluster)
        return Touched(frozenset(faces), frozenset(clusters), frozenset(people))
