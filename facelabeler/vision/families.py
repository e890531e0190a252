"""The kinds of networks whose inputs and outputs are known, with what holds for each unless a description says else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

DETECTOR, ENCODER = "detector", "encoder"
SMALLEST = 20.0  # pixels: of the labelled faces both families find 0.99 at this size, and 0.86 to 0.91 at half of it


@dataclass(frozen=True, slots=True)
class Feeding:
    """How pixels go into the network: (x − mean) / std in this order of colours."""

    colours: str
    mean: float
    std: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a detector's finds are taken for.

    `threshold`: the score from which a find is a face. `overlap`: the intersection over union above which the weaker of
    two finds goes. `smallest`: the smallest face the network finds, in pixels of its input.
    """

    threshold: float
    overlap: float
    smallest: float


@dataclass(frozen=True, slots=True)
class Family:
    """A known kind of network: what it does, and what holds for it where a description says nothing else."""

    kind: str
    feeding: Feeding
    finding: Finding | None = None
    apart: float | None = None  # the distance of unit vectors from which two faces are two people


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        # OpenCV, modules/objdetect/src/face_detect.cpp: pixels of 0 to 255 as they are, in OpenCV's order, its overlap.
        "yunet": Family(DETECTOR, Feeding("bgr", 0.0, 1.0), Finding(0.7, 0.3, SMALLEST)),
        # InsightFace, python-package/insightface/model_zoo/retinaface.py
        "scrfd": Family(DETECTOR, Feeding("rgb", 127.5, 128.0), Finding(0.5, 0.4, SMALLEST)),
        # OpenCV, modules/objdetect/src/face_recognize.cpp; OpenCV Zoo, models/face_recognition_sface/sface.py: 1.128
        "sface": Family(ENCODER, Feeding("rgb", 0.0, 1.0), apart=1.128),
        # InsightFace, python-package/insightface/model_zoo/arcface_onnx.py; each network has a distance of its own
        "arcface": Family(ENCODER, Feeding("rgb", 127.5, 127.5)),
    }
)
