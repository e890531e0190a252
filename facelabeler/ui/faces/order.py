"""The faces of a place in the order they are looked at, stacked by track if wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from facelabeler.clustering.typicality import DOUBTFUL, EncodingsOf, distances_to_mean
from facelabeler.core.entities import FaceId, TrackId
from facelabeler.core.project import Project
from facelabeler.ui.places import Place, Tray


class FaceSorting(Enum):
    """What faces are sorted by."""

    LEAST_TYPICAL = "least-typical"
    TIME = "time"
    QUALITY = "quality"


class FaceFilter(Enum):
    """Which faces of a place are shown, by their quality."""

    ALL = "all"
    CLEAR = "clear"
    POOR = "poor"


CLEAR = 0.67  # quality from which clustering trusts a face in full
POOR = 0.25  # below which hardly anybody can tell who it is
_SHOWN: Mapping[FaceFilter, Callable[[float], bool]] = {
    FaceFilter.ALL: lambda _quality: True,
    FaceFilter.CLEAR: lambda quality: quality >= CLEAR,
    FaceFilter.POOR: lambda quality: quality < POOR,
}


def shown(project: Project, faces: Iterable[FaceId], which: FaceFilter) -> tuple[FaceId, ...]:
    """The faces that a filter lets through, in their order."""
    lets_through = _SHOWN[which]
    return tuple(face for face in faces if lets_through(project.faces[face].quality))


@dataclass(frozen=True, slots=True)
class Stack:
    """One item of the grid: a face, or a track's faces behind the one that shows. `doubtful`: worth a look."""

    front: FaceId
    faces: tuple[FaceId, ...]
    doubtful: bool = False


def stacks(
    project: Project,
    encodings: EncodingsOf,
    place: Place | None,
    faces: Sequence[FaceId],
    by: FaceSorting,
    *,
    by_track: bool,
) -> list[Stack]:
    """The items of a place, sorted. Only in a cluster is a face typical or not: trays go by time instead."""
    away = distances(encodings, place, faces)
    if by is FaceSorting.LEAST_TYPICAL and not away:
        by = FaceSorting.TIME
    key = {
        FaceSorting.LEAST_TYPICAL: lambda face: (-away[face], face),
        FaceSorting.TIME: lambda face: (project.faces[face].source, project.faces[face].time, face),
        FaceSorting.QUALITY: lambda face: (-project.faces[face].quality, face),
    }[by]
    ordered = sorted(faces, key=key)
    groups = _tracks(project, ordered) if by_track else [(face,) for face in ordered]
    odd = doubtful(project, away)
    return [Stack(group[0], group, bool(odd) and not odd.isdisjoint(group)) for group in groups]


def distances(encodings: EncodingsOf, place: Place | None, faces: Sequence[FaceId]) -> dict[FaceId, float]:
    """How far each face of a cluster is from their mean; empty for trays."""
    if isinstance(place, Tray) or place is None or not faces:
        return {}
    return dict(zip(faces, distances_to_mean(encodings(faces)).tolist(), strict=True))


def doubtful(project: Project, away: Mapping[FaceId, float]) -> set[FaceId]:
    """The faces that are far from the rest and not confirmed."""
    return {face for face, far in away.items() if far > DOUBTFUL and not project.placements[face].confirmed}


def _tracks(project: Project, ordered: Sequence[FaceId]) -> list[tuple[FaceId, ...]]:
    tracks: dict[TrackId, list[FaceId]] = {}
    for face in ordered:
        tracks.setdefault(project.faces[face].track, []).append(face)
    return [tuple(group) for group in tracks.values()]
