"""What dropping faces somewhere does: said before, done after. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from facelabeler.core import edits
from facelabeler.core.changes import ChangeSet
from facelabeler.core.entities import ClusterId, FaceId, PersonId
from facelabeler.core.project import Project
from facelabeler.core.sharing import share_a_frame
from facelabeler.ui.places import Tray


@dataclass(frozen=True, slots=True)
class Load:
    """What is carried: faces, and the clusters they are if whole cards are carried."""

    faces: tuple[FaceId, ...]
    clusters: tuple[ClusterId, ...] = ()


class NewCluster(Enum):
    """The place that makes a cluster of what is dropped on it."""

    NEW = "new"


@dataclass(frozen=True, slots=True)
class PersonTarget:
    """A person's row, whose first cluster takes the faces."""

    person: PersonId


Target = ClusterId | PersonTarget | Tray | NewCluster


def home(project: Project, target: Target) -> ClusterId | None:
    """The cluster that takes what is dropped on a card or a person; None for the other places."""
    if isinstance(target, PersonTarget):
        return next(iter(project.clusters_of(target.person)), None)
    return None if isinstance(target, Tray | NewCluster) else target


def moving(project: Project, load: Load, target: Target) -> tuple[FaceId, ...]:
    """The carried faces that are not there already; empty where a drop would do nothing."""
    into = home(project, target)
    if isinstance(target, NewCluster):
        return () if len(load.clusters) == 1 else load.faces
    if isinstance(target, Tray):
        return tuple(face for face in load.faces if not _lies_in(project, face, target))
    if into is None or into not in project.clusters:
        return ()
    return tuple(face for face in load.faces if project.placements[face].cluster != into)


def edit(project: Project, load: Load, target: Target) -> ChangeSet:
    """The drop as an edit. Whole cards dropped on a card or a person are a merge. Raises EditError if it is none."""
    faces = moving(project, load, target)
    into = home(project, target)
    if into is not None and load.clusters:
        return edits.merge(project, into, load.clusters)
    if into is not None:
        return edits.move_faces(project, faces, into)
    return _TRAY_EDITS[target](project, faces)  # type: ignore[index]


def in_one_frame(project: Project, load: Load, target: Target) -> bool:
    """Whether the target already holds somebody in a frame of a carried face: two faces of one person in a picture."""
    into = home(project, target)
    if into is None:
        return False
    staying = set(project.members(into)).difference(load.faces)
    return share_a_frame(project, (load.faces, staying))


def _lies_in(project: Project, face: FaceId, tray: Tray) -> bool:
    row = project.placements[face]
    return row.cluster is None and row.state is tray.value


def _to_new(project: Project, faces: Sequence[FaceId]) -> ChangeSet:
    return edits.move_faces(project, faces, edits.NEW)


def _to_unclustered(project: Project, faces: Sequence[FaceId]) -> ChangeSet:
    return edits.move_faces(project, faces, None)


def _marking(tray: Tray) -> Callable[[Project, Sequence[FaceId]], ChangeSet]:
    return lambda project, faces: edits.mark(project, faces, tray.value)


_TRAY_EDITS: dict[Tray | NewCluster, Callable[[Project, Sequence[FaceId]], ChangeSet]] = {
    NewCluster.NEW: _to_new,
    Tray.UNCLUSTERED: _to_unclustered,
    Tray.IGNORED: _marking(Tray.IGNORED),
    Tray.NOT_A_FACE: _marking(Tray.NOT_A_FACE),
}
