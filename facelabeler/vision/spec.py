"""What a detector or an encoder is to the rest of the program: a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from facelabeler.core.errors import ModelError
from facelabeler.vision.descriptions import Description, file_sha256

if TYPE_CHECKING:
    from facelabeler.vision.stages import Aligner, Detector, Encoder  # noqa: F401 - Encoder is named in a string

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen for an engine.

    `min_face`: the smallest face to find, in pixels, or below 1 as a share of the picture's height;
    None or 0: automatic.
    `upsample`: how often to double the picture first, exactly as dlib does it; None: the scale follows from `min_face`.
    `threads`: how many threads ONNX Runtime may use for one picture.
    """

    min_face: float | None = None
    upsample: int | None = None
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Spec(Generic[Made]):
    """A detector or an encoder. `parameters` names the fields of Options that it heeds, `modules` what it imports.

    `description` is set for a model that a user brought; its file is looked at only when that is asked for, and read
    once. `problem` says why a registered one cannot be had.
    """

    name: str
    title: str
    version: str
    licence: str
    parameters: tuple[str, ...]
    modules: tuple[str, ...]
    factory: Callable[[Options], Made]
    description: Description | None = None
    problem: str = ""

    @property
    def file(self) -> Path | None:
        """The ONNX file of a model that a user brought."""
        return self.description.file if self.description else None

    @property
    def sha256(self) -> str:
        """The hash of that file. Raises ModelError if it cannot be read or is not the one described."""
        return file_sha256(self.description) if self.description else ""

    @property
    def identity(self) -> str:
        """What goes into a project: two specs of one identity give the same answers. Raises ModelError as `sha256`."""
        if self.description is None:
            return self.name
        return f"{self.name} {self.version} ({self.description.fingerprint(self.sha256)})"

    def available(self) -> str | None:
        """None, or why it cannot be had here."""
        missing = [module for module in self.modules if find_spec(module) is None]
        if missing:
            return f"{' and '.join(missing)} not installed"
        try:
            _ = self.sha256
        except ModelError as error:
            return error.sentence
        return self.problem or None


def name_of(identity: str) -> str:
    """The name in an identity."""
    return identity.partition(" ")[0]


def dlib_landmarks() -> Aligner:
    """The aligner of dlib's encoder: chips of 150 × 150 pixels."""
    from facelabeler.vision.landmarks import LandmarkAligner

    return LandmarkAligner()


@dataclass(frozen=True, slots=True)
class EncoderSpec(Spec["Encoder"]):
    """An encoder with what cuts out its chips."""

    aligner: Callable[[], Aligner] = dlib_landmarks


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """A way to run the networks: its detectors by name, and its encoder."""

    name: str
    title: str
    detectors: Mapping[str, Spec[Detector]]
    encoder: EncoderSpec
