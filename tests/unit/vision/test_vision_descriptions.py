"""Descriptions of models: what they may say, and what is told when they say something else."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from pathlib import Path

import pytest

from facelabeler.core.errors import ModelError
from facelabeler.vision.descriptions import LARGEST_DESCRIPTION, read_description
from facelabeler.vision.families import FAMILIES, Feeding, Finding

HASH = "ab" * 32


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> str:
    path = written(folder, text)
    with pytest.raises(ModelError) as caught:
        read_description(path)
    assert caught.value.file == str(path)
    assert caught.value.advice
    return str(caught.value)


def test_a_short_description_takes_everything_else_from_its_family(tmp_path: Path) -> None:
    found = read_description(written(tmp_path, 'family = "yunet"\nlicence = "MIT"'))
    assert (found.name, found.title, found.kind) == ("mine", "mine", "detector")
    assert found.file == tmp_path / "mine.onnx"
    assert found.feeding == Feeding("bgr", 0, 1)
    assert found.finding == FAMILIES["yunet"].finding
    assert found.apart is None


def test_a_long_description_says_everything_itself(tmp_path: Path) -> None:
    found = read_description(
        written(
            tmp_path,
            f'''family = "scrfd"
            name = "scrfd-2.5g"
            title = "SCRFD 2.5G"
            version = "2021"
            licence = "for research only"
            file = "det_2.5g.onnx"
            sha256 = "{HASH.upper()}"
            colours = "bgr"
            mean = 100
            std = 57.5
            threshold = 0.4
            overlap = 0.5
            smallest = 24''',
        )
    )
    assert (found.name, found.title, found.version) == ("scrfd-2.5g", "SCRFD 2.5G", "2021")
    assert (found.licence, found.file.name, found.sha256) == ("for research only", "det_2.5g.onnx", HASH)
    assert found.feeding == Feeding("bgr", 100, 57.5)
    assert found.finding == Finding(0.4, 0.5, 24)


@pytest.mark.parametrize(
    ("entries", "apart"),
    [
        ('family = "sface"', 1.128),
        ('family = "sface"\ndistance = 1.0', 1.0),
        ('family = "arcface"\ncosine = 0.28', sqrt(1.44)),
    ],
)
def test_an_encoder_says_from_where_on_two_people_are_told_apart(entries: str, apart: float, tmp_path: Path) -> None:
    found = read_description(written(tmp_path, f'licence = "MIT"\n{entries}'))
    assert found.kind == "encoder"
    assert found.apart == pytest.approx(apart)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "lacks 'family'"),
        ('family = "yunet"', "lacks 'licence'"),
        ('family = "yolo"\nlicence = "MIT"', "Give one of yunet, scrfd, sface, arcface"),
        ('family = ["yunet"]\nlicence = "MIT"', "family cannot be"),
        ('family = "yunet"\nlicence = ""', "a line of text in quotes"),
        ('family = "yunet"\nlicence = "MIT"\nname = "My Model"', "small letters, digits"),
        ('family = "yunet"\nlicence = "MIT"\nfile = "../other.onnx"', "without a folder"),
        ('family = "yunet"\nlicence = "MIT"\nfile = "C:other.onnx"', "without a folder"),
        ('family = "yunet"\nlicence = "MIT"\nsha256 = "abc"', "64 hexadecimal digits"),
        ('family = "yunet"\nlicence = "MIT"\nthreshold = 2', "a number from 0.01 to 1"),
        ('family = "yunet"\nlicence = "MIT"\nthreshold = true', "a number from 0.01 to 1"),
        ('family = "yunet"\nlicence = "MIT"\nmean = nan', "a number from -1000 to 1000"),
        ('family = "yunet"\nlicence = "MIT"\nstd = 0', "std cannot be 0"),
        ('family = "yunet"\nlicence = "MIT"\ncolours = "grey"', "Give one of rgb, bgr"),
        ('family = "yunet"\nlicence = "MIT"\ncosine = 0.3', "has no entry 'cosine'"),
        ('family = "sface"\nlicence = "MIT"\nthreshold = 0.3', "has no entry 'threshold'"),
        ('family = "sface"\nlicence = "MIT"\ncosine = 0.3\ndistance = 1', "both distance and cosine"),
        ('family = "arcface"\nlicence = "MIT"', "Add a line cosine"),
        ("family = yunet", "is no TOML file"),
        ("x = " + "[" * 5000, "is no TOML file"),
        ("#" * (LARGEST_DESCRIPTION + 1), "is too long"),
    ],
)
def test_what_is_wrong_in_a_description_is_named(text: str, told: str, tmp_path: Path) -> None:
    assert told in refused(tmp_path, text)


def test_a_file_whose_name_is_no_models_name_has_to_tell_one(tmp_path: Path) -> None:
    path = tmp_path / "My Model.toml"
    path.write_text('family = "yunet"\nlicence = "MIT"', encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be called 'My Model'") as refused:
        read_description(path)
    assert "Add a line name" in refused.value.advice
    path.write_text('family = "yunet"\nlicence = "MIT"\nname = "mine"', encoding="utf-8")
    assert read_description(path).name == "mine"


def test_bytes_that_are_no_text_are_no_description(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(ModelError, match="is no TOML file"):
        read_description(path)


def test_a_description_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        read_description(tmp_path / "gone.toml")


def test_a_fingerprint_stands_for_the_file_and_how_it_is_fed(tmp_path: Path) -> None:
    found = read_description(written(tmp_path, 'family = "sface"\nlicence = "MIT"'))
    plain = found.fingerprint(HASH)
    assert plain == replace(found, title="Another", licence="BSD").fingerprint(HASH)
    others = [
        replace(found, feeding=replace(found.feeding, colours="bgr")),
        replace(found, feeding=replace(found.feeding, std=2.0)),
        replace(found, apart=1.0),
    ]
    assert len({plain, found.fingerprint("cd" * 32), *(other.fingerprint(HASH) for other in others)}) == 5
