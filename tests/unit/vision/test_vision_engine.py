"""Engines: put together by name, loaded late, and honest about what is missing."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import skimage.data

from facelabeler.core.errors import ModelError, UsageError
from facelabeler.core.geometry import Box
from facelabeler.vision import specs
from facelabeler.vision.doctor import engine_facts
from facelabeler.vision.engine import Engine, load_engine
from facelabeler.vision.onnx_models import ENCODER
from facelabeler.vision.sessions import providers, shared_session

HEAVY = {"dlib", "_dlib_pybind11", "cv2", "onnx", "onnxruntime", "PySide6", "face_recognition_models", "numpy"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine(min_face=80)


def test_the_tables_can_be_read_without_loading_anything_heavy() -> None:
    code = (
        "import sys, facelabeler.vision.specs as specs;"
        "print([spec.available() for engine in specs.ENGINES.values() for spec in engine.detectors.values()]);"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines() == ["[None, None, None, None]", "[]"]


def test_an_engine_finds_aligns_and_encodes(engine: Engine) -> None:
    picture = np.ascontiguousarray(skimage.data.astronaut())
    (found,) = engine.detector.detect(picture)
    (face,) = engine.aligner.align(picture, [found.box])
    assert len(face.landmarks) == 5
    assert face.chip.shape == (150, 150, 3)
    assert face.chip.dtype == np.uint8
    encodings = engine.encoder.encode(face.chip[None])
    assert encodings.shape == (1, 128)
    assert encodings.dtype == np.float32


def test_an_engine_names_what_goes_into_the_project(engine: Engine) -> None:
    assert (engine.detector_name, engine.encoder_name) == ("cnn", "dlib-resnet-v1")
    assert engine.versions == {"engine": "onnx", "detector": "mmod 1", "encoder": "1"}


def test_no_faces_give_no_encodings(engine: Engine) -> None:
    assert engine.aligner.align(np.zeros((50, 50, 3), np.uint8), []) == []
    assert engine.encoder.encode(np.empty((0, 150, 150, 3), np.uint8)).shape == (0, 128)


def test_chips_of_another_size_are_a_programming_error(engine: Engine) -> None:
    with pytest.raises(ValueError, match="chips must be"):
        engine.encoder.encode(np.zeros((1, 112, 112, 3), np.uint8))


def test_faces_beyond_the_edge_can_be_aligned(engine: Engine) -> None:
    faces = engine.aligner.align(np.zeros((60, 60, 3), np.uint8), [Box(-30, -30, 30, 30), Box(50, 50, 90, 90)])
    assert [face.chip.shape for face in faces] == [(150, 150, 3)] * 2


def test_workers_share_one_session_and_get_the_same_answers() -> None:
    chips = np.random.default_rng(1).integers(0, 256, (6, 150, 150, 3), np.uint8)
    encoder = load_engine("hog").encoder
    expected = encoder.encode(chips)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(encoder.encode, [chips] * 8))
    assert all(np.array_equal(encodings, expected) for encodings in found)
    assert shared_session(ENCODER) is shared_session(ENCODER)


@pytest.mark.parametrize(
    ("name", "detector"), [(name, detector) for name, spec in specs.ENGINES.items() for detector in spec.detectors]
)
def test_every_choice_of_the_tables_can_be_loaded(name: str, detector: str) -> None:
    assert load_engine(detector, name).detector_name == detector


@pytest.mark.parametrize(("detector", "engine_name"), [("yolo", "onnx"), ("cnn", "torch")])
def test_an_unknown_name_is_refused_with_the_known_ones(detector: str, engine_name: str) -> None:
    with pytest.raises(UsageError, match="There is no") as refused:
        load_engine(detector, engine_name)
    assert "Choose one of" in refused.value.advice


def test_a_detector_without_its_library_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = specs.Spec("x", "X", "1", "MIT", (), ("no_such_library", "dlib"), specs.HOG.factory)
    assert spec.available() == "no_such_library not installed"


def test_a_missing_model_stops_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACELABELER_MODELS", str(tmp_path))
    with pytest.raises(ModelError):
        load_engine("hog")


def test_the_processor_is_always_among_the_providers() -> None:
    assert providers()[-1] == "CPUExecutionProvider"


def test_the_doctor_finds_everything_well_here() -> None:
    facts = {what: (value, works) for what, value, works in engine_facts()}
    assert all(works for _, works in facts.values())
    assert {"face detector", "face encoder", "5-point landmarks", "engine onnx", "runs on"} <= set(facts)


def test_the_doctor_tells_a_missing_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACELABELER_MODELS", str(tmp_path))
    broken = [what for what, _, works in engine_facts() if not works]
    assert broken == ["face detector", "face encoder", "5-point landmarks"]
