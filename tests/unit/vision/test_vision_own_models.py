"""The folder of models: what lies in it can be chosen, and what is wrong with it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from facelabeler.core.errors import FaceLabelerError, ModelError, UsageError
from facelabeler.vision import registered, specs
from facelabeler.vision.doctor import engine_facts
from facelabeler.vision.engine import load_engine
from facelabeler.vision.own_models import models_folder
from facelabeler.vision.spec import name_of
from tests.helpers.onnx_files import (
    YUNET_PARTS,
    describe,
    empty_outputs,
    write_constants,
    write_encoder,
    write_model,
)


@pytest.fixture
def detector() -> Path:
    """A detector named `mine` in the folder of models."""
    model = write_constants(models_folder() / "mine.onnx", empty_outputs(YUNET_PARTS, 64, 1))
    return describe(model, "yunet", title="My own", version="3")


@pytest.fixture
def encoder() -> Path:
    """An encoder named `own` in the folder of models."""
    return describe(write_encoder(models_folder() / "own.onnx"), "sface", version="7")


def refused(load: Callable[[], object] = lambda: load_engine("mine")) -> FaceLabelerError:
    with pytest.raises(FaceLabelerError) as caught:
        load()
    assert caught.value.advice
    return caught.value


def test_models_stand_beside_the_built_in_ones(detector: Path, encoder: Path) -> None:
    assert list(specs.detectors()) == ["cnn", "hog", "mine"]
    assert list(specs.encoders("dlib")) == ["dlib-resnet-v1", "own"]
    found = specs.detectors()["mine"]
    assert (found.title, found.version, found.licence) == ("My own", "3", "MIT")
    assert found.available() is None
    assert len(found.sha256) == 64


def test_an_engine_of_both_finds_and_encodes(detector: Path, encoder: Path) -> None:
    engine = load_engine("mine", encoder="own")
    assert engine.detector.detect(np.zeros((100, 100, 3), np.uint8)) == []
    assert engine.encoder.encode(np.zeros((1, 112, 112, 3), np.uint8)).shape == (1, 32)
    assert engine.encoder_name == specs.encoders()["own"].identity
    assert engine.encoder_name.startswith("own 7 (")
    assert name_of(engine.encoder_name) == "own"


def test_another_file_of_the_same_name_is_another_encoder(encoder: Path) -> None:
    before = specs.encoders()["own"].identity
    write_encoder(encoder.with_suffix(".onnx"), length=48)
    assert specs.encoders()["own"].identity != before


def test_a_missing_file_is_named(detector: Path) -> None:
    detector.with_suffix(".onnx").unlink()
    assert "cannot be read" in (specs.detectors()["mine"].available() or "")
    error = refused()
    assert isinstance(error, UsageError)
    assert error.file == str(detector.with_suffix(".onnx"))


def test_a_file_that_is_not_the_one_described_is_refused() -> None:
    model = write_constants(models_folder() / "mine.onnx", empty_outputs(YUNET_PARTS, 64, 1))
    describe(model, "yunet", sha256="00" * 32)
    assert "its sha256 is another" in str(refused())


@pytest.mark.parametrize("data", [b"", b"not a model", b"\x08\x08" + b"\xff" * 100])
def test_a_damaged_file_is_refused(data: bytes, detector: Path) -> None:
    detector.with_suffix(".onnx").write_bytes(data)
    error = refused()
    assert isinstance(error, ModelError)
    assert error.file == str(detector.with_suffix(".onnx"))


def test_a_file_that_is_cut_short_is_refused(detector: Path) -> None:
    file = detector.with_suffix(".onnx")
    file.write_bytes(file.read_bytes()[:-500])
    assert isinstance(refused(), ModelError)


def test_a_model_of_another_family_is_refused(detector: Path) -> None:
    describe(detector.with_suffix(".onnx"), "scrfd")
    error = refused()
    assert "is no scrfd model: it has 12 outputs" in str(error)
    assert "family" in error.advice


@pytest.mark.parametrize("shape", [(1, 64, 64, 3), (1, 1, 64, 64), (64, 64)])
def test_a_model_that_takes_no_pictures_is_refused(shape: tuple[int, ...]) -> None:
    model = write_constants(models_folder() / "mine.onnx", empty_outputs(YUNET_PARTS, 64, 1), shape)
    describe(model, "yunet")
    assert "takes no pictures as float32 of (n, 3, height, width)" in str(refused())


def test_a_model_of_two_inputs_is_refused() -> None:
    node = helper.make_node("Add", ["a", "b"], ["c"])
    model = write_model(models_folder() / "mine.onnx", [node], [], {"c": (1, 3, 64, 64)}, inputs=("a", "b"))
    describe(model, "yunet")
    assert "its inputs are a tensor(float)" in str(refused())


def test_weights_in_other_files_are_not_looked_for(detector: Path) -> None:
    file = detector.with_suffix(".onnx")
    model = onnx.load(str(file))
    outside = model.graph.initializer[0]
    outside.ClearField("raw_data")
    outside.data_location = TensorProto.EXTERNAL
    outside.external_data.add(key="location", value="../secret.bin")
    file.write_bytes(model.SerializeToString())
    assert "keeps its weights in other files" in str(refused())


def test_a_mean_is_not_subtracted_twice() -> None:
    nodes = [
        helper.make_node("Sub", ["input", "mean"], ["centred"]),
        helper.make_node("GlobalAveragePool", ["centred"], ["averages"]),
        helper.make_node("Tile", ["averages", "times"], ["many"]),
        helper.make_node("Flatten", ["many"], ["encoding"]),
    ]
    weights = [
        numpy_helper.from_array(np.array([127.5], np.float32), "mean"),
        numpy_helper.from_array(np.array([1, 8, 1, 1], np.int64), "times"),
    ]
    model = write_model(models_folder() / "own.onnx", nodes, weights, {"encoding": (1, 24)}, (1, 3, 112, 112))
    describe(model, "arcface", cosine=0.3)
    assert "subtracted twice. Write mean = 0 and std = 1 in own.toml" in str(
        refused(lambda: load_engine(encoder="own"))
    )
    describe(model, "arcface", cosine=0.3, mean=0, std=1)
    assert load_engine(encoder="own").encoder.encode(np.full((1, 112, 112, 3), 200, np.uint8)).shape == (1, 24)


def test_a_broken_description_is_told_when_its_name_is_asked_for() -> None:
    (models_folder() / "mine.toml").write_text('family = "yunet"', encoding="utf-8")
    assert list(specs.detectors()) == ["cnn", "hog"]
    assert "lacks 'licence'" in str(refused())
    assert [problem.file for problem in specs.problems()] == [str(models_folder() / "mine.toml")]


def test_a_name_that_is_taken_is_told(detector: Path) -> None:
    describe(detector.with_name("other.onnx"), "yunet", name="mine")
    describe(detector.with_name("third.onnx"), "yunet", name="cnn")
    assert specs.detectors()["cnn"].description is None
    assert ["taken by mine.toml" in str(specs.problems()[0]), "built-in" in str(specs.problems()[1])] == [True, True]


def test_a_folder_that_is_not_there_holds_no_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FACELABELER_OWN_MODELS", str(tmp_path / "nowhere"))
    assert list(specs.encoders()) == ["dlib-resnet-v1"]
    assert specs.problems() == []


def test_the_doctor_tries_every_model(detector: Path, encoder: Path) -> None:
    write_constants(encoder.with_suffix(".onnx"), {"x": np.ones((1, 2), np.float32)}, (1, 3, 112, 112))
    facts = {what: (value, works) for what, value, works in engine_facts()}
    assert facts["model mine"][1]
    assert specs.detectors()["mine"].sha256[:16] in facts["model mine"][0]
    assert not facts["model own"][1]
    assert "is no face encoder" in facts["model own"][0]


# -- what other packages register

THEIRS = specs.Spec("theirs", "Theirs", "1", "MIT", (), (), specs.HOG.factory)
NO_SPEC = "no spec"


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Installs a package that registers a detector `theirs`."""

    def install(value: str) -> None:
        package = tmp_path / "theirs-1.dist-info"
        package.mkdir()
        (package / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1\n", encoding="utf-8")
        (package / "entry_points.txt").write_text(f"[{registered.DETECTORS}]\ntheirs = {value}\n", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)

    return install


def test_a_registered_detector_can_be_chosen(register: Callable[[str], None]) -> None:
    register(f"{__name__}:THEIRS")
    assert load_engine("theirs").detector_name == "theirs"


@pytest.mark.parametrize("value", ["no.such.module:X", f"{__name__}:NO_SPEC"])
def test_a_registered_detector_that_cannot_be_loaded_says_so(value: str, register: Callable[[str], None]) -> None:
    register(value)
    assert list(specs.detectors()) == ["cnn", "hog", "theirs"]
    assert "cannot be used" in str(refused(lambda: load_engine("theirs")))
    assert load_engine("hog").detector_name == "hog"
