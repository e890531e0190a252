"""Counts and times in words, as they stand on cards, badges and rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from facelabeler.core.entities import ClusterId
from facelabeler.core.project import Project

# what: (one, many); %n is the number. Two entries, since English ships without a translation file to hold plurals.
_COUNTED = {
    "faces": ("%n face", "%n faces"),
    "tracks": ("%n track", "%n tracks"),
    "cards": ("%n card", "%n cards"),
    "join": ("%n card joins %1", "%n cards join %1"),
    "new below": ("%n new below", "%n new below"),
    "new faces": ("%n new face · Show", "%n new faces · Show"),
    "selected faces": ("%n face selected", "%n faces selected"),
    "selected cards": ("%n card selected", "%n cards selected"),
}


def translated(text: str, context: str = "Words") -> str:
    """A text in the user's language."""
    return QCoreApplication.translate(context, text)


def number(value: int) -> str:
    """A number with the user's separators: `1,204`."""
    return QLocale().toString(value)


def counted(value: int, what: str) -> str:
    """`1 face`, `96 faces`, `2 tracks`."""
    one, many = _COUNTED[what]
    text = QCoreApplication.translate("Words", one if value == 1 else many, None, value)
    return text.replace(str(value), number(value), 1) if value >= 1000 else text


def sizes(faces: int, tracks: int) -> str:
    """`96 faces · 12 tracks`."""
    return f"{counted(faces, 'faces')} · {counted(tracks, 'tracks')}"


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
    return project.name_of(cluster) or translated("Unnamed %1").replace("%1", str(cluster))
