"""Edits made on a frame: a drawn face, a parted track, a named box."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from facelabeler.core import edits, frame_edits
from facelabeler.core.changes import Belongings, ChangeSet
from facelabeler.core.entities import ClusterId, Face, FaceId, SourceId, SourceKind, TrackId
from facelabeler.core.errors import EditError
from facelabeler.core.frame_edits import draw_face, name_faces, part_track
from facelabeler.core.geometry import Box
from facelabeler.core.words import imperative, past_tense
from facelabeler.session import Session
from tests.helpers.projects import faces_in, session_with_clusters


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Three people on four samples; each one's faces are one track."""
    return session_with_clusters(tmp_path / "p.facelabel")


def drawing(session: Session, box: Box, time: float = 2.0) -> ChangeSet:
    project = session.project
    face = Face(project.next_face_id(), SourceId(1), time, 50, box, 0.0, 0.8, project.next_track_id())
    return draw_face(project, face, Belongings(face.id, "dlib-resnet-v1", bytes(512), b"jpeg"))


def test_a_drawn_face_is_confirmed_in_a_cluster_of_its_own(session: Session) -> None:
    step = session.commit(drawing(session, Box(300, 200, 340, 240), time=62.04))
    row = session.project.placements[FaceId(13)]
    assert (row.cluster, row.confirmed) == (ClusterId(4), True)
    assert session.project.faces_on(SourceId(1), 62.04) == (FaceId(13),)
    assert past_tense(step.verb, step.params) == "Added a face at 1:02.0"
    assert imperative(step.verb, step.params) == "add a face"


def test_a_face_drawn_on_a_photo_is_told_by_the_photos_name(session: Session) -> None:
    source = replace(session.project.sources[SourceId(1)], kind=SourceKind.PHOTO, path=r"C:\photos\party.jpg")
    session.update_sources([source])
    step = drawing(session, Box(300, 200, 340, 240), time=0.0)
    assert past_tense(step.verb, step.params) == "Added a face in party.jpg"


@pytest.mark.parametrize("box", [Box(600, 200, 700, 300), Box(-5, 0, 40, 40), Box(50, 50, 50, 90)])
def test_a_box_outside_of_the_picture_is_refused(session: Session, box: Box) -> None:
    with pytest.raises(EditError, match="inside the picture"):
        drawing(session, box)


def test_a_box_over_a_face_that_is_there_is_refused(session: Session) -> None:
    with pytest.raises(EditError, match="there already"):
        drawing(session, session.project.faces[faces_in(session, 1)[2]].box)


def test_undo_takes_a_drawn_face_away_and_redo_brings_it_back_with_all_it_had(session: Session) -> None:
    session.commit(drawing(session, Box(300, 200, 340, 240)))
    session.undo()
    assert FaceId(13) not in session.project.faces
    assert session.project.faces_on(SourceId(1), 2.0) == (7, 8, 9)
    session.redo()
    assert session.project.faces[FaceId(13)].box == Box(300, 200, 340, 240)
    assert session.encodings([FaceId(13)]).shape == (1, 128)


def test_from_a_face_on_the_track_is_somebody_else(session: Session) -> None:
    one, two, three, four = faces_in(session, 1)
    step = session.commit(part_track(session.project, three))
    project = session.project
    assert faces_in(session, 1) == [one, two]
    assert faces_in(session, 4) == [three, four]
    assert project.faces[three].track == project.faces[four].track != project.faces[one].track
    assert all(project.placements[face].confirmed for face in (one, two, three, four))
    assert project.clusters[ClusterId(1)].edited
    assert past_tense(step.verb, step.params) == "From 0:02.0 on someone else: 2 faces in Unnamed 4"


def test_undo_makes_a_parted_track_one_again(session: Session) -> None:
    faces = dict(session.project.faces)
    session.commit(part_track(session.project, faces_in(session, 1)[2]))
    session.undo()
    assert session.project.faces == faces
    assert len(faces_in(session, 1)) == 4


def test_a_track_is_not_parted_where_it_begins(session: Session) -> None:
    with pytest.raises(EditError, match="begins here"):
        part_track(session.project, faces_in(session, 1)[0])


def test_what_stands_elsewhere_already_stays_there(session: Session) -> None:
    *_, last = faces_in(session, 1)
    session.commit(edits.move_faces(session.project, [last], ClusterId(2)))
    session.commit(part_track(session.project, faces_in(session, 1)[1]))
    assert last in faces_in(session, 2)
    assert len(faces_in(session, 4)) == 2


def test_named_faces_join_the_person_of_that_name(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(2), "Bo"))
    session.commit(name_faces(session.project, faces_in(session, 1)[2:], " Bo "))
    assert len(faces_in(session, 2)) == 6


def test_named_faces_become_a_new_person(session: Session) -> None:
    moved = faces_in(session, 1)[2:]
    step = session.commit(name_faces(session.project, moved, "Cy"))
    assert faces_in(session, 4) == moved
    assert session.project.name_of(ClusterId(4)) == "Cy"
    assert past_tense(step.verb, step.params) == "Named 2 faces Cy"


def test_faces_want_a_name(session: Session) -> None:
    with pytest.raises(EditError):
        name_faces(session.project, faces_in(session, 1)[:1], "  ")


def test_the_faces_of_a_track_before_and_from_a_face_on(session: Session) -> None:
    one, two, three, four = faces_in(session, 1)
    assert frame_edits.track_around(session.project, three) == ([one, two], [three, four])
    assert session.project.faces[one].track == TrackId(1)
