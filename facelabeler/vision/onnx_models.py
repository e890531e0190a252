"""The ONNX models, made from dlib's files on first use and kept in the user's cache folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from facelabeler.core.errors import ModelError
from facelabeler.vision import model_files
from facelabeler.vision.model_files import ModelFile, model_path

BUILDER_VERSION = 4  # raise it whenever a graph changes: older cached models are then not read any more
MAGIC = b"FaceLabeler model\n"
CACHE_VARIABLE = "FACELABELER_CACHE"
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class OnnxModel:
    """A model that is made from one of dlib's files."""

    name: str
    source: ModelFile
    build: Callable[[Path], bytes]


def _build_detector(path: Path) -> bytes:
    from facelabeler.vision.onnx_graphs import detector_graph
    from facelabeler.vision.weights import read_network

    return detector_graph(read_network(path))


def _build_plane_detector(path: Path) -> bytes:
    from facelabeler.vision.onnx_graphs import detector_graph
    from facelabeler.vision.weights import read_network

    return detector_graph(read_network(path), planes=True)


def _build_scanner(path: Path) -> bytes:
    from facelabeler.vision.scan_graph import scan_graph
    from facelabeler.vision.weights import read_network

    return scan_graph(read_network(path))


def _build_encoder(path: Path) -> bytes:
    from facelabeler.vision.onnx_graphs import encoder_graph
    from facelabeler.vision.weights import read_network

    return encoder_graph(read_network(path))


DETECTOR = OnnxModel("detector", model_files.DETECTOR, _build_detector)
PLANE_DETECTOR = OnnxModel("plane-detector", model_files.DETECTOR, _build_plane_detector)
SCANNER = OnnxModel("scanner", model_files.DETECTOR, _build_scanner)
ENCODER = OnnxModel("encoder", model_files.ENCODER, _build_encoder)


def cache_folder() -> Path:
    """Where built models are kept; FACELABELER_CACHE names another folder."""
    from platformdirs import user_cache_dir

    return Path(os.environ.get(CACHE_VARIABLE) or user_cache_dir("facelabeler", False)) / "models"


def model_bytes(model: OnnxModel) -> bytes:
    """The serialised ONNX model: the cached one if it is whole, else built anew and cached.

    Several processes may do this at once: each writes a file of its own and renames it into place. A cache that cannot
    be written costs time at the next start, nothing else. Raises ModelError if dlib's file is missing or altered.
    """
    source = model_path(model.source)
    cached = cache_folder() / f"{model.name}-{model.source.sha256[:16]}-v{BUILDER_VERSION}.model"
    found = _read(cached)
    if found is not None:
        return found
    built = _built(model, source)
    _write(cached, built)
    return built


def _built(model: OnnxModel, source: Path) -> bytes:
    from facelabeler.vision.onnx_graphs import ForeignNetworkError

    try:
        return model.build(source)
    except ForeignNetworkError as error:
        raise ModelError(f"is no {model.source.what}: {error}", file=source, advice=model_files.ADVICE) from error


def _read(path: Path) -> bytes | None:
    """The model in a cached file, or None if there is none or it is damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    start = len(MAGIC) + _DIGEST_BYTES
    model = data[start:]
    whole = data[:start] == MAGIC + hashlib.sha256(model).digest()
    return model if whole else None


def _write(path: Path, model: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{path.stem}.", suffix=".part", delete=False) as file:
            file.write(MAGIC + hashlib.sha256(model).digest() + model)
        _rename(Path(file.name), path)
    except OSError:
        return  # a read-only or full cache folder: the model is built again next time


def _rename(written: Path, path: Path) -> None:
    try:
        written.replace(path)
    except OSError:
        written.unlink(missing_ok=True)
        raise
