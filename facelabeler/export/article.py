"""The layout of the article "Unsupervised Face Clustering Pipeline", with its faults put right (docs/datasets.md)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cv2

from facelabeler.core.geometry import Box
from facelabeler.export.metadata import Summary
from facelabeler.export.montages import ARTICLE_PAGE, Album, portrait_box
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label
from facelabeler.media.crops import crop

if TYPE_CHECKING:
    from facelabeler.media.pictures import Image

PORTRAIT_WIDTH: Final = 400
"""Pixels: the article scales every portrait to this width; here none is made larger than it was."""

NOISE: Final = "Noise"
CLASSES: Final = "classes.txt"


class ArticleWriter:
    """Writes `Face_<n>/face_<k>.jpg` with `face_<k>.txt`, `Montage/Face_<n>.jpg` and `Noise/` into an empty folder.

    `n` is the group's index in the plan, the line number (from 0) of its name in `classes.txt`; `k` counts from 1.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._summary = Summary(plan, "article")
        self._faces: Counter[int | None] = Counter()
        (folder / "Montage").mkdir()
        self._album = Album(folder / "Montage", {row.index: f"Face_{row.index}" for row in plan.groups}, ARTICLE_PAGE)

    def add(self, picture: Picture) -> None:
        self._summary.count(picture)
        for label in picture.labels:
            self._add_face(picture, label)

    def finish(self) -> None:
        self._album.finish()
        names = "".join(f"{row.name}\n" for row in self._plan.groups)
        (self._folder / CLASSES).write_bytes(names.encode())
        self._summary.write(self._folder)

    def close(self) -> None:
        """Nothing stays open between pictures."""

    def _add_face(self, picture: Picture, label: Label) -> None:
        self._faces[label.group] += 1
        folder = self._folder / (NOISE if label.group is None else f"Face_{label.group}")
        folder.mkdir(exist_ok=True)
        face, box = portrait(picture.pixels, label.box)
        ending, data = picture.encoded(face)
        name = f"face_{self._faces[label.group]}"
        (folder / f"{name}.{ending}").write_bytes(data)
        if label.group is not None:
            line = f"{label.group} {box.left} {box.top} {box.right} {box.bottom}\n"
            (folder / f"{name}.txt").write_bytes(line.encode())
            self._album.add(label.group, picture.pixels, label.box)


def portrait(pixels: Image, box: Box) -> tuple[Image, Box]:
    """A face with its margin, at most `PORTRAIT_WIDTH` wide, and its box in pixels of that portrait."""
    height, width = pixels.shape[:2]
    outer = portrait_box(box, width, height)
    scale = min(1.0, PORTRAIT_WIDTH / outer.width)
    size = (round(outer.width * scale), max(1, round(outer.height * scale)))
    face = crop(pixels, outer)
    image = cv2.resize(face, size, interpolation=cv2.INTER_AREA) if scale < 1 else face
    edges = (box.left - outer.left, box.top - outer.top, box.right - outer.left, box.bottom - outer.top)
    left, top, right, bottom = (round(edge * scale) for edge in edges)
    return image, Box(left, top, right, bottom).clipped(*size)
