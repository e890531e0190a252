"""One writer a project: an operating-system lock that a dead process cannot leave behind."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from filelock import FileLock, Timeout

from facelabeler.core.errors import ProjectError


class ProjectLock:
    """Held while a project is open for writing; a file beside the lock says who holds it.

    The lock file itself stays: removing it would let two processes lock two different files of one name.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        self._owner = project.with_name(f".{project.name}.owner")
        self._lock = FileLock(project.with_name(f".{project.name}.lock"), timeout=0)

    def acquire(self) -> None:
        """Raises ProjectError, naming the holder, if another process writes this project."""
        try:
            self._lock.acquire()
        except Timeout:
            raise ProjectError(
                f"is open in another program ({self._holder()})",
                file=self._project,
                advice="Close it there, or try again later",
            ) from None
        except OSError as error:
            raise ProjectError(
                f"cannot be locked ({error.strerror})",
                file=self._project,
                advice="Check that you may write in its folder",
            ) from error
        self._owner.write_text(f"process {os.getpid()} on {socket.gethostname()}", encoding="utf-8")

    def release(self) -> None:
        if self._lock.is_locked:
            self._owner.unlink(missing_ok=True)
            self._lock.release()

    def _holder(self) -> str:
        try:
            return self._owner.read_text(encoding="utf-8")
        except OSError:
            return "unknown"
