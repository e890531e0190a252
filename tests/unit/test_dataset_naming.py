"""The names that `make dataset` and `make demo` give."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import ExportError
from facelabeler.dataset import make_dataset, name_clusters, numbered, project_of
from facelabeler.demo.__main__ import names_in_film
from facelabeler.session import Session
from tests.helpers.projects import faces_in, session_with_clusters


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three clusters of four faces; the third gets two of the first one's."""
    path = tmp_path / "three.facelabel"
    with closing(session_with_clusters(path)) as session:
        session.commit(edits.move_faces(session.project, faces_in(session, 1)[:2], ClusterId(3)))
    return path


def _names(path: Path) -> dict[int, str | None]:
    with closing(Session.open_to_read(path)) as session:
        return {cluster: session.project.name_of(cluster) for cluster in session.project.clusters}


def test_clusters_are_numbered_from_the_largest_to_the_smallest(project: Path) -> None:
    name_clusters(project, numbered)
    assert _names(project) == {1: "Person 3", 2: "Person 2", 3: "Person 1"}


def test_given_names_stay_and_their_numbers_are_not_used_twice(project: Path) -> None:
    with closing(Session.open(project)) as session:
        session.commit(edits.rename(session.project, ClusterId(2), "Person 1"))
    name_clusters(project, numbered)
    assert _names(project) == {1: "Person 3", 2: "Person 1", 3: "Person 2"}


def test_naming_twice_changes_nothing(project: Path) -> None:
    name_clusters(project, numbered)
    before = _names(project)
    name_clusters(project, numbered)
    assert _names(project) == before


def test_each_name_is_a_step_that_can_be_undone(project: Path) -> None:
    name_clusters(project, numbered)
    with closing(Session.open(project)) as session:
        undone = [step.verb for _ in range(3) if (step := session.undo())]
    assert undone == ["named"] * 3
    assert set(_names(project).values()) == {None}


def test_faces_away_from_the_film_get_no_name(project: Path) -> None:
    with closing(Session.open_to_read(project)) as session:
        assert names_in_film(session.project) == {}


def test_project_lies_beside_its_dataset() -> None:
    assert project_of(Path("out/faces")) == Path("out/faces.facelabel")


def test_existing_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("keep")
    with pytest.raises(ExportError, match="already"):
        make_dataset(["no-such.mp4"], project_of(out), out, numbered)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
