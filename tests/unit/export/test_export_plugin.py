"""A format of another package: found by its entry point, written and checked like ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from footage import scattered, write

from facelabeler.core.errors import ExportError
from facelabeler.export.formats import BUILT_IN, ENTRY_POINTS, find_format, formats
from facelabeler.export.verify import verify

MODULE = """
from pathlib import Path
from facelabeler.export.formats import ExportFormat, Made

class Writer:
    def __init__(self, folder, plan):
        self.folder, self.lines = folder, []
    def add(self, picture):
        self.lines.append(f"{picture.planned.name} {len(picture.labels)}")
        return Made()
    def finish(self):
        (self.folder / "list.txt").write_text("\\n".join(self.lines))
    def close(self):
        pass

def problems(folder):
    return [] if (Path(folder) / "list.txt").is_file() else ["list.txt is missing"]

ROW = ExportFormat("names", "A list", "Names of pictures", "list_format:Writer", "list_format:problems", ("pictures",))
YOLO = ExportFormat("yolo", "Not yours", "", "list_format:Writer", "list_format:problems")
"""


@pytest.fixture
def plugin(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with two formats, one of which is called as one of ours."""
    place = tmp_path_factory.mktemp("plugin")
    (place / "list_format.py").write_text(MODULE)
    about = place / "list_format-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: list-format\nVersion: 1.0\n")
    rows = "names = list_format:ROW\nyolo = list_format:YOLO\n"
    (about / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\n{rows}")
    monkeypatch.syspath_prepend(str(place))
    return place


def test_a_package_adds_a_format_and_replaces_none_of_ours(plugin):
    assert list(formats()) == [*(row.name for row in BUILT_IN), "names"]
    assert find_format("yolo").title == "Ultralytics YOLO"


def test_its_datasets_have_a_manifest_a_card_and_a_check(plugin, tmp_path):
    write(scattered(["Ann"], shots=3), tmp_path / "set", "names", "csv")
    place = tmp_path / "set" / "names"
    assert len((place / "list.txt").read_text().splitlines()) == 9
    assert {path.name for path in place.iterdir()} > {"README.md", "index.html", "dataset.json", "manifest.jsonl"}
    assert json.loads((place / "dataset.json").read_text())["layout"] == "names"
    assert verify(tmp_path / "set") == []
    (place / "list.txt").unlink()
    assert verify(place) == ["list.txt is missing"]


def test_what_its_check_finds_stops_the_export(plugin, tmp_path, monkeypatch):
    import list_format

    monkeypatch.setattr(list_format, "problems", lambda folder: ["it is no good"])
    with pytest.raises(ExportError, match="A list dataset did not verify, so it was not kept: it is no good"):
        write(scattered(["Ann"], shots=3), tmp_path / "set", "names")
    assert list(tmp_path.iterdir()) == []
