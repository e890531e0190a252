"""The layout of the article "Unsupervised Face Clustering Pipeline", with its faults put right (docs/datasets.md)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cv2

from facelabeler.core.geometry import Box
from facelabeler.export.files import put, put_text
from facelabeler.export.formats import Made
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
        self._faces: Counter[int | None] = Counter()
        (folder / "Montage").mkdir()
        self._album = Album(folder / "Montage", {row.index: f"Face_{row.index}" for row in plan.groups}, ARTICLE_PAGE)

    def add(self, picture: Picture) -> Made:
        return Made(faces={label.face: self._add_face(picture, label) for label in picture.wanted})

    def finish(self) -> None:
        self._album.finish()
        put_text(self._folder, CLASSES, "".join(f"{row.name}\n" for row in self._plan.groups))

    def close(self) -> None:
        """Nothing stays open between pictures."""

    def _add_face(self, picture: Picture, label: Label) -> str:
        self._faces[label.group] += 1
        folder = NOISE if label.group is None else f"Face_{label.group}"
        face, box = portrait(picture.pixels, label.box)
        ending, data = picture.encoded(face)
        name = f"face_{self._faces[label.group]}"
        if label.group is not None:
            line = f"{label.group} {box.left} {box.top} {box.right} {box.bottom}\n"
            put_text(self._folder, f"{folder}/{name}.txt", line)
            self._album.add(label.group, picture.pixels, label.box)
        return put(self._folder, f"{folder}/{name}.{ending}", data)


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
