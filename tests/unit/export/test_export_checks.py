"""Every rule of every format: a dataset with one fault is found out, and told in a sentence."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from footage import scattered, write

from facelabeler.export.formats import formats
from facelabeler.export.metadata import DATASET, MANIFEST
from facelabeler.export.verify import verify

Fault = Callable[[Path], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "set"
    write(scattered(["Ann", "Bob"], shots=12, frames=2), folder, *formats())
    return folder


@pytest.fixture
def dataset(whole: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the dataset of a format, without our own records: only the format's rules count."""

    def copy(name: str) -> Path:
        shutil.copytree(whole / name, tmp_path / "set")
        for file in (DATASET, MANIFEST):
            (tmp_path / "set" / file).unlink()
        return tmp_path / "set"

    return copy


def first(folder: Path, pattern: str) -> Path:
    return sorted(folder.glob(pattern))[0]


def changed(pattern: str, old: str, new: str) -> Fault:
    """Replace the first place that fits `old`, in the first file that fits `pattern`."""

    def fault(folder: Path) -> None:
        path = first(folder, pattern)
        text = path.read_text(encoding="utf-8")
        assert re.search(old, text)
        path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")

    return fault


def removed(pattern: str) -> Fault:
    return lambda folder: first(folder, pattern).unlink()


def cut(pattern: str) -> Fault:
    def fault(folder: Path) -> None:
        path = first(folder, pattern)
        path.write_bytes(path.read_bytes()[:-9])

    return fault


def doubled(pattern: str, line: int = -1) -> Fault:
    """Write a line of the first file that fits a second time."""

    def fault(folder: Path) -> None:
        path = first(folder, pattern)
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([*lines, lines[line]]), encoding="utf-8")

    return fault


def in_json(pattern: str, change: Callable[[dict], object]) -> Fault:
    def fault(folder: Path) -> None:
        path = first(folder, pattern)
        data = json.loads(path.read_text(encoding="utf-8"))
        change(data)
        path.write_text(json.dumps(data), encoding="utf-8")

    return fault


def in_arrays(**arrays: Callable[[np.ndarray], np.ndarray]) -> Fault:
    def fault(folder: Path) -> None:
        with np.load(folder / "encodings.npz") as file:
            kept = dict(file)
        np.savez(folder / "encodings.npz", **kept | {name: change(kept[name]) for name, change in arrays.items()})

    return fault


def in_table(**cells: str) -> Fault:
    def fault(folder: Path) -> None:
        with (folder / "faces.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0] |= cells
        with (folder / "faces.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)

    return fault


def pickled(folder: Path) -> None:
    np.savez(folder / "encodings.npz", encodings=np.array([{"a": 1}], dtype=object))


TRAIN = "annotations/instances_train.json"

FAULTS: dict[str, list[tuple[Fault, str]]] = {
    "coco": [
        (in_json(TRAIN, lambda data: data["images"].append(data["images"][0])), "image id 1 is there twice"),
        (in_json(TRAIN, lambda data: data["annotations"].append(data["annotations"][0])), "annotation id 1 is there"),
        (in_json(TRAIN, lambda data: data["annotations"][0].update(image_id=999)), "is of no image"),
        (in_json(TRAIN, lambda data: data["annotations"][0].update(category_id=9)), "has no category"),
        (in_json(TRAIN, lambda data: data["annotations"][0].update(bbox=[300, 0, 40, 40])), "sticks out"),
        (in_json(TRAIN, lambda data: data["annotations"][0].update(bbox=[0, 0, 0, 40])), "is none"),
        (in_json(TRAIN, lambda data: data["annotations"][0].update(bbox=[0, 0, float("nan"), 4])), "is none"),
        (in_json(TRAIN, lambda data: data["annotations"][0].update(area=1)), "wrong area"),
        (in_json(TRAIN, lambda data: data["annotations"].clear()), "there is no annotation"),
        (in_json(TRAIN, lambda data: data["images"][0].update(width=1)), "has another size"),
        (in_json(TRAIN, lambda data: data["images"][0].update(file_name="../../val/x.jpg")), "is not in train"),
        (in_json(TRAIN, lambda data: data["images"].pop()), "is not listed"),
        (in_json(TRAIN, lambda data: data["categories"][0].update(name="Bob")), "different categories"),
        (in_json(TRAIN, lambda data: data["categories"][0].update(name="Bob")), "category 'Bob' is there twice"),
        (in_json(TRAIN, lambda data: data.pop("categories")), "is damaged"),
        (cut(TRAIN), "missing or damaged"),
        (removed(TRAIN), "instances_train.json is missing"),
        (cut("images/train/*"), "is cut off"),
    ],
    "voc": [
        (doubled("ImageSets/Main/train.txt"), "listed twice"),
        (removed("ImageSets/Main/train.txt"), "train.txt is missing"),
        (removed("JPEGImages/*"), "has no picture"),
        (removed("Annotations/*"), "xml is missing or damaged"),
        (cut("Annotations/*"), "xml is missing or damaged"),
        (removed("ImageSets/Main/val.txt"), "is in no split"),
        (changed("Annotations/*", "<xmin>1<", "<xmin>0<"), "sticks out"),
        (changed("Annotations/*", "<xmax>.*<", "<xmax>321<"), "sticks out"),
        (changed("Annotations/*", "<width>320<", "<width>640<"), "gives another size"),
        (changed("Annotations/*", "<name>Ann<", "<name>Cy<"), "'Cy' is no class"),
        (changed("Annotations/*", "<filename>.*<", "<filename>x<"), "names another picture"),
        (changed("Annotations/*", r"(?s)<object>.*</object>", ""), "has no object"),
        (changed("Annotations/*", "<annotation>", "<!DOCTYPE a [<!ENTITY b 'c'>]><annotation>"), "defines entities"),
        (doubled("labelmap.txt"), "names Bob twice"),
        (changed("labelmap.txt", "Ann:", "Ann"), "is no label"),
    ],
    "cvat": [
        (changed("annotations.xml", "<size>24<", "<size>23<"), "counts its images wrongly"),
        (changed("annotations.xml", 'id="1" name', 'id="0" name'), "image id 0 is there twice"),
        (changed("annotations.xml", 'label="Ann"', 'label="Cy"'), "'Cy' is no label"),
        (changed("annotations.xml", 'xbr="[0-9.]+"', 'xbr="999"'), "sticks out"),
        (changed("annotations.xml", 'xbr="[0-9.]+"', 'xbr="wide"'), "is none"),
        (changed("annotations.xml", 'width="320"', 'width="32"'), "another size"),
        (changed("annotations.xml", "<name>Ann<", "<name>Bob<"), "label 'Bob' is there twice"),
        (changed("annotations.xml", "<version>1.1<", "<version>9<"), "not of CVAT's version"),
        (removed("images/train/*"), "is not in images"),
        (cut("annotations.xml"), "missing or damaged"),
    ],
    "cvat-video": [
        (removed("train/*/images/frame_000001.jpg"), "not numbered from 0"),
        (changed("train/*/annotations.xml", "<size>.*?<", "<size>1<"), "counts its frames wrongly"),
        (changed("train/*/annotations.xml", 'frame="0"', 'frame="900"'), "do not rise, or are not there"),
        (changed("train/*/annotations.xml", 'xtl="[0-9.]+"', 'xtl="-1"'), "sticks out"),
        (changed("train/*/annotations.xml", 'outside="1"', 'outside="0"'), "it never ends"),
        (changed("train/*/annotations.xml", 'label="Ann"', 'label="Cy"'), "'Cy' is no label"),
        (lambda folder: [path.unlink() for path in folder.glob("*/*/*.xml")], "there is no sequence"),
    ],
    "mot": [
        (removed("train/*/img1/000001.jpg"), "not numbered from 000001"),
        (changed("train/*/seqinfo.ini", "seqLength=.*", "seqLength=1"), "another length or size"),
        (changed("train/*/seqinfo.ini", "imWidth=320", "imWidth=32"), "another length or size"),
        (cut("train/*/seqinfo.ini"), "not numbered from 000001"),
        (doubled("train/*/gt/gt.txt", 0), "1 is twice in frame 1"),
        (changed("train/*/gt/gt.txt", "^1,", "0,"), "is no box"),
        (changed("train/*/gt/gt.txt", "^1,1,", "1,0,"), "is no box"),
        (changed("train/*/gt/gt.txt", "^1,1,1,", "1,1,0,"), "is no box"),
        (changed("train/*/gt/gt.txt", ",1,1\n", ",9,1\n"), "is no box"),
        (changed("train/*/gt/gt.txt", ",1,1\n", ",1\n"), "is no box"),
        (changed("train/*/gt/gt.txt", r"(?s).*", ""), "gt.txt is empty"),
        (lambda folder: [path.unlink() for path in folder.glob("*/*/*.ini")], "there is no sequence"),
    ],
    "imagefolder": [
        (lambda folder: shutil.rmtree(folder / "val" / "Ann"), "val has other classes than train"),
        (lambda folder: (folder / "test" / "Cy").mkdir(), "test has other classes than train"),
        (lambda folder: [path.unlink() for path in folder.glob("train/Ann/*")], "Ann has no pictures to learn from"),
        (lambda folder: (folder / "train" / "Ann" / "notes.txt").touch(), "notes.txt is no picture"),
        (lambda folder: (folder / "train" / "stray.jpg").touch(), "stray.jpg is in no class"),
        (cut("train/Ann/*"), "is cut off"),
        (lambda folder: shutil.rmtree(folder / "train" / "Ann"), "has other classes"),
    ],
    "yolo-classify": [
        (lambda folder: [shutil.rmtree(folder / split) for split in ("val", "test")], "neither val nor test"),
    ],
    "lfw": [
        (removed("Ann/Ann_0001.*"), "Ann: its faces are not numbered"),
        (changed("pairs.txt", "^[0-9]+", "99"), "does not hold as many pairs"),
        (changed("pairs.txt", "^.*", "many"), "first line does not say"),
        (changed("pairsDevTrain.txt", "Ann\t[0-9]+\t", "Ann\t999\t"), "is no pair of faces"),
        (changed("pairsDevTrain.txt", "\nAnn\t", "\nCy\t"), "is no pair of faces"),
        (doubled("pairs.txt"), "is there twice"),
        (doubled("train_list.txt"), "listed twice"),
        (changed("train_list.txt", "Ann_0", "Ann_9"), "is listed and not there"),
        (changed("people.txt", "Ann\t[0-9]+", "Ann\t1"), "counts the faces of Ann wrongly"),
        (removed("val_list.txt"), "do not name every face"),
        (cut("Ann/*"), "is cut off"),
    ],
    "csv": [
        (in_table(right="999"), "line 2 has a box that is none, or sticks out"),
        (in_table(left="-1"), "line 2 has a box"),
        (in_table(**{"class": "x"}), "line 2 has no class"),
        (in_table(name="Cy"), "class 0 has two names"),
        (in_table(**{"class": "7"}), "'Ann' is two classes"),
        (in_table(file="../x.jpg"), "../x.jpg is not there"),
        (in_table(width="1"), "has another size"),
        (in_table(split="none"), "'none' is no split"),
        (doubled("faces.csv"), "is there twice"),
        (changed("faces.csv", "^file", "path"), "does not have the columns"),
        (changed("faces.csv", "$", "1,2\n"), "rows of another length"),
        (removed("faces.csv"), "missing or damaged"),
        (cut("images/train/*"), "is cut off"),
    ],
    "jsonl": [
        (changed("train/metadata.jsonl", r'\[\[0, ', "[[-5, "), "sticks out"),
        (changed("train/metadata.jsonl", '"category": \\[', '"category": [0, '), "of different length"),
        (changed("train/metadata.jsonl", '"category": \\[0', '"category": [-1'), "a category is no number"),
        (changed("train/metadata.jsonl", '"width": 320', '"width": 2'), "another size"),
        (changed("train/metadata.jsonl", '"file_name": "', '"file_name": "x'), "is not there"),
        (changed("train/metadata.jsonl", "^{", ""), "line 1 is damaged"),
        (doubled("train/metadata.jsonl"), "is there twice"),
        (changed("train/metadata.jsonl", "^.*\n", ""), "has no line"),
        (cut("train/*.jpg"), "is cut off"),
    ],
    "encodings": [
        (in_arrays(encodings=lambda rows: rows.ravel()), "not an array of float32"),
        (in_arrays(encodings=lambda rows: rows[:0]), "not an array of float32"),
        (in_arrays(encodings=lambda rows: rows.astype(float)), "not an array of float32"),
        (in_arrays(encodings=lambda rows: rows * np.nan), "not a number"),
        (in_arrays(encodings=lambda rows: rows * 0), "is empty"),
        (in_arrays(labels=lambda rows: rows + 5), "labels holds what names does not name"),
        (in_arrays(labels=lambda rows: rows[1:]), "labels has another length"),
        (in_arrays(faces=lambda rows: rows * 0), "a face is there twice"),
        (in_arrays(tracks=lambda rows: rows * 0), "a track is in two splits"),
        (pickled, "holds pickled objects"),
        (cut("encodings.npz"), "missing or damaged"),
    ],
}  # fmt: skip

CASES = [(name, fault, told) for name, rows in FAULTS.items() for fault, told in rows]


@pytest.mark.parametrize("name", formats())
def test_what_we_write_verifies_with_and_without_our_own_records(whole, dataset, name):
    assert verify(whole / name) == []
    if name != "montage":  # pictures in a folder say nothing of themselves
        assert verify(dataset(name)) == []


@pytest.mark.parametrize(("name", "fault", "told"), CASES, ids=[f"{name}: {told}" for name, _, told in CASES])
def test_a_fault_is_found(dataset, name, fault, told):
    folder = dataset(name)
    fault(folder)
    found = formats()[name].problems(folder)
    assert any(told in problem for problem in found), found


# -- what our own records say


def records(folder: Path, change: Callable[[list[dict]], object]) -> None:
    lines = [json.loads(line) for line in (folder / MANIFEST).read_text().splitlines()]
    change(lines)
    (folder / MANIFEST).write_text("".join(json.dumps(line) + "\n" for line in lines))


@pytest.mark.parametrize("name", formats())
def test_a_track_in_two_splits_is_found_in_every_format(whole, tmp_path, name):
    shutil.copytree(whole / name, tmp_path / "set")
    records(
        tmp_path / "set", lambda lines: next(line for line in lines if line["split"] == "train").update(split="val")
    )
    found = verify(tmp_path / "set")
    assert any(re.fullmatch(r"track \d+ is in both (train and val|val and train)", problem) for problem in found)
    assert any("does not count the pictures of each split" in problem for problem in found)


def test_files_that_the_manifest_lists_must_be_there(whole, tmp_path):
    shutil.copytree(whole / "lfw", tmp_path / "set")
    records(tmp_path / "set", lambda lines: lines[0]["faces"][0].update(file="../elsewhere.jpg"))
    assert any("lists ../elsewhere.jpg, which is not there" in problem for problem in verify(tmp_path / "set"))


@pytest.mark.parametrize("text", ['{"file": \n', "[]\n", '{"split": "train"}\n', "\n"])
def test_a_damaged_manifest_is_told(whole, tmp_path, text):
    shutil.copytree(whole / "csv", tmp_path / "set")
    (tmp_path / "set" / MANIFEST).write_text(text)
    assert any("damaged" in problem for problem in verify(tmp_path / "set"))


def test_a_missing_manifest_is_told(whole, tmp_path):
    shutil.copytree(whole / "csv", tmp_path / "set")
    (tmp_path / "set" / MANIFEST).unlink()
    assert verify(tmp_path / "set") == [f"{MANIFEST} is missing"]
