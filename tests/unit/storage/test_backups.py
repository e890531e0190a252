"""Snapshots are made when they are due, hold a whole project, and bring it back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facelabeler.cli import main
from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import DamagedProject, ProjectError
from facelabeler.session import Session
from facelabeler.storage import backups
from facelabeler.storage.backups import KEPT, Reason, backup_folder, snapshots, take
from facelabeler.storage.schema import MIGRATIONS, VERSION
from tests.helpers.projects import dump, session_with_clusters


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.facelabel"
    session_with_clusters(path).close()
    return path


def name(path: Path, cluster: int, person: str) -> None:
    with closing(Session.open(path)) as session:
        session.commit(edits.rename(session.project, ClusterId(cluster), person))


def damage(path: Path) -> None:
    """Overwrite pages in the middle, where rows are."""
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096 * 8)


def yesterday(project: Path) -> None:
    """Let the newest snapshot be a day old."""
    newest = snapshots(project)[0]
    at = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y%m%dT%H%M%S.%f")
    newest.path.rename(newest.path.with_name(f"{at}Z-{newest.reason.value}.facelabel"))


def test_opening_to_write_makes_the_first_snapshot_of_the_day(project: Path) -> None:
    Session.open_to_read(project).close()
    assert snapshots(project) == []
    before = dump(project)
    name(project, 1, "Ann")
    name(project, 2, "Bo")
    [snapshot] = snapshots(project)
    assert snapshot.reason is Reason.OPENING
    assert dump(snapshot.path) == before


def test_the_next_day_has_a_snapshot_of_its_own_if_something_changed(project: Path) -> None:
    name(project, 1, "Ann")
    yesterday(project)
    name(project, 2, "Bo")
    assert len(snapshots(project)) == 2
    yesterday(project)
    os.utime(project, (0, 0))
    Session.open(project).close()
    assert len(snapshots(project)) == 2


def test_the_last_ten_are_kept(project: Path) -> None:
    made = [take(project, Reason.FORGETTING).path for _ in range(KEPT + 3)]
    assert [snapshot.path for snapshot in snapshots(project)] == made[: -KEPT - 1 : -1]


def test_snapshots_are_their_owners_alone(project: Path) -> None:
    snapshot = take(project, Reason.OPENING)
    assert backup_folder(project).stat().st_mode & 0o077 == 0
    assert snapshot.path.stat().st_mode & 0o077 == 0


def test_a_snapshot_of_an_open_project_holds_the_last_edit(project: Path) -> None:
    with closing(Session.open(project)) as session:
        session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
        snapshot = take(project, Reason.FORGETTING)
    assert backups.counts(snapshot) == backups.Counts(faces=12, people=1, steps=2)


def test_a_damaged_project_makes_no_snapshot_and_pushes_none_out(project: Path) -> None:
    kept = take(project, Reason.OPENING)
    damage(project)
    with pytest.raises(DamagedProject):
        take(project, Reason.OPENING)
    assert [path.name for path in backup_folder(project).iterdir()] == [kept.path.name]


def test_a_project_is_brought_back_and_the_present_is_kept(project: Path) -> None:
    name(project, 1, "Ann")
    with_ann = dump(project, without=())
    take(project, Reason.FORGETTING)
    name(project, 2, "Bo")
    with_bo = dump(project, without=())
    backups.restore(project, snapshots(project)[0])
    assert dump(project, without=()) == with_ann
    assert snapshots(project)[0].reason is Reason.RESTORING
    backups.restore(project, snapshots(project)[0])
    assert dump(project, without=()) == with_bo


def test_a_damaged_project_is_brought_back_and_the_damaged_file_is_kept(project: Path) -> None:
    sound = dump(project)
    good = take(project, Reason.OPENING)
    damage(project)
    damaged = project.read_bytes()
    backups.restore(project, good)
    assert dump(project) == sound
    assert snapshots(project)[0].reason is Reason.DAMAGED
    assert snapshots(project)[0].path.read_bytes() == damaged


def test_a_project_that_is_gone_is_brought_back(project: Path) -> None:
    sound = dump(project)
    take(project, Reason.OPENING)
    project.unlink()
    backups.restore(project, backups.find(project, 1))
    assert dump(project) == sound


def test_an_open_project_is_not_put_back(project: Path) -> None:
    with closing(Session.open(project)), pytest.raises(ProjectError, match="open in another program"):
        backups.restore(project, snapshots(project)[0])


def test_a_migration_has_a_snapshot_of_the_version_before(project: Path) -> None:
    project.unlink()
    with closing(sqlite3.connect(project)) as connection:
        connection.executescript(f"PRAGMA application_id = {0x464C424C};{MIGRATIONS[0]};PRAGMA user_version = 1")
    Session.open(project).close()
    [snapshot] = snapshots(project)
    assert snapshot.reason is Reason.MIGRATING
    for path, version in ((snapshot.path, 1), (project, VERSION)):
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)


def test_no_snapshot_no_migration(project: Path) -> None:
    with closing(sqlite3.connect(project)) as connection:
        connection.executescript("DROP TABLE consent; DROP TABLE settled; DROP TABLE cut; PRAGMA user_version = 3")
    before = project.read_bytes()
    backup_folder(project).write_text("no folder")
    with pytest.raises(ProjectError, match="backup cannot be written"):
        Session.open(project)
    assert project.read_bytes() == before


def test_a_day_without_a_snapshot_is_told_and_the_project_opens(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    backup_folder(project).write_text("no folder")
    name(project, 1, "Ann")
    assert "The backup cannot be written" in caplog.text
    with closing(Session.open(project)) as session:
        assert session.without_backup is not None
        assert session.without_backup.file == str(backup_folder(project))


def test_all_snapshots_can_be_removed(project: Path) -> None:
    take(project, Reason.OPENING)
    assert backups.remove_all(project) == 1
    assert not backup_folder(project).exists()


def test_backups_are_listed_and_restored_by_number(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backups", str(project)]) == 0
    assert "has no backups yet" in capsys.readouterr().out
    name(project, 1, "Ann")
    assert main(["backups", str(project)]) == 0
    assert "before opening" in capsys.readouterr().out
    assert main(["restore", str(project), "1"]) == 0
    assert "is as it was at" in capsys.readouterr().out
    with closing(Session.open_to_read(project)) as session:
        assert session.project.people == {}
    assert main(["restore", str(project), "9"]) == 2
    assert "has no backup 9" in capsys.readouterr().err
