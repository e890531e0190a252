"""What a detector or an encoder is to the rest of the program: a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

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

    `file`, `sha256` and `fingerprint` are set for models that a user brought: the ONNX file, its hash, and what stands
    for the file and all that its description says of its answers. `problem` says why such a model cannot be had.
    """

    name: str
    title: str
    version: str
    licence: str
    parameters: tuple[str, ...]
    modules: tuple[str, ...]
    factory: Callable[[Options], Made]
    file: Path | None = None
    sha256: str = ""
    fingerprint: str = ""
    problem: str = ""

    @property
    def identity(self) -> str:
        """What goes into a project: two specs of one identity give the same answers."""
        return identity(self.name, self.version, self.fingerprint)

    def available(self) -> str | None:
        """None, or why it cannot be had here."""
        missing = [module for module in self.modules if find_spec(module) is None]
        return f"{' and '.join(missing)} not installed" if missing else self.problem or None


def identity(name: str, version: str, fingerprint: str) -> str:
    """`sface 2021dec (0123456789abcdef)`; what has no fingerprint is the only one of its name."""
    return f"{name} {version} ({fingerprint})" if fingerprint else name


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
