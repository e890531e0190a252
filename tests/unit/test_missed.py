"""A face that the detector missed: looked at like any other, kept by later runs, gone with undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from facelabeler.core.entities import ClusterId, FaceId, SourceId, SourceKind
from facelabeler.core.errors import SourceError
from facelabeler.core.geometry import Box
from facelabeler.missed import Missed, add_face, look_closely, sample_near
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.session import Session
from facelabeler.storage.store import ThumbnailReader
from tests.helpers.projects import dump, found_face, found_frames, session_with_clusters, video_source
from tests.ui.fake_stages import PICTURE, stages

BOX = Box(210, 60, 260, 130)
FILM = replace(video_source("film.mp4"), id=SourceId(1), width=300, height=200, duration=12.0)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with_clusters(tmp_path / "p.facelabel")


def drawn(session: Session, time: float = 2.0, box: Box = BOX) -> FaceId:
    return add_face(session, look_closely(FILM, Missed(SourceId(1), time, box), stages()))


def test_it_gets_what_a_found_face_has(session: Session) -> None:
    face = session.project.faces[drawn(session)]
    assert (face.box, face.time, face.frame, face.score) == (BOX, 2.0, 2, 0.0)
    assert face.quality == pytest.approx(0.9)
    assert len(face.landmarks) == 5
    assert np.isfinite(session.encodings([face.id])).all()
    assert ThumbnailReader(session.path).read(face.id) == PICTURE


def test_its_track_is_its_own(session: Session) -> None:
    others = {face.track for face in session.project.faces.values()}
    assert session.project.faces[drawn(session)].track not in others


def test_grouping_again_leaves_it_where_it_is(session: Session) -> None:
    face = drawn(session)
    session.regroup(session.observations().ids, [-2] * len(session.observations().ids))
    assert session.project.placements[face].cluster == ClusterId(4)


def test_a_run_that_comes_to_its_sample_later_does_not_find_it_twice(session: Session) -> None:
    drawn(session, time=9.0)
    near, other = found_face(1, left=0), found_face(2, left=100)
    frame = FoundFrame(9.0, 225, (replace(near, box=Box(212, 64, 262, 128)), other))
    session.add_frames(SourceId(1), [frame])
    boxes = [session.project.faces[face].box for face in session.project.faces_on(SourceId(1), 9.0)]
    assert boxes == [BOX, other.box]


def test_what_follows_a_face_that_was_passed_over_still_finds_its_own(session: Session) -> None:
    drawn(session, time=4.0)
    one, other, late = found_face(1, left=0), found_face(2, left=100), found_face(2, left=100, seed=9)
    taken = replace(one, box=Box(212, 64, 262, 128))
    [kept] = session.add_frames(SourceId(1), [FoundFrame(4.0, 100, (taken, other))])
    [after] = session.add_frames(SourceId(1), [FoundFrame(5.0, 125, (late,), continued=(1,))])
    assert session.project.faces[after].track == session.project.faces[kept].track


def test_it_is_there_after_a_restart_and_undo_takes_it_away_to_the_last_byte(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session = session_with_clusters(path)
    before = dump(path)
    face = drawn(session)
    after = dump(path)
    session.close()
    again = Session.open(path)
    assert again.project.faces[face].box == BOX
    again.undo()
    assert dump(path) == before
    again.redo()
    assert dump(path) == after
    again.close()


def test_no_other_face_gets_its_number_while_redo_could_bring_it_back(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session = session_with_clusters(path)
    face = drawn(session)
    track = session.project.faces[face].track
    session.undo()
    session.close()
    again = Session.open(path)
    new = again.add_frames(SourceId(1), found_frames([7, 8], 6)[5:])
    again.redo()
    assert face not in new
    assert again.project.faces[face].box == BOX
    assert track not in {again.project.faces[other].track for other in new}
    encodings = again.encodings([face, *new])
    assert len({row.tobytes() for row in encodings}) == 3
    again.close()


def test_a_frame_that_the_file_does_not_reach_is_told() -> None:
    with pytest.raises(SourceError, match="ends before"):
        look_closely(FILM, Missed(SourceId(1), 30.0, BOX), stages())


@pytest.mark.parametrize(("time", "sample"), [(0.0, 0.0), (1.4, 1.0), (1.6, 2.0), (3.9, 4.0), (60.0, 11.0), (-1, 0.0)])
def test_faces_are_drawn_on_the_nearest_sample(time: float, sample: float) -> None:
    assert sample_near(FILM, time) == sample


def test_a_photo_has_one_sample() -> None:
    assert sample_near(replace(FILM, kind=SourceKind.PHOTO), 3.0) == 0.0


def test_cuts_are_remembered_where_the_scene_changes(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session = Session.create(path)
    [source] = session.add_sources([FILM], every=1.0)
    dark, light = np.full((36, 64, 3), 20, np.uint8), np.full((36, 64, 3), 220, np.uint8)
    scenes = [dark, dark, light, light, dark]
    session.add_frames(source, [FoundFrame(float(k), k, (), scene) for k, scene in enumerate(scenes)])
    assert session.cuts(source) == [2.0, 4.0]
    session.close()
