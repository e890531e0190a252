"""Reads the article's layout back: what its own pipeline got wrong must be right here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from facelabeler.export.article import CLASSES, NOISE
from facelabeler.export.checks.pictures import picture_size

PICTURES = (".jpg", ".png")


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if each portrait has its line and each line fits its portrait and folder."""
    names = folder / CLASSES
    # Split at line feeds alone: a name may hold what `splitlines` also takes for the end of a line.
    classes = names.read_text(encoding="utf-8").count("\n") if names.is_file() else 0
    found = [] if classes or (folder / NOISE).is_dir() else [f"{CLASSES} is missing or empty"]
    for place in sorted(folder.glob("Face_*")):
        found += [f"{place.name}: {problem}" for problem in _folder_problems(place, classes)]
        picture_size(folder / "Montage" / f"{place.name}.jpg", found)
    if any((folder / NOISE).glob("*.txt")):
        found.append(f"{NOISE} holds labels, and noise has no class")
    return found


def _folder_problems(place: Path, classes: int) -> Iterable[str]:
    number = place.name.removeprefix("Face_")
    if not number.isdecimal() or int(number) >= classes:
        yield f"it is none of the {classes} classes"
    portraits = {path.stem: path for path in place.iterdir() if path.suffix in PICTURES}
    labels = {path.stem: path for path in place.glob("*.txt")}
    for name in sorted(portraits.keys() ^ labels.keys()):
        yield f"{name} has a portrait or a label, not both"
    for name in sorted(portraits.keys() & labels.keys()):
        found: list[str] = []
        size = picture_size(portraits[name], found)
        yield from found
        if not _fits(labels[name].read_text(encoding="ascii", errors="replace"), number, size):
            yield f"{name}.txt does not fit its portrait"


def _fits(text: str, number: str, size: tuple[int, int]) -> bool:
    parts = text.split()
    if len(parts) != 5 or parts[0] != number or not all(part.isdecimal() for part in parts):
        return False
    left, top, right, bottom = (int(part) for part in parts[1:])
    return 0 <= left < right <= size[0] and 0 <= top < bottom <= size[1]
