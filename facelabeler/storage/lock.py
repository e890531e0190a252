"""One writer a project: an operating-system lock that a dead process cannot leave behind."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from facelabeler.core.errors import UnavailableProject

LONGEST_WORD = 80


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a project open to write: the program, its process, its computer, and since when (ISO 8601)."""

    program: str
    process: int
    host: str
    since: str

    def __str__(self) -> str:
        since = datetime.fromisoformat(self.since).astimezone().strftime("%Y-%m-%d %H:%M")
        return f"{self.program}, process {self.process} on {self.host}, since {since}"


class ProjectLock:
    """Held while a project is open for writing; a file beside the lock says who holds it.

    The lock file itself stays: removing it would let two processes lock two different files of one name. Where the
    disk has no locks, filelock lets a file that is there stand for one, and takes it over when its process is dead.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        self._owner = project.with_name(f".{project.name}.owner")
        self._place = project.with_name(f".{project.name}.lock")
        # A worker opens the project, the window's thread closes it: the lock belongs to the process.
        self._lock = FileLock(self._place, timeout=0, mode=0o600, thread_local=False)

    def acquire(self) -> None:
        """Raises UnavailableProject, naming the holder, if another process writes this project or nobody can."""
        try:
            self._acquire()
        except Timeout:
            holder = holder_of(self._project)
            raise UnavailableProject(
                f"is open in another program ({holder or 'unknown'})",
                file=self._project,
                advice="Close it there, or open it to read",
            ) from None
        except OSError as error:
            raise UnavailableProject(
                f"cannot be locked ({error.strerror})",
                file=self._project,
                advice="Check that you may write in its folder, or open it to read",
            ) from error

    def _acquire(self) -> None:
        try:
            self._lock.acquire()
        except NotImplementedError as error:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK)) from error
        self._name_holder()

    def _name_holder(self) -> None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        holder = Holder(_program(), os.getpid(), socket.gethostname(), now)
        try:
            descriptor = os.open(self._owner, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(asdict(holder), file)
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        if self._lock.is_locked:
            with suppress(OSError):  # a name that stays is overwritten by the next who writes
                self._owner.unlink(missing_ok=True)
            self._lock.release()


def holder_of(project: Path) -> Holder | None:
    """Who has a project open to write, as the file beside it says; None if it says nothing that makes sense."""
    try:
        told = json.loads(project.with_name(f".{project.name}.owner").read_bytes()[:4096])
        words = (str(told[name])[:LONGEST_WORD] for name in ("program", "host", "since"))
        program, host, since = words
        datetime.fromisoformat(since)
        return Holder(program, int(told["process"]), host, since)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _program() -> str:
    """`facelabeler`, and the command if there is one; no file names, which are nobody else's business."""
    command = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1].isidentifier() else ""
    return f"facelabeler {command}".strip()
