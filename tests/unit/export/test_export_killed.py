"""Killed, cancelled or out of disk at any moment: the old dataset is there, or the new one, and never a mixture."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from footage import scattered, write

from facelabeler.core.errors import Cancelled, ExportError
from facelabeler.export.folders import clean_after_killed_runs, written_beside
from facelabeler.export.formats import formats
from facelabeler.export.under_way import notes_folder
from facelabeler.export.verify import verify

HERE = Path(__file__).parent
ALL = tuple(formats())


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACELABELER_CACHE", str(tmp_path_factory.mktemp("cache")))


EXPORT = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from footage import scattered, write
print("ready", flush=True)
write(scattered(["New"], shots=12, frames=2), Path(sys.argv[1]), "yolo", "coco", "lfw", force=True)
"""


@pytest.mark.parametrize("after", [0.0, 0.05, 0.15, 0.3, 0.5, 0.8])
def test_killed_at_any_moment_leaves_the_old_dataset_or_the_new(tmp_path, after):
    write(scattered(["Old"], shots=4), tmp_path / "set", "yolo", "coco", "lfw")
    run = subprocess.Popen([sys.executable, "-c", EXPORT, str(tmp_path / "set"), str(HERE)], stdout=subprocess.PIPE)
    assert run.stdout is not None
    assert run.stdout.readline() == b"ready\n"
    time.sleep(after)
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert verify(tmp_path / "set") == []
    assert [path.name for path in (tmp_path / "set" / "yolo" / "crops").iterdir()] in (["Old"], ["New"])
    clean_after_killed_runs()
    assert [path.name for path in tmp_path.iterdir()] == ["set"]
    assert list(notes_folder().iterdir()) == []


def test_what_a_killed_run_left_is_cleaned_at_the_next_start_wherever_it_was(tmp_path):
    code = f"{EXPORT.split('print')[0]}\nimport os\nfrom facelabeler.export.folders import written_beside\n"
    code += "with written_beside(Path(sys.argv[1]), force=False) as folder:\n    os._exit(9)\n"
    far = tmp_path / "far" / "away" / "set"
    assert subprocess.run([sys.executable, "-c", code, str(far), str(HERE)], check=False).returncode == 9
    assert len(list(far.parent.iterdir())) == 2
    assert clean_after_killed_runs() == 1
    assert list(far.parent.iterdir()) == []
    assert clean_after_killed_runs() == 0


def test_an_export_that_is_running_is_not_cleaned_away(tmp_path):
    with written_beside(tmp_path / "set", force=False) as folder:
        (folder / "file").write_text("half")
        assert clean_after_killed_runs() == 0
        assert (folder / "file").is_file()
    assert (tmp_path / "set" / "file").is_file()


def test_a_note_is_there_before_anything_else(tmp_path, monkeypatch):
    def locked(*_names: object, **_options: object) -> object:
        assert [note.read_text() for note in notes_folder().iterdir()] == [str(tmp_path / "set")]
        raise Cancelled

    monkeypatch.setattr("facelabeler.export.folders.FileLock", locked)
    with pytest.raises(Cancelled), written_beside(tmp_path / "set", force=False):
        pass
    assert list(notes_folder().iterdir()) == []


def test_a_note_is_there_until_nothing_else_is_left(tmp_path, monkeypatch):
    released: list[int] = []

    class Watched(FileLock):
        def release(self, force: bool = False) -> None:
            super().release(force)
            released.append(len(list(notes_folder().iterdir())))

    monkeypatch.setattr("facelabeler.export.folders.FileLock", Watched)
    with written_beside(tmp_path / "set", force=False):
        pass
    assert released[0] == 1
    assert list(notes_folder().iterdir()) == []


def test_a_note_that_was_never_written_is_removed_and_nothing_else(tmp_path, monkeypatch):
    (tmp_path / "anything.partial-0123456789ab").mkdir()
    monkeypatch.chdir(tmp_path)
    notes_folder().mkdir(parents=True)
    (notes_folder() / "note").touch()
    assert clean_after_killed_runs() == 0
    assert list(notes_folder().iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["anything.partial-0123456789ab"]


def test_a_disk_that_is_not_there_is_tried_again_at_the_next_start(tmp_path):
    notes_folder().mkdir(parents=True)
    note = notes_folder() / "note"
    note.write_text(str(tmp_path / "unplugged" / "set"))
    assert clean_after_killed_runs() == 0
    assert note.is_file()


@pytest.mark.parametrize("name", ALL)
def test_cancelled_while_it_is_written_or_checked_every_format_leaves_nothing(tmp_path, name):
    for stop in range(0, 10, 3):
        asked = iter(range(100))

        def cancel_later(asked=asked, stop=stop) -> None:
            if next(asked) == stop:
                raise Cancelled

        with pytest.raises(Cancelled):
            write(scattered(["Ann"], shots=3), tmp_path / "set", name, check_cancel=cancel_later)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", sorted({*ALL} - {"encodings"}))
def test_cancelled_in_the_middle_of_the_check_nothing_is_left(tmp_path, name):
    """Nine pictures are written; the tenth question and those after it come while they are read back."""
    asked: list[str] = []

    def cancel_in_the_check() -> None:
        asked.append("?")
        if len(asked) == 13:
            raise Cancelled

    with pytest.raises(Cancelled):
        write(scattered(["Ann", "Bob", "Cy"], shots=3), tmp_path / "set", name, check_cancel=cancel_in_the_check)
    assert len(asked) == 13
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ALL)
def test_a_disk_that_fills_up_is_one_sentence_and_leaves_the_old_dataset(tmp_path, name):
    write(scattered(["Old"], shots=3), tmp_path / "set", name)
    before = {path: path.read_bytes() for path in (tmp_path / "set").rglob("*") if path.is_file()}
    pictures = iter(range(100))

    def full_at_the_fifth() -> None:
        if next(pictures) == 5:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(ExportError, match="the disk is full; nothing was written"):
        write(scattered(["New"], shots=9), tmp_path / "set", name, force=True, check_cancel=full_at_the_fifth)
    assert {path: path.read_bytes() for path in (tmp_path / "set").rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 kB; the test skips where this user may not mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("name", ["yolo", "coco", "mot", "imagefolder", "csv", "article"])
def test_a_disk_that_is_really_full_keeps_what_was_on_it(small_disk, name):
    (small_disk / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="the disk is full; nothing was written"):
        write(scattered(["Ann", "Bob"], shots=40), small_disk / "set", name)
    assert [path.name for path in small_disk.iterdir()] == ["mine.txt"]
