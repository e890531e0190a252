"""Reads montages back."""

from __future__ import annotations

from pathlib import Path

from facelabeler.core.errors import ExportError
from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.metadata import read_dataset


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if there is at least one montage and each can be opened."""
    found: list[str] = []
    try:
        read_dataset(folder)
    except ExportError as error:
        found.append(str(error))
    pictures = sorted(folder.glob("*.jpg"))
    if not pictures:
        found.append("there is no montage")
    for picture in pictures:
        picture_size(picture, found)
    return found
