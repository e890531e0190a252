"""Boxes in pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle in whole pixels of a picture as a person sees it; right and bottom are exclusive edges."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return max(0, self.width) * max(0, self.height)

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def clipped(self, width: int, height: int) -> Box:
        """The part of this box inside a picture of `width` × `height` pixels."""
        return Box(
            min(max(self.left, 0), width),
            min(max(self.top, 0), height),
            max(min(self.right, width), 0),
            max(min(self.bottom, height), 0),
        )

    def grown(self, share: float) -> Box:
        """This box with a margin of `share` of its width left and right, and of its height above and below."""
        dx, dy = round(self.width * share), round(self.height * share)
        return Box(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)

    def scaled(self, scale: float) -> Box:
        """This box in a picture `scale` times as large."""
        if scale == 1:
            return self
        return Box(*(round(edge * scale) for edge in self.as_list()))

    def iou(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        return shared / (self.area + other.area - shared)

    def as_list(self) -> list[int]:
        return [self.left, self.top, self.right, self.bottom]
