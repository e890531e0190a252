"""The log, and what is kept of crashes: what happened where in the program, and nothing of the user's.

A line of the log holds the words of a message as they stand in the code, never the values that were put into them; an
error's class and where it came from, never its text. So no name, path, picture or encoding gets in. A person who wants
to send more adds it by hand.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import re
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from filelock import FileLock, Timeout

from facelabeler.private_files import private, private_folder

LARGEST = 1_000_000  # bytes; beyond it the log becomes the old log at the next start
_LOG, _OLD = "facelabeler.log", "facelabeler.old.log"
_PACKAGE = Path(__file__).parent.parent
_PATHS = re.compile(r"\S*[/\\]\S*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_FAULT_FILE = re.compile(r'File "([^"]*)"')

log = logging.getLogger(__name__)


def state_folder() -> Path:
    """Where the log is; FACELABELER_STATE names another folder."""
    from platformdirs import user_state_dir

    return Path(os.environ.get("FACELABELER_STATE") or user_state_dir("facelabeler", False))


def log_path() -> Path:
    return state_folder() / _LOG


def report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> str:
    """A crash in words that name nobody: the class of each error in the chain, and where in the code it happened."""
    told = traceback.TracebackException(kind, error or kind(), trace, capture_locals=False)
    lines: list[str] = []
    part: traceback.TracebackException | None = told
    while part is not None:
        name = part.exc_type.__name__ if part.exc_type is not None else "error"
        lines = [name, *(f"  {place(f.filename)}:{f.lineno} in {f.name}" for f in part.stack), *lines]
        part = part.__cause__ or (None if part.__suppress_context__ else part.__context__)
    return "\n".join(lines)


def place(file: str) -> str:
    """A file of the program or a library without the folders above it, which may tell who is sitting here."""
    path = Path(file)
    with suppress(ValueError):
        return path.relative_to(_PACKAGE).as_posix() if "site-packages" not in path.parts else _below(path)
    return _below(path)


def _below(path: Path) -> str:
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return "/".join(parts[-2:]) if len(parts) > 2 and parts[-2].isidentifier() and "python" in str(path) else path.name


def without_values(text: str) -> str:
    """Words of another library without what is quoted or looks like a path."""
    return _PATHS.sub("…", _QUOTED.sub("…", text))


class _Words(logging.Formatter):
    """Time, level, module and the message's words; the values that belong into it are left out."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = self.formatTime(record)
        line = f"{stamp} {record.levelname} {record.name}: {without_values(str(record.msg))}"
        if record.exc_info and record.exc_info[0] is not None:
            line += "\n" + report(*record.exc_info)
        return line


class Incidents:
    """The log while the program runs, with everything that can go wrong led into it. `close` ends it in good order."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or state_folder()
        self._file: TextIO | None = None
        self._handler: logging.Handler | None = None
        self._lock: FileLock | None = None
        self._mark = self._folder / f"running-{os.getpid()}"

    def open(self) -> None:
        """Begin. Where the folder cannot be written the program runs without a log."""
        try:
            private_folder(self._folder)
            self._rotate()
            self._file = open(private(self._folder / _LOG), "a", encoding="utf-8", buffering=1)  # noqa: SIM115, PTH123
        except OSError:
            return
        self._handler = logging.StreamHandler(self._file)
        self._handler.setFormatter(_Words())
        logging.getLogger().addHandler(self._handler)
        self._hooks = threading.excepthook, sys.unraisablehook
        faulthandler.enable(self._file)
        threading.excepthook = lambda hook: self._note_thread(hook)
        sys.unraisablehook = lambda hook: self._note(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def close(self) -> None:
        """End in good order: the next start finds no crash."""
        if self._lock is not None:
            self._mark.unlink(missing_ok=True)
            self._lock.release()
            Path(self._lock.lock_file).unlink(missing_ok=True)
        if self._handler is not None and self._file is not None:
            faulthandler.disable()
            threading.excepthook, sys.unraisablehook = self._hooks
            logging.getLogger().removeHandler(self._handler)
            self._file.close()
            self._file = self._handler = None

    # -- whether the last run ended as it should

    def begin_run(self) -> None:
        """Mark that the window runs. The mark is held by a lock that a dead process cannot keep."""
        with suppress(OSError, Timeout):
            self._lock = FileLock(self._mark.with_suffix(".lock"), timeout=0, mode=0o600)
            self._lock.acquire()
            self.note_project("")

    def note_project(self, project: str) -> None:
        """Remember where one is, for the start after a crash. Removed when the program ends."""
        if self._lock is not None:
            with suppress(OSError):
                private(self._mark).write_text(project, encoding="utf-8")

    def crashed_projects(self) -> list[str]:
        """What each window had open (or an empty text) that ended without saying so; each is told once."""
        found = []
        for mark in sorted(self._folder.glob("running-*")) if self._folder.is_dir() else ():
            if mark.suffix or mark == self._mark:
                continue
            lock = FileLock(mark.with_suffix(".lock"), timeout=0)
            try:
                with lock:
                    found.append(mark.read_text(encoding="utf-8"))
                    mark.unlink(missing_ok=True)
                Path(lock.lock_file).unlink(missing_ok=True)
            except (Timeout, OSError, UnicodeDecodeError):
                continue
        if found:
            self._clean_faults()
        return found

    def last_fault(self) -> str:
        """The end of the log, for a report of what happened before this start."""
        with suppress(OSError):
            return (self._folder / _LOG).read_text(encoding="utf-8", errors="replace")[-8000:]
        return ""

    # -- how

    def _rotate(self) -> None:
        path = self._folder / _LOG
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(self._folder / _OLD)

    def _clean_faults(self) -> None:
        """A fault of the interpreter writes whole paths of the program: they are shortened as soon as we can."""
        path = self._folder / _LOG
        with suppress(OSError):
            text = path.read_text(encoding="utf-8", errors="replace")
            cleaned = _FAULT_FILE.sub(lambda found: f"File {place(found[1])}", text)
            with path.open("r+", encoding="utf-8") as file:  # in place: the log is open already
                file.write(cleaned)
                file.truncate()

    def _note_thread(self, hook: threading.ExceptHookArgs) -> None:
        sys.excepthook(hook.exc_type, hook.exc_value or hook.exc_type(), hook.exc_traceback)

    def _note(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        log.error("Something went wrong where nobody could be told", exc_info=(kind, error or kind(), trace))
