"""docs/models.md says how things are: its examples are read, its tables name every family, entry and default."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from facelabeler.core.errors import ModelError
from facelabeler.vision.descriptions import read_description
from facelabeler.vision.families import FAMILIES

PAGE = (Path(__file__).parents[3] / "docs" / "models.md").read_text(encoding="utf-8")
EXAMPLES = [block for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if block.startswith("family")]


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_there_is_an_example_of_every_family() -> None:
    assert [re.findall(r'^family = "(\w+)"', block)[0] for block in EXAMPLES] == list(FAMILIES)
    assert re.findall(r"^\| `(\w+)` \|", PAGE.split("\n## ")[0], re.MULTILINE) == list(FAMILIES)


@pytest.mark.parametrize("example", EXAMPLES, ids=list(FAMILIES))
def test_examples_are_read_as_they_stand(example: str, tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    assert read_description(path).file.suffix == ".onnx"


def test_the_table_names_every_entry(tmp_path: Path) -> None:
    entries: set[str] = set()
    for family in ("yunet", "sface"):
        path = tmp_path / "x.toml"
        path.write_text(f'family = "{family}"\nlicence = "MIT"\nunknown = 1', encoding="utf-8")
        with pytest.raises(ModelError) as refused:
            read_description(path)
        entries |= set(refused.value.advice.removeprefix("It may have ").split(", "))
    first_cells = re.findall(r"^\| (`.*?) \|", section("What a description may say"), re.MULTILINE)
    assert {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)} == entries


@pytest.mark.parametrize("family", ["yunet", "scrfd"])
def test_the_table_names_the_defaults(family: str) -> None:
    finding = FAMILIES[family].finding
    assert finding is not None
    table = section("What a description may say")
    assert f"{finding.threshold:g} for `{family}`" in table
    assert f"| {finding.smallest:g} |" in table
    assert f"{finding.overlap:g}" in table
