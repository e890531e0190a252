"""What detectors, encoders and engines there are. Reading these tables loads nothing heavy; their factories do.

Besides the built-in ones there are models that a user brought (`own_models`), and what installed packages register
under the entry points `facelabeler.detectors` and `facelabeler.encoders` (`registered`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from facelabeler.core.errors import ModelError, UsageError
from facelabeler.vision import own_models, registered
from facelabeler.vision.spec import EncoderSpec, EngineSpec, Options, Spec

if TYPE_CHECKING:
    from facelabeler.vision.stages import Detector, Encoder


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
ENCODER = EncoderSpec(
    "dlib-resnet-v1",
    "dlib's face encoder",
    "1",
    PUBLIC_DOMAIN,
    ("threads",),
    (*ONNX, "dlib"),
    _encoder,
)
DLIB_ENCODER = EncoderSpec(
    "dlib-resnet-v1",
    "dlib's face encoder, by dlib",
    "1",
    PUBLIC_DOMAIN,
    (),
    ("dlib",),
    _dlib_encoder,
)

ENGINES: Mapping[str, EngineSpec] = {
    "onnx": EngineSpec("onnx", "ONNX Runtime", {"cnn": CNN, "hog": HOG}, ENCODER),
    "dlib": EngineSpec("dlib", "dlib (for CUDA builds)", {"cnn": DLIB_CNN, "hog": HOG}, DLIB_ENCODER),
}


BUILT_IN = frozenset(name for engine in ENGINES.values() for name in (*engine.detectors, engine.encoder.name))


def engine_spec(name: str) -> EngineSpec:
    """The engine of this name. Raises UsageError if there is none."""
    return _chosen(ENGINES, name, "engine")


def detectors(engine: str = "onnx") -> Mapping[str, Spec[Detector]]:
    """Every detector by name: the engine's own, registered ones, and those that the user brought."""
    return _by_name(engine_spec(engine).detectors.values(), registered.detectors(), own_models.detectors())


def encoders(engine: str = "onnx") -> Mapping[str, EncoderSpec]:
    """Every encoder by name: the engine's own, registered ones, and those that the user brought."""
    return _by_name([engine_spec(engine).encoder], registered.encoders(), own_models.encoders())


def detector_spec(engine: str, name: str) -> Spec[Detector]:
    """A detector by name. Raises FaceLabelerError if there is none of this name, or if it cannot be had here."""
    return _usable(_chosen(detectors(engine), name, "detector"))


def encoder_spec(engine: str, name: str = ENCODER.name) -> EncoderSpec:
    """An encoder by name. Raises FaceLabelerError if there is none of this name, or if it cannot be had here."""
    return _usable(_chosen(encoders(engine), name, "encoder"))


def problems() -> list[ModelError]:
    """What is wrong with the descriptions of the user's models; models whose file is wrong say so in their rows."""
    folder = own_models.read_folder()
    taken = [
        ModelError(
            f"The name {described.name!r} is taken by a built-in model",
            file=described.path,
            advice="Give it another name",
        )
        for described in folder.descriptions
        if described.name in BUILT_IN
    ]
    return [*folder.problems, *taken]


Entry = TypeVar("Entry")
AnySpec = TypeVar("AnySpec", bound=Spec)  # type: ignore[type-arg]


def _by_name(*sources: Iterable[AnySpec]) -> dict[str, AnySpec]:
    """The first of a name counts: nothing that is added takes the place of what is built in."""
    table: dict[str, AnySpec] = {}
    for spec in chain(*sources):
        table.setdefault(spec.name, spec)
    return table


def _chosen(table: Mapping[str, Entry], name: str, kind: str) -> Entry:
    if name not in table:
        for problem in problems():
            if problem.file and Path(problem.file).stem == name:
                raise problem
        advice = f"Choose one of: {', '.join(table)}; `facelabeler models` says where to put models of your own"
        raise UsageError(f"There is no {kind} {name!r}", advice=advice)
    return table[name]


def _usable(spec: AnySpec) -> AnySpec:
    reason = spec.available()
    if reason:
        added = spec.description is not None or spec.problem
        advice = "`facelabeler models` says more" if added else "Install FaceLabeler again"
        raise UsageError(f"{spec.title} cannot be used: {reason}", file=spec.file, advice=advice)
    return spec
