"""ONNX Runtime sessions on the fastest hardware that is installed."""

from __future__ import annotations

import logging
from functools import lru_cache
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from facelabeler.vision.onnx_models import OnnxModel, model_bytes

PREFERRED = ("CUDAExecutionProvider", "DmlExecutionProvider", "CoreMLExecutionProvider", "OpenVINOExecutionProvider")
FALLBACK = "CPUExecutionProvider"
_QUIET = 3  # ONNX Runtime's severities: 3 is errors only

_log = logging.getLogger(__name__)
_lock = Lock()


class Session(Protocol):
    """A loaded model. `run` may be called by several threads at once."""

    def run(self, outputs: list[str] | None, inputs: dict[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]: ...

    def get_providers(self) -> list[str]: ...


def providers() -> list[str]:
    """What ONNX Runtime can run on here, the fastest first."""
    import onnxruntime

    installed = onnxruntime.get_available_providers()
    return [name for name in PREFERRED if name in installed] + [FALLBACK]


def runs_on_processor() -> bool:
    """Whether the fastest that is installed here is the processor itself."""
    return providers()[0] == FALLBACK


def shared_session(model: OnnxModel, threads: int = 1) -> Session:
    """The one session of this process for a model and a number of threads; made on first use.

    Raises ModelError if dlib's file is missing or altered.
    """
    with _lock:
        return _session(model, threads)


@lru_cache(maxsize=8)
def _session(model: OnnxModel, threads: int) -> Session:
    wanted = providers()
    session = open_session(model_bytes(model), threads, wanted)
    in_use = session.get_providers()[0]
    if in_use != wanted[0]:
        _log.warning("%s does not work here: %s is used instead", wanted[0], in_use)
    return session


def open_session(data: bytes, threads: int, wanted: list[str]) -> Session:
    """A session of a serialised model; ONNX Runtime leaves out providers that do not work here."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _QUIET
    # Threads that wait by spinning take the cores away from the decoder and the window.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session: Session = onnxruntime.InferenceSession(data, options, providers=wanted)
    return session
