"""Reads Pascal VOC back by the rules of its development kit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as Xml

from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.checks.reading import doubles, is_inside, pictures_in, read_lines, read_xml, whole
from facelabeler.export.options import SPLITS
from facelabeler.export.voc import LABEL_MAP


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if each listed picture is there once with an annotation that fits it."""
    found: list[str] = []
    listed: list[str] = []
    for split in SPLITS:
        path = folder / "ImageSets" / "Main" / f"{split}.txt"
        if split == "train" or path.is_file():
            listed += read_lines(path, found)
    found += [f"{name} is listed twice, or in two splits" for name in doubles(listed)]
    labels = _labels(folder, found)
    pictures = {path.stem: path for path in pictures_in(folder / "JPEGImages")}
    for name in dict.fromkeys(listed):
        if name in pictures:
            found += _picture_problems(folder, pictures[name], labels)
        else:
            found.append(f"{name} has no picture")
    documents = {path.stem for path in (folder / "Annotations").glob("*.xml")}
    found += [f"{name} is in no split" for name in sorted((pictures.keys() | documents) - set(listed))]
    return found


def _labels(folder: Path, found: list[str]) -> set[str]:
    """The classes; empty for a dataset without a map of them."""
    if not (folder / LABEL_MAP).is_file():
        return set()
    rows = [row for row in read_lines(folder / LABEL_MAP, found) if row and not row.startswith("#")]
    names = [row.split(":")[0] for row in rows]
    found += [f"{LABEL_MAP}: {row!r} is no label" for row in rows if row.count(":") != 3]
    found += [f"{LABEL_MAP} names {name} twice" for name in doubles(names)]
    return set(names)


def _picture_problems(folder: Path, picture: Path, labels: set[str]) -> Iterable[str]:
    found: list[str] = []
    size = picture_size(picture, found)
    document = read_xml(folder / "Annotations" / f"{picture.stem}.xml", found)
    yield from found
    if document is None:
        return
    if document.findtext("filename") != picture.name:
        yield f"{picture.stem}.xml names another picture"
    if tuple(whole(document.findtext(f"size/{side}")) for side in ("width", "height")) != size:
        yield f"{picture.stem}.xml gives another size"
    objects = document.findall("object")
    if not objects:
        yield f"{picture.stem}.xml has no object"
    for one in objects:
        yield from (f"{picture.stem}.xml: {problem}" for problem in _object_problems(one, size, labels))


def _object_problems(one: Xml.Element, size: tuple[int, int], labels: set[str]) -> Iterable[str]:
    name = one.findtext("name")
    if not name or (labels and name not in labels):
        yield f"{name!r} is no class"
    edges = [whole(one.findtext(f"bndbox/{edge}")) for edge in ("xmin", "ymin", "xmax", "ymax")]
    # The first pixel is 1, and the last is inside.
    box = [edge if edge is None or place > 1 else edge - 1 for place, edge in enumerate(edges)]
    if not is_inside(box, size):
        yield f"the box {edges} is none, or sticks out"
