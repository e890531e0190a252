"""Counts, times and titles in words, as they stand on cards, badges and rows."""

from __future__ import annotations

from facelabeler.core.entities import ClusterId, Face
from facelabeler.core.project import Project
from facelabeler.core.words import clock, exact_clock
from facelabeler.ui.i18n import number, tr, trn

__all__ = [
    "cards_text",
    "clock",
    "cluster_title",
    "exact_clock",
    "face_title",
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


def face_title(face: Face) -> str:
    """`Face 12 at 0:03`."""
    return tr("Face %1 at %2", str(face.id), clock(face.time))


def cluster_title(project: Project, cluster: ClusterId) -> str:
    """A cluster's name on screen: its person's, or `Unnamed 7`."""
    return project.name_of(cluster) or tr("Unnamed %1", str(cluster))
