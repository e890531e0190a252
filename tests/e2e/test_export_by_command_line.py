"""Datasets by command line: every choice has an option, a dry run says what would be, `verify` reads it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from facelabeler.cli import main
from facelabeler.cli.main import build_parser
from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, Source, SourceId, SourceKind
from facelabeler.export.choices import CHOICES
from facelabeler.export.formats import formats
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.session import Session
from tests.helpers.projects import found_face

PHOTOS = 12

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ann and Bob on every photo; a third face without a name."""
    monkeypatch.setenv("FACELABELER_CACHE", str(tmp_path / "cache"))
    session = Session.create(tmp_path / "city.facelabel")
    session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
    rows = []
    for number in range(PHOTOS):
        path = tmp_path / f"photo{number:02}.jpg"
        Pillow.fromarray(np.full((180, 320, 3), 60 + number, np.uint8)).save(path)
        rows.append(Source(SourceId(0), str(path), SourceKind.PHOTO, path.stat().st_size, path.name, 320, 180))
    for number, source in enumerate(session.add_sources(rows, every=1.0)):
        faces = tuple(found_face(k, left=100 * k - 90, seed=number) for k in (1, 2, 3))
        session.add_frames(source, [FoundFrame(0.0, None, faces)])
    ids = list(session.project.faces)
    session.regroup(ids, [-2 - n % 3 for n in range(len(ids))])
    for cluster, name in ((1, "Ann"), (2, "Bob")):
        session.commit(edits.rename(session.project, ClusterId(cluster), name))
    session.close()
    return tmp_path / "city.facelabel"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def options(folder: Path) -> dict[str, object]:
    return json.loads((folder / "dataset.json").read_text(encoding="utf-8"))["options"]


def test_every_format_is_written_and_verifies(run: Run, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "sets"
    code, said, _ = run("export", project, out, "--format", *formats())
    assert code == 0
    assert said.count("12 images, 24 boxes, 2 classes") == len(formats())
    for name in formats():
        code, said, _ = run("verify", out / name)
        assert (code, said.count("every picture and label is as its format wants it")) == (0, 1)
    assert run("verify", out)[0] == 0


def test_every_choice_has_an_option_that_reaches_the_dataset(run: Run, project: Path, tmp_path: Path) -> None:
    words = ["--split", "70,20,10", "--by", "source", "--seed", "5", "--others", "blur", "--ignored", "blur",
             "--not-a-face", "class", "--classes", "face", "--images", "png", "--quality", "80", "--margin", "0.4",
             "--crop-shape", "square", "--crop-size", "48", "--align", "--upscale", "--thin", "2", "--thin-distance",
             "0.05", "--most", "8", "--balance"]  # fmt: skip
    assert {choice.flag for choice in CHOICES} <= set(words)
    assert run("export", project, tmp_path / "set", "--format", "imagefolder", *words)[0] == 0
    assert options(tmp_path / "set") == {
        "split": [0.7, 0.2, 0.1], "by": "source", "seed": 5, "others": "blur", "ignored": "blur",
        "false_faces": "class", "classes": "face", "image_format": "png", "quality": 80, "margin": 0.4,
        "crop_shape": "square", "crop_size": 48, "align": True, "upscale": True, "thin": 2.0, "thin_distance": 0.05,
        "most": 8, "balance": True, "only": [], "leave_out": [],
    }  # fmt: skip
    pictures = list((tmp_path / "set" / "train").glob("*/*.png"))
    assert len(pictures) > 4
    assert {Pillow.open(path).size for path in pictures} == {(48, 48)}


def test_help_says_what_each_choice_is_by_default() -> None:
    text = " ".join(build_parser()._subparsers._group_actions[0].choices["export"].format_help().split())  # type: ignore[union-attr,index]
    for choice in CHOICES:
        assert choice.flag in text
    assert "0.8,0.1,0.1" in text


def test_include_all_is_short_for_others_unknown(run: Run, project: Path, tmp_path: Path) -> None:
    assert run("export", project, tmp_path / "set", "--format", "csv", "--include", "all")[0] == 0
    assert options(tmp_path / "set")["others"] == "unknown"
    code, _, said = run("export", project, tmp_path / "x", "--format", "csv", "--include", "all", "--others", "blur")
    assert code == 2
    assert "contradict" in said


def test_people_are_chosen_by_name(run: Run, project: Path, tmp_path: Path) -> None:
    assert run("export", project, tmp_path / "one", "--format", "csv", "--only", "Ann")[0] == 0
    table = (tmp_path / "one" / "faces.csv").read_text(encoding="utf-8")
    assert table.count("Ann") == PHOTOS
    assert "Bob" not in table
    code, _, said = run("export", project, tmp_path / "two", "--format", "csv", "--leave-out", "Bob")
    assert code == 1
    assert "every picture shows somebody who is left out" in said
    code, _, said = run("export", project, tmp_path / "two", "--format", "csv", "--only", "Zoe")
    assert (code, said) == (2, "There is nobody called Zoe. Choose from: Ann, Bob.\n")


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(run: Run, project: Path, tmp_path: Path) -> None:
    code, said, warned = run("export", project, tmp_path / "set", "--format", "yolo", "--dry-run")
    assert code == 0
    assert "Ann" in said
    assert "12 images, 24 boxes, 24 faces, 2 classes" in said
    assert said.endswith("Nothing was written.\n")
    assert "12 faces without a name can be seen in 12 pictures." in warned
    assert not (tmp_path / "set").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--split", "0.5"], "is not three numbers"),
        (["--margin", "9"], "--margin cannot be 9.0. Use 0 to 3."),
        (["--quality", "0"], "--quality cannot be 0. Use 1 to 100."),
        (["--others", "hide"], "invalid choice"),
        (["--thin", "nan"], "--thin cannot be nan"),
        (["--crop-size", "-4"], "--crop-size cannot be -4"),
    ],
)
def test_an_impossible_choice_is_one_sentence(
    run: Run, project: Path, tmp_path: Path, words: list[str], told: str
) -> None:
    code, _, said = run("export", project, tmp_path / "set", "--format", "yolo", *words)
    assert code == 2
    assert told in said
    assert not (tmp_path / "set").exists()


def test_encodings_need_no_footage(run: Run, project: Path, tmp_path: Path) -> None:
    for photo in tmp_path.glob("photo*"):
        photo.unlink()
    assert run("export", project, tmp_path / "set", "--format", "encodings")[0] == 0
    with np.load(tmp_path / "set" / "encodings.npz", allow_pickle=False) as read:
        assert read["encodings"].shape == (2 * PHOTOS, 128)
        assert str(read["encoder"]) == "dlib-resnet-v1"
    assert run("export", project, tmp_path / "yolo", "--format", "yolo")[0] == 1


def test_a_damaged_dataset_fails_to_verify_and_no_dataset_is_told(run: Run, project: Path, tmp_path: Path) -> None:
    run("export", project, tmp_path / "set", "--format", "coco")
    next((tmp_path / "set" / "images" / "train").iterdir()).unlink()
    code, _, said = run("verify", tmp_path / "set")
    assert code == 1
    assert "is not in train" in said
    code, _, said = run("verify", tmp_path / "nowhere")
    assert (code, "this is no folder" in said) == (1, True)
