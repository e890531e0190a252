"""The edits. Each looks at the project and returns a ChangeSet; none changes the project itself.

What the user touches is confirmed, and the clusters it came from and went to are marked as edited, so that no later
clustering moves it. All raise EditError for ids that do not exist and for requests that make no sense.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from facelabeler.core.changes import ChangeSet
from facelabeler.core.draft import Draft
from facelabeler.core.entities import ClusterId, FaceId, FaceState, Person, PersonId, Placement
from facelabeler.core.errors import EditError
from facelabeler.core.project import Project

NEW: Final = "new"
Target = ClusterId | Literal["new"] | None
LONGEST_NAME = 400


def clean_name(name: str) -> str:
    """A name as it is kept: Unicode NFC, white space folded, no control characters. Raises EditError if too long."""
    spaced = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in name)
    cleaned = " ".join(unicodedata.normalize("NFC", spaced).split())
    if len(cleaned) > LONGEST_NAME:
        raise EditError(f"A name has at most {LONGEST_NAME} characters", advice="Use a shorter one")
    return cleaned


def rename(project: Project, cluster: ClusterId, name: str) -> ChangeSet:
    """Name a cluster. A name somebody has already makes it that person: the two clusters become one.

    An empty name takes the name away.
    """
    return name_clusters(project, [cluster], name)


def name_clusters(
    project: Project, clusters: Sequence[ClusterId], name: str, left_out: Sequence[FaceId] = ()
) -> ChangeSet:
    """Name several clusters as one person: they join the person's cluster, or the first of them.

    Faces that are `left_out` are somebody else: they go into a new cluster without a name.
    """
    _need(clusters, "Select a cluster to name")
    rows = [project.cluster(cluster) for cluster in dict.fromkeys(clusters)]
    name = clean_name(name)
    if not name:
        return _unname(project, clusters)
    known = project.find_person(name)
    home = next(iter(project.clusters_of(known.id)), rows[0].id) if known else rows[0].id
    draft = Draft(project)
    person = _person_for(project, draft, home, known, name)
    joined = [row.id for row in rows if row.id != home]
    _confirm_into(project, draft, home, [home, *joined])
    draft.set_row(replace(draft.cluster(home), person=person, edited=True))
    faces = sum(project.size(row.id) for row in rows)
    out = [face for face in dict.fromkeys(left_out) if project.placements[face].cluster in clusters]
    if out:
        return _named_without(draft, out, name, faces)
    if not known or [row.id for row in rows] == [home]:
        return draft.finish("named", faces=faces, person=name)
    titles = _titles(project, joined)
    return draft.finish("merged", others=titles, into=known.name, faces=faces + _size_once(project, home, rows))


def _named_without(draft: Draft, out: Sequence[FaceId], name: str, faces: int) -> ChangeSet:
    if len(out) == faces:
        raise EditError("All faces are left out", advice="Leave at least one face to name")
    home = draft.new_cluster(edited=True)
    draft.place(out, home, confirmed=True)
    return draft.finish("named-part", faces=faces - len(out), person=name, left=len(out), cluster=f"Unnamed {home}")


def merge(project: Project, into: ClusterId, others: Sequence[ClusterId]) -> ChangeSet:
    """Put all faces of `others` into `into`, which keeps its name, or takes the first name among the others."""
    project.cluster(into)
    others = [other for other in dict.fromkeys(others) if other != into]
    _need(others, "Select two or more cards to merge")
    titles = _titles(project, others)
    draft = Draft(project)
    named = [row.person for row in (project.cluster(other) for other in [into, *others]) if row.person is not None]
    _confirm_into(project, draft, into, [into, *others])
    draft.set_row(replace(draft.cluster(into), person=named[0] if named else None, edited=True))
    name = project.people[named[0]].name if named else project.title(into)
    faces = sum(project.size(cluster) for cluster in [into, *others])
    return draft.finish("merged", others=titles, into=name, faces=faces)


def move_faces(project: Project, faces: Sequence[FaceId], to: Target) -> ChangeSet:
    """Put faces into a cluster, into a new one (`NEW`) or into none (None), and confirm them there."""
    _need(faces, "Select faces to move")
    for face in faces:
        project.face(face)
    if to is not None and to != NEW:
        project.cluster(to)
    draft = Draft(project)
    left = {project.placements[face].cluster for face in faces} - {None, to}
    draft.mark_edited(cluster for cluster in left if cluster is not None)
    home = draft.new_cluster(edited=True) if to == NEW else to
    for face in dict.fromkeys(faces):
        draft.put(Placement(face, home, FaceState.FACE, confirmed=True))
    if home is not None:
        draft.mark_edited([home])
    return draft.finish("moved", faces=len(set(faces)), to=_target_title(project, home, is_new=to == NEW))


def split(project: Project, cluster: ClusterId, parts: Sequence[Sequence[FaceId]]) -> ChangeSet:
    """Take each part's faces out of a cluster into a new one. What stays and what leaves is confirmed."""
    members = set(project.members(project.cluster(cluster).id))
    leaving = [face for part in parts for face in part]
    _need(leaving, "Select faces to split off")
    strangers = sorted(set(leaving) - members)
    if strangers:
        raise EditError(f"Face {strangers[0]} is not in cluster {cluster}", advice="Select faces of that cluster")
    if set(leaving) == members and len(parts) == 1:
        raise EditError("All its faces are selected", advice="Leave at least one face to split from")
    draft = Draft(project)
    draft.place(members - set(leaving), cluster, confirmed=True)
    draft.mark_edited([cluster])
    made = [draft.new_cluster(edited=True) for _ in parts]
    for home, part in zip(made, parts, strict=True):
        draft.place(part, home, confirmed=True)
    titles = ", ".join(f"{len(set(part))} in Unnamed {home}" for home, part in zip(made, parts, strict=True))
    return draft.finish("split", cluster=project.title(cluster), stay=len(members - set(leaving)), parts=titles)


def mark(project: Project, faces: Sequence[FaceId], state: FaceState) -> ChangeSet:
    """Mark faces as ignored, as not a face, or as faces again; each leaves its cluster."""
    _need(faces, "Select faces to mark")
    draft = Draft(project)
    for face in dict.fromkeys(faces):
        project.face(face)
        if project.placements[face].state is not state:
            draft.put(Placement(face, None, state, confirmed=state is not FaceState.FACE))
    return draft.finish(f"marked-{state.value}", faces=len(set(faces)))


def confirm(project: Project, clusters: Sequence[ClusterId]) -> ChangeSet:
    """Accept all faces of these clusters where they are."""
    _need(clusters, "Select a cluster to confirm")
    draft = Draft(project)
    for cluster in clusters:
        draft.place(project.members(project.cluster(cluster).id), cluster, confirmed=True)
        draft.mark_edited([cluster])
    return draft.finish("confirmed", faces=sum(project.size(cluster) for cluster in set(clusters)))


def regroup(project: Project, labels: Mapping[FaceId, int]) -> ChangeSet:
    """Place faces as a clustering says: a label of 0 or more is a cluster's id, -1 none, below that a new group.

    Only unconfirmed faces move. A new group takes the id of the unedited cluster that most of its faces come from,
    so that cards keep their numbers.
    """
    movable = {face: label for face, label in labels.items() if _movable(project, face)}
    draft = Draft(project)
    ids = _ids_for_groups(project, draft, movable)
    moved = 0
    for face, label in movable.items():
        target = ids.get(label) if label < 0 else ClusterId(label)
        if project.placements[face].cluster != target:
            moved += 1
            draft.place([face], target, confirmed=False)
    groups = len({label for label in movable.values() if label != -1})
    return draft.finish("grouped", faces=moved, groups=groups)


def _movable(project: Project, face: FaceId) -> bool:
    placement = project.placements[face]
    return placement.state is FaceState.FACE and not placement.confirmed


def _ids_for_groups(project: Project, draft: Draft, labels: Mapping[FaceId, int]) -> dict[int, ClusterId]:
    shared: Counter[tuple[int, ClusterId]] = Counter()
    for face, label in labels.items():
        cluster = project.placements[face].cluster
        if label < -1 and cluster is not None and not project.clusters[cluster].edited:
            shared[(label, cluster)] += 1
    ids: dict[int, ClusterId] = {}
    taken = {ClusterId(label) for label in labels.values() if label >= 0}
    for (label, cluster), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0][1], -item[0][0])):
        if label not in ids and cluster not in taken:
            ids[label] = cluster
            taken.add(cluster)
    for label in dict.fromkeys(label for label in labels.values() if label < -1):
        if label not in ids:
            ids[label] = draft.new_cluster()
    return ids


def _need(items: Iterable[object], otherwise: str) -> None:
    if not list(items):
        raise EditError(otherwise)


def _confirm_into(project: Project, draft: Draft, home: ClusterId, clusters: Sequence[ClusterId]) -> None:
    draft.absorb(clusters, home)
    for cluster in clusters:
        draft.place(project.members(cluster), home, confirmed=True)


def _person_for(project: Project, draft: Draft, home: ClusterId, known: Person | None, name: str) -> PersonId:
    """The person of this name: the known one, the renamed one (so that its class keeps its place), or a new one."""
    if known is not None:
        return known.id
    current = project.clusters[home].person
    alone = current is not None and len(project.clusters_of(current)) == 1
    number = current if current is not None and alone else project.next_person_id()
    draft.set_row(Person(number, name))
    return number


def _unname(project: Project, clusters: Sequence[ClusterId]) -> ChangeSet:
    draft = Draft(project)
    for cluster in clusters:
        draft.set_row(replace(project.cluster(cluster), person=None))
    return draft.finish("unnamed", clusters=_titles(project, clusters))


def _titles(project: Project, clusters: Sequence[ClusterId]) -> str:
    """`Ann`, `Unnamed 12 and 21`, `Ann, Unnamed 12 and 21`, or `5 clusters`."""
    if len(clusters) > 3:
        return f"{len(clusters)} clusters"
    names = [name for name in (project.name_of(cluster) for cluster in clusters) if name]
    numbers = [str(cluster) for cluster in clusters if project.name_of(cluster) is None]
    unnamed = [f"Unnamed {' and '.join(numbers)}"] if numbers else []
    return ", ".join([*names, *unnamed])


def _size_once(project: Project, home: ClusterId, rows: Sequence[object]) -> int:
    return 0 if any(getattr(row, "id", None) == home for row in rows) else project.size(home)


def _target_title(project: Project, home: ClusterId | None, *, is_new: bool) -> str:
    if home is None:
        return "Unclustered"
    return f"Unnamed {home}" if is_new else project.title(home)
