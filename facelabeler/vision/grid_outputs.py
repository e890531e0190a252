"""What YuNet's and SCRFD's outputs mean: a find for each cell of three grids over the picture.

Sources: OpenCV, modules/objdetect/src/face_detect.cpp (YuNet, 2023mar and later); InsightFace,
python-package/insightface/model_zoo/scrfd.py (SCRFD). A cell of stride s covers s × s pixels of the input; rows of an
output follow each other cell by cell, row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

STRIDES = (8, 16, 32)
ANCHORS = 2  # finds a cell, of SCRFD
MULTIPLE = 32  # pixels: sides of an input are multiples of the largest stride
POINTS = 5  # eye left and right in the picture, nose, mouth left and right: both networks tell them in this order

Floats = NDArray[np.float32]
Outputs = Mapping[str, Floats]


class ForeignOutputsError(ValueError):
    """The outputs are not those of the family."""


@dataclass(frozen=True, slots=True)
class GridFinds:
    """n finds in pixels of the input: boxes (n, 4) of left, top, right, bottom; scores (n,) of 0 to 1;
    points (n, 5, 2), or (n, 0, 2) where the network tells none."""

    boxes: Floats
    scores: Floats
    points: Floats

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> GridFinds:
        return GridFinds(self.boxes[chosen], self.scores[chosen], self.points[chosen])


def joined(parts: Sequence[GridFinds]) -> GridFinds:
    """All finds in one; `parts` is not empty."""
    return GridFinds(
        np.concatenate([part.boxes for part in parts]),
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.points for part in parts]),
    )


def yunet(outputs: Outputs, height: int, width: int, threshold: float) -> GridFinds:
    """The finds of YuNet above a score. Raises ForeignOutputsError if an output is missing or has another shape."""
    return joined([_yunet_grid(outputs, stride, height, width, threshold) for stride in STRIDES])


def _yunet_grid(outputs: Outputs, stride: int, height: int, width: int, threshold: float) -> GridFinds:
    corners = _corners(height, width, stride)
    sure, there, box, points = (
        _rows(outputs, f"{part}_{stride}", len(corners), size)
        for part, size in (("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 2 * POINTS))
    )
    scores = np.sqrt(np.clip(sure, 0, 1) * np.clip(there, 0, 1))[:, 0]
    found = scores >= threshold
    corners, box, points = corners[found], box[found], points[found]
    centres = corners + box[:, :2] * stride
    with np.errstate(over="ignore"):  # a find without end is left out later
        reach = np.exp(box[:, 2:]) * (stride / 2)
    boxes = np.concatenate([centres - reach, centres + reach], axis=1)
    return GridFinds(boxes, scores[found], corners[:, None] + points.reshape(-1, POINTS, 2) * stride)


def scrfd(outputs: Outputs, height: int, width: int, threshold: float) -> GridFinds:
    """The finds of SCRFD above a score, with points or without.

    Its outputs have names that differ from export to export, so they are told apart by their shapes. Raises
    ForeignOutputsError if scores or boxes are missing, or if anything has another shape.
    """
    values = list(outputs.values())
    if len(values) not in (2 * len(STRIDES), 3 * len(STRIDES)):
        raise ForeignOutputsError(f"it has {len(values)} outputs instead of 6 or 9")
    return joined([_scrfd_grid(values, stride, height, width, threshold) for stride in STRIDES])


def _scrfd_grid(values: Sequence[Floats], stride: int, height: int, width: int, threshold: float) -> GridFinds:
    corners = np.repeat(_corners(height, width, stride), ANCHORS, axis=0)
    scores, away = _of_shape(values, len(corners), 1)[:, 0], _of_shape(values, len(corners), 4) * stride
    told = len(values) == 3 * len(STRIDES)
    steps = _of_shape(values, len(corners), 2 * POINTS) * stride if told else np.empty((len(corners), 0), np.float32)
    found = scores >= threshold
    corners, away, steps = corners[found], away[found], steps[found]
    boxes = np.concatenate([corners - away[:, :2], corners + away[:, 2:]], axis=1)
    points = corners[:, None] + steps.reshape(len(steps), POINTS if told else 0, 2)
    return GridFinds(boxes, scores[found], points)


def _corners(height: int, width: int, stride: int) -> Floats:
    """The left upper corner of each cell, (cells, 2) of x, y in pixels."""
    rows, columns = np.mgrid[: height // stride, : width // stride]
    return np.stack([columns.ravel(), rows.ravel()], axis=1).astype(np.float32) * stride


def _rows(outputs: Outputs, name: str, count: int, size: int) -> Floats:
    if name not in outputs:
        raise ForeignOutputsError(f"it has no output {name!r}")
    if outputs[name].size != count * size:
        raise ForeignOutputsError(f"its output {name!r} has the shape {outputs[name].shape} for {count} cells")
    return outputs[name].reshape(count, size)


def _of_shape(values: Sequence[Floats], count: int, size: int) -> Floats:
    """The output with `count` rows of `size` numbers, with or without a first axis of 1."""
    fitting = [value for value in values if value.shape in ((count, size), (1, count, size))]
    if len(fitting) != 1:
        shapes = ", ".join(str(value.shape) for value in values)
        raise ForeignOutputsError(f"it has {len(fitting)} outputs of {count} × {size} among {shapes}")
    return fitting[0].reshape(count, size)


Decode = Callable[[Outputs, int, int, float], GridFinds]
DECODERS: Mapping[str, Decode] = MappingProxyType({"yunet": yunet, "scrfd": scrfd})
