"""Where the name tags of boxes go, so that none lies over another. No Qt: rectangles in, rectangles out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_TAGS = 12
"""With more boxes only the selected one has a tag."""

APART = 2.0
"""Pixels between two tags."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Left, top, width, height in pixels of the window."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def meets(self, other: Rect) -> bool:
        return (
            self.left < other.right + APART
            and other.left < self.right + APART
            and self.top < other.bottom
            and other.top < self.bottom
        )


def placed(boxes: Sequence[Rect], sizes: Sequence[tuple[float, float]], room: Rect) -> list[Rect | None]:
    """A place for the tag of each box: above it, below it where there is no room, moved sideways to lie over no other.

    Tags are given their places in the order of the boxes and stay inside `room`. One that finds no place gets None.
    """
    taken: list[Rect] = []
    places: list[Rect | None] = []
    for box, (width, height) in zip(boxes, sizes, strict=True):
        tries = _tries(box, width, height, room, taken)
        place = next((rect for rect in tries if not any(rect.meets(other) for other in taken)), None)
        places.append(place)
        taken += [place] if place is not None else []
    return places


def _tries(box: Rect, width: float, height: float, room: Rect, taken: Sequence[Rect]) -> Iterator[Rect]:
    """Places in order of liking: at the box's left edge, then beside the tags that lie in the way, never far off."""
    for top in (box.top - height, box.bottom):
        if not room.top <= top <= room.bottom - height:
            continue
        beside = [edge for other in taken for edge in (other.right + APART, other.left - width - APART)]
        near = sorted(
            (left for left in beside if abs(left - box.left) <= width + box.width),
            key=lambda left: abs(left - box.left),
        )
        for left in (box.left, *near):
            inside = min(max(left, room.left), room.right - width)
            yield Rect(inside, top, width, height)
