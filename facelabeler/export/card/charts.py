"""Small charts as SVG: nothing is loaded, nothing runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from facelabeler.export.options import SPLITS, Split

WIDTH: Final = 640
NAMES: Final = 170
"""Pixels for the names at the left of bars and lanes."""

ROW: Final = 22
BINS: Final = 24
HEIGHT: Final = 120

Bar = tuple[str, Mapping[Split, int]]
Lane = tuple[str, float, Sequence[tuple[float, Split]]]


def bars(rows: Sequence[Bar]) -> str:
    """A bar a row, its splits side by side, the number at its end."""
    most = max((sum(counts.values()) for _, counts in rows), default=1) or 1
    room = WIDTH - NAMES - 60
    drawn = []
    for number, (name, counts) in enumerate(rows):
        top, x = number * ROW, float(NAMES)
        drawn.append(_name(name, top))
        for split in SPLITS:
            wide = room * counts.get(split, 0) / most
            if wide:
                drawn.append(f'<rect class="{split}" x="{x:.1f}" y="{top + 4}" width="{wide:.1f}" height="{ROW - 8}"/>')
            x += wide
        drawn.append(f'<text x="{x + 6:.1f}" y="{top + ROW - 7}">{sum(counts.values()):,}</text>')
    return _svg("Faces of each class in each split", len(rows) * ROW, drawn)


def histogram(title: str, values: Sequence[float], unit: str) -> str:
    """How often which value is there; the highest bar says how many it holds."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    step = (high - low) / BINS or 1.0
    counts = [0] * BINS
    for value in values:
        counts[min(BINS - 1, int((value - low) / step))] += 1
    most, wide = max(counts) or 1, WIDTH / BINS
    drawn = [
        f'<rect class="all" x="{place * wide + 1:.1f}" y="{HEIGHT - HEIGHT * count / most:.1f}" '
        f'width="{wide - 2:.1f}" height="{HEIGHT * count / most:.1f}"/>'
        for place, count in enumerate(counts)
    ]
    drawn.append(f'<text x="0" y="{HEIGHT + 16}">{low:,.4g} {escape(unit)}</text>')
    drawn.append(f'<text x="{WIDTH}" y="{HEIGHT + 16}" text-anchor="end">{high:,.4g} {escape(unit)}</text>')
    return _svg(title, HEIGHT + 20, drawn)


def lanes(rows: Sequence[Lane]) -> str:
    """A lane a source: where in its duration (seconds) pictures were taken, and for which split."""
    room = WIDTH - NAMES - 8
    drawn = []
    for number, (name, duration, marks) in enumerate(rows):
        top = number * ROW
        drawn.append(_name(name, top))
        drawn.append(f'<rect class="lane" x="{NAMES}" y="{top + 10}" width="{room}" height="2"/>')
        places = {(round(room * min(1.0, time / duration if duration else 0)), split) for time, split in marks}
        drawn += [
            f'<rect class="{split}" x="{NAMES + x}" y="{top + 4}" width="2" height="{ROW - 8}"/>'
            for x, split in sorted(places)
        ]
    return _svg("Where in each source the pictures are from", len(rows) * ROW, drawn)


def _name(name: str, top: int) -> str:
    short = name if len(name) <= 24 else f"{name[:23]}…"
    return f'<text x="{NAMES - 8}" y="{top + ROW - 7}" text-anchor="end">{escape(short)}</text>'


def _svg(title: str, height: int, drawn: Sequence[str]) -> str:
    inside = "".join(drawn)
    return (
        f'<svg viewBox="0 0 {WIDTH} {max(height, 1)}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{inside}</svg>"
    )
