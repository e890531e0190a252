from __future__ import annotations

from contextlib import closing
from pathlib import Path

from facelabeler.core import edits
from facelabeler.core.conflicts import conflicts
from facelabeler.core.entities import ClusterId
from tests.helpers.projects import faces_in, session_with_clusters


def test_a_cluster_with_several_faces_of_one_picture_is_a_conflict_until_they_part(tmp_path: Path) -> None:
    with closing(session_with_clusters(tmp_path / "p.facelabel")) as session:
        assert conflicts(session.project) == {}
        session.commit(edits.merge(session.project, ClusterId(1), [ClusterId(2)]))
        assert conflicts(session.project) == {1: 4}
        session.commit(edits.move_faces(session.project, faces_in(session, 1)[1:2], ClusterId(3)))
        assert conflicts(session.project) == {1: 3, 3: 1}
        session.undo()
        session.undo()
        assert conflicts(session.project) == {}
