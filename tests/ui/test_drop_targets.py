"""What dropping faces somewhere does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, FaceState
from facelabeler.session import Session
from facelabeler.ui.drag import targets
from facelabeler.ui.drag.edge_scroll import step_for
from facelabeler.ui.drag.mime import load_of, mime_of
from facelabeler.ui.drag.target_model import move_text
from facelabeler.ui.drag.targets import Load, NewCluster, PersonTarget
from facelabeler.ui.places import Tray
from tests.helpers.projects import faces_in, session_with_clusters


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_with_clusters(tmp_path / "p.facelabel")
    yield made
    made.close()


def drop(session: Session, load: Load, target: targets.Target) -> None:
    session.commit(targets.edit(session.project, load, target))


def test_faces_dropped_on_a_card_join_it(session: Session) -> None:
    first, second = faces_in(session, 1)[:2]
    drop(session, Load((first, second)), ClusterId(2))
    assert {first, second} <= set(faces_in(session, 2))
    assert session.project.placements[first].confirmed


def test_faces_dropped_on_a_person_join_his_card(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(2), "Ann"))
    [person] = session.project.people
    face = faces_in(session, 1)[0]
    drop(session, Load((face,)), PersonTarget(person))
    assert session.project.name_of(session.project.placements[face].cluster) == "Ann"


def test_a_card_dropped_on_a_card_is_a_merge(session: Session) -> None:
    faces = tuple(faces_in(session, 1))
    drop(session, Load(faces, (ClusterId(1),)), ClusterId(2))
    assert ClusterId(1) not in session.project.clusters
    assert session.undo_step().verb == "merged"


def test_faces_dropped_on_new_cluster_make_one(session: Session) -> None:
    faces = tuple(faces_in(session, 1)[:2])
    drop(session, Load(faces), NewCluster.NEW)
    assert faces_in(session, session.project.placements[faces[0]].cluster) == list(faces)


@pytest.mark.parametrize(
    ("tray", "state"),
    [(Tray.UNCLUSTERED, FaceState.FACE), (Tray.IGNORED, FaceState.IGNORED), (Tray.NOT_A_FACE, FaceState.NOT_A_FACE)],
)
def test_faces_dropped_on_a_tray_lie_in_it(session: Session, tray: Tray, state: FaceState) -> None:
    face = faces_in(session, 1)[0]
    drop(session, Load((face,)), tray)
    placement = session.project.placements[face]
    assert (placement.cluster, placement.state) == (None, state)


def test_a_drop_where_the_faces_are_already_does_nothing(session: Session) -> None:
    faces = tuple(faces_in(session, 1))
    assert targets.moving(session.project, Load(faces), ClusterId(1)) == ()
    assert targets.moving(session.project, Load(faces, (ClusterId(1),)), NewCluster.NEW) == ()
    drop(session, Load(faces[:1]), Tray.IGNORED)
    assert targets.moving(session.project, Load(faces[:1]), Tray.IGNORED) == ()


def test_two_faces_of_one_frame_in_one_card_are_noticed(session: Session) -> None:
    face = faces_in(session, 1)[0]
    assert targets.in_one_frame(session.project, Load((face,)), ClusterId(2))
    drop(session, Load(tuple(faces_in(session, 2)[:1])), Tray.IGNORED)
    assert not targets.in_one_frame(session.project, Load((face,)), ClusterId(2))


def test_the_text_says_what_will_be_true(session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(2), "Ann"))
    [person] = session.project.people
    project = session.project
    assert move_text(project, PersonTarget(person), 3) == "Move 3 faces to Ann"
    assert move_text(project, ClusterId(1), 1) == "Move 1 face here"
    assert move_text(project, Tray.NOT_A_FACE, 2) == "Mark 2 faces as not a face"
    assert move_text(project, NewCluster.NEW, 2) == "Move 2 faces to a new cluster"


def test_a_load_survives_the_clipboard() -> None:
    load = Load((2**40, 7), (ClusterId(3),))
    assert load_of(mime_of(load)) == load
    assert load_of(mime_of(Load((1,)))) == Load((1,))


def test_scrolling_near_an_edge_is_faster_the_deeper() -> None:
    assert step_for(300, 600) == 0
    assert step_for(39, 600) > step_for(0, 600)
    assert step_for(0, 600) == -18
    assert step_for(600, 600) == 18
    assert 2 <= step_for(565, 600) < 5
