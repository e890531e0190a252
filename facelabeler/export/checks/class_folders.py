"""Reads folders of classes back as `torchvision.datasets.ImageFolder` and Ultralytics read them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.checks.reading import SUFFIXES
from facelabeler.export.cutting import SMALLEST
from facelabeler.export.options import SPLITS


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if train has pictures and every split numbers its classes alike."""
    found: list[str] = []
    splits = [split for split in SPLITS if (folder / split).is_dir()]
    classes = _classes(folder / "train")
    if not classes:
        found.append("train is missing, or has no classes")
    for split in splits:
        if _classes(folder / split) != classes:
            found.append(f"{split} has other classes than train, so their numbers differ")
        found += [f"{split}: {problem}" for problem in _split_problems(folder / split, is_train=split == "train")]
    return found


def _classes(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir() if path.is_dir()) if place.is_dir() else []


def _split_problems(place: Path, *, is_train: bool) -> Iterable[str]:
    pictures = 0
    for folder in sorted(place.iterdir()):
        if not folder.is_dir():
            yield f"{folder.name} is in no class"
            continue
        files = sorted(folder.iterdir())
        pictures += len(files)
        if is_train and not files:
            yield f"{folder.name} has no pictures to learn from"
        for file in files:
            yield from _picture_problems(file)
    if not pictures:
        yield "it has no pictures"


def _picture_problems(file: Path) -> Iterable[str]:
    if file.suffix not in SUFFIXES:
        yield f"{file.name} is no picture by its ending"
        return
    found: list[str] = []
    size = picture_size(file, found)
    yield from found
    if 0 < min(size) < SMALLEST:
        yield f"{file.name} is smaller than {SMALLEST} pixels"
