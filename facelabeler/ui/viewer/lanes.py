"""A lane for each person of a source, and what in it is worth a look: gaps and doubles. No Qt: it runs on a worker."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from facelabeler.core.entities import Cluster, ClusterId, Face, FaceId, FaceState, Person, PersonId, Placement, SourceId
from facelabeler.core.project import Project

SAME_SEAT = 0.3
"""Intersection over union from which two boxes of different moments are the same place in the picture."""

LONGEST_GAP = 30.0
"""Seconds: who is away for longer has left, and whoever stands there then is not looked for."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose lane it is: a person, or a cluster without a name."""

    cluster: ClusterId
    person: PersonId | None
    name: str | None

    @property
    def key(self) -> tuple[str, int]:
        return ("cluster", self.cluster) if self.person is None else ("person", self.person)


class HintKind(Enum):
    """What may be wrong."""

    GAP = "gap"  # away for a while, and somebody without a name in the same place
    DOUBLE = "double"  # twice in one picture


@dataclass(frozen=True, slots=True)
class Hint:
    """Something worth a look from `start` to `end` (seconds): `face` shows it, `faces` is how many there are."""

    kind: HintKind
    start: float
    end: float
    face: FaceId
    faces: int = 1


@dataclass(frozen=True, slots=True)
class Lane:
    """All faces of one owner in a source by time, and the hints among them."""

    owner: Owner
    faces: tuple[Face, ...]
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What lanes are made of, as it was at one moment: copies of tables whose rows never change. For a worker."""

    ids: tuple[FaceId, ...]
    faces: Mapping[FaceId, Face]
    placements: Mapping[FaceId, Placement]
    clusters: Mapping[ClusterId, Cluster]
    people: Mapping[PersonId, Person]


def snapshot(project: Project, source: SourceId) -> Snapshot:
    """A source's faces as they stand now; cheap enough for the main thread at any size of project."""
    ids = project.faces_of_source(source)
    return Snapshot(ids, dict(project.faces), dict(project.placements), dict(project.clusters), dict(project.people))


def owned_faces(seen: Snapshot) -> list[tuple[Face, Owner | None]]:
    """Every face of the source that is one, with whose it is; None: unclustered."""
    owners: dict[ClusterId, Owner] = {}
    pairs: list[tuple[Face, Owner | None]] = []
    for number in seen.ids:
        placement = seen.placements[number]
        cluster = placement.cluster
        if placement.state is not FaceState.FACE:
            continue
        if cluster is not None and cluster not in owners:
            person = seen.people.get(seen.clusters[cluster].person or PersonId(0))
            owners[cluster] = Owner(cluster, person.id if person else None, person.name if person else None)
        pairs.append((seen.faces[number], owners[cluster] if cluster is not None else None))
    return pairs


def lanes(faces: Iterable[tuple[Face, Owner | None]], every: float) -> list[Lane]:
    """The lanes, those longest on screen first; `every` is the sampling step in seconds."""
    owned: defaultdict[tuple[str, int], list[Face]] = defaultdict(list)
    owners: dict[tuple[str, int], Owner] = {}
    unnamed: list[Face] = []
    for face, owner in faces:
        if owner is not None:
            owned[owner.key].append(face)
            owners.setdefault(owner.key, owner)
        if owner is None or owner.person is None:
            unnamed.append(face)
    unnamed.sort(key=lambda face: face.time)
    made = [_lane(owners[key], sorted(rows, key=_when), unnamed, every) for key, rows in owned.items()]
    return sorted(made, key=lambda lane: (-len(lane.faces), lane.owner.key))


def _lane(owner: Owner, faces: Sequence[Face], unnamed: Sequence[Face], every: float) -> Lane:
    gaps = _gaps(faces, unnamed, every) if owner.person is not None else []
    hints = sorted([*gaps, *_doubles(faces, every)], key=lambda hint: hint.start)
    return Lane(owner, tuple(faces), tuple(hints))


def _gaps(faces: Sequence[Face], unnamed: Sequence[Face], every: float) -> list[Hint]:
    """Where somebody is away and comes back to the same place, and a face without a name is there meanwhile."""
    times = [face.time for face in unnamed]
    found = []
    for before, after in itertools.pairwise(faces):
        if not 1.5 * every < after.time - before.time <= LONGEST_GAP or before.box.iou(after.box) < SAME_SEAT:
            continue
        between = unnamed[bisect_right(times, before.time) : bisect_left(times, after.time)]
        there = [face for face in between if face.box.iou(before.box) >= SAME_SEAT]
        if there:
            found.append(Hint(HintKind.GAP, before.time + every, after.time, there[0].id, len(there)))
    return found


def _doubles(faces: Sequence[Face], every: float) -> list[Hint]:
    """Runs of samples that hold somebody twice."""
    twice = [other for one, other in itertools.pairwise(faces) if one.time == other.time]
    found: list[Hint] = []
    for face in twice:
        if found and face.time - found[-1].end < every / 2:
            last = found.pop()
            found.append(Hint(HintKind.DOUBLE, last.start, face.time + every, last.face, last.faces + 1))
        else:
            found.append(Hint(HintKind.DOUBLE, face.time, face.time + every, face.id))
    return found


def _when(face: Face) -> tuple[float, FaceId]:
    return face.time, face.id
