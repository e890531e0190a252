"""Which project a source belongs to."""

from __future__ import annotations

from pathlib import Path

from facelabeler.core.entities import Source, SourceId, SourceKind
from facelabeler.session import Session
from facelabeler.ui.opening import project_for, sorted_out


def never(_folder: Path) -> bool:
    return False


def test_projects_and_sources_are_told_apart() -> None:
    request = sorted_out(["a.facelabel", "clip.mp4", "photos", "clip.mp4"])
    assert request.projects == (Path("a.facelabel"),)
    assert request.sources == ("clip.mp4", "photos")


def test_a_video_has_its_project_beside_it(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.touch()
    assert project_for(str(clip), tmp_path / "own") == tmp_path / "clip.facelabel"


def test_a_folder_has_its_project_beside_it_under_its_whole_name(tmp_path: Path) -> None:
    folder = tmp_path / "2024.08 Rome"
    folder.mkdir()
    assert project_for(str(folder), tmp_path / "own") == tmp_path / "2024.08 Rome.facelabel"


def test_where_one_may_not_write_it_is_in_the_users_folder(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.touch()
    assert project_for(str(clip), tmp_path / "own", never) == tmp_path / "own" / "clip.facelabel"


def test_a_project_that_is_there_is_opened_even_where_one_may_not_write(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    (tmp_path / "clip.facelabel").touch()
    assert project_for(str(clip), tmp_path / "own", never) == tmp_path / "clip.facelabel"


def project_with(path: Path, source: str) -> None:
    session = Session.create(path)
    session.add_sources([Source(SourceId(0), source, SourceKind.VIDEO, 1, "")], every=1.0)
    session.close()


def test_two_sources_of_one_name_do_not_share_the_users_folder(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    mine, others = tmp_path / "a" / "clip.mp4", tmp_path / "b" / "clip.mp4"
    project_with(own / "clip.facelabel", str(others))
    assert project_for(str(mine), own, never) == own / "clip 2.facelabel"
    assert project_for(str(others), own, never) == own / "clip.facelabel"
