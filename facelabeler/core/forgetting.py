"""What goes when a person is erased, and what is left of each step of the history then."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from facelabeler.core.changes import Change, ChangeSet, Param, Row
from facelabeler.core.entities import (
    Cluster,
    ClusterId,
    Consent,
    Face,
    FaceId,
    Person,
    PersonId,
    Placement,
    SourceId,
)
from facelabeler.core.errors import EditError
from facelabeler.core.project import Project, related

SOMEBODY = "somebody forgotten"
"""What stands in the history where a name stood."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What goes: a person with every name they had, their faces, and clusters that have no other faces."""

    person: PersonId
    name: str
    names: frozenset[str]
    faces: frozenset[FaceId]
    clusters: frozenset[ClusterId]
    sources: frozenset[SourceId]


def person_named(project: Project, name: str) -> Person:
    """The person of exactly this name. Raises EditError if there is none."""
    person = project.find_person(name)
    if person is None:
        raise EditError(f"Nobody is named {name} in this project", advice="`facelabeler info` lists the people")
    return person


def erasure(project: Project, person: PersonId, history: Iterable[ChangeSet]) -> Erasure:
    """What goes with a person: all faces in their clusters, whatever their state.

    Names are also those that the history gave to these clusters, or to clusters whose faces are all theirs now,
    unless somebody else of the project bears one today.
    """
    steps = list(history)
    home = frozenset(project.clusters_of(person))
    faces = frozenset(face for cluster in home for face in project.members(cluster))
    clusters = home | _clusters_of_nobody_else(project, steps, faces)
    name = project.people[person].name
    sources = frozenset(project.faces[face].source for face in faces)
    return Erasure(person, name, _names(project, person, clusters, steps), faces, clusters, sources)


def without(step: ChangeSet, erased: Erasure) -> ChangeSet | None:
    """A step as it would have been had the person never been there; None if nothing is left of it."""
    sides = ((_kept(change.before, erased), _kept(change.after, erased)) for change in step.changes)
    changes = tuple(Change(before, after) for before, after in sides if before != after)
    if not changes:
        return None
    params = {key: _unnamed(value, erased.names) for key, value in step.params.items()}
    belongings = tuple(one for one in step.belongings if one.face not in erased.faces)
    return replace(step, params=params, changes=changes, belongings=belongings)


def _kept(row: Row | None, erased: Erasure) -> Row | None:
    """A row without the person: itself, itself without what it names of them, or None."""
    if isinstance(row, Placement):
        if row.face in erased.faces:
            return None
        return replace(row, cluster=None) if row.cluster in erased.clusters else row
    if isinstance(row, Cluster):
        if row.id in erased.clusters:
            return None
        return replace(row, person=None) if row.person == erased.person else row
    if isinstance(row, Person | Consent):
        return None if row.id == erased.person else row
    if isinstance(row, Face):
        return None if row.id in erased.faces else row
    return None if erased.clusters & {*related(row)} else row


def _unnamed(value: Param, names: frozenset[str]) -> Param:
    if isinstance(value, int):
        return value
    for name in sorted(names, key=len, reverse=True):
        value = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEBODY, value)
    return value


def _clusters_of_nobody_else(
    project: Project, steps: Iterable[ChangeSet], faces: frozenset[FaceId]
) -> frozenset[ClusterId]:
    """Clusters that only the history knows, and in which no other faces ever stood."""
    stood: dict[ClusterId, set[FaceId]] = {}
    for row in _rows(steps):
        if isinstance(row, Placement) and row.cluster is not None:
            stood.setdefault(row.cluster, set()).add(row.face)
    return frozenset(cluster for cluster, of in stood.items() if cluster not in project.clusters and of <= faces)


def _names(
    project: Project, person: PersonId, clusters: frozenset[ClusterId], steps: Iterable[ChangeSet]
) -> frozenset[str]:
    rows = list(_rows(steps))
    called = {row.person for row in rows if isinstance(row, Cluster) and row.id in clusters} | {person}
    names = {row.name for row in rows if isinstance(row, Person) and row.id in called}
    others = {other.name for other in project.people.values() if other.id != person}
    return frozenset((names | {project.people[person].name}) - others)


def _rows(steps: Iterable[ChangeSet]) -> Iterable[Row]:
    for step in steps:
        for change in step.changes:
            yield from (row for row in (change.before, change.after) if row is not None)
