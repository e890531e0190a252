"""A few portraits of each class, for the card."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from facelabeler.core.entities import FaceId
from facelabeler.export.montages import tile
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan
from facelabeler.media.crops import encode_image

MOST: Final = 12
"""Portraits of a class."""

IN_ALL: Final = 1500
"""Portraits on a page: it stays below six megabytes."""

QUALITY: Final = 80


class Portraits:
    """Keeps small JPEGs of some faces of each class, evenly chosen over all of them, as pictures come by."""

    def __init__(self, plan: ExportPlan) -> None:
        faces: defaultdict[int, list[FaceId]] = defaultdict(list)
        for _, label in plan.wanted():
            faces[label.class_index].append(label.face)
        each = max(1, min(MOST, IN_ALL // max(1, len(faces))))
        self._class_of = {face: index for index, mine in faces.items() for face in _even(mine, each)}
        self._tiles: defaultdict[int, list[bytes]] = defaultdict(list)

    def add(self, picture: Picture) -> None:
        for label in picture.wanted:
            if label.face in self._class_of:
                small = encode_image(tile(picture.pixels, label.box), "jpg", QUALITY)
                self._tiles[self._class_of[label.face]].append(small)

    @property
    def tiles(self) -> Mapping[int, Sequence[bytes]]:
        """The portraits of each class by its index."""
        return self._tiles


def _even(faces: Sequence[FaceId], count: int) -> list[FaceId]:
    """At most so many, the same distance apart."""
    if len(faces) <= count:
        return list(faces)
    return [faces[place * len(faces) // count] for place in range(count)]
