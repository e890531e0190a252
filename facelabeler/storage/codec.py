"""Rows and change sets as SQLite values. JSON and zlib only: nothing that is read back can run."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facelabeler.core.changes import Belongings, Change, ChangeSet, Row
from facelabeler.core.entities import (
    Cluster,
    Consent,
    Difference,
    Face,
    FaceState,
    Person,
    Placement,
    Rejection,
    Source,
    SourceKind,
    SourceState,
)
from facelabeler.core.geometry import Box

Values = tuple[Any, ...]
LONGEST_STEP = 2**30
"""Bytes of one step, unpacked: some million rows."""


@dataclass(frozen=True, slots=True)
class RowTable:
    """How one kind of row is kept: its table, columns (the key first) and the way there and back."""

    name: str
    columns: tuple[str, ...]
    to_values: Callable[[Any], Values]
    from_values: Callable[[Values], Row]


_STATES = {state.value: state for state in FaceState}  # many times faster than FaceState(…)

ROW_TABLES: dict[type[Row], RowTable] = {
    Person: RowTable("person", ("id", "name"), lambda row: (row.id, row.name), lambda v: Person(v[0], v[1])),
    Cluster: RowTable(
        "cluster",
        ("id", "person", "edited"),
        lambda row: (row.id, row.person, int(row.edited)),
        lambda v: Cluster(v[0], v[1], bool(v[2])),
    ),
    Placement: RowTable(
        "placement",
        ("face", "cluster", "state", "confirmed"),
        lambda row: (row.face, row.cluster, row.state.value, int(row.confirmed)),
        lambda v: Placement(v[0], v[1], _STATES[v[2]], bool(v[3])),
    ),
    Consent: RowTable(
        "consent",
        ("person", "note", "until"),
        lambda row: (row.id, row.note, row.until),
        lambda v: Consent(v[0], v[1], v[2]),
    ),
    Difference: RowTable(
        "difference", ("id", "a", "b"), lambda row: (row.id, row.a, row.b), lambda v: Difference(v[0], v[1], v[2])
    ),
    Rejection: RowTable(
        "rejection",
        ("id", "cluster", "known"),
        lambda row: (row.id, row.cluster, row.known),
        lambda v: Rejection(v[0], v[1], v[2]),
    ),
}


def changes_to_blob(changeset: ChangeSet) -> bytes:
    """The changes as compressed JSON: [table, before or null, after or null] each, then what belongs to new faces."""
    rows = []
    for change in changeset.changes:
        table = ROW_TABLES[change.key[0]]
        rows.append(
            [table.name, *(None if row is None else table.to_values(row) for row in (change.before, change.after))]
        )
    rows += [[_BELONGINGS, *_belongings_values(one)] for one in changeset.belongings]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), level=1)


def changes_from_blob(blob: bytes) -> tuple[tuple[Change, ...], tuple[Belongings, ...]]:
    """The changes, and what belongs to the faces among them."""
    changes, belongings = [], []
    for name, *values in json.loads(_unpacked(blob)):
        if name == _BELONGINGS:
            face, encoder, *blobs = values
            belongings.append(Belongings(face, encoder, *map(b64decode, blobs)))
        else:
            before, after = (None if side is None else _BY_NAME[name].from_values(tuple(side)) for side in values)
            changes.append(Change(before, after))
    return tuple(changes), tuple(belongings)


def _unpacked(blob: bytes) -> bytes:
    """What was compressed. Raises ValueError for a bomb, zlib.error for what was never compressed or is cut short."""
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(blob, LONGEST_STEP)
    if unpacker.unconsumed_tail:
        raise ValueError("a step that is too long")
    return text + unpacker.flush()


def _belongings_values(one: Belongings) -> Values:
    blobs = (one.encoding, one.thumbnail, one.clothes)
    return one.face, one.encoder, *(b64encode(blob).decode() for blob in blobs)


SOURCE_COLUMNS = "id, path, kind, size, fingerprint, width, height, duration, fps, every, state, message"


def source_values(source: Source) -> Values:
    return (
        source.id, source.path, source.kind.value, source.size, source.fingerprint, source.width, source.height,
        source.duration, source.fps, source.every, source.state.value, source.message,
    )  # fmt: skip


def source_from(values: Values) -> Source:
    number, path, kind, size, fingerprint, width, height, duration, fps, every, state, message = values
    return Source(
        number,
        path,
        SourceKind(kind),
        size,
        fingerprint,
        width,
        height,
        duration,
        fps,
        every,
        SourceState(state),
        message,
    )


BLOCK = 4096  # faces whose landmarks are parsed together
FACE_COLUMNS = "id, source, time, frame, left, top, right, bottom, score, quality, track, landmarks"


def face_values(face: Face) -> Values:
    landmarks = json.dumps(face.landmarks, separators=(",", ":"))
    return (
        face.id, face.source, face.time, face.frame, *face.box.as_list(),
        face.score, face.quality, face.track, landmarks,
    )  # fmt: skip


def face_from(values: Values) -> Face:
    return next(iter(faces_from([values])))


def faces_from(rows: Sequence[Values]) -> Iterator[Face]:
    """Many faces at once: their landmarks are parsed in blocks, which takes a fifth of the time of one by one."""
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        parsed = json.loads(f"[{','.join(row[-1] for row in block)}]", parse_int=float)
        for row, points in zip(block, parsed, strict=True):
            number, source, time, frame, left, top, right, bottom, score, quality, track, _ = row
            box, landmarks = Box(left, top, right, bottom), tuple([(x, y) for x, y in points])
            yield Face(number, source, time, frame, box, score, quality, track, landmarks)


ROW_TABLES[Face] = RowTable("face", tuple(FACE_COLUMNS.split(", ")), face_values, face_from)
_BY_NAME = {table.name: table for table in ROW_TABLES.values()}
_BELONGINGS = "belongings"
NONSENSE = (LookupError, ValueError, TypeError, RecursionError, OverflowError, zlib.error)
"""What reading rows raises that no program of ours wrote."""


def refuse_nonsense(table: str, row: Mapping[str, object]) -> None:
    """Raises one of NONSENSE if a row, by its columns' names, says nothing that can be understood."""
    if table == "source":
        source_from(tuple(row[name] for name in SOURCE_COLUMNS.split(", ")))
    elif table in _BY_NAME:
        _BY_NAME[table].from_values(tuple(row[name] for name in _BY_NAME[table].columns))
    elif table == "encoding":
        _refuse_torn(row["vector"])


def _refuse_torn(vector: object) -> None:
    """Raises ValueError unless it is bytes of one or more float32."""
    if not isinstance(vector, bytes) or not vector or len(vector) % 4:
        raise ValueError("an encoding that is not whole")
