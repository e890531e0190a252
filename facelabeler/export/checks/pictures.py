"""What every format's picture files must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from PIL import Image as Pillow

from facelabeler.export.originals import ENDINGS

FORMATS: Final = tuple(ENDINGS)


_BETWEEN: ContextVar[Callable[[], None]] = ContextVar("between pictures", default=lambda: None)


@contextmanager
def asked_between_pictures(check_cancel: Callable[[], None]) -> Iterator[None]:
    """While the block runs `check_cancel` is called before each picture is looked at, and stops the check by raising.

    Checking a hundred thousand pictures takes a while, and a verifier, which may be foreign, is given a folder alone.
    """
    before = _BETWEEN.set(check_cancel)
    try:
        yield
    finally:
        _BETWEEN.reset(before)


def picture_size(path: Path, problems: list[str]) -> tuple[int, int]:
    """Width and height by the file's header; adds to `problems`, and gives (0, 0), if it is no whole picture."""
    _BETWEEN.get()()
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
