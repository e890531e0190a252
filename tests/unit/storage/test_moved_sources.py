"""A file that has moved is found again by where the project is, by its content, or because somebody shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from facelabeler.core.entities import Source, SourceId, SourceKind
from facelabeler.core.errors import SourceError
from facelabeler.media.sources import fingerprint
from facelabeler.session import Session


def footage(folder: Path, *names: str) -> list[Source]:
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(names):
        (folder / name).write_bytes(bytes([number]) * 1000)
    return [
        Source(SourceId(0), str(folder / name), SourceKind.VIDEO, 1000, fingerprint(str(folder / name)))
        for name in names
    ]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = Session.create(tmp_path / "p.facelabel")
    session.add_sources(footage(tmp_path / "films", "a.mp4", "b.mp4"), every=1.0)
    return session


def test_sources_move_with_the_project(tmp_path: Path, session: Session) -> None:
    session.close()
    home = tmp_path / "elsewhere"
    home.mkdir()
    for name in ("p.facelabel", "films"):
        (tmp_path / name).rename(home / name)
    moved = Session.open(home / "p.facelabel")
    assert moved.missing_sources() == []
    assert moved.locate(SourceId(1)) == home / "films" / "a.mp4"
    moved.close()


def test_one_that_is_shown_brings_those_beside_it(tmp_path: Path, session: Session) -> None:
    (tmp_path / "films").rename(tmp_path / "archive")
    assert [source.id for source in session.missing_sources()] == [1, 2]
    session.relocate(SourceId(2), str(tmp_path / "archive" / "b.mp4"))
    assert session.missing_sources() == []
    assert session.locate(SourceId(1)) == tmp_path / "archive" / "a.mp4"


def test_another_file_of_the_same_size_is_refused(tmp_path: Path, session: Session) -> None:
    (tmp_path / "films").rename(tmp_path / "archive")
    with pytest.raises(SourceError, match=r"is not b\.mp4"):
        session.relocate(SourceId(2), str(tmp_path / "archive" / "a.mp4"))
    assert [source.id for source in session.missing_sources()] == [1, 2]


def test_a_moved_file_that_is_added_again_is_known(tmp_path: Path, session: Session) -> None:
    (tmp_path / "films").rename(tmp_path / "archive")
    ids = session.add_sources(footage(tmp_path / "archive", "a.mp4", "b.mp4"), every=1.0)
    assert ids == [1, 2]
    assert session.missing_sources() == []
