"""A project of every schema that was ever released opens, with all that was done in it."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from facelabeler.core.entities import ClusterId, FaceState
from facelabeler.session import Session
from facelabeler.storage.backups import Reason, snapshots
from facelabeler.storage.schema import VERSION

RELEASED = Path(__file__).with_name("released")
VERSIONS = range(1, VERSION + 1)


@pytest.fixture
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "old.facelabel"
    path.write_bytes(gzip.decompress((RELEASED / f"version{request.param}.facelabel.gz").read_bytes()))
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize(("old", "version"), [(number, number) for number in VERSIONS], indirect=["old"])
def test_it_opens_with_names_faces_and_history(old: Path, version: int) -> None:
    assert version_of(old) == version
    with closing(Session.open(old)) as session:
        project = session.project
        assert [project.size(ClusterId(cluster)) for cluster in (1, 2)] == [3, 3]
        assert project.name_of(ClusterId(1)) == "Ann"
        assert session.encodings(sorted(project.faces)).shape == (6, 128)
        assert session.problems() == []
        assert [(step.verb, step.undone) for step in session.history()][-2:] == [
            ("named", False),
            ("marked-ignored", True),
        ]
        session.redo()
        assert len(project.in_state(FaceState.IGNORED)) == 1
    assert version_of(old) == VERSION


@pytest.mark.parametrize(("old", "version"), [(number, number) for number in VERSIONS[:-1]], indirect=["old"])
def test_it_is_kept_as_it_was_before_it_is_changed(old: Path, version: int) -> None:
    Session.open(old).close()
    [snapshot] = snapshots(old)
    assert snapshot.reason is Reason.MIGRATING
    assert version_of(snapshot.path) == version
