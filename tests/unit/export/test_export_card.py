"""The card of a dataset: README.md, dataset.json and a page that opens without a network."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from footage import Story, scattered, write

from facelabeler import __version__
from facelabeler.core.entities import SourceKind
from facelabeler.export.card import PAGE, README, charts
from facelabeler.export.card.portraits import IN_ALL, MOST, Portraits
from facelabeler.export.card.words import LOADING, clock
from facelabeler.export.formats import formats
from facelabeler.export.options import ExportOptions
from facelabeler.export.planning import plan_export


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    story = scattered(["Ann", "Bob"], shots=12, frames=2)
    place = tmp_path_factory.mktemp("card") / "set"
    write(story, place, "yolo", "encodings", options=ExportOptions(seed=7, others="blur", thin=0.5))
    return place


class Page(HTMLParser):
    """What a page loads, its words and its pictures."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.loaded += [value for name, value in attrs if name in ("src", "href", "data", "action", "srcset") and value]

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_loads_nothing_and_runs_nothing(folder):
    page = Page(folder / "yolo" / PAGE)
    assert page.loaded
    assert all(url.startswith("data:image/jpeg;base64,") for url in page.loaded)
    assert not {"script", "link", "iframe", "object", "form"} & set(page.tags)
    text = (folder / "yolo" / PAGE).read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text


def test_the_page_shows_portraits_counts_plots_sources_and_settings(folder):
    page = Page(folder / "yolo" / PAGE)
    words = " ".join(page.words)
    assert page.tags.count("img") == 2 * min(MOST, 12)
    assert page.tags.count("svg") == 4
    for said in (
        "Ann",
        "Bob",
        "clip.mp4",
        "print 1",
        "0:00:00.0",
        "0:11:01.0",
        "dlib-resnet-v1",
        "Seed",
        "7",
        "Privacy",
    ):
        assert said in words


def test_a_dataset_without_pictures_has_a_page_without_portraits(folder):
    page = Page(folder / "encodings" / PAGE)
    assert "img" not in page.tags
    assert "svg" in page.tags


def test_every_chart_is_well_formed(folder):
    text = (folder / "yolo" / PAGE).read_text(encoding="utf-8")
    drawn = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(drawn) == 4
    for one in drawn:
        assert Xml.fromstring(one).find("title") is not None


def test_bars_are_as_long_as_their_counts():
    root = Xml.fromstring(charts.bars([("Ann", {"train": 30, "val": 10}), ("<Bob>", {"test": 20})]))
    wide = {rect.get("class"): float(rect.get("width", "")) for rect in root.iter("rect")}
    assert wide["train"] == pytest.approx(3 * wide["val"], abs=0.2)
    assert wide["test"] == pytest.approx(2 * wide["val"], abs=0.2)
    assert [text.text for text in root.iter("text")] == ["Ann", "40", "<Bob>", "20"]


@pytest.mark.parametrize("values", [[], [5.0], [5.0, 5.0], [1.0, 2.0, 1000.0]])
def test_a_histogram_counts_every_value(values):
    root = Xml.fromstring(charts.histogram("Sizes", values, "px"))
    heights = [float(rect.get("height", "")) for rect in root.iter("rect")]
    assert max(heights) == (charts.HEIGHT if values else 0)


def test_lanes_show_where_pictures_are_from():
    root = Xml.fromstring(
        charts.lanes([("a.mp4", 100.0, [(0.0, "train"), (100.0, "val")]), ("b.mp4", 0.0, [(0.0, "test")])])
    )
    marks = [(rect.get("class"), rect.get("x")) for rect in root.iter("rect") if rect.get("class") != "lane"]
    assert marks == [("train", "170"), ("val", "632"), ("test", "170")]


def test_the_readme_says_who_from_where_how_and_how_to_open_it(folder):
    text = (folder / "yolo" / README).read_text(encoding="utf-8")
    assert "| Ann |" in text
    assert "| All |" in text
    assert "print 1" in text
    assert LOADING["yolo"] in text
    assert re.findall("^## (.*)", text, re.MULTILINE) == [
        "Who is in it",
        "Where it comes from",
        "How it was made",
        "How to open it",
        "What to know",
        "Privacy",
    ]


def test_dataset_json_holds_hashes_time_spans_counts_settings_engine_and_versions(folder):
    dataset = json.loads((folder / "yolo" / "dataset.json").read_text(encoding="utf-8"))
    assert dataset["engine"] == {"detector": "cnn", "encoder": "dlib-resnet-v1"}
    assert dataset["made_with"] == f"FaceLabeler {__version__}"
    [source] = dataset["sources"]
    assert (source["file"], source["fingerprint"], source["first"], source["last"]) == (
        "clip.mp4",
        "print 1",
        0.0,
        661.0,
    )
    assert (dataset["options"]["seed"], dataset["options"]["others"]) == (7, "blur")
    assert sum(sum(row["faces"].values()) for row in dataset["classes"]) == 24
    assert sum(dataset["pictures"].values()) == 24


def test_where_a_source_lies_on_the_disk_is_nobodys_business(tmp_path):
    story = Story()
    story.person("Ann", story.source("/home/secret/holiday.jpg", SourceKind.PHOTO), [0.0])
    write(story, tmp_path / "set", "csv")
    for path in (tmp_path / "set").rglob("*"):
        assert not path.is_file() or b"secret" not in path.read_bytes()


def test_portraits_are_evenly_chosen_and_few_of_each_where_there_are_many_people():
    plan = plan_export(scattered(["Ann"], shots=40).project)
    chosen = sorted(Portraits(plan)._class_of)
    assert len(chosen) == MOST
    assert chosen[1] - chosen[0] == 10
    many = plan_export(scattered([f"P{k}" for k in range(IN_ALL // 2)], shots=IN_ALL, frames=2).project)
    assert len(Portraits(many)._class_of) == IN_ALL


def test_every_format_that_trainers_read_says_how_it_is_opened():
    assert set(LOADING) == set(formats()) - {"montage", "article"}


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00:00.0"), (61.25, "0:01:01.2"), (7325, "2:02:05.0")])
def test_times_are_told_as_clocks_tell_them(seconds, said):
    assert clock(seconds) == said
