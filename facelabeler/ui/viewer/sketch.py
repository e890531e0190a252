"""A box in the making around a face that the detector missed: by mouse or by keys. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from facelabeler.core.geometry import Box

FIRST_SHARE = 0.2
"""Of the picture's shorter side: how large the box is before anybody has touched it."""

STEP_SHARE = 0.02
"""Of the picture's shorter side: how far a key moves or grows it."""

LEAST_SIDE = 12
"""Pixels: below this nobody is recognised, and a click is not a box."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """Middle and sides in pixels of a picture that is `width` × `height`; always inside it."""

    x: float
    y: float
    across: float
    down: float
    width: int
    height: int

    @classmethod
    def first(cls, width: int, height: int) -> Sketch:
        """In the middle of the picture."""
        side = FIRST_SHARE * min(width, height)
        return cls(width / 2, height / 2, side, side, width, height)

    def moved(self, steps_x: int, steps_y: int) -> Sketch:
        """A few steps to the side."""
        return self._at(self.x + steps_x * self._step, self.y + steps_y * self._step, self.across, self.down)

    def grown(self, steps_x: int, steps_y: int) -> Sketch:
        """Wider and higher by a few steps, its middle where it was."""
        return self._at(self.x, self.y, self.across + 2 * steps_x * self._step, self.down + 2 * steps_y * self._step)

    def spanned(self, x0: float, y0: float, x1: float, y1: float) -> Sketch:
        """From one corner to another."""
        left, right = sorted((min(max(x0, 0), self.width), min(max(x1, 0), self.width)))
        top, bottom = sorted((min(max(y0, 0), self.height), min(max(y1, 0), self.height)))
        return Sketch((left + right) / 2, (top + bottom) / 2, right - left, bottom - top, self.width, self.height)

    @property
    def is_large_enough(self) -> bool:
        return min(self.across, self.down) >= LEAST_SIDE

    def box(self) -> Box:
        """The box in whole pixels."""
        left, top = round(self.x - self.across / 2), round(self.y - self.down / 2)
        return Box(left, top, left + round(self.across), top + round(self.down)).clipped(self.width, self.height)

    @property
    def _step(self) -> float:
        return max(1.0, STEP_SHARE * min(self.width, self.height))

    def _at(self, x: float, y: float, across: float, down: float) -> Sketch:
        across = min(max(across, LEAST_SIDE), self.width)
        down = min(max(down, LEAST_SIDE), self.height)
        x = min(max(x, across / 2), self.width - across / 2)
        y = min(max(y, down / 2), self.height - down / 2)
        return Sketch(x, y, across, down, self.width, self.height)
