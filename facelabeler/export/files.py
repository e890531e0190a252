"""Writing a dataset's files: folders made as needed, texts that grow while pictures come."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from facelabeler.export.picture import Picture
from facelabeler.export.plan import Label


def put(folder: Path, path: str, data: bytes) -> str:
    """Write a file at `path`, with `/`, in a dataset's folder; gives the path back."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return path


def put_text(folder: Path, path: str, text: str) -> str:
    """The same for a text, in UTF-8 with line feeds."""
    return put(folder, path, text.encode())


def put_picture(folder: Path, path: str, picture: Picture) -> str:
    """Write a whole picture; `path` lacks its ending."""
    ending, data = picture.file
    return put(folder, f"{path}.{ending}", data)


def put_crop(folder: Path, path: str, picture: Picture, label: Label) -> str:
    """Write a face cut out of a picture; `path` lacks its ending."""
    ending, data = picture.encoded(picture.crop(label))
    return put(folder, f"{path}.{ending}", data)


class Spool:
    """A text that is written piece by piece and wanted in the middle of a file later. Takes disk, not memory."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed in `close`
        self.pieces = 0

    def add(self, text: str) -> None:
        self._file.write(text.encode())
        self.pieces += 1

    def copy_to(self, file: IO[bytes]) -> None:
        """Everything so far, at the end of `file`."""
        self._file.seek(0)
        shutil.copyfileobj(self._file, file)

    def close(self) -> None:
        let_go(self._file)


def let_go(file: IO[Any]) -> None:
    """Close a file whose content has been flushed, or is not wanted any more: on a full disk closing fails too."""
    with suppress(OSError):
        file.close()
