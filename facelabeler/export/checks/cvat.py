"""Reads CVAT's documents back, for images and for video (their formats' version 1.1)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as Xml

from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.checks.reading import doubles, file_in, is_inside, number, read_xml, whole
from facelabeler.export.cvat import ANNOTATIONS

CORNERS = ("xtl", "ytl", "xbr", "ybr")


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if each image is there with boxes that fit it."""
    found: list[str] = []
    root = read_xml(folder / ANNOTATIONS, found)
    if root is None:
        return found
    labels = read_labels(root, found)
    images = root.findall("image")
    if whole(root.findtext("meta/task/size")) != len(images) or not images:
        found.append(f"{ANNOTATIONS} counts its images wrongly")
    found += [f"image id {one} is there twice" for one in doubles([image.get("id") for image in images])]
    found += [f"{name} is there twice" for name in doubles([image.get("name") for image in images])]
    for image in images:
        found += [f"{image.get('name')}: {problem}" for problem in _image_problems(folder, image, labels)]
    return found


def read_labels(root: Xml.Element, found: list[str]) -> set[str]:
    """The names of a document's labels; adds what is wrong with its head."""
    if root.tag != "annotations" or root.findtext("version") != "1.1":
        found.append(f"{ANNOTATIONS} is not of CVAT's version 1.1")
    names = [one.findtext("name") or "" for one in root.findall("meta/task/labels/label")]
    found += [f"label {name!r} is there twice" for name in doubles(names)]
    if not names or "" in names:
        found.append(f"{ANNOTATIONS} has no labels, or one without a name")
    return set(names)


def box_problems(box: Xml.Element, size: tuple[int, int]) -> Iterable[str]:
    """What is wrong with the corners of a box in a picture of `size`."""
    corners = [number(box.get(name)) for name in CORNERS]
    if not is_inside(corners, size):
        yield f"the box {corners} is none, or sticks out"


def _image_problems(folder: Path, image: Xml.Element, labels: set[str]) -> Iterable[str]:
    path = file_in(folder / "images", image.get("name"))
    if path is None:
        yield "it is not in images"
        return
    found: list[str] = []
    size = picture_size(path, found)
    yield from found
    if (whole(image.get("width")), whole(image.get("height"))) != size:
        yield "it has another size"
    for box in image.findall("box"):
        if box.get("label") not in labels:
            yield f"{box.get('label')!r} is no label"
        yield from box_problems(box, size)
