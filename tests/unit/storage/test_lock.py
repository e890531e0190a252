"""One writes, the others are told who; a dead writer is in nobody's way; disks are taken as they are."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from facelabeler.cli import main
from facelabeler.core.errors import ProjectError, UnavailableProject
from facelabeler.session import Session
from facelabeler.storage import database
from facelabeler.storage.lock import holder_of
from facelabeler.storage.places import file_system, from_mac, is_network
from tests.helpers.projects import session_with_clusters

HOLDER = """
import sys
from pathlib import Path
from facelabeler.session import Session
session = Session.open(Path(sys.argv[-1]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.facelabel"
    session_with_clusters(path).close()
    return path


@contextmanager
def held(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the project open to write."""
    command = [sys.executable, "-c", HOLDER, "process", str(project)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_the_second_is_told_program_process_computer_and_time(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with held(project) as other:
        assert main(["rename", str(project), "1", "Ann"]) == 1
        said = capsys.readouterr().err
        assert f"facelabeler process, process {other.pid} on {os.uname().nodename}, since 20" in said
        assert "open it to read" in said
        assert main(["info", str(project)]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix's")
def test_the_lock_of_a_dead_process_is_taken_over(project: Path) -> None:
    with held(project) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        assert holder_of(project) is not None
        Session.open(project).close()
        assert holder_of(project) is None


@pytest.mark.parametrize(
    "told",
    ["", "[" * 100_000, "{}", "[1]", '{"program": "x", "process": "y", "host": "h", "since": "2026-01-01"}',
     '{"program": "x", "process": 1, "host": "h", "since": "soon"}'],
)  # fmt: skip
def test_a_holder_that_makes_no_sense_is_unknown(project: Path, told: str) -> None:
    with closing(Session.open(project)):
        project.with_name(".p.facelabel.owner").write_text(told)
        with pytest.raises(UnavailableProject, match="unknown"):
            Session.open(project)


def test_what_a_holder_says_of_itself_is_kept_short(project: Path) -> None:
    words = {"program": "x" * 2000, "process": 1, "host": "h", "since": "2026-01-01T00:00"}
    project.with_name(".p.facelabel.owner").write_text(json.dumps(words))
    assert len(str(holder_of(project))) < 200


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_all_that_lies_beside_a_project_is_its_owners_alone(project: Path) -> None:
    before = os.umask(0)
    try:
        with closing(Session.open(project)):
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in project.parent.iterdir()}
    finally:
        os.umask(before)
    assert len(modes) >= 5
    assert {name for name, mode in modes.items() if mode & 0o077} == set()


def test_a_project_on_a_read_only_disk_opens_to_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "may_write_beside", lambda _path: False)
    before = sorted(project.parent.iterdir())
    with closing(Session.open_to_read(project)) as session:
        assert len(session.project.faces) == 12
    assert sorted(project.parent.iterdir()) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told_and_opens_to_read(project: Path) -> None:
    project.parent.chmod(0o500)
    try:
        with pytest.raises(UnavailableProject, match="open it to read"):
            Session.open(project)
        Session.open_to_read(project).close()
    finally:
        project.parent.chmod(0o700)


MOUNTS = r"""/dev/vda / ext4 rw 0 0
host:/export /home nfs4 rw 0 0
//nas/share /mnt/my\040share cifs rw 0 0
me@box: /mnt/box fuse.sshfs rw 0 0
/dev/sdb /mnt/box/inner ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/tmp/x", "ext4"),
        ("/home", "nfs4"),
        ("/home/me/films", "nfs4"),
        ("/homes", "ext4"),
        ("/mnt/my share/a", "cifs"),
        ("/mnt/box/a", "fuse.sshfs"),
        ("/mnt/box/inner/a", "ext4"),
    ],
)
def test_the_disk_of_a_folder_is_the_innermost_that_is_mounted(place: str, kind: str) -> None:
    assert file_system(Path(place), MOUNTS) == kind


def test_what_macos_tells_is_understood() -> None:
    told = "/dev/disk3s1 on / (apfs, sealed, local)\n//me@nas/share on /Volumes/my share (smbfs, nodev, nosuid)\n"
    assert file_system(Path("/Volumes/my share/a"), from_mac(told)) == "smbfs"
    assert file_system(Path("/Users/me"), from_mac(told)) == "apfs"


def test_a_local_folder_is_no_network_folder(tmp_path: Path) -> None:
    assert not is_network(tmp_path / "p.facelabel")


def test_a_network_folder_gets_a_journal_that_needs_no_shared_memory(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "is_network", lambda _path: True)
    with closing(Session.open(project)) as session:
        session.write_settings({"a": "b"})
        assert not list(project.parent.glob("*-wal"))
        with closing(Session.open_to_read(project)) as reading:
            assert reading.settings()["a"] == "b"
    with closing(sqlite3.connect(project)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_disk_without_locks_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_self: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr("filelock.FileLock._acquire", no_locks)
    with pytest.raises(ProjectError, match="cannot be locked"):
        Session.open(project)


def test_a_project_opened_on_one_thread_can_be_closed_on_another(project: Path) -> None:
    opened: list[Session] = []
    worker = threading.Thread(target=lambda: opened.append(Session.open(project)))
    worker.start()
    worker.join()
    opened[0].close()
    Session.open(project).close()
