from __future__ import annotations

from PySide6.QtCore import QByteArray

from facelabeler.core.entities import FaceId
from facelabeler.settings import settings_path
from facelabeler.ui.settings_store import (
    MOST_RECENT,
    RecentProject,
    forget_project,
    recent_projects,
    remember,
    remember_project,
    remembered,
    window_settings,
)


def test_there_are_no_recent_projects_at_first() -> None:
    assert recent_projects() == []


def test_the_latest_project_comes_first_and_only_once() -> None:
    for name in ("a", "b", "a"):
        remember_project(RecentProject(f"/x/{name}.facelabel", videos=1, faces=3, faces_shown=(FaceId(5),)))
    latest, other = recent_projects()
    assert (latest.name, other.name) == ("a", "b")
    assert latest.faces_shown == (5,)
    assert latest.opened >= other.opened


def test_the_list_is_limited() -> None:
    for k in range(MOST_RECENT + 5):
        remember_project(RecentProject(f"/x/{k}.facelabel"))
    assert len(recent_projects()) == MOST_RECENT
    assert recent_projects()[0].name == str(MOST_RECENT + 4)


def test_a_project_can_be_taken_off_the_list() -> None:
    remember_project(RecentProject("/x/a.facelabel"))
    remember_project(RecentProject("/x/b.facelabel"))
    forget_project("/x/a.facelabel")
    assert [project.name for project in recent_projects()] == ["b"]


def test_a_list_of_another_version_counts_as_none() -> None:
    for nonsense in ("{not json", '[{"colour": "red"}]', "[1, 2]", "{}"):
        window_settings().setValue("recent", nonsense)
        assert recent_projects() == []


def test_shapes_are_kept_beside_the_settings() -> None:
    remember("geometry", QByteArray(b"\x01\x02"))
    assert remembered("geometry") == QByteArray(b"\x01\x02")
    assert remembered("docks").isEmpty()
    assert settings_path().with_name("window.ini").is_file()


def test_names_outside_ascii_survive() -> None:
    remember_project(RecentProject("/x/刘亦菲 Амели.facelabel"))
    assert recent_projects()[0].name == "刘亦菲 Амели"
