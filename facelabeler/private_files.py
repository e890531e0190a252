"""Files that only their owner may read, from their first byte on."""

from __future__ import annotations

import os
from pathlib import Path

MODE = 0o600
FOLDER_MODE = 0o700


def private(path: Path) -> Path:
    """The path of a file that is there now and, if it was not before, is its owner's alone. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, MODE))
    return path


def private_folder(path: Path) -> Path:
    """The same for a folder, with those above it. Raises OSError."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    return path
