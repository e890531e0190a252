"""A step of the history, as undo or redo makes it now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from os import PathLike

from facelabeler.core.changes import Change, ChangeSet
from facelabeler.core.entities import Cluster, ClusterId, Placement
from facelabeler.core.errors import DamagedProject
from facelabeler.core.project import Project


def replayed(project: Project, number: int, step: ChangeSet, file: PathLike[str]) -> ChangeSet:
    """The step of this number (inverted, to undo it) as it applies to the project now, which is in `file`.

    Raises DamagedProject if it begins with rows that the project does not have: the history tells of another one.
    """
    if not fits(project, step):
        raise DamagedProject(
            f"Step {number} of the history does not fit what the project holds, so nothing was changed",
            file=file,
            advice="`facelabeler rescue` makes a new project of what is there, with a new history",
        )
    return replace(step, changes=tuple(_rebased(project, step)))


def fits(project: Project, step: ChangeSet) -> bool:
    """Whether the rows that a step changes are as it expects them.

    Only placements may differ: new faces are placed without a step of the history.
    """
    firm = (change for change in step.changes if change.key[0] is not Placement)
    return all(project.row(change.key) == change.before for change in firm)


def _rebased(project: Project, step: ChangeSet) -> Iterator[Change]:
    """The changes of a step from the rows as they are.

    New faces may have joined clusters since the step was made: a face whose cluster goes away with it becomes
    unclustered.
    """
    goal = {change.key: change.after for change in step.changes}
    gone = {key[1] for key, after in goal.items() if key[0] is Cluster and after is None}
    for cluster in gone:
        for face in project.members(ClusterId(cluster)):
            goal.setdefault((Placement, face), replace(project.placements[face], cluster=None))
    for key, after in goal.items():
        before = project.row(key)
        if before != after:
            yield Change(before, after)
