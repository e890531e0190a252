"""Two kinds of charts as SVG, in a few lines and without a library: what docs/clustering.md shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 640, 64, 16, 34, 40
COLOURS = ("#4c78a8", "#e4572e", "#72b7b2", "#b279a2")
STYLE = "text{font:12px sans-serif;fill:#777}.t{font-weight:bold}line{stroke:#999}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical line in a histogram, with a word beside it."""

    at: float
    text: str


def histogram(
    title: str, axis: str, low: float, high: float, series: Mapping[str, Sequence[float]], marks: Sequence[Mark] = ()
) -> str:
    """Shares, one a bin from `low` to `high`, of several series as steps over each other."""
    height, inner = 240, WIDTH - LEFT - RIGHT
    floor, tall = height - BOTTOM, height - TOP - BOTTOM
    most = max((share for shares in series.values() for share in shares), default=1) or 1
    parts = [_text(LEFT, 20, title, "t"), _line(LEFT, floor, WIDTH - RIGHT, floor)]
    for k in range(6):
        x = LEFT + inner * k / 5
        parts += [_line(x, floor, x, floor + 4), _text(x - 10, floor + 18, f"{low + (high - low) * k / 5:.2f}")]
    parts.append(_text(LEFT + inner / 2 - 3 * len(axis), height - 6, axis))
    for number, (name, shares) in enumerate(series.items()):
        step, colour = inner / len(shares), COLOURS[number]
        points = [f"{LEFT},{floor}"]
        for k, share in enumerate(shares):
            y = floor - tall * share / most
            points += [f"{LEFT + k * step:.1f},{y:.1f}", f"{LEFT + (k + 1) * step:.1f},{y:.1f}"]
        path = " ".join([*points, f"{WIDTH - RIGHT},{floor}"])
        parts.append(f'<polygon points="{path}" fill="{colour}" fill-opacity=".3" stroke="{colour}"/>')
        parts += [_box(WIDTH - 190, TOP + 16 * number, 10, 10, colour), _text(WIDTH - 174, TOP + 9 + 16 * number, name)]
    for mark in marks:
        x = LEFT + inner * (mark.at - low) / (high - low)
        parts += [_line(x, TOP, x, floor, dashed=True), _text(x + 4, TOP + 10, mark.text)]
    return _picture(height, parts)


def bars(title: str, rows: Mapping[str, float], floor: float = 0.0) -> str:
    """One bar a row with its number; a dashed line at `floor`."""
    inner, height = WIDTH - 180 - 60, TOP + 26 * len(rows) + 12
    most = max(rows.values(), default=1) or 1
    parts = [_text(16, 20, title, "t")]
    for number, (name, value) in enumerate(rows.items()):
        y = TOP + 26 * number
        parts += [_text(16, y + 14, name), _box(180, y, inner * value / most, 18, COLOURS[bool(number)])]
        parts.append(_text(186 + inner * value / most, y + 14, f"{value:.2f}"))
    if floor:
        x = 180 + inner * floor / most
        parts.append(_line(x, TOP - 4, x, height - 10, dashed=True))
    return _picture(height, parts)


def _picture(height: float, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}">'
    return "\n".join([head, f"<style>{STYLE}</style>", *parts, "</svg>", ""])


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{escape(text)}</text>'


def _line(x: float, y: float, to_x: float, to_y: float, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"{dash}/>'


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'
