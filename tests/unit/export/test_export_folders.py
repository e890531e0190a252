from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from stat import S_IMODE

import pytest

from facelabeler.core.errors import Cancelled, ExportError
from facelabeler.export.folders import clean_leftovers, is_taken, written_beside
from facelabeler.export.swap import exchange


def cannot_swap(one: Path, other: Path) -> bool:
    return False


def fill(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "file.txt").write_text(text)


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_half(target: Path, failure: BaseException) -> None:
    with written_beside(target, force=True) as folder:
        fill(folder, "half")
        raise failure


def test_a_folder_appears_whole_and_nothing_is_left_beside_it(tmp_path):
    with written_beside(tmp_path / "set", force=False) as folder:
        fill(folder, "new")
        assert not (tmp_path / "set").exists()
    assert content(tmp_path / "set") == {"file.txt": "new"}
    assert names(tmp_path) == ["set"]


@pytest.mark.skipif(os.name == "nt", reason="permissions are Windows' own")
def test_a_dataset_is_its_owners_alone_unless_he_has_let_others_into_the_one_before(tmp_path):
    for target, mode in ((tmp_path / "new", 0o700), (tmp_path / "shared", 0o755)):
        if target.name == "shared":
            fill(target, "old")
            target.chmod(mode)
        with written_beside(target, force=True) as folder:
            fill(folder, "new")
        assert S_IMODE(target.stat().st_mode) == mode
        assert content(target) == {"file.txt": "new"}


def test_an_empty_folder_counts_as_free(tmp_path):
    (tmp_path / "set").mkdir()
    with written_beside(tmp_path / "set", force=False) as folder:
        fill(folder, "new")
    assert content(tmp_path / "set") == {"file.txt": "new"}


def test_a_folder_that_is_not_empty_is_left_as_it_is(tmp_path):
    fill(tmp_path / "set", "old")
    with pytest.raises(ExportError, match="not empty"), written_beside(tmp_path / "set", force=False):
        pytest.fail("it was going to be written")
    assert content(tmp_path / "set") == {"file.txt": "old"}
    assert names(tmp_path) == ["set"]


@pytest.mark.parametrize("swap", [exchange, cannot_swap])
def test_force_replaces_a_folder_whole(tmp_path, swap):
    fill(tmp_path / "set", "old")
    (tmp_path / "set" / "more.txt").write_text("old")
    with written_beside(tmp_path / "set", force=True, swap=swap) as folder:
        fill(folder, "new")
        assert (tmp_path / "set" / "file.txt").read_text() == "old"
    assert content(tmp_path / "set") == {"file.txt": "new"}
    assert names(tmp_path) == ["set"]


def test_force_replaces_no_file(tmp_path):
    (tmp_path / "set").write_text("a file")
    with pytest.raises(ExportError, match="file, not a folder"), written_beside(tmp_path / "set", force=True):
        pytest.fail("it was going to be written")
    assert (tmp_path / "set").read_text() == "a file"


def test_force_replaces_no_folder_that_holds_the_footage(tmp_path):
    fill(tmp_path / "videos" / "deep", "the only copy")
    footage = tmp_path / "videos" / "deep" / "file.txt"
    with (
        pytest.raises(ExportError, match=r"holds file\.txt"),
        written_beside(tmp_path / "videos", force=True, keep=[footage]),
    ):
        pytest.fail("it was going to be written")
    assert footage.read_text() == "the only copy"


@pytest.mark.parametrize(
    "failure", [Cancelled(), KeyboardInterrupt(), ExportError("does not verify"), ZeroDivisionError()]
)
def test_whatever_fails_leaves_the_old_folder_and_nothing_else(tmp_path, failure):
    fill(tmp_path / "set", "old")
    with pytest.raises(type(failure)):
        write_half(tmp_path / "set", failure)
    assert content(tmp_path / "set") == {"file.txt": "old"}
    assert names(tmp_path) == ["set"]


@pytest.mark.parametrize(
    ("number", "word"), [(errno.ENOSPC, "full"), (errno.EROFS, "cannot be written"), (errno.EIO, "Input/output error")]
)
def test_a_failing_disk_is_one_sentence_and_leaves_nothing(tmp_path, number, word):
    with pytest.raises(ExportError) as told:
        write_half(tmp_path / "deep" / "set", OSError(number, os.strerror(number)))
    assert word in told.value.what
    assert told.value.advice
    assert told.value.file == str(tmp_path / "deep" / "set")
    assert names(tmp_path) == []


def test_a_place_below_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError), written_beside(tmp_path / "file" / "set", force=False):
        pytest.fail("it was going to be written")


def test_a_place_where_nothing_can_be_made_is_refused():
    with pytest.raises(ExportError), written_beside(Path("/proc/facelabeler/set"), force=False):
        pytest.fail("it was going to be written")


def test_the_top_of_a_disk_is_refused():
    with pytest.raises(ExportError, match="top of a disk"), written_beside(Path("/"), force=True):
        pytest.fail("it was going to be written")


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    fill(tmp_path / "real", "old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with written_beside(tmp_path / "link", force=True) as folder:
        fill(folder, "new")
    assert (tmp_path / "link").is_symlink()
    assert content(tmp_path / "real") == {"file.txt": "new"}


def test_two_exports_to_one_place_do_not_mix(tmp_path):
    with written_beside(tmp_path / "set", force=False) as folder:
        fill(folder, "first")
        with pytest.raises(ExportError, match="another export"), written_beside(tmp_path / "set", force=False):
            pytest.fail("it was going to be written")
    assert content(tmp_path / "set") == {"file.txt": "first"}


KILLED = """
import os, sys
from pathlib import Path
from facelabeler.export.folders import written_beside
with written_beside(Path(sys.argv[1]), force=True) as folder:
    (folder / "file.txt").write_text("half")
    os._exit(9)
"""


def test_a_killed_run_leaves_the_old_folder_and_the_next_one_cleans_up(tmp_path):
    fill(tmp_path / "set", "old")
    assert subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "set")], check=False).returncode == 9
    assert content(tmp_path / "set") == {"file.txt": "old"}
    assert len(names(tmp_path)) == 3
    with written_beside(tmp_path / "set", force=True) as folder:
        fill(folder, "new")
    assert content(tmp_path / "set") == {"file.txt": "new"}
    assert names(tmp_path) == ["set"]


def test_a_folder_set_aside_by_a_killed_run_comes_back(tmp_path):
    fill(tmp_path / "set.old-0123456789ab", "old")
    clean_leftovers(tmp_path / "set")
    assert content(tmp_path / "set") == {"file.txt": "old"}


def test_a_folder_that_came_back_is_not_replaced_unasked(tmp_path):
    fill(tmp_path / "set.old-0123456789ab", "old")
    with pytest.raises(ExportError, match="not empty"), written_beside(tmp_path / "set", force=False):
        pytest.fail("it was going to be written")
    assert content(tmp_path / "set") == {"file.txt": "old"}


def test_what_only_looks_like_a_leftover_stays(tmp_path):
    for name in ("set.old-2019", "set.partial-", "set.old-0123456789abc", "other.partial-0123456789ab"):
        fill(tmp_path / name, "mine")
    before = names(tmp_path)
    clean_leftovers(tmp_path / "set")
    assert names(tmp_path) == before


def test_taken_is_what_writing_would_replace(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    fill(tmp_path / "full", "x")
    assert [is_taken(tmp_path / name) for name in ("none", "empty", "file", "full")] == [False, False, True, True]


@pytest.mark.skipif(sys.platform == "win32", reason="no exchange there")
def test_exchange_swaps_two_folders(tmp_path):
    fill(tmp_path / "a", "A")
    fill(tmp_path / "b", "B")
    swapped = exchange(tmp_path / "a", tmp_path / "b")
    assert content(tmp_path / "a") == {"file.txt": "B" if swapped else "A"}


@pytest.mark.skipif(sys.platform == "win32", reason="no exchange there")
def test_exchange_with_nothing_is_an_error(tmp_path):
    fill(tmp_path / "a", "A")
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "a", tmp_path / "none")
