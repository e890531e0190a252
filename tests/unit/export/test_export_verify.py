from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from footage import Story, scattered, write
from PIL import Image as Pillow

from facelabeler.core.errors import ExportError
from facelabeler.export.options import ExportOptions
from facelabeler.export.verify import verify


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    write(scattered(["Ann", "Bob"], shots=6, frames=2), tmp_path / "set")
    return tmp_path / "set"


def first(folder: Path, pattern: str) -> Path:
    return sorted(folder.glob(pattern))[0]


def set_config(folder: Path, **values: object) -> None:
    config = yaml.safe_load((folder / "data.yaml").read_text()) | values
    (folder / "data.yaml").write_text(yaml.safe_dump(config))


def test_what_was_written_verifies(dataset):
    assert verify(dataset) == []


ROWS = {
    "a sixth column": "0 0.5 0.5 0.1 0.1 1",
    "four columns": "0 0.5 0.5 0.1",
    "a class that is none": "2 0.5 0.5 0.1 0.1",
    "a negative class": "-1 0.5 0.5 0.1 0.1",
    "a class with a point": "0.0 0.5 0.5 0.1 0.1",
    "pixels": "0 100 100 40 40",
    "not a number": "0 nan 0.5 0.1 0.1",
    "words": "Ann 0.5 0.5 0.1 0.1",
    "no size": "0 0.5 0.5 0 0.1",
    "a box that sticks out": "0 0.02 0.5 0.1 0.1",
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_that_trainers_drop_is_found(dataset, row):
    label = first(dataset, "labels/train/*.txt")
    label.write_text(row + "\n")
    assert verify(dataset) == [f"train: {label.name}: {row!r} is no label"]


def test_a_row_that_is_there_twice_is_found(dataset):
    label = first(dataset, "labels/train/*.txt")
    label.write_text(label.read_text() * 2)
    assert verify(dataset) == [f"train: {label.name} has a line twice"]


def test_missing_and_stray_labels_are_found(dataset):
    label = first(dataset, "labels/train/*.txt")
    label.rename(label.with_name("stray.txt"))
    assert verify(dataset) == [
        f"train: {label.with_suffix('.jpg').name} has no label file",
        "stray.txt belongs to no picture",
    ]


def test_damaged_small_and_turned_pictures_are_found(dataset):
    cut, text, small, turned = sorted(dataset.glob("images/train/*"))[:4]
    cut.write_bytes(cut.read_bytes()[:-2])
    text.write_text("no picture")
    Pillow.new("RGB", (9, 50)).save(small)
    exif = Pillow.Exif()
    exif[274] = 6
    Pillow.new("RGB", (50, 50)).save(turned, exif=exif)
    found = verify(dataset)
    assert found[:3] == [
        f"train: {cut.name} is cut off",
        f"train: {text.name} cannot be opened as a picture",
        f"train: {small.name} is smaller than 10 pixels",
    ]
    assert "turn in its EXIF" in found[3]


CONFIGS = {
    "a path": ({"path": "."}, "has a path"),
    "a gap": ({"names": {0: "Ann", 2: "Bob"}}, "without gaps"),
    "no names": ({"names": {}}, "without gaps"),
    "a list of wrong length": ({"names": {0: "Ann"}}, "counts its classes"),
    "YAML's no": ({"names": {0: "Ann", 1: False}}, "is no text"),
    "a folder elsewhere": ({"val": "../images"}, "val is not a folder"),
    "no folder": ({"test": "images/none"}, "test is not a folder"),
}


@pytest.mark.parametrize(("values", "told"), CONFIGS.values(), ids=CONFIGS)
def test_a_faulty_data_yaml_is_found(dataset, values, told):
    set_config(dataset, **values)
    assert any(told in problem for problem in verify(dataset))


def test_a_data_yaml_that_is_none_or_has_no_val_is_found(dataset):
    (dataset / "data.yaml").write_text("train: images/train\nnames: {0: Ann, 1: Bob}\n")
    assert verify(dataset) == ["data.yaml has no val"]
    (dataset / "data.yaml").write_text("a: [")
    assert "data.yaml is missing or damaged" in verify(dataset)


def test_an_empty_split_is_found(dataset):
    for path in [*dataset.glob("images/val/*"), *dataset.glob("labels/val/*")]:
        path.unlink()
    assert "val has no pictures" in verify(dataset)


def test_a_track_in_two_splits_is_found(dataset):
    lines = [json.loads(line) for line in (dataset / "manifest.jsonl").read_text().splitlines()]
    moved = next(line for line in lines if line["split"] == "train")
    moved["split"] = "val"
    (dataset / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    track = moved["faces"][0]["track"]
    assert f"track {track} is in both val and train" in verify(dataset)


def test_a_damaged_manifest_is_told(dataset):
    (dataset / "manifest.jsonl").write_text('{"file": \n')
    assert any("damaged" in problem for problem in verify(dataset))


def test_a_yolo_dataset_of_another_program_can_be_verified(dataset):
    for name in ("dataset.json", "manifest.jsonl"):
        (dataset / name).unlink()
    assert verify(dataset) == []


def test_a_folder_that_is_no_dataset_is_refused(tmp_path):
    with pytest.raises(ExportError, match="no dataset"):
        verify(tmp_path)
    (tmp_path / "dataset.json").write_text("[]")
    with pytest.raises(ExportError, match="not written by FaceLabeler"):
        verify(tmp_path)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    story = Story()
    clip = story.source()
    story.person("Ann", clip, [0.0])
    story.face(clip, 100.0)
    write(story, tmp_path / "set", "article", options=ExportOptions(others="unknown"))
    return tmp_path / "set"


def test_the_article_layout_verifies(article):
    assert verify(article) == []


@pytest.mark.parametrize("line", ["-1 0 0 5 5", "1 0 0 5 5", "0 0 0 5", "0 0 0 500 5", "0 5 0 5 5", ""])
def test_a_line_that_does_not_fit_its_portrait_is_found(article, line):
    (article / "Face_0" / "face_1.txt").write_text(line)
    assert verify(article) == ["Face_0: face_1.txt does not fit its portrait"]


def test_a_lonely_portrait_a_missing_montage_and_labelled_noise_are_found(article):
    (article / "Face_0" / "face_1.txt").rename(article / "Noise" / "face_1.txt")
    (article / "Montage" / "Face_0.jpg").unlink()
    assert verify(article) == [
        "Face_0: face_1 has a portrait or a label, not both",
        "Face_0.jpg cannot be opened as a picture",
        "Noise holds labels, and noise has no class",
    ]


def test_montages_that_are_missing_or_damaged_are_found(tmp_path):
    write(scattered(["Ann"], shots=2), tmp_path / "set", "montage")
    assert verify(tmp_path / "set") == []
    (tmp_path / "set" / "Ann.jpg").write_bytes(b"")
    assert verify(tmp_path / "set") == ["Ann.jpg cannot be opened as a picture"]
    (tmp_path / "set" / "Ann.jpg").unlink()
    assert verify(tmp_path / "set") == ["there is no montage"]
