"""The story of models that a user brings: described, listed, used, kept to, and refused where they do not fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from math import log
from pathlib import Path

import numpy as np
import pytest

from facelabeler.cli import main
from facelabeler.core.encodings import APART
from facelabeler.resource_files import resource_path
from facelabeler.session import Session
from facelabeler.vision.own_models import models_folder
from tests.helpers.onnx_files import YUNET_PARTS, describe, empty_outputs, write_constants, write_encoder
from tests.helpers.projects import dump, session_with_clusters

PHOTO = str(resource_path("demo", "hopper.jpg"))


class Result:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def shell(capfd: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    def run(*words: object) -> Result:
        code = main([str(word) for word in words])
        return Result(code, *capfd.readouterr())

    return run


@pytest.fixture(autouse=True)
def own_models() -> None:
    """A detector that sees a face in the middle of every picture, and an encoder of 32 numbers."""
    outputs = empty_outputs(YUNET_PARTS, 640, 1)
    row = 10 * 20 + 10  # stride 32, row 10, column 10: the middle
    outputs["cls_32"][0, row] = outputs["obj_32"][0, row] = 0.9
    outputs["bbox_32"][0, row, 2:] = log(4)
    outputs["kps_32"][0, row] = (-0.6, -0.6, 0.6, -0.6, 0, 0, -0.5, 0.7, 0.5, 0.7)
    describe(write_constants(models_folder() / "eye.onnx", outputs, (1, 3, 640, 640)), "yunet")
    describe(write_encoder(models_folder() / "own.onnx"), "arcface", cosine=0.28, version="7", title="My own")


def process(shell: Callable[..., Result], project: Path, *words: str) -> Result:
    return shell("process", PHOTO, "--project", project, "--jobs", 1, *words)


def test_a_photo_is_read_with_ones_own_models(shell: Callable[..., Result], tmp_path: Path) -> None:
    project = tmp_path / "p.facelabel"
    done = process(shell, project, "--detector", "eye", "--encoder", "own")
    assert (done.code, done.err) == (0, "")
    engine = json.loads(shell("faces", project, "--json").out)["engine"]
    assert engine["detector"].startswith("eye ")
    assert engine["encoder"].startswith("own 7 (")
    assert engine["encoder"] in shell("info", project).out
    with closing(Session.open_to_read(project)) as session:
        observations = session.observations()
        assert observations.encodings.shape == (1, 32)
        assert 0 < np.linalg.norm(observations.encodings) <= APART / 1.2 + 1e-6
        (face,) = session.project.faces.values()
        assert len(face.landmarks) == 5
        assert session.project.placements[face.id].cluster is not None
    assert shell("recluster", project).code == 0


def test_a_project_goes_on_with_its_own_encoder(shell: Callable[..., Result], tmp_path: Path) -> None:
    project = tmp_path / "p.facelabel"
    process(shell, project, "--detector", "eye", "--encoder", "own")
    again = shell("process", resource_path("demo", "collins.jpg"), "--project", project, "--detector", "eye")
    assert again.code == 0
    with closing(Session.open_to_read(project)) as session:
        assert session.observations().encodings.shape == (2, 32)


@pytest.mark.parametrize("encoder", ["dlib-resnet-v1", "own"])
def test_another_encoder_is_refused_and_the_project_left_alone(
    encoder: str, shell: Callable[..., Result], tmp_path: Path
) -> None:
    project = tmp_path / "p.facelabel"
    if encoder == "own":
        session_with_clusters(project).close()
    else:
        process(shell, project, "--detector", "eye", "--encoder", "own")
    before = dump(project, without=())
    refused = shell("process", resource_path("demo", "collins.jpg"), "--project", project, "--encoder", encoder)
    assert refused.code == 1
    assert "cannot be compared" in refused.err
    assert "new project" in refused.err
    assert dump(project, without=()) == before


def test_an_altered_encoder_is_refused(shell: Callable[..., Result], tmp_path: Path) -> None:
    project = tmp_path / "p.facelabel"
    process(shell, project, "--detector", "eye", "--encoder", "own")
    write_encoder(models_folder() / "own.onnx", seed=5)
    refused = shell("process", resource_path("demo", "collins.jpg"), "--project", project, "--detector", "eye")
    assert refused.code == 1
    assert "Put the model own back as it was" in refused.err


def test_the_list_shows_names_hashes_and_what_is_wrong(shell: Callable[..., Result]) -> None:
    told = json.loads(shell("models", "--json").out)
    assert told["folder"] == str(models_folder())
    assert [(row["name"], row["engine"]) for row in told["models"]] == [
        *((name, engine) for engine in ("onnx", "dlib") for name in ("cnn", "hog", "dlib-resnet-v1")),
        ("eye", None),
        ("own", None),
    ]
    rows = {row["name"]: row for row in told["models"]}
    assert rows["own"] | {"identity": ""} == {
        "kind": "encoder",
        "name": "own",
        "engine": None,
        "title": "My own",
        "version": "7",
        "licence": "MIT",
        "file": str(models_folder() / "own.onnx"),
        "sha256": rows["own"]["sha256"],
        "identity": "",
        "problem": None,
    }
    listed = shell("models")
    assert listed.code == 0
    assert f"sha256 {rows['own']['sha256']}" in listed.out
    (models_folder() / "own.onnx").unlink()
    (models_folder() / "bad.toml").write_text("family = 1", encoding="utf-8")
    listed = shell("models")
    assert listed.code == 1
    assert "FAIL  encoder  own" in listed.out
    assert "bad.toml: family cannot be 1. Give one of yunet, scrfd, sface, arcface." in listed.err
