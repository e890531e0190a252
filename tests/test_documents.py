"""What docs/ says of the code is true: the glossary's names exist, and the project format's tables are the schema's."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from pkgutil import resolve_name

import pytest

from facelabeler.storage.schema import APPLICATION_ID, MIGRATIONS, VERSION

DOCS = Path(__file__).parents[1] / "docs"
HOMES = ("", "core.entities.", "core.project.", "session.")
"""Where a short name in the glossary, `Face.track`, may live."""


def _code_names() -> list[str]:
    rows = [line.split("|") for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()]
    cells = [row[3] for row in rows if len(row) == 5 and row[1].strip().startswith("**")]
    assert len(cells) > 30
    return [name for cell in cells for name in re.findall(r"`([\w.]+)`", cell) if name not in ("journal", "data.yaml")]


def _exists(name: str) -> bool:
    for home in HOMES:
        try:
            resolve_name(f"facelabeler.{home}{name}")
        except (ImportError, AttributeError):
            continue
        return True
    return False


@pytest.mark.parametrize("name", sorted(set(_code_names())))
def test_name_in_the_glossary_exists(name: str) -> None:
    assert _exists(name)


def _columns_of_the_schema() -> dict[str, list[str]]:
    connection = sqlite3.connect(":memory:")
    for script in MIGRATIONS:
        connection.executescript(script)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in tables}


@pytest.mark.parametrize(("table", "columns"), _columns_of_the_schema().items())
def test_format_describes_every_column(table: str, columns: list[str]) -> None:
    text = (DOCS / "project-format.md").read_text(encoding="utf-8")
    said = "".join(re.findall(rf"`{table}`(.*?)(?=\n\n`|\n## |\Z)", text, re.DOTALL))
    assert [column for column in columns if f"`{column}`" not in said] == []


def test_format_names_the_version_and_the_application() -> None:
    text = (DOCS / "project-format.md").read_text(encoding="utf-8")
    assert f"version {VERSION} of this format" in text
    assert f"0x{APPLICATION_ID:08X}" in text


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    pages = sorted(path.name for path in (DOCS / "adr").glob("0*.md"))
    index = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    assert [int(page[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert re.findall(r"\((0\d+-[\w-]+\.md)\)", index) == pages


@pytest.mark.parametrize("page", sorted((DOCS / "adr").glob("0*.md")), ids=lambda page: page.stem)
def test_decision_says_why_what_and_what_follows(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(page.name[:4])}. ")
    assert re.findall(r"^\*\*(Situation|Decision|Follows)\.\*\*", text, re.MULTILINE) == [
        "Situation",
        "Decision",
        "Follows",
    ]
