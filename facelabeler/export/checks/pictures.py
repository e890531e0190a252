"""What every format's picture files must be."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image as Pillow

from facelabeler.export.checks.asking import ask_between_pictures
from facelabeler.export.originals import ENDINGS

FORMATS: Final = tuple(ENDINGS)


def picture_size(path: Path, problems: list[str]) -> tuple[int, int]:
    """Width and height by the file's header; adds to `problems`, and gives (0, 0), if it is no whole picture."""
    ask_between_pictures()
    try:
        with Pillow.open(path, formats=FORMATS) as picture:
            size, kind = picture.size, picture.format or ""
            upright = Pillow.Image.getexif(picture).get(274, 1) == 1
    except (OSError, SyntaxError, ValueError):
        problems.append(f"{path.name} cannot be opened as a picture")
        return 0, 0
    if not _ends_with(path, ENDINGS[kind][1]):
        problems.append(f"{path.name} is cut off")
    if not upright:
        problems.append(f"{path.name} has a turn in its EXIF data, which some readers apply and others do not")
    return size


def _ends_with(path: Path, tail: bytes) -> bool:
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - len(tail)))
        return file.read() == tail
