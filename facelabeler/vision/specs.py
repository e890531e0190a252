"""What detectors, encoders and engines there are. Reading these tables loads nothing heavy; their factories do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Generic, TypeVar

from facelabeler.core.errors import UsageError

if TYPE_CHECKING:
    from facelabeler.vision.stages import Detector, Encoder

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
    """A detector or an encoder. `parameters` names the fields of Options that it heeds."""

    name: str
    title: str
    version: str
    licence: str
    parameters: tuple[str, ...]
    modules: tuple[str, ...]
    factory: Callable[[Options], Made]

    def available(self) -> str | None:
        """None, or why it cannot be had here."""
        missing = [module for module in self.modules if find_spec(module) is None]
        return f"{' and '.join(missing)} not installed" if missing else None


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """A way to run the networks: its detectors by name, and its encoder."""

    name: str
    title: str
    detectors: Mapping[str, Spec[Detector]]
    encoder: Spec[Encoder]


def _cnn(options: Options) -> Detector:
    from facelabeler.vision.detector_cnn import CnnDetector
    from facelabeler.vision.detector_exact import ExactCnnDetector

    if options.upsample is not None:
        return ExactCnnDetector(upsample=options.upsample, threads=options.threads)
    return CnnDetector(min_face=options.min_face, threads=options.threads)


def _hog(options: Options) -> Detector:
    from facelabeler.vision.detector_hog import HogDetector

    return HogDetector(upsample=options.upsample, min_face=options.min_face)


def _dlib_cnn(options: Options) -> Detector:
    from facelabeler.vision.dlib_engine import DlibCnnDetector

    return DlibCnnDetector(upsample=options.upsample, min_face=options.min_face)


def _encoder(options: Options) -> Encoder:
    from facelabeler.vision.encoder import OnnxEncoder

    return OnnxEncoder(threads=options.threads)


def _dlib_encoder(_options: Options) -> Encoder:
    from facelabeler.vision.dlib_engine import DlibEncoder

    return DlibEncoder()


PUBLIC_DOMAIN = "public domain"
ONNX = ("onnxruntime", "onnx", "cv2")
CNN: Spec[Detector] = Spec(
    "cnn", "Neural network", "mmod 1", PUBLIC_DOMAIN, ("min_face", "upsample", "threads"), ONNX, _cnn
)
HOG: Spec[Detector] = Spec("hog", "Gradients", "dlib 1", "BSL-1.0", ("min_face", "upsample"), ("dlib",), _hog)
DLIB_CNN: Spec[Detector] = Spec(
    "cnn", "Neural network, by dlib", "mmod 1", PUBLIC_DOMAIN, ("min_face", "upsample"), ("dlib",), _dlib_cnn
)
ENCODER: Spec[Encoder] = Spec(
    "dlib-resnet-v1", "dlib's face encoder", "1", PUBLIC_DOMAIN, ("threads",), (*ONNX, "dlib"), _encoder
)
DLIB_ENCODER: Spec[Encoder] = Spec(
    "dlib-resnet-v1", "dlib's face encoder, by dlib", "1", PUBLIC_DOMAIN, (), ("dlib",), _dlib_encoder
)

ENGINES: Mapping[str, EngineSpec] = {
    "onnx": EngineSpec("onnx", "ONNX Runtime", {"cnn": CNN, "hog": HOG}, ENCODER),
    "dlib": EngineSpec("dlib", "dlib (for CUDA builds)", {"cnn": DLIB_CNN, "hog": HOG}, DLIB_ENCODER),
}


def engine_spec(name: str) -> EngineSpec:
    """The engine of this name. Raises UsageError if there is none."""
    return _chosen(ENGINES, name, "engine")


def detector_spec(engine: str, name: str) -> Spec[Detector]:
    """A detector of an engine. Raises UsageError if there is none of this name, or if it cannot be had here."""
    return _usable(_chosen(engine_spec(engine).detectors, name, "detector"))


def encoder_spec(engine: str) -> Spec[Encoder]:
    """The encoder of an engine. Raises UsageError if it cannot be had here."""
    return _usable(engine_spec(engine).encoder)


Entry = TypeVar("Entry")


def _chosen(table: Mapping[str, Entry], name: str, kind: str) -> Entry:
    if name not in table:
        raise UsageError(f"There is no {kind} {name!r}", advice=f"Choose one of: {', '.join(table)}")
    return table[name]


def _usable(spec: Spec[Made]) -> Spec[Made]:
    reason = spec.available()
    if reason:
        raise UsageError(f"{spec.title} cannot be used: {reason}", advice="Install FaceLabeler again")
    return spec
