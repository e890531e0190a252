"""The card as one HTML page: no script, no network, pictures inside."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import PureWindowsPath
from typing import Any, Final

from facelabeler.core.entities import SourceId, SourceKind
from facelabeler.export.card import charts, words
from facelabeler.export.card.portraits import Portraits
from facelabeler.export.montages import TILE_HEIGHT, TILE_WIDTH
from facelabeler.export.options import SPLITS, Split
from facelabeler.export.plan import ExportPlan

MOST_LANES: Final = 60
"""Sources with a lane of their own; the table has them all."""

STYLE: Final = """
:root { color-scheme: light dark; --train: #1f5fbf; --val: #a5540f; --test: #0b6f67; --line: #8884; }
@media (prefers-color-scheme: dark) { :root { --train: #86b6ff; --val: #e9a25f; --test: #5fd0c5; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
td, th { padding: .25rem .75rem .25rem 0; text-align: left; border-bottom: 1px solid var(--line); }
td { overflow-wrap: anywhere; } tr > * + * { text-align: right; } .left tr > * + * { text-align: left; }
svg { width: 100%; max-width: 40rem; display: block; margin: .5rem 0 1rem; }
svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
.train { fill: var(--train); } .val { fill: var(--val); } .test { fill: var(--test); }
.all { fill: var(--train); } .lane { fill: var(--line); }
.key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin: 0 .3em 0 1em; }
figure { margin: 0 0 1.5rem; } figcaption { font-weight: 600; overflow-wrap: anywhere; }
figure img { margin: 2px 2px 0 0; border-radius: 3px; }
code { background: var(--line); padding: .1em .3em; border-radius: 3px; }
"""

POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""A browser loads nothing for this page, whatever a name in it may say."""


def page(dataset: Mapping[str, Any], plan: ExportPlan, portraits: Portraits | None) -> str:
    """The text of `index.html`."""
    sections = (
        ("Who is in it", f"{_key()}{_bars(dataset)}{_table(words.people(dataset))}"),
        ("Portraits", "".join(_portraits(dataset, portraits)) if portraits else ""),
        ("How large the faces are", charts.histogram("Shorter side of the boxes", _sides(plan), "px")),
        ("How good they are", charts.histogram("Quality of the faces", _qualities(plan), "")),
        ("Where it comes from", f"{_lanes(plan)}{_table(words.sources(dataset), left=True)}"),
        ("How it was made", f"{_table(words.settings(dataset), left=True)}{_loading(dataset['layout'])}"),
        ("What to know", _list([*dataset["notices"], *words.LIMITS])),
        ("Privacy", f"<p>{escape(words.PRIVACY)}</p>"),
    )
    body = "".join(f"<section><h2>{title}</h2>{inside}</section>" for title, inside in sections if inside)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width"><title>A dataset of faces</title>'
        f"<style>{STYLE}</style></head><body><h1>A dataset of faces</h1><p>{escape(words.summary(dataset))}</p>"
        f"{body}</body></html>\n"
    )


def _bars(dataset: Mapping[str, Any]) -> str:
    return charts.bars([(row["name"], row["faces"]) for row in dataset["classes"]])


def _key() -> str:
    marks = (f'<span class="key" style="background: var(--{split})"></span>{split}' for split in SPLITS)
    return f"<p>{''.join(marks)}</p>"


def _portraits(dataset: Mapping[str, Any], portraits: Portraits) -> Iterable[str]:
    for row in dataset["classes"]:
        name = escape(row["name"])
        pictures = "".join(
            f'<img alt="{name}" width="{TILE_WIDTH // 4 * 3}" height="{TILE_HEIGHT // 4 * 3}"'
            f' src="data:image/jpeg;base64,{b64encode(data).decode()}">'
            for data in portraits.tiles.get(row["index"], ())
        )
        if pictures:
            yield f"<figure><figcaption>{name}</figcaption>{pictures}</figure>"


def _sides(plan: ExportPlan) -> list[float]:
    return [min(label.box.width, label.box.height) for _, label in plan.wanted()]


def _qualities(plan: ExportPlan) -> list[float]:
    return [label.quality for _, label in plan.wanted()]


def _lanes(plan: ExportPlan) -> str:
    marks: defaultdict[SourceId, list[tuple[float, Split]]] = defaultdict(list)
    for image in plan.images:
        marks[image.source].append((image.time, image.split))
    videos = [plan.sources[number] for number in marks if plan.sources[number].kind is SourceKind.VIDEO]
    rows = [(PureWindowsPath(row.path).name, row.duration, marks[row.id]) for row in videos[:MOST_LANES]]
    return charts.lanes(rows) if rows else ""


def _loading(layout: str) -> str:
    how = words.LOADING.get(layout)
    return f"<p>Open it with <code>{escape(how)}</code></p>" if how else ""


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _table(rows: words.Rows, *, left: bool = False) -> str:
    head, *others = rows
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    below = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in others)
    return f"<table{' class=left' if left else ''}><tr>{top}</tr>{below}</table>"
