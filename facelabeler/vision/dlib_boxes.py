"""Boxes to and from dlib, whose rectangles include their right and bottom pixel."""

from __future__ import annotations

import dlib

from facelabeler.core.geometry import Box


def to_dlib(box: Box) -> dlib.rectangle:
    return dlib.rectangle(box.left, box.top, box.right - 1, box.bottom - 1)


def from_dlib(rectangle: dlib.rectangle) -> Box:
    return Box(rectangle.left(), rectangle.top(), rectangle.right() + 1, rectangle.bottom() + 1)
