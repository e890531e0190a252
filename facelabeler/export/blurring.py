"""Making faces unrecognisable, for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from facelabeler.core.geometry import Box

if TYPE_CHECKING:
    from facelabeler.media.pictures import Image

BLOCKS: Final = 5
"""A face is averaged into so many blocks a side: 25 colours say nothing of who it is, and no sharpening brings more
back, as it would with a blur alone."""

MARGIN: Final = 0.3
"""Around the box, in shares of it: hair, chin and ears."""


def blurred(pixels: Image, boxes: Sequence[Box]) -> Image:
    """A copy of an RGB picture in which nobody can be recognised at `boxes`."""
    import cv2

    height, width = pixels.shape[:2]
    changed = pixels.copy()
    for box in boxes:
        place = box.grown(MARGIN).clipped(width, height)
        if place.width <= 0 or place.height <= 0:
            continue
        part = changed[place.top : place.bottom, place.left : place.right]
        few = cv2.resize(part, (BLOCKS, BLOCKS), interpolation=cv2.INTER_AREA)
        part[:] = cv2.resize(few, (place.width, place.height), interpolation=cv2.INTER_LINEAR)
    return changed
