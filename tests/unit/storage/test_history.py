"""Undo and redo reach back over a restart; any edits and as many undos give the project back, byte for byte."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facelabeler.core import answers, edits, frame_edits
from facelabeler.core.changes import Belongings, ChangeSet
from facelabeler.core.entities import ClusterId, Face, FaceId, FaceState, SourceId, TrackId
from facelabeler.core.errors import EditError
from facelabeler.core.geometry import Box
from facelabeler.core.project import Project
from facelabeler.core.words import past_tense
from facelabeler.session import Session
from tests.helpers.projects import dump, faces_in, found_frames, session_with_clusters


def drawn(project: Project, second: int, left: int) -> ChangeSet:
    """A face drawn somewhere on a sample."""
    face = Face(project.next_face_id(), SourceId(1), second, 25, Box(left, 200, left + 40, 240), 0.0, 0.5, TrackId(1))
    face = replace(face, track=project.next_track_id())
    return frame_edits.draw_face(project, face, Belongings(face.id, "dlib-resnet-v1", bytes(512), b"jpeg"))


CLUSTERS = st.integers(1, 8).map(ClusterId)
FACES = st.lists(st.integers(1, 12).map(FaceId), min_size=1, max_size=4)
EDITS = st.one_of(
    st.tuples(st.just(edits.rename), CLUSTERS, st.sampled_from(["Ann", "Bo", "ann", ""])),
    st.tuples(st.just(edits.merge), CLUSTERS, st.lists(CLUSTERS, min_size=1, max_size=3)),
    st.tuples(st.just(edits.move_faces), FACES, st.one_of(CLUSTERS, st.sampled_from([edits.NEW, None]))),
    st.tuples(st.just(edits.split), CLUSTERS, st.lists(FACES, min_size=1, max_size=1)),
    st.tuples(st.just(edits.mark), FACES, st.sampled_from(list(FaceState))),
    st.tuples(st.just(edits.confirm), st.lists(CLUSTERS, min_size=1, max_size=2)),
    st.tuples(st.just(answers.same), CLUSTERS, CLUSTERS),
    st.tuples(st.just(answers.different), CLUSTERS, CLUSTERS),
    st.tuples(st.just(answers.kept), FACES),
    st.tuples(st.just(answers.removed), FACES),
    st.tuples(st.just(answers.reject), CLUSTERS, st.sampled_from(["a", "b"]), st.just("Ross")),
    st.tuples(st.just(frame_edits.part_track), st.integers(1, 12).map(FaceId)),
    st.tuples(st.just(frame_edits.name_faces), FACES, st.sampled_from(["Ann", "Cy"])),
    st.tuples(st.just(drawn), st.integers(0, 3), st.integers(0, 400)),
)


def commit_all(session: Session, wanted: list[tuple[object, ...]]) -> int:
    """Make the edits that are possible; how many left a step."""
    made = 0
    for edit, *arguments in wanted:
        try:
            made += bool(session.commit(edit(session.project, *arguments)))  # type: ignore[operator]
        except EditError:
            continue
    return made


def state(session: Session) -> tuple[object, ...]:
    project = session.project
    tables = (
        project.placements,
        project.clusters,
        project.people,
        project.differences,
        project.rejections,
        project.faces,
    )
    return tuple(dict(table) for table in tables)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, max_size=12))
def test_as_many_undos_as_edits_give_the_project_back(wanted: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.facelabel"
        session = session_with_clusters(path)
        before, tables = state(session), dump(path)
        made = commit_all(session, wanted)
        after, edited = state(session), dump(path)
        for _ in range(made):
            assert session.undo()
        assert (state(session), dump(path)) == (before, tables)
        for _ in range(made):
            assert session.redo()
        assert (state(session), dump(path)) == (after, edited)
        session.close()
        again = Session.open(path)
        assert state(again) == after
        again.close()


def test_undo_and_redo_reach_back_over_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session = session_with_clusters(path)
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    session.close()
    again = Session.open(path)
    assert again.undo()
    again.close()
    third = Session.open(path)
    assert third.project.people == {}
    step = third.redo()
    assert step is not None
    assert past_tense(step.verb, step.params) == "Named 4 faces Ann"
    assert third.project.name_of(ClusterId(1)) == "Ann"
    third.close()


def test_an_edit_after_undo_drops_what_was_undone(tmp_path: Path) -> None:
    session = session_with_clusters(tmp_path / "p.facelabel")
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    session.undo()
    session.commit(edits.rename(session.project, ClusterId(1), "Bo"))
    assert session.redo() is None
    assert [past_tense(step.verb, step.params) for step in session.history()][1:] == ["Named 4 faces Bo"]


def test_arrivals_are_no_step_and_survive_undo_and_redo(tmp_path: Path) -> None:
    session = session_with_clusters(tmp_path / "p.facelabel")
    session.commit(edits.merge(session.project, ClusterId(1), [ClusterId(2)]))
    session.undo()
    source = next(iter(session.project.sources))
    [new] = session.add_frames(source, found_frames([2], 6)[5:])
    session.place_arrivals([new], [2])
    assert new in faces_in(session, 2)
    session.redo()
    assert new in session.project.unclustered(), "its cluster went with the redone merge; the face did not"
    session.undo()
    assert len(faces_in(session, 2)) == 4


def test_arrivals_move_nothing_that_is_placed(tmp_path: Path) -> None:
    session = session_with_clusters(tmp_path / "p.facelabel")
    before = state(session)
    session.place_arrivals(list(session.project.faces), [-2] * 12)
    assert state(session) == before


def test_new_clusters_never_take_a_number_that_redo_needs(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session = session_with_clusters(path)
    session.commit(edits.move_faces(session.project, faces_in(session, 1)[:1], edits.NEW))
    session.undo()
    session.close()
    again = Session.open(path)
    source = next(iter(again.project.sources))
    [new] = again.add_frames(source, found_frames([7], 6)[5:])
    again.place_arrivals([new], [-2])
    again.redo()
    assert len(faces_in(again, 4)) == 1
    assert faces_in(again, 5) == [new]
    again.close()


@pytest.mark.parametrize("walk", ["undo", "redo"])
def test_there_is_nothing_to_walk_in_a_new_project(tmp_path: Path, walk: str) -> None:
    session = Session.create(tmp_path / "p.facelabel")
    assert getattr(session, walk)() is None
