"""The models that a user brought: every description in the folder of models, as a row of the tables of specs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from facelabeler.core.errors import ModelError
from facelabeler.vision.descriptions import Description, read_description
from facelabeler.vision.families import DETECTOR, ENCODER
from facelabeler.vision.spec import EncoderSpec, Options, Spec

if TYPE_CHECKING:
    from facelabeler.vision.stages import Aligner, Detector, Encoder

FOLDER_VARIABLE = "FACELABELER_OWN_MODELS"
MODULES = ("onnxruntime", "onnx", "cv2", "dlib")


def models_folder() -> Path:
    """Where a user puts models: in the folder of his data; FACELABELER_OWN_MODELS names another one."""
    from platformdirs import user_data_dir

    return Path(os.environ.get(FOLDER_VARIABLE) or Path(user_data_dir("facelabeler", False)) / "models")


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in the folder of models: descriptions in order of their files, and those that cannot be used."""

    descriptions: tuple[Description, ...]
    problems: tuple[ModelError, ...]


def read_folder() -> Folder:
    """Every description in the folder. Errors are collected, not raised; of two with one name the second is one."""
    found: dict[str, Description] = {}
    problems = []
    for path in sorted(models_folder().glob("*.toml")):
        try:
            described = read_description(path)
            _refuse_taken(described, found.get(described.name))
            found[described.name] = described
        except ModelError as error:
            problems.append(error)
    return Folder(tuple(found.values()), tuple(problems))


def detectors() -> Iterator[Spec[Detector]]:
    """The detectors among the models."""
    for described in _of_kind(DETECTOR):
        yield Spec(
            described.name,
            described.title,
            described.version,
            described.licence,
            ("min_face", "threads"),
            MODULES,
            partial(_detector, described),
            described,
        )


def encoders() -> Iterator[EncoderSpec]:
    """The encoders among the models."""
    for described in _of_kind(ENCODER):
        yield EncoderSpec(
            described.name,
            described.title,
            described.version,
            described.licence,
            ("threads",),
            MODULES,
            partial(_encoder, described),
            described,
            aligner=_five_points,
        )


def _of_kind(kind: str) -> Iterator[Description]:
    return (described for described in read_folder().descriptions if described.kind == kind)


def _refuse_taken(described: Description, other: Description | None) -> None:
    if other is not None:
        what = f"The name {described.name!r} is taken by {other.path.name}"
        raise ModelError(what, file=described.path, advice="Give one of the two another name")


def _detector(described: Description, options: Options) -> Detector:
    from facelabeler.vision.detector_own import OwnDetector

    return OwnDetector(described, min_face=options.min_face, threads=options.threads)


def _encoder(described: Description, options: Options) -> Encoder:
    from facelabeler.vision.encoder_own import OwnEncoder

    return OwnEncoder(described, threads=options.threads)


def _five_points() -> Aligner:
    from facelabeler.vision.five_points import FivePointAligner

    return FivePointAligner()
