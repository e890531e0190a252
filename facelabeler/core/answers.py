"""Answers to questions, as edits: each is a constraint that every later grouping obeys.

A cluster that an answer was about is marked as edited: grouping adds faces to it and takes none away, and two such
clusters never become one. So "same" holds because the faces stand in one cluster, and "different" because they stand in
two; what is stored of "different" beside that keeps the question from being asked again. An answer confirms no face
that it was not about: faces in doubt within a cluster stay in doubt. All raise EditError for what does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from facelabeler.core.changes import ChangeSet
from facelabeler.core.draft import Draft
from facelabeler.core.edits import rename
from facelabeler.core.entities import ClusterId, FaceId, PersonId, Placement
from facelabeler.core.errors import EditError
from facelabeler.core.project import Project

ANSWERS = frozenset({"answered-same", "answered-different", "answered-kept", "answered-removed"})
"""The verbs of steps that answered a question; their parameter `faces` says how many faces that settled."""


def same(project: Project, a: ClusterId, b: ClusterId, followers: Sequence[FaceId] = ()) -> ChangeSet:
    """Two clusters are one person: the named one, or the larger, takes the other's faces.

    `followers` are faces that join as a consequence; they are not confirmed. An earlier "different" is overruled.
    """
    _two(project, a, b)
    home, other = home_first(project, a, b)
    names = [project.name_of(cluster) for cluster in (a, b)]
    if None not in names and names[0] != names[1]:
        raise EditError(
            f"{a} and {b} are named {names[0]} and {names[1]}", advice="Merge them, which keeps the name of the first"
        )
    draft = Draft(project)
    draft.absorb([other], home)
    moving = [*project.members(other), *(face for face in followers if project.placements[face].cluster != other)]
    for face in moving:
        draft.put(replace(project.placements[face], cluster=home))
    draft.set_row(replace(draft.cluster(home), person=_person(project, home, other), edited=True))
    return draft.finish("answered-same", other=project.title(other), into=project.title(home), faces=len(moving))


def different(project: Project, a: ClusterId, b: ClusterId) -> ChangeSet:
    """Two clusters are two people. Nothing to change if that was said before."""
    _two(project, a, b)
    draft = Draft(project)
    draft.mark_edited([a, b])
    draft.set_apart(a, b)
    faces = min(project.size(a), project.size(b))
    return draft.finish("answered-different", a=project.title(a), b=project.title(b), faces=faces)


def kept(project: Project, faces: Sequence[FaceId]) -> ChangeSet:
    """Faces in doubt belong to the rest of their cluster: they are confirmed there."""
    cluster = only_cluster(project, faces)
    draft = Draft(project)
    draft.place(faces, cluster, confirmed=True)
    draft.mark_edited([cluster])
    return draft.finish("answered-kept", cluster=project.title(cluster), faces=len(faces))


def removed(project: Project, faces: Sequence[FaceId], to: ClusterId | None = None) -> ChangeSet:
    """Faces in doubt do not belong to the rest of their cluster: they go to `to`, or become a cluster of their own."""
    cluster = only_cluster(project, faces)
    if len(set(faces)) == project.size(cluster):
        raise EditError(f"{project.title(cluster)} has no other faces", advice="Leave out some of them")
    draft = Draft(project)
    title = project.title(to) if to is not None else f"Unnamed {project.next_cluster_id()}"
    home = draft.new_cluster(edited=True) if to is None else project.cluster(to).id
    for face in faces:
        draft.put(Placement(face, home))
    draft.mark_edited([cluster, home])
    if to is None:
        draft.set_apart(cluster, home)
    return draft.finish("answered-removed", cluster=project.title(cluster), to=title, faces=len(set(faces)))


def accept(project: Project, cluster: ClusterId, name: str) -> ChangeSet:
    """A cluster is this person of the library: it is named so, or joins the person who has the name already."""
    title = project.title(project.cluster(cluster).id)
    named = rename(project, cluster, name)
    return replace(named, verb="accepted", params={"cluster": title, "person": name, "faces": project.size(cluster)})


def reject(project: Project, cluster: ClusterId, known: str, name: str) -> ChangeSet:
    """A cluster is not this person of the library (`known` is the key, `name` for the history). It stays rejected."""
    draft = Draft(project)
    draft.mark_edited([project.cluster(cluster).id])
    draft.reject(cluster, known)
    return draft.finish("rejected", cluster=project.title(cluster), person=name)


def home_first(project: Project, a: ClusterId, b: ClusterId) -> tuple[ClusterId, ClusterId]:
    """Two clusters, the one first that would take the other's faces: the named one, then the larger."""
    first, second = sorted((a, b), key=lambda c: (project.name_of(c) is None, -project.size(c), c))
    return first, second


def _two(project: Project, a: ClusterId, b: ClusterId) -> None:
    if project.cluster(a) == project.cluster(b):
        raise EditError(f"{a} and {b} are the same cluster", advice="Name two clusters")


def _person(project: Project, home: ClusterId, other: ClusterId) -> PersonId | None:
    own = project.clusters[home].person
    return own if own is not None else project.clusters[other].person


def only_cluster(project: Project, faces: Sequence[FaceId]) -> ClusterId:
    """The cluster that faces stand in. Raises EditError if it is not one."""
    if not faces:
        raise EditError("Select the faces in doubt")
    clusters = {project.placements[project.face(face).id].cluster for face in faces}
    if len(clusters) != 1 or None in clusters:
        raise EditError("The faces in doubt do not stand in one cluster", advice="`facelabeler questions` lists them")
    (cluster,) = clusters
    assert cluster is not None
    return cluster
