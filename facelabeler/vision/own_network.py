"""An ONNX file that a user brought: opened, checked against its description, fed with pictures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.errors import ModelError
from facelabeler.vision.descriptions import GOOD_COPY, Description, file_sha256
from facelabeler.vision.sessions import CannotRun, Port, Session, open_session, run

FLOAT = "tensor(float)"
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Network:
    """A model that takes (n, 3, height, width) float32. `sides`: (height, width), None where any will do.

    `batch`: how many pictures a run takes, None for any number. Safe to share between threads.
    """

    description: Description
    session: Session
    input: str
    outputs: tuple[str, ...]
    sides: tuple[int | None, int | None]
    batch: int | None

    def run(self, pictures: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
        """All outputs for (n, rows, columns, 3) uint8 RGB pictures. Raises ModelError if the network fails on them."""
        feeding = self.description.feeding
        ordered = pictures[..., ::-1] if feeding.colours == "bgr" else pictures
        planes = np.ascontiguousarray(ordered.transpose(0, 3, 1, 2), np.float32)
        planes -= feeding.mean
        planes /= feeding.std
        try:
            return run(self.session, {self.input: planes})
        except CannotRun as error:
            self.refuse(f"cannot be run on a picture of {planes.shape[3]} × {planes.shape[2]} ({error})")

    def refuse(self, what: str, advice: str = "Check that the family in its description is the right one") -> NoReturn:
        """Raises the ModelError of this model's file."""
        raise ModelError(what, file=self.description.file, advice=advice)


def shared_network(description: Description, threads: int = 1) -> Network:
    """The one network of this process for a description; opened on first use.

    Raises ModelError if the file is missing, damaged, not the one described, or takes no pictures.
    """
    with _lock:
        return _network(description, file_sha256(description), threads)


@lru_cache(maxsize=8)
def _network(description: Description, sha256: str, threads: int) -> Network:
    data = _read(description, sha256)
    _look_over(description, data)
    try:
        session = open_session(data, threads)
    except CannotRun as error:
        what = f"The model cannot be run ({error})"
        raise ModelError(what, file=description.file, advice=GOOD_COPY) from error
    return _checked(description, session)


def _read(description: Description, sha256: str) -> bytes:
    """What is run is what was hashed."""
    try:
        data = description.file.read_bytes()
    except OSError as error:
        what = f"The model cannot be read: {error.strerror}"
        raise ModelError(what, file=description.file, advice=GOOD_COPY) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError("The model changed while it was being opened", file=description.file, advice="Try again")
    return data


def _look_over(description: Description, data: bytes) -> None:
    """Raises ModelError for what ONNX Runtime would run, and wrongly."""
    import onnx

    try:
        graph = onnx.load_model_from_string(data).graph
    except Exception as error:  # protobuf's, whose class differs from version to version
        raise ModelError("The model is damaged or no ONNX file", file=description.file, advice=GOOD_COPY) from error
    if any(tensor.data_location == onnx.TensorProto.EXTERNAL for tensor in graph.initializer):
        # they would be looked for wherever the program was started
        what, advice = "The model keeps its weights in other files", "Save it as one file (onnx.save does so)"
        raise ModelError(what, file=description.file, advice=advice)
    inputs = {port.name for port in graph.input}
    if description.feeding.mean and any(node.op_type == "Sub" and inputs & {*node.input} for node in graph.node):
        what = f"The model subtracts the mean itself, and {description.feeding.mean:g} would be subtracted twice"
        raise ModelError(what, file=description.file, advice=f"Write mean = 0 and std = 1 in {description.path.name}")


def _checked(description: Description, session: Session) -> Network:
    port = _picture_input(description, session.get_inputs())
    batch, _, *sides = (size if isinstance(size, int) else None for size in port.shape)
    outputs = tuple(output.name for output in session.get_outputs())
    return Network(description, session, port.name, outputs, (sides[0], sides[1]), batch)


def _picture_input(description: Description, ports: list[Port]) -> Port:
    """The one input of a model that takes pictures. Raises ModelError for any other."""
    port, *more = ports
    other_planes = len(port.shape) != 4 or (isinstance(port.shape[1], int) and port.shape[1] != 3)
    if more or port.type != FLOAT or other_planes:
        told = ", ".join(f"{port.name} {port.type} {port.shape}" for port in ports)
        what = f"The model takes no pictures as float32 of (n, 3, height, width); its inputs are {told}"
        raise ModelError(what, file=description.file, advice="Export it with one such input")
    return port
