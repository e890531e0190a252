"""The places a face can be in: a cluster, or one of the three trays."""

from __future__ import annotations

from enum import Enum

from facelabeler.core.entities import ClusterId, FaceId, FaceState, SourceKind
from facelabeler.core.project import Project


class Tray(Enum):
    """Where faces outside of all clusters lie."""

    UNCLUSTERED = FaceState.FACE
    IGNORED = FaceState.IGNORED
    NOT_A_FACE = FaceState.NOT_A_FACE


Place = ClusterId | Tray


def faces_in(project: Project, place: Place | None) -> tuple[FaceId, ...]:
    """The faces of a place by rising id; none for a cluster that is gone."""
    if place is None:
        return ()
    return project.in_state(place.value) if isinstance(place, Tray) else project.members(place)


def place_of(project: Project, face: FaceId) -> Place:
    """Where a face is."""
    placement = project.placements[face]
    return Tray(placement.state) if placement.cluster is None else placement.cluster


def size_of(project: Project, place: Place | None) -> int:
    """How many faces a place has."""
    if place is None:
        return 0
    return project.outside(place.value) if isinstance(place, Tray) else project.size(place)


def stands_in(project: Project, face: FaceId, place: Place) -> bool:
    """Whether a face is in a place."""
    row = project.placements.get(face)
    if row is None:
        return False
    return row.cluster is None and row.state is place.value if isinstance(place, Tray) else row.cluster == place


def tray_sizes(project: Project) -> dict[Tray, int]:
    """How many faces lie in each tray."""
    return {tray: project.outside(tray.value) for tray in Tray}


def track_count(project: Project, faces: tuple[FaceId, ...]) -> int:
    """How many tracks these faces make in videos: 0 if all are from photos."""
    rows = [project.faces[face] for face in faces]
    from_video = any(project.sources[row.source].kind is SourceKind.VIDEO for row in rows)
    return len({row.track for row in rows}) if from_video else 0
