"""Who is in a picture with whom: two faces of one frame are two people, unless there is a mirror or a screen."""

from __future__ import annotations

from collections.abc import Iterable

from facelabeler.core.entities import FaceId, SourceId
from facelabeler.core.project import Project

Frame = tuple[SourceId, float]


def share_a_frame(project: Project, groups: Iterable[Iterable[FaceId]]) -> bool:
    """Whether faces of two different groups are in one frame or photo. What a group shares within itself is its own."""
    seen: set[Frame] = set()
    for group in groups:
        frames = {_frame(project, face) for face in group}
        if not seen.isdisjoint(frames):
            return True
        seen |= frames
    return False


def _frame(project: Project, face: FaceId) -> Frame:
    row = project.faces[face]
    return row.source, row.time
