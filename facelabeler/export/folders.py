"""Writing a folder as a whole: beside its place, then renamed in. At any moment the old one is there, or the new."""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE
from uuid import uuid4

from filelock import FileLock, Timeout

from facelabeler.core.errors import ExportError
from facelabeler.export.swap import exchange
from facelabeler.export.under_way import clean_up, noted
from facelabeler.private_files import FOLDER_MODE

REASONS = {
    errno.ENOSPC: ("the disk is full; nothing was written", "Free some space, or choose a folder on another disk"),
    errno.EDQUOT: ("the disk quota is used up; nothing was written", "Free some space, or choose another disk"),
    errno.EROFS: ("this disk cannot be written to", "Choose a folder on another disk"),
    errno.EACCES: ("you may not write there", "Choose another folder, or change its permissions"),
    errno.EPERM: ("you may not write there", "Choose another folder, or change its permissions"),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter one"),
    errno.ENOTDIR: ("a part of this path is a file, not a folder", "Choose another folder"),
}

TOKEN = 12
"""Hexadecimal digits that tell the folders of one run from those of another."""


def is_taken(target: Path) -> bool:
    """Whether something is there that writing to `target` would replace: a file, or a folder that is not empty."""
    try:
        return any(target.iterdir())
    except FileNotFoundError:
        return target.is_symlink()
    except OSError:  # a file, or a folder that may not be looked into
        return True


@contextmanager
def written_beside(
    target: Path, *, force: bool, keep: Sequence[Path] = (), swap: Callable[[Path, Path], bool] = exchange
) -> Iterator[Path]:
    """A new folder to fill, which takes the place of `target` when the block ends well and vanishes when it does not.

    What stands at `target` is replaced only with `force`, and never if it is a file or holds one of the paths in
    `keep`. Where the system can `swap` two folders (Linux, macOS), `target` is at no moment missing; elsewhere a
    run killed between its two renames is put right by `clean_leftovers`. Raises ExportError for all of this and for
    a disk that is full or not to be written to.
    """
    target = _absolute(target)
    with _told(target), _parent_made(target), noted(target), _only_writer(target):
        clean_leftovers(target)  # before the check: it may bring back a folder that must not be replaced
        _check(target, force=force, keep=keep)
        partial = _beside(target, "partial")
        partial.mkdir(mode=_mode_of(target))
        try:
            yield partial
            _put_in_place(partial, target, swap)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def clean_leftovers(target: Path) -> None:
    """Remove what killed runs left beside `target`, and bring back the folder that one of them had set aside."""
    for old in _leftovers(target, "old"):
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)
    for partial in _leftovers(target, "partial"):
        shutil.rmtree(partial, ignore_errors=True)


def clean_after_killed_runs() -> int:
    """Clean up after exports that were killed, wherever they were writing; returns how many. For a program's start."""
    return clean_up(_clean_unless_written)


def _clean_unless_written(target: Path) -> bool:
    """Clean up at `target` if nobody is writing there; whether that is so. A disk that is not there is left alone."""
    if not target.parent.is_dir():
        return False
    try:
        with _only_writer(target):
            clean_leftovers(target)
    except ExportError:
        return False
    return True


def _absolute(target: Path) -> Path:
    """Where `target` really is, so that a link to a folder stays a link. Raises ExportError for a disk's root."""
    resolved = target.expanduser().resolve()
    if not resolved.name:
        raise ExportError("this is the top of a disk", file=target, advice="Choose a folder in it")
    return resolved


def _check(target: Path, *, force: bool, keep: Sequence[Path]) -> None:
    if not is_taken(target):
        return
    if not target.is_dir():
        raise ExportError("this is a file, not a folder", file=target, advice="Choose another name")
    if not force:
        advice = "Choose another folder, or replace it with --force"
        raise ExportError("this folder exists and is not empty; it was left as it is", file=target, advice=advice)
    held = [path for path in [*keep, Path.home()] if path.resolve().is_relative_to(target)]
    if held:
        what = f"this folder holds {held[0].name}, so it is not replaced"
        raise ExportError(what, file=target, advice="Choose another folder")


@contextmanager
def _parent_made(target: Path) -> Iterator[None]:
    """The folders above `target` exist; those that had to be made go again if nothing comes into them."""
    made = [parent for parent in target.parents if not parent.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):  # not empty: the dataset is there
            for parent in made:
                parent.rmdir()


@contextmanager
def _only_writer(target: Path) -> Iterator[None]:
    """Nobody else may write or clean up at `target` meanwhile. The system forgets the lock of a process that dies."""
    lock = FileLock(target.with_name(f".{target.name}.writing"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise ExportError("another export is writing there", file=target, advice="Wait until it is done") from None
    try:
        yield
    finally:
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)


def _put_in_place(partial: Path, target: Path, swap: Callable[[Path, Path], bool]) -> None:
    if not target.exists():
        partial.rename(target)
    elif not swap(partial, target):
        old = _beside(target, "old")
        target.rename(old)
        partial.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    # After an exchange the old folder bears the partial one's name, and goes as that would.


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f"{target.name}.{what}-{uuid4().hex[:TOKEN]}")


def _leftovers(target: Path, what: str) -> list[Path]:
    """Only what `_beside` has named: the user may keep a `faces.old-2019` there."""
    made_by_us = re.compile(rf"{re.escape(target.name)}\.{what}-[0-9a-f]{{{TOKEN}}}")
    return [path for path in target.parent.iterdir() if made_by_us.fullmatch(path.name) and path.is_dir()]


def _mode_of(target: Path) -> int:
    """A dataset of faces is its owner's alone, unless he has let others into the one that it replaces."""
    return S_IMODE(target.stat().st_mode) if target.is_dir() else FOLDER_MODE


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Failures of the disk as one sentence for the user."""
    try:
        yield
    except OSError as error:
        what, advice = REASONS.get(error.errno or 0, (f"it cannot be written ({error.strerror or error})", ""))
        raise ExportError(what, file=target, advice=advice or "Choose another folder") from error
