"""ONNX Runtime sessions on the fastest hardware that is installed and works."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from facelabeler.vision.onnx_models import OnnxModel, model_bytes

PREFERRED = ("CUDAExecutionProvider", "DmlExecutionProvider", "CoreMLExecutionProvider", "OpenVINOExecutionProvider")
FALLBACK = "CPUExecutionProvider"
ONE_RUN_AT_A_TIME = "DmlExecutionProvider"  # its page in ONNX Runtime's manual: no parallel runs, no memory patterns
_QUIET = 3  # ONNX Runtime's severities: 3 is errors only
_SILENT = 4  # while a provider is tried: that it does not work is told in one line of ours

_log = logging.getLogger(__name__)
_lock = Lock()


class Port(Protocol):
    """An input or an output of a model: a size that is not fixed is a name or None."""

    name: str
    type: str
    shape: list[int | str | None]


class Session(Protocol):
    """A loaded model. `run` may be called by several threads at once."""

    def run(self, outputs: list[str] | None, inputs: dict[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]: ...

    def get_providers(self) -> list[str]: ...

    def get_inputs(self) -> list[Port]: ...

    def get_outputs(self) -> list[Port]: ...


class CannotRun(RuntimeError):
    """A model cannot be run, or not on this provider or picture; the text is ONNX Runtime's own."""


class Runtime(Protocol):
    """What opens sessions. `open` raises CannotRun if the provider or the model does not work."""

    def installed(self) -> Sequence[str]: ...

    def open(self, data: bytes, threads: int, provider: str) -> Session: ...


class OnnxRuntime:
    """The installed ONNX Runtime."""

    def installed(self) -> Sequence[str]:
        import onnxruntime

        names: list[str] = onnxruntime.get_available_providers()
        return names

    def open(self, data: bytes, threads: int, provider: str) -> Session:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = _QUIET if provider == FALLBACK else _SILENT
        options.enable_mem_pattern = provider != ONE_RUN_AT_A_TIME
        # Threads that wait by spinning take the cores away from the decoder and the window.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        onnxruntime.set_default_logger_severity(options.log_severity_level)
        try:
            # Its own fallback would print on the standard output, where `--json` writes.
            session: Session = onnxruntime.InferenceSession(
                data, options, providers=list(dict.fromkeys([provider, FALLBACK])), enable_fallback=0
            )
            return session
        except Exception as error:  # its errors have no class in common
            raise CannotRun(str(error)) from error
        finally:
            onnxruntime.set_default_logger_severity(_QUIET)


class _OneRunAtATime:
    """A session whose provider cannot run for two threads at once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._turn = Lock()
        self.get_providers = session.get_providers
        self.get_inputs = session.get_inputs
        self.get_outputs = session.get_outputs

    def run(self, outputs: list[str] | None, inputs: dict[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]:
        with self._turn:
            return self._session.run(outputs, inputs)


class Opener:
    """Opens sessions on the best provider that works; one that does not is told once, in one line, and left alone."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._broken: set[str] = set()

    def providers(self) -> list[str]:
        """What there is to run on here, the fastest first; the processor is always the last."""
        installed = self._runtime.installed()
        return [name for name in PREFERRED if name in installed and name not in self._broken] + [FALLBACK]

    def open(self, data: bytes, threads: int = 1) -> Session:
        """A session of a serialised model. Raises CannotRun if not even the processor runs it."""
        failed: list[str] = []
        for provider in self.providers():
            session = self._tried(data, threads, provider)
            if session is not None:
                self._tell(failed, provider)
                return _OneRunAtATime(session) if provider == ONE_RUN_AT_A_TIME else session
            failed.append(provider)
        raise AssertionError("the processor either opens a session or raises")

    def _tried(self, data: bytes, threads: int, provider: str) -> Session | None:
        """A session that really runs on the provider, or None; what the processor raises is the model's fault."""
        try:
            session = self._runtime.open(data, threads, provider)
        except CannotRun:
            if provider == FALLBACK:
                raise
            return None
        return session if session.get_providers()[0] == provider else None

    def _tell(self, failed: list[str], used: str) -> None:
        """Only now is it known that the providers were broken and not the model, which others run."""
        if failed:
            self._broken.update(failed)
            _log.warning("%s cannot be used here: %s is used instead", " and ".join(map(short, failed)), short(used))


def short(provider: str) -> str:
    """A provider as people call it: `CUDA`, `CPU`."""
    return provider.removesuffix("ExecutionProvider")


_opener = Opener(OnnxRuntime())


def providers() -> list[str]:
    """What ONNX Runtime can run on here, the fastest first."""
    return _opener.providers()


def runs_on_processor() -> bool:
    """Whether networks run on the processor here: nothing else is installed, or nothing else works."""
    return providers() == [FALLBACK] or provider_in_use() == FALLBACK


def provider_in_use() -> str:
    """The provider that networks run on here, found out by running a small one. Raises CannotRun if nothing does."""
    session = open_session(_small_network(), 1)
    run(session, {"x": np.zeros((1, 3, 16, 16), np.float32)})
    return session.get_providers()[0]


def _small_network() -> bytes:
    from facelabeler.vision.graph_builder import GraphBuilder

    graph = GraphBuilder("small")
    x = graph.input("x", (1, 3, 16, 16), uint8=False)
    x = graph.convolution(x, np.ones((8, 3, 3, 3), np.float32), np.zeros(8, np.float32), stride=1, padding=1)
    return graph.finish(x, "y", (1, 8, 16, 16))


def shared_session(model: OnnxModel, threads: int = 1) -> Session:
    """The one session of this process for a model and a number of threads; made on first use.

    Raises ModelError if dlib's file is missing or altered.
    """
    with _lock:
        return _session(model, threads)


@lru_cache(maxsize=8)
def _session(model: OnnxModel, threads: int) -> Session:
    return _opener.open(model_bytes(model), threads)


def open_session(data: bytes, threads: int) -> Session:
    """A session of its own for a serialised model. Raises CannotRun."""
    with _lock:
        return _opener.open(data, threads)


def run(session: Session, inputs: dict[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]:
    """All outputs of a session. Raises CannotRun for what goes wrong in it: memory, hardware, a foreign model."""
    try:
        return session.run(None, inputs)
    except Exception as error:  # its errors have no class in common
        raise CannotRun(str(error)) from error
