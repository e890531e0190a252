"""Whether a file stays what it was while it is read."""

from __future__ import annotations

from pathlib import Path

State = tuple[int, int]


class Watch:
    """Looks at a file when it is made, and again when it is asked."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._before = _state(self._path)

    @property
    def problem(self) -> str:
        """What has become of the file since, in a few words; "" if it is as it was."""
        now = _state(self._path)
        if now == self._before:
            return ""
        return "the file was removed while it was read" if now is None else "the file changed while it was read"


def _state(path: Path) -> State | None:
    """Size in bytes and time of the last change; None if there is no such file any more."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
