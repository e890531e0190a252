"""What is kept of the faces of one picture: places, landmarks, encodings, qualities, thumbnails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.geometry import Box
from facelabeler.pipeline.stages import AlignedFace, Detected, Engine, FoundFace, Picture, Sampled

Measure = Callable[[Sequence[AlignedFace], NDArray[np.float32], NDArray[np.float32]], NDArray[np.float32]]
"""The quality of n faces, (n,), from the encodings of them and of their mirror images, both (n, d)."""

Thumbnail = Callable[[Picture, Box], bytes]
Clothes = Callable[[Picture, Box], NDArray[np.uint8] | None]


class Describers(Protocol):
    """Of the runner's stages, those that describe a face that has been found."""

    @property
    def measure(self) -> Measure: ...
    @property
    def thumbnail(self) -> Thumbnail: ...
    @property
    def clothes(self) -> Clothes: ...


def encode_boxes(
    image: Picture, boxes: Sequence[Box], engine: Engine, stages: Describers
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Encodings and qualities, as `encode_both_ways` gives them, of what is in boxes of a picture."""
    return encode_both_ways(engine.aligner.align(image, boxes, [()] * len(boxes)), engine, stages)


def find_faces(picture: Sampled, engine: Engine, stages: Describers) -> tuple[FoundFace, ...]:
    """Every face of a picture, left to right, with its encoding, quality and thumbnail, in pixels of the source."""
    return describe(picture, engine.detector.detect(picture.image), engine, stages)


def describe(picture: Sampled, finds: Sequence[Detected], engine: Engine, stages: Describers) -> tuple[FoundFace, ...]:
    """Landmarks, encoding, quality and thumbnail of faces whose boxes in the picture are known, in their order."""
    if not finds:
        return ()
    image = picture.image
    aligned = engine.aligner.align(image, [find.box for find in finds], [find.points for find in finds])
    encodings, qualities = encode_both_ways(aligned, engine, stages)
    return tuple(
        FoundFace(
            find.box.scaled(picture.scale),
            find.score,
            float(quality),
            tuple((x * picture.scale, y * picture.scale) for x, y in face.landmarks),
            encoding,
            stages.thumbnail(image, find.box),
            stages.clothes(image, find.box),
        )
        for find, face, encoding, quality in zip(finds, aligned, encodings, qualities, strict=True)
    )


def encode_both_ways(
    faces: Sequence[AlignedFace], engine: Engine, stages: Describers
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The mean of the encodings of n faces and of their mirror images, (n, d), and the quality of each, (n,).

    The mean is nearer to the person's other faces than either alone.
    """
    chips = np.stack([face.chip for face in faces])
    both = engine.encoder.encode(np.concatenate([chips, chips[:, :, ::-1]]))
    straight, mirrored = both[: len(chips)], both[len(chips) :]
    return ((straight + mirrored) / 2).astype(np.float32), stages.measure(faces, straight, mirrored)
