"""Which hardware a network runs on, with fake runtimes in the place of ONNX Runtime."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from facelabeler import vision
from facelabeler.vision.engine import failures
from facelabeler.vision.graph_builder import GraphBuilder
from facelabeler.vision.sessions import (
    CannotRun,
    Opener,
    Port,
    Session,
    open_session,
    provider_in_use,
    run,
    runs_on_processor,
)

CUDA, DML, COREML, OPENVINO, CPU = (f"{name}ExecutionProvider" for name in ("CUDA", "Dml", "CoreML", "OpenVINO", "CPU"))
MODEL = b"a model"
PICTURE: dict[str, NDArray[np.generic]] = {"x": np.zeros((1, 3), np.float32)}


@dataclass
class FakeSession:
    """A session on one provider; `most` is how many threads ran it at once."""

    provider: str
    most: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, _outputs: list[str] | None, _inputs: dict[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.01)
        with self._lock:
            self._now -= 1
        return [np.zeros(1, np.float32)]

    def get_providers(self) -> list[str]:
        return list(dict.fromkeys([self.provider, CPU]))

    def get_inputs(self) -> list[Port]:
        return []

    def get_outputs(self) -> list[Port]:
        return []


@dataclass
class FakeRuntime:
    """Has some providers installed; those in `broken` raise, for those in `ignored` the processor steps in."""

    names: Sequence[str]
    broken: Sequence[str] = ()
    ignored: Sequence[str] = ()
    tried: list[str] = field(default_factory=list)
    opened: list[FakeSession] = field(default_factory=list)

    def installed(self) -> Sequence[str]:
        return self.names

    def open(self, data: bytes, threads: int, provider: str) -> Session:
        assert (data, threads) == (MODEL, 2)
        self.tried.append(provider)
        if provider in self.broken:
            raise CannotRun(f"{provider} has no driver")
        self.opened.append(FakeSession(CPU if provider in self.ignored else provider))
        return self.opened[-1]


def used(runtime: FakeRuntime) -> str:
    return Opener(runtime).open(MODEL, 2).get_providers()[0]


@pytest.mark.parametrize("provider", [CUDA, DML, COREML, OPENVINO])
def test_what_is_installed_beside_the_processor_is_used(provider: str, caplog: pytest.LogCaptureFixture) -> None:
    assert used(FakeRuntime([CPU, "AzureExecutionProvider", provider])) == provider
    assert caplog.messages == []


def test_the_fastest_of_several_is_used() -> None:
    assert Opener(FakeRuntime([OPENVINO, CPU, CUDA])).providers() == [CUDA, OPENVINO, CPU]
    assert used(FakeRuntime([OPENVINO, CPU, CUDA])) == CUDA


@pytest.mark.parametrize("how", ["broken", "ignored"])
def test_what_does_not_work_is_told_in_one_line_for_all_models(how: str, caplog: pytest.LogCaptureFixture) -> None:
    runtime = FakeRuntime([CUDA, CPU], **{how: [CUDA]})
    opener = Opener(runtime)
    with caplog.at_level(logging.DEBUG):
        sessions = [opener.open(MODEL, 2) for _ in range(3)]
    assert [session.get_providers()[0] for session in sessions] == [CPU] * 3
    assert caplog.messages == ["CUDA cannot be used here: CPU is used instead"]
    assert runtime.tried == [CUDA, CPU, CPU, CPU]


def test_the_next_best_steps_in_before_the_processor_does(caplog: pytest.LogCaptureFixture) -> None:
    assert used(FakeRuntime([CUDA, DML, OPENVINO, CPU], broken=[CUDA, DML])) == OPENVINO
    assert caplog.messages == ["CUDA and Dml cannot be used here: OpenVINO is used instead"]


def test_a_model_that_nothing_can_run_is_not_held_against_the_hardware(caplog: pytest.LogCaptureFixture) -> None:
    opener = Opener(FakeRuntime([CUDA, CPU], broken=[CUDA, CPU]))
    with pytest.raises(CannotRun, match="CPUExecutionProvider has no driver"):
        opener.open(MODEL, 2)
    assert opener.providers() == [CUDA, CPU]
    assert caplog.messages == []


def test_directml_runs_for_one_thread_at_a_time() -> None:
    runtime = FakeRuntime([DML, CPU])
    session = Opener(runtime).open(MODEL, 2)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: run(session, PICTURE), range(8)))
    assert len(answers) == 8
    assert runtime.opened[0].most == 1


def identity() -> bytes:
    graph = GraphBuilder("same")
    return graph.finish(graph.input("x", ("n", 3), uint8=False), "y", ("n", 3))


def test_a_real_session_tells_what_it_runs_on() -> None:
    session = open_session(identity(), 1)
    assert session.get_providers() == [CPU]
    assert run(session, {"x": np.ones((2, 3), np.float32)})[0].tolist() == [[1, 1, 1], [1, 1, 1]]
    assert provider_in_use() == CPU
    assert runs_on_processor()


def test_what_goes_wrong_in_a_session_has_one_class(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CannotRun):
        run(open_session(identity(), 1), {"x": np.ones((2, 4), np.float32)})
    with pytest.raises(CannotRun):
        open_session(b"no model", 1)
    assert capfd.readouterr().out == ""


def test_what_a_network_fails_with_is_a_failure_of_the_engine_and_no_bug() -> None:
    """ONNX Runtime's own errors have no class in common: they must not get past `run`."""
    session = open_session(identity(), 1)
    with pytest.raises(CannotRun):
        run(session, {"x": np.zeros((1, 3, 5, 5), np.float32)})
    assert issubclass(CannotRun, failures())
    calls = [path.name for path in Path(vision.__file__).parent.glob("*.py") if ".run(None" in path.read_text("utf-8")]
    assert calls == ["sessions.py"]
