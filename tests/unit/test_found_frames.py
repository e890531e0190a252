"""What the pipeline finds goes into the project with its tracks and clothes."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from facelabeler.pipeline.stages import FoundFrame
from facelabeler.session import Session
from tests.helpers.projects import found_face, session_with_faces, video_source

RED = np.array([0, 255, 0], np.uint8)


def project(path: Path) -> Session:
    """Two samples: the person of the second stands elsewhere and looks different, but was followed there."""
    session = Session.create(path)
    [source] = session.add_sources([video_source()], every=1.0)
    first = FoundFrame(0.0, 0, (found_face(1), replace(found_face(2, left=200), clothes=RED)))
    second = FoundFrame(1.0, 25, (found_face(3, left=400),), continued=(1,))
    session.add_frames(source, [first, second])
    return session


def test_a_followed_face_continues_its_track(tmp_path: Path) -> None:
    with closing(project(tmp_path / "p.facelabel")) as session:
        tracks = [face.track for face in session.project.faces.values()]
        assert tracks[2] == tracks[1] != tracks[0]


def test_clothes_are_kept_with_the_face(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    project(path).close()
    with closing(Session.open_to_read(path)) as session:
        seen = session.observations()
        assert seen.clothes is not None
        assert seen.clothes.tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
        assert seen.times is not None
        assert seen.times.tolist() == [0, 0, 1]


def test_a_project_in_which_nobody_looked_at_clothes_has_none(tmp_path: Path) -> None:
    with closing(session_with_faces(tmp_path / "p.facelabel")) as session:
        assert session.observations().clothes is None
