"""Puts a worker's detector, aligner and encoder together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facelabeler.core.errors import ModelError
from facelabeler.vision.spec import Options
from facelabeler.vision.specs import CNN, ENCODER, detector_spec, encoder_spec
from facelabeler.vision.stages import Aligner, Detector, Encoder


@dataclass(frozen=True, slots=True)
class Engine:
    """What one worker needs to find and encode faces, and the names that go into the project. Not thread-safe."""

    detector: Detector
    aligner: Aligner
    encoder: Encoder
    detector_name: str
    encoder_name: str
    versions: Mapping[str, str]


def failures() -> tuple[type[Exception], ...]:
    """What an engine raises when it fails on a picture: too little memory, broken hardware, a network of the user's."""
    import cv2

    return MemoryError, RuntimeError, cv2.error, ModelError


def load_engine(
    detector: str = CNN.name,
    engine: str = "onnx",
    *,
    encoder: str = ENCODER.name,
    threads: int = 1,
    min_face: float | None = None,
    upsample: int | None = None,
) -> Engine:
    """An engine for one worker thread; `spec.Options` says what the options mean.

    ONNX models are built or opened on first use, and shared by all engines of a process. Raises ModelError if a model
    file is missing, altered or foreign, UsageError for a name that does not exist or an option that makes no sense.
    """
    options = Options(min_face, upsample, threads)
    finds, encodes = detector_spec(engine, detector), encoder_spec(engine, encoder)
    return Engine(
        finds.factory(options),
        encodes.aligner(),
        encodes.factory(options),
        finds.identity,
        encodes.identity,
        {"engine": engine, "detector": finds.version, "encoder": encodes.version},
    )
