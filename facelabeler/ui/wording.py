"""Counts, times and titles in words, as they stand on cards, badges and rows."""

from __future__ import annotations

from facelabeler.core.entities import ClusterId
from facelabeler.core.project import Project
from facelabeler.ui.i18n import number, tr, trn

__all__ = [
    "cards_text",
    "clock",
    "cluster_title",
    "exact_clock",
    "faces_text",
    "number",
    "sizes",
    "tr",
    "tracks_text",
    "trn",
]


def faces_text(count: int) -> str:
    """`1 face`, `96 faces`."""
    return trn("%n face", "%n faces", count)


def cards_text(count: int) -> str:
    """`1 card`, `12 cards`."""
    return trn("%n card", "%n cards", count)


def tracks_text(count: int) -> str:
    """`1 track`, `12 tracks`."""
    return trn("%n track", "%n tracks", count)


def sizes(faces: int, tracks: int) -> str:
    """`96 faces · 12 tracks`; photos have no tracks (0)."""
    return f"{faces_text(faces)}  ·  {tracks_text(tracks)}" if tracks else faces_text(faces)


def clock(seconds: float) -> str:
    """A time in the footage: `0:03`, `12:40`, `1:02:07`."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def exact_clock(seconds: float) -> str:
    """The same with tenths: `0:49.0`."""
    tenths = round(seconds * 10)
    return f"{clock(tenths // 10)}.{tenths % 10}"


def cluster_title(project: Project, cluster: ClusterId) -> str:
    """A cluster's name on screen: its person's, or `Unnamed 7`."""
    return project.name_of(cluster) or tr("Unnamed %1", str(cluster))
