"""Answers are edits: what was said holds, follows clusters that become another, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from facelabeler.core import answers, edits
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import EditError
from facelabeler.core.words import past_tense
from facelabeler.session import Session
from tests.helpers.projects import faces_in, session_with_clusters

ONE, TWO, THREE = ClusterId(1), ClusterId(2), ClusterId(3)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with_clusters(tmp_path / "p.facelabel")


def test_same_puts_the_faces_into_the_named_cluster_and_confirms_none_of_them(session: Session) -> None:
    session.commit(edits.rename(session.project, TWO, "Bo"))
    confirmed = faces_in(session, 2)
    step = session.commit(answers.same(session.project, ONE, TWO))
    assert len(faces_in(session, 2)) == 8
    assert session.project.name_of(TWO) == "Bo"
    assert {face for face, row in session.project.placements.items() if row.confirmed} == set(confirmed)
    assert past_tense(step.verb, step.params) == "Unnamed 1 is Bo, 4 faces settled"


def test_followers_join_without_being_confirmed(session: Session) -> None:
    follower = faces_in(session, 3)[0]
    step = session.commit(answers.same(session.project, ONE, TWO, [follower]))
    assert follower in faces_in(session, 1)
    assert not session.project.placements[follower].confirmed
    assert step.params["faces"] == 5


def test_different_is_known_from_both_sides_and_said_once(session: Session) -> None:
    step = session.commit(answers.different(session.project, TWO, ONE))
    assert session.project.different_from(ONE) == {TWO}
    assert session.project.different_from(TWO) == {ONE}
    assert past_tense(step.verb, step.params) == "Unnamed 2 is not Unnamed 1"
    assert not answers.different(session.project, ONE, TWO)


def test_a_difference_follows_a_cluster_into_another(session: Session) -> None:
    session.commit(answers.different(session.project, ONE, TWO))
    session.commit(edits.merge(session.project, THREE, [TWO]))
    assert session.project.different_from(ONE) == {THREE}
    session.undo()
    assert session.project.different_from(ONE) == {TWO}


def test_two_differences_that_come_to_the_same_are_one(session: Session) -> None:
    session.commit(answers.different(session.project, ONE, TWO))
    session.commit(answers.different(session.project, ONE, THREE))
    session.commit(edits.merge(session.project, TWO, [THREE]))
    assert session.project.different_from(ONE) == {TWO}
    assert len(session.project.differences) == 1


def test_the_user_may_overrule_his_own_answer(session: Session) -> None:
    session.commit(answers.different(session.project, ONE, TWO))
    session.commit(edits.merge(session.project, ONE, [TWO]))
    assert session.project.differences == {}


def test_what_was_said_of_a_cluster_goes_with_its_last_face(session: Session) -> None:
    session.commit(answers.different(session.project, ONE, TWO))
    session.commit(answers.reject(session.project, TWO, "key", "Ross"))
    session.commit(edits.move_faces(session.project, faces_in(session, 2), None))
    assert (session.project.differences, session.project.rejections) == ({}, {})
    session.undo()
    assert session.project.different_from(ONE) == {TWO}
    assert session.project.rejected(TWO) == {"key"}


def test_a_rejection_follows_its_cluster_into_another(session: Session) -> None:
    session.commit(answers.reject(session.project, TWO, "key", "Ross"))
    session.commit(edits.merge(session.project, ONE, [TWO]))
    assert session.project.rejected(ONE) == {"key"}


def test_faces_that_are_kept_are_confirmed(session: Session) -> None:
    faces = faces_in(session, 1)[:2]
    step = session.commit(answers.kept(session.project, faces))
    assert [session.project.placements[face].confirmed for face in faces_in(session, 1)] == [True, True, False, False]
    assert past_tense(step.verb, step.params) == "Kept 2 faces in Unnamed 1"


def test_faces_that_are_taken_out_become_a_cluster_that_is_somebody_else(session: Session) -> None:
    faces = faces_in(session, 1)[:1]
    step = session.commit(answers.removed(session.project, faces))
    assert faces_in(session, 4) == faces
    assert session.project.different_from(ClusterId(4)) == {ONE}
    assert past_tense(step.verb, step.params) == "Took 1 face out of Unnamed 1, now in Unnamed 4"


def test_faces_that_are_taken_out_may_go_where_they_fit(session: Session) -> None:
    faces = faces_in(session, 1)[:1]
    session.commit(answers.removed(session.project, faces, TWO))
    assert faces[0] in faces_in(session, 2)


def test_no_grouping_breaks_an_answer(session: Session) -> None:
    session.commit(answers.different(session.project, ONE, TWO))
    session.commit(answers.same(session.project, ONE, THREE))
    together, apart = set(faces_in(session, 1)), set(faces_in(session, 2))
    everyone = list(session.project.faces)
    anchors = session.observations().anchors.tolist()
    assert set(anchors) == {1, 2}, "all faces are fixed where the answers put them"
    session.regroup(everyone, anchors)
    assert set(faces_in(session, 1)) == together
    assert set(faces_in(session, 2)) == apart


def test_two_people_with_names_are_not_made_one_by_an_answer(session: Session) -> None:
    session.commit(edits.rename(session.project, ONE, "Ann"))
    session.commit(edits.rename(session.project, TWO, "Bo"))
    with pytest.raises(EditError, match="named Ann and Bo"):
        answers.same(session.project, ONE, TWO)


@pytest.mark.parametrize(
    "make",
    [
        lambda p: answers.same(p, ONE, ONE),
        lambda p: answers.same(p, ONE, ClusterId(99)),
        lambda p: answers.different(p, ClusterId(99), ONE),
        lambda p: answers.different(p, TWO, TWO),
        lambda p: answers.kept(p, []),
        lambda p: answers.kept(p, [FaceId(99)]),
        lambda p: answers.kept(p, [FaceId(1), FaceId(2)]),
        lambda p: answers.removed(p, p.members(ONE)),
        lambda p: answers.reject(p, ClusterId(99), "key", "Ross"),
    ],
)
def test_impossible_answers_are_refused(session: Session, make: object) -> None:
    with pytest.raises(EditError):
        make(session.project)  # type: ignore[operator]
