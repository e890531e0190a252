"""The queue of questions: what is in it, what an answer does to it, and that nothing is asked twice."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facelabeler.asking.question import Answer, Question
from facelabeler.asking.questions import Questions
from facelabeler.clustering.methods import group
from facelabeler.core import edits
from facelabeler.core.changes import Belongings
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import EditError
from facelabeler.core.frame_edits import draw_face
from facelabeler.pipeline.stages import FoundFace, FoundFrame
from facelabeler.session import Session
from tests.helpers.projects import faces_in, found_face, video_source

ONE, TWO, THREE = ClusterId(1), ClusterId(2), ClusterId(3)


def face(person: int, away: float, seed: int, left: int = 10) -> FoundFace:
    """A face of a person; those of one `away` lie together, and at another place than those of a different one."""
    found = found_face(person, seed=seed, left=left)
    aside = np.random.default_rng([person, round(1000 * away)]).normal(size=128)
    encoding = found.encoding + away * aside / np.linalg.norm(aside)
    return replace(found, encoding=encoding.astype(np.float32))


def project(path: Path, rows: Sequence[tuple[int, int, float]]) -> Session:
    """Clusters as given: cluster 1 first, each with a number of faces, a person, and how far it is from that person."""
    session = Session.create(path)
    session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
    [source] = session.add_sources([video_source()], every=1.0)
    labels: list[int] = []
    for number, (count, person, away) in enumerate(rows):
        frames = [
            FoundFrame(100.0 * number + 2 * k, None, (face(person, away, 50 * number + k),)) for k in range(count)
        ]
        session.add_frames(source, frames)
        labels += [-2 - number if number < len(rows) else -1] * count
    session.regroup(list(session.project.faces), labels)
    return session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Ann in clusters 1 (6 faces), 2 (3) and 4 (2); Bo in 3 (5) and 5 (2)."""
    return project(tmp_path / "p.facelabel", [(6, 1, 0.35), (3, 1, 0.36), (5, 2, 0.35), (2, 1, 0.37), (2, 2, 0.36)])


def asked(questions: Questions) -> list[tuple[int, int]]:
    return [question.key[:2] for question in questions.queue() if not question.faces]


def test_alike_clusters_are_asked_about_and_no_others(session: Session) -> None:
    people = {1: "Ann", 2: "Ann", 4: "Ann", 3: "Bo", 5: "Bo"}
    pairs = asked(Questions(session))
    assert pairs
    assert all(people[a] == people[b] for a, b in pairs)


def test_what_settles_the_most_faces_comes_first(session: Session) -> None:
    queue = Questions(session).queue()
    assert [q.score for q in queue] == sorted((q.score for q in queue), reverse=True)
    assert queue[0].score == pytest.approx(queue[0].chance * session.project.size(queue[0].b))
    assert session.project.size(queue[0].a) >= session.project.size(queue[0].b)


def test_yes_makes_them_one_and_the_next_question_is_about_the_whole(session: Session) -> None:
    questions = Questions(session)
    questions.answer(questions.about(ONE, TWO), Answer.SAME)
    assert TWO not in session.project.clusters
    assert all(TWO not in key for key in asked(questions))


def test_no_is_never_asked_again_not_even_after_grouping_again(session: Session) -> None:
    questions = Questions(session)
    questions.answer(questions.about(ONE, TWO), Answer.DIFFERENT)
    assert (1, 2) not in asked(questions)
    seen = session.observations()
    session.regroup(seen.ids, group(seen, threshold=0.9))
    assert session.project.clusters.keys() >= {ONE, TWO}
    assert (1, 2) not in asked(questions)
    assert (1, 2) not in asked(Questions(session))


def test_every_question_can_be_answered_away(session: Session) -> None:
    questions = Questions(session)
    seen: set[tuple[int, ...]] = set()
    while queue := questions.queue():
        assert queue[0].key not in seen, "a question is asked twice"
        seen.add(queue[0].key)
        questions.answer(queue[0], Answer.DIFFERENT)
    assert questions.tally().answered == len(seen) > 1


def test_undo_brings_the_question_back_and_takes_it_from_the_tally(session: Session) -> None:
    questions = Questions(session)
    before = list(questions.queue())
    questions.answer(before[0], Answer.SAME)
    assert questions.tally().answered == 1
    session.undo()
    assert [question.key for question in questions.queue()] == [question.key for question in before]
    assert (questions.tally().answered, questions.tally().settled) == (0, 0)
    session.redo()
    assert questions.tally().answered == 1


def test_the_tally_outlives_the_session(session: Session) -> None:
    questions = Questions(session)
    step = questions.answer(questions.about(ONE, TWO), Answer.SAME)
    again = Questions(session).tally()
    assert (again.answered, again.settled) == (1, step.params["faces"])


def test_answers_teach_how_alike_one_person_is_here(session: Session) -> None:
    questions = Questions(session)
    before = questions.about(ONE, THREE).chance
    questions.answer(questions.about(ONE, TWO), Answer.DIFFERENT)
    after_no = questions.about(ONE, THREE).chance
    assert after_no <= before
    session.undo()
    questions.answer(questions.about(ONE, TWO), Answer.SAME)
    assert Questions(session).about(ONE, THREE).chance == questions.about(ONE, THREE).chance >= after_no


def test_not_sure_is_asked_after_all_others(session: Session) -> None:
    questions = Questions(session)
    first = questions.queue()[0]
    questions.postpone(first)
    assert questions.queue()[-1].key == first.key
    assert len(questions.queue()) > 1


def test_two_names_are_not_asked_about(session: Session) -> None:
    session.commit(edits.rename(session.project, ONE, "Ann"))
    session.commit(edits.rename(session.project, TWO, "Anna"))
    assert (1, 2) not in asked(Questions(session))


def test_clusters_seen_in_one_picture_are_not_asked_about(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "p.facelabel")
    session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
    [source] = session.add_sources([video_source()], every=1.0)
    frames = [FoundFrame(2.0 * k, None, (face(1, 0.35, k), face(1, 0.36, 20 + k, left=200))) for k in range(3)]
    session.add_frames(source, frames)
    session.regroup(list(session.project.faces), [-2, -3] * 3)
    questions = Questions(session)
    assert questions.queue() == []
    assert questions.together(questions.about(ONE, TWO)) == 3


def test_a_stray_track_is_asked_about_and_no_takes_it_to_where_it_belongs(session: Session) -> None:
    strangers = faces_in(session, 5)
    session.regroup(strangers, [1, 1])
    questions = Questions(session)
    [doubt] = [question for question in questions.queue() if question.faces and question.faces[0] == strangers[0]]
    questions.answer(doubt, Answer.DIFFERENT)
    assert strangers[0] in faces_in(session, 3)
    session.undo()
    questions.answer(doubt, Answer.SAME)
    assert session.project.placements[strangers[0]].confirmed
    assert doubt.key not in [question.key for question in questions.queue()]


def test_faces_that_belong_nowhere_else_become_a_cluster_of_their_own(session: Session) -> None:
    questions = Questions(session)
    face = faces_in(session, 1)[:1]
    step = questions.answer(questions.in_doubt(ONE, face), Answer.DIFFERENT)
    assert step.params["to"] in ("Unnamed 2", "Unnamed 4", "Unnamed 6")
    assert face[0] not in faces_in(session, 1)


def test_an_effect_says_what_would_be_settled_and_changes_nothing(session: Session) -> None:
    questions = Questions(session)
    step = questions.effect(questions.about(ONE, TWO), Answer.SAME)
    assert step.params["faces"] == 5, "three of cluster 2, and the two of cluster 4 that follow"
    assert len(faces_in(session, 2)) == 3
    assert session.undo_step() is not None
    assert session.undo_step().verb == "grouped"  # type: ignore[union-attr]


def test_pieces_follow_once_it_is_clear_whose_they_are(tmp_path: Path) -> None:
    session = project(tmp_path / "p.facelabel", [(5, 1, 0.3), (5, 1, 0.31), (4, 2, 0.3)])
    piece = [face(1, 0.0, 70)]
    session.add_frames(next(iter(session.project.sources)), [FoundFrame(900.0, None, tuple(piece))])
    loose = max(session.project.faces)
    questions = Questions(session)
    step = questions.answer(questions.about(ONE, TWO), Answer.SAME)
    assert loose in faces_in(session, 1)
    assert not session.project.placements[FaceId(loose)].confirmed
    assert step.params["faces"] == 6


@pytest.mark.parametrize("pair", [(1, 1), (1, 99)])
def test_questions_that_make_no_sense_are_refused(session: Session, pair: tuple[int, int]) -> None:
    with pytest.raises(EditError):
        Questions(session).about(ClusterId(pair[0]), ClusterId(pair[1]))


def test_a_question_that_is_out_of_date_is_refused(session: Session) -> None:
    questions = Questions(session)
    question = questions.about(ONE, TWO)
    session.commit(edits.merge(session.project, THREE, [TWO]))
    with pytest.raises(EditError, match="no cluster 2"):
        questions.answer(question, Answer.SAME)


CLUSTERS = st.integers(1, 6).map(ClusterId)
FACES = st.lists(st.integers(1, 18).map(FaceId), min_size=1, max_size=3)
ACTS = st.one_of(
    st.tuples(st.just(edits.rename), CLUSTERS, st.sampled_from(["Ann", "Bo", ""])),
    st.tuples(st.just(edits.merge), CLUSTERS, st.lists(CLUSTERS, min_size=1, max_size=2)),
    st.tuples(st.just(edits.move_faces), FACES, st.one_of(CLUSTERS, st.sampled_from([edits.NEW, None]))),
    st.tuples(st.just("answer"), st.integers(0, 5), st.sampled_from(list(Answer))),
    st.tuples(st.just("undo")),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(ACTS, max_size=8))
def test_the_queue_is_after_any_edits_as_if_looked_at_anew(acts: list[tuple[object, ...]]) -> None:
    rows = [(6, 1, 0.35), (3, 1, 0.36), (5, 2, 0.35), (2, 1, 0.37), (2, 2, 0.36)]
    with tempfile.TemporaryDirectory() as folder, closing(project(Path(folder) / "p.facelabel", rows)) as session:
        questions = Questions(session)
        questions.queue()
        for act in acts:
            _do(session, questions, act)
            found, anew = _said(questions.queue()), _said(Questions(session).queue())
            assert list(found) == list(anew)
            assert found == pytest.approx(anew, abs=1e-3)


def _do(session: Session, questions: Questions, act: tuple[object, ...]) -> None:
    try:
        match act:
            case ("undo",):
                session.undo()
            case ("answer", int(place), Answer() as answer):
                queue = questions.queue()
                if place < len(queue):
                    questions.answer(queue[place], answer)
            case (edit, *arguments):
                session.commit(edit(session.project, *arguments))  # type: ignore[operator]
    except EditError:
        return


def _said(queue: Sequence[Question]) -> dict[tuple[object, ...], float]:
    """What is asked, and how likely each is."""
    ordered = sorted(queue, key=lambda question: (question.key, question.faces))
    return {(question.key, question.faces): question.chance for question in ordered}


def test_the_queue_follows_faces_that_are_drawn_and_gone_again(session: Session) -> None:
    questions = Questions(session)
    before = asked(questions)
    row = session.project.faces[FaceId(1)]
    drawn = replace(row, id=session.project.next_face_id(), track=session.project.next_track_id(), time=50.0)
    session.commit(draw_face(session.project, drawn, Belongings(drawn.id, "", bytes(512), b"jpeg")))
    questions.queue()
    session.undo()
    assert asked(questions) == before
    session.redo()
    session.undo()
    assert asked(questions) == before == asked(Questions(session))
