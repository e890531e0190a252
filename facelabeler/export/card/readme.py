"""The card as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from facelabeler.export.card import words

SPECIAL: Final = re.compile(r"(^[-+#]|[\\`*_\[\]|~])")
"""What Markdown would read as more than itself."""


def readme(dataset: Mapping[str, Any]) -> str:
    """The text of `README.md`."""
    parts = [
        "# A dataset of faces",
        words.summary(dataset),
        "## Who is in it",
        _table(words.people(dataset)),
        "## Where it comes from",
        _table(words.sources(dataset)),
        "## How it was made",
        _table(words.settings(dataset)),
        *_loading(dataset["layout"]),
        "## What to know",
        "\n".join(f"- {_plain(line)}" for line in [*dataset["notices"], *words.LIMITS]),
        "## Privacy",
        words.PRIVACY,
    ]
    return "\n\n".join(parts) + "\n"


def _loading(layout: str) -> list[str]:
    how = words.LOADING.get(layout)
    return ["## How to open it", f"```\n{how}\n```"] if how else []


def _table(rows: words.Rows) -> str:
    head, *others = rows
    lines = [_line(head), _line(["---"] * len(head), plain=False), *(_line(row) for row in others)]
    return "\n".join(lines)


def _line(cells: Sequence[str], *, plain: bool = True) -> str:
    return f"| {' | '.join(_plain(cell) if plain else cell for cell in cells)} |"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return escape(SPECIAL.sub(r"\\\1", " ".join(text.split())), quote=False)
