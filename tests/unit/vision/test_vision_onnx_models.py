"""ONNX models are built once, cached whole, and rebuilt when the cache is damaged."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import onnx
import pytest

from facelabeler.vision.onnx_models import DETECTOR, ENCODER, PLANE_DETECTOR, OnnxModel, cache_folder, model_bytes


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FACELABELER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "models"


@pytest.mark.parametrize("model", [DETECTOR, PLANE_DETECTOR, ENCODER], ids=lambda model: model.name)
def test_each_model_is_valid_onnx_with_one_input_and_one_output(model: OnnxModel) -> None:
    graph = onnx.load_model_from_string(model_bytes(model)).graph
    onnx.checker.check_model(onnx.load_model_from_string(model_bytes(model)), full_check=True)
    assert len(graph.input) == len(graph.output) == 1


def test_the_cached_model_is_used_the_second_time(empty_cache: Path) -> None:
    first = model_bytes(DETECTOR)
    (cached,) = empty_cache.iterdir()
    written = cached.stat().st_mtime_ns
    assert model_bytes(DETECTOR) == first
    assert cached.stat().st_mtime_ns == written
    assert cache_folder() == empty_cache


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "foreign"])
def test_a_damaged_cached_model_is_built_again(damage: str, empty_cache: Path) -> None:
    good = model_bytes(DETECTOR)
    (cached,) = empty_cache.iterdir()
    whole = cached.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 4
    cached.write_bytes({"cut": whole[:-9], "flip": bytes(flipped), "empty": b"", "foreign": good}[damage])
    assert model_bytes(DETECTOR) == good
    assert cached.read_bytes() == whole


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    monkeypatch.setenv("FACELABELER_CACHE", str(blocked))
    assert onnx.load_model_from_string(model_bytes(DETECTOR)).graph.node


def test_processes_that_build_at_once_leave_one_whole_model(empty_cache: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        built = list(pool.map(model_bytes, [DETECTOR] * 3))
    (cached,) = empty_cache.iterdir()
    assert len(set(built)) == 1
    assert cached.read_bytes().endswith(built[0])
