"""Edits return change sets; applied, they do what they say, and what the user touched is confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, FaceId, FaceState
from facelabeler.core.errors import EditError
from facelabeler.core.words import imperative, past_tense
from facelabeler.session import Session
from tests.helpers.projects import faces_in, session_with_clusters


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with_clusters(tmp_path / "p.facelabel")


def names(session: Session) -> dict[int, str | None]:
    return {cluster: session.project.name_of(cluster) for cluster in session.project.clusters}


def test_rename_names_the_cluster_and_confirms_its_faces(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(1), "  Ann \n Lee "))
    assert session.project.name_of(ClusterId(1)) == "Ann Lee"
    assert all(session.project.placements[face].confirmed for face in faces_in(session, 1))


def test_rename_to_a_known_name_makes_them_one_person(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    step = session.commit(edits.rename(session.project, ClusterId(2), "Ann"))
    assert names(session) == {1: "Ann", 3: None}
    assert len(faces_in(session, 1)) == 8
    assert past_tense(step.verb, step.params) == "Merged Unnamed 2 into Ann, 8 faces"


def test_names_that_differ_in_case_are_different_people(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    session.commit(edits.rename(session.project, ClusterId(2), "ann"))
    assert names(session) == {1: "Ann", 2: "ann", 3: None}


def test_renaming_a_person_keeps_its_class_number(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    before = session.project.clusters[ClusterId(1)].person
    session.commit(edits.rename(session.project, ClusterId(1), "Anna"))
    assert session.project.clusters[ClusterId(1)].person == before
    assert [person.name for person in session.project.people.values()] == ["Anna"]


def test_an_empty_name_takes_the_name_away_and_the_person_with_it(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    session.commit(edits.rename(session.project, ClusterId(1), " "))
    assert session.project.name_of(ClusterId(1)) is None
    assert session.project.people == {}


def test_naming_several_clusters_joins_them(session: Session) -> None:
    step = session.commit(edits.name_clusters(session.project, [ClusterId(2), ClusterId(3)], "Bo"))
    assert names(session) == {1: None, 2: "Bo"}
    assert past_tense(step.verb, step.params) == "Named 8 faces Bo"


def test_merge_keeps_the_name_of_the_first_that_has_one(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(3), "Cy"))
    step = session.commit(edits.merge(session.project, ClusterId(1), [ClusterId(2), ClusterId(3)]))
    assert names(session) == {1: "Cy"}
    assert len(faces_in(session, 1)) == 12
    assert past_tense(step.verb, step.params) == "Merged Cy, Unnamed 2 into Cy, 12 faces"


def test_merge_of_two_people_leaves_one_person(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    session.commit(edits.rename(session.project, ClusterId(2), "Bo"))
    session.commit(edits.merge(session.project, ClusterId(1), [ClusterId(2)]))
    assert [person.name for person in session.project.people.values()] == ["Ann"]


def test_moved_faces_are_confirmed_and_an_emptied_cluster_goes(session: Session) -> None:
    faces = faces_in(session, 2)
    step = session.commit(edits.move_faces(session.project, faces, ClusterId(1)))
    assert ClusterId(2) not in session.project.clusters
    assert all(session.project.placements[face].confirmed for face in faces)
    assert past_tense(step.verb, step.params) == "Moved 4 faces to Unnamed 1"


def test_moving_out_the_last_face_of_a_person_removes_the_person(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(2), "Bo"))
    session.commit(edits.move_faces(session.project, faces_in(session, 2), None))
    assert session.project.people == {}
    assert len(session.project.unclustered()) == 4


def test_moving_to_new_makes_a_cluster(session: Session) -> None:
    session.commit(edits.move_faces(session.project, faces_in(session, 1)[:1], edits.NEW))
    assert [len(faces_in(session, cluster)) for cluster in (1, 4)] == [3, 1]


def test_an_ignored_face_that_is_moved_is_a_face_again(session: Session) -> None:
    face = faces_in(session, 1)[0]
    session.commit(edits.mark(session.project, [face], FaceState.IGNORED))
    session.commit(edits.move_faces(session.project, [face], ClusterId(2)))
    assert session.project.placements[face].state is FaceState.FACE


def test_split_confirms_what_stays_and_what_leaves(session: Session) -> None:
    a, b, c, d = faces_in(session, 1)
    step = session.commit(edits.split(session.project, ClusterId(1), [[a], [b, c]]))
    assert faces_in(session, 1) == [d]
    assert faces_in(session, 5) == [b, c]
    assert all(session.project.placements[face].confirmed for face in (a, b, c, d))
    assert past_tense(step.verb, step.params) == "Split Unnamed 1: 1 stay, 1 in Unnamed 4, 2 in Unnamed 5"
    assert imperative(step.verb, step.params) == "split Unnamed 1"


def test_marked_faces_leave_their_cluster(session: Session) -> None:
    faces = faces_in(session, 1)
    step = session.commit(edits.mark(session.project, faces[:1], FaceState.NOT_A_FACE))
    assert session.project.in_state(FaceState.NOT_A_FACE) == (faces[0],)
    assert faces_in(session, 1) == faces[1:]
    assert past_tense(step.verb, step.params) == "Marked 1 as not a face"


def test_an_edit_that_changes_nothing_leaves_no_step(session: Session) -> None:
    before = len(session.history())
    session.commit(edits.mark(session.project, faces_in(session, 1), FaceState.FACE))
    assert len(session.history()) == before


@pytest.mark.parametrize(
    "make",
    [
        lambda p: edits.rename(p, ClusterId(99), "Ann"),
        lambda p: edits.rename(p, ClusterId(1), "x" * 401),
        lambda p: edits.merge(p, ClusterId(1), [ClusterId(1)]),
        lambda p: edits.merge(p, ClusterId(1), [ClusterId(99)]),
        lambda p: edits.move_faces(p, [FaceId(99)], None),
        lambda p: edits.move_faces(p, [], None),
        lambda p: edits.move_faces(p, [FaceId(1)], ClusterId(99)),
        lambda p: edits.split(p, ClusterId(1), [[FaceId(2)]]),
        lambda p: edits.split(p, ClusterId(1), [p.members(ClusterId(1))]),
        lambda p: edits.split(p, ClusterId(1), []),
        lambda p: edits.mark(p, [FaceId(99)], FaceState.IGNORED),
    ],
)
def test_impossible_edits_are_refused(session: Session, make: object) -> None:
    with pytest.raises(EditError):
        make(session.project)  # type: ignore[operator]


def test_regroup_moves_no_confirmed_face_and_keeps_numbers(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    everyone = list(session.project.faces)
    session.regroup(everyone, [-2] * len(everyone))
    assert len(faces_in(session, 1)) == 4
    assert session.project.name_of(ClusterId(1)) == "Ann"
    assert set(names(session)) == {1, 2}, "the new group takes the lowest number of those that most faces come from"
