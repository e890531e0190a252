"""Reads COCO back: ids that are unique and refer to something, files that are there, boxes that are inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.checks.reading import doubles, file_in, is_inside, pictures_in, read_json

Row = Mapping[str, Any]


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if every file of annotations is whole and fits its pictures."""
    found: list[str] = []
    files = sorted((folder / "annotations").glob("instances_*.json"))
    if not any(file.stem == "instances_train" for file in files):
        found.append("annotations/instances_train.json is missing")
    categories = []
    for file in files:
        data = read_json(file, found)
        try:
            found += [f"{file.name}: {problem}" for problem in _problems(folder, file, data)] if data else []
            categories.append(data["categories"] if data else None)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            found.append(f"{file.name} is damaged ({error})")
    if any(rows != categories[0] for rows in categories):
        found.append("the splits have different categories")
    return found


def _problems(folder: Path, file: Path, data: Row) -> Iterable[str]:
    place = folder / "images" / file.stem.removeprefix("instances_")
    images, categories = data["images"], data["categories"]
    yield from (f"image id {number} is there twice" for number in doubles([row["id"] for row in images]))
    yield from (f"{name} is there twice" for name in doubles([row["file_name"] for row in images]))
    yield from (f"category id {number} is there twice" for number in doubles([row["id"] for row in categories]))
    yield from (f"category {name!r} is there twice" for name in doubles([row["name"] for row in categories]))
    yield from _image_problems(place, images)
    sizes = {row["id"]: (row["width"], row["height"]) for row in images}
    yield from _annotation_problems(data["annotations"], sizes, {row["id"] for row in categories})


def _image_problems(place: Path, images: list[Row]) -> Iterable[str]:
    for row in images:
        path = file_in(place, row["file_name"])
        if path is None:
            yield f"{row['file_name']} is not in {place.name}"
            continue
        found: list[str] = []
        if picture_size(path, found) != (row["width"], row["height"]):
            found.append(f"{path.name} has another size")
        yield from found
    known = {row["file_name"] for row in images}
    yield from (f"{path.name} is not listed" for path in pictures_in(place) if path.name not in known)


def _annotation_problems(rows: list[Row], sizes: Mapping[int, tuple[int, int]], classes: set[int]) -> Iterable[str]:
    yield from (f"annotation id {number} is there twice" for number in doubles([row["id"] for row in rows]))
    for row in rows:
        left, top, width, height = row["bbox"]
        size = sizes.get(row["image_id"])
        if size is None:
            yield f"annotation {row['id']} is of no image"
        elif not is_inside((left, top, left + width, top + height), size):
            yield f"annotation {row['id']} has a box that is none, or sticks out"
        elif row["category_id"] not in classes:
            yield f"annotation {row['id']} has no category"
        elif row["iscrowd"] not in (0, 1) or abs(row["area"] - width * height) > 1:
            yield f"annotation {row['id']} has a wrong area, or is neither crowd nor not"
    if not rows:
        yield "there is no annotation"
