"""Names that are paths, formulas, YAML words, device names or invisible: every format survives each of them."""

from __future__ import annotations

import csv
import json
import os
import shutil
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import numpy as np
import yaml
from footage import Story, scattered, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facelabeler.export.csv_table import cell, name_in
from facelabeler.export.formats import formats
from facelabeler.export.names import comparable
from facelabeler.export.plan import ExportClass
from facelabeler.export.verify import verify
from facelabeler.export.xml_names import ILLEGAL, LONGEST, xml_names

HOSTILE = [
    "../../x", "..", ".", "/etc/passwd", "C:\\Windows\\x", "CON", "nul.txt", "a/b", "a\\b", "a:b",
    "trailing...", "trailing ", " leading", "no", "null", "~", "1e3", "0x10", "- a", "a: b", "{a: b}",
    "=cmd()", "+1", "@x", "-2", "'=quoted", "\t=tab", "Zoë", "zoe\u0308", "ZOË", "\u202egpj.exe", "\u200b",
    "👩‍👩‍👧", "<script>alert(1)</script>", "a|b`c`", '"&<>\'', "n" * 400, "é" * 300, "line\nbreak", "\x00",
    "\x1b[31m", "\ufffe", "unknown", "not-a-face", "face", "background", "train", "images", "README.md",
    "readme.MD", "pairs.txt", "$(rm -rf x)", "%2e%2e", ".hidden", "#", "a,b;c\td", "\u2028", "ſ", "s", "K",
    "K",
]  # fmt: skip

names = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120),
    st.text("aAéÉ\u0301ßſIıİ./\\:=-'\"<&|\n\t ", min_size=1, max_size=8),
)


def told(people: list[str]) -> Story:
    """Everybody in a shot of their own, beside three people who fill train, val and test."""
    story = scattered(["A1", "A2"], shots=8, frames=1)
    clip = next(iter(story.project.sources))
    for k, name in enumerate(people):
        story.person(name, clip, [1000.0 + 60 * k])
    return story


class Text(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.texts.append(data)


def inside(folder: Path) -> list[Path]:
    """Every file and folder below, none of which is a link or leads out."""
    found = [Path(place) / name for place, folders, files in os.walk(folder) for name in (*folders, *files)]
    assert not any(path.is_symlink() for path in found)
    assert all(path.resolve().is_relative_to(folder.resolve()) for path in found)
    return found


def check_everything(place: Path, people: list[str]) -> None:
    story = told(people)
    write(story, place / "set", *formats())
    assert [path.name for path in place.iterdir()] == ["set"]
    everybody = [person.name for person in story.project.people.values()]
    paths = inside(place / "set")
    for path in paths:
        assert len(path.name.encode()) <= 160
        assert path.name not in ("", ".", "..")
    for name in formats():
        dataset = json.loads((place / "set" / name / "dataset.json").read_text(encoding="utf-8"))
        assert [row["name"] for row in dataset["classes"]] == everybody
        folders = [row["folder"] for row in dataset["classes"]]
        assert len({comparable(folder) for folder in folders}) == len(everybody)
    own_names_come_back(place / "set", everybody)
    assert verify(place / "set") == []


def own_names_come_back(place: Path, everybody: list[str]) -> None:
    """Formats that hold real names give them back letter by letter, to their own readers."""
    assert list(yaml.safe_load((place / "yolo" / "data.yaml").read_text("ascii"))["names"].values()) == everybody
    coco = json.loads((place / "coco" / "annotations" / "instances_train.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in coco["categories"]] == everybody
    with (place / "csv" / "faces.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {int(row["class"]): name_in(row["name"]) for row in rows} == dict(enumerate(everybody))
    assert not any(row["name"][0] in "=+-@\t\r" for row in rows)
    lines = (place / "jsonl" / "train" / "metadata.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    objects = [json.loads(line)["objects"] for line in lines]
    for one in objects:
        assert one["name"] == [everybody[index] for index in one["category"]]
    with np.load(place / "encodings" / "encodings.npz", allow_pickle=False) as read:
        assert read["names"].tolist() == [name.rstrip("\0") for name in everybody]  # NumPy's texts end so
    labels = Xml.parse(place / "cvat" / "annotations.xml").findall("meta/task/labels/label/name")
    assert len({label.text for label in labels}) == len(everybody)
    for name in ("imagefolder/train", "yolo/crops", "lfw"):
        assert sum(path.is_dir() for path in (place / name).iterdir()) == len(everybody)
    page = Text()
    page.feed((place / "yolo" / "index.html").read_text(encoding="utf-8"))
    assert "script" not in page.tags
    assert "<script" not in (place / "yolo" / "README.md").read_text(encoding="utf-8")


def test_every_hostile_name_there_is_at_once(tmp_path):
    check_everything(tmp_path, list(dict.fromkeys(HOSTILE)))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(names, min_size=1, max_size=6, unique=True))
def test_any_names_come_back_and_every_path_stays_inside(tmp_path_factory, people):
    place = tmp_path_factory.mktemp("names")
    check_everything(place, people)
    shutil.rmtree(place)


@given(names)
def test_a_cell_gives_its_name_back_and_is_no_formula(name):
    assert name_in(cell(name)) == name
    assert cell(name)[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_a_plain_name_is_a_plain_cell():
    assert [cell(name) for name in ("Ann", "'t Hooft", "O'Hara", "=1", "'=1")] == [
        "Ann",
        "'t Hooft",
        "O'Hara",
        "'=1",
        "''=1",
    ]


@given(st.lists(names, min_size=1, max_size=8, unique=True))
def test_xml_names_are_distinct_legal_and_short(people):
    rows = [ExportClass(index, name, f"folder{index}", None) for index, name in enumerate(people)]
    given_out = xml_names(rows)
    assert len(set(given_out)) == len(people)
    assert all(0 < len(name) <= LONGEST and not ILLEGAL.search(name) for name in given_out)
    assert all(Xml.fromstring(Xml.tostring(made)).get("name") == made.get("name") for made in map(_element, given_out))


def _element(name: str) -> Xml.Element:
    return Xml.Element("label", {"name": name})
