"""How far the labelling is, and what it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from facelabeler.core.entities import FaceState
from facelabeler.core.project import Project
from facelabeler.session import Event
from facelabeler.storage.journal import Step

NOT_THE_USERS = frozenset({"grouped"})


@dataclass(frozen=True, slots=True)
class Effort:
    """Faces with a name, faces ignored or refused, all faces, steps of the user that are in force."""

    labelled: int
    ignored: int
    total: int
    actions: int


class EffortMeter:
    """Counts steps as they are made, so that the journal is read only once."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._actions = sum(not step.undone and step.verb not in NOT_THE_USERS for step in steps)

    def note(self, event: Event) -> None:
        """A step was made, undone or redone."""
        if event.step is not None and event.step.verb not in NOT_THE_USERS:
            self._actions += -1 if event.undone else 1

    def measure(self, project: Project) -> Effort:
        """How things stand now."""
        named = (cluster for cluster, row in project.clusters.items() if row.person is not None)
        put_away = sum(project.outside(state) for state in (FaceState.IGNORED, FaceState.NOT_A_FACE))
        labelled = sum(project.size(cluster) for cluster in named)
        return Effort(labelled, put_away, len(project.faces), self._actions)
