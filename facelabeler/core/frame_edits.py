"""The edits that are made where a frame is looked at: draw a face, part a track, name what is in a box.

As all edits they look at the project, return a ChangeSet, and raise EditError for requests that make no sense.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from facelabeler.core.changes import Belongings, ChangeSet
from facelabeler.core.draft import Draft
from facelabeler.core.edits import clean_name, move_faces
from facelabeler.core.entities import Face, FaceId, FaceState, Person, Placement, SourceKind
from facelabeler.core.errors import EditError
from facelabeler.core.project import Project
from facelabeler.core.words import exact_clock

SAME_PLACE = 0.4
"""Intersection over union from which two boxes on one frame are one face, a drawn and a found one."""


def part_track(project: Project, face: FaceId) -> ChangeSet:
    """Say that a track is someone else from this face on: what follows gets a cluster, and a track, of its own.

    Faces of the track that stand elsewhere already stay there. What stays and what leaves is confirmed.
    """
    row = project.face(face)
    before, after = track_around(project, face)
    if not before:
        raise EditError("The track begins here", advice="Name it, or move it to somebody else")
    draft = Draft(project)
    cluster, track = project.placements[face].cluster, project.next_track_id()
    home = draft.new_cluster(edited=True)
    for later in after:
        draft.set_row(replace(project.faces[later], track=track))
    draft.place(after, home, confirmed=True)
    if cluster is not None:
        draft.place(before, cluster, confirmed=True)
        draft.mark_edited([cluster])
    return draft.finish("parted", time=exact_clock(row.time), faces=len(after), to=f"Unnamed {home}")


def track_around(project: Project, face: FaceId) -> tuple[list[FaceId], list[FaceId]]:
    """The faces of a face's track that stand where it stands: those before it, and those from it on, by time."""
    row, place = project.face(face), project.placements[face]
    standing = project.in_state(place.state, cluster=place.cluster)
    same = [other for other in map(project.faces.__getitem__, standing) if other.track == row.track]
    same.sort(key=lambda other: (other.time, other.id))
    return [f.id for f in same if f.time < row.time], [f.id for f in same if f.time >= row.time]


def draw_face(project: Project, face: Face, belongings: Belongings) -> ChangeSet:
    """Add a face that the detector missed, confirmed in a cluster of its own.

    Raises EditError if its box does not lie inside the picture, or if a face is there already.
    """
    source = project.sources[face.source]
    if face.box.area <= 0 or face.box.clipped(source.width, source.height) != face.box:
        raise EditError("The box does not lie inside the picture", advice="Draw it again")
    there = [project.faces[other] for other in project.faces_on(face.source, face.time)]
    if any(other.box.iou(face.box) >= SAME_PLACE for other in there):
        raise EditError("A face is there already", advice="Select its box instead")
    draft = Draft(project)
    draft.add_face(face, draft.new_cluster(edited=True))
    photo = source.kind is SourceKind.PHOTO
    where = f"in {source.path.replace(chr(92), '/').rpartition('/')[2]}" if photo else f"at {exact_clock(face.time)}"
    return replace(draft.finish("drawn", where=where), belongings=(belongings,))


def name_faces(project: Project, faces: Sequence[FaceId], name: str) -> ChangeSet:
    """Give some faces to the person of this name, known or new, and confirm them there."""
    name = clean_name(name)
    if not faces or not name:
        raise EditError("Select faces and type a name")
    known = project.find_person(name)
    homes = project.clusters_of(known.id) if known else ()
    if homes:
        return move_faces(project, faces, homes[0])
    draft = Draft(project)
    draft.mark_edited(cluster for face in faces if (cluster := project.placements[project.face(face).id].cluster))
    person = known.id if known else project.next_person_id()
    draft.set_row(Person(person, name))
    home = draft.new_cluster(person=person, edited=True)
    for face in dict.fromkeys(faces):
        draft.put(Placement(face, home, FaceState.FACE, confirmed=True))
    return draft.finish("named", faces=len(set(faces)), person=name)
