"""How faces are called and coloured in the viewer: by their person, else by their cluster; and which are doubtful."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from facelabeler.clustering.typicality import DOUBTFUL, EncodingsOf
from facelabeler.core.entities import ClusterId, FaceId, FaceState, PersonId
from facelabeler.core.project import Project
from facelabeler.ui import theme
from facelabeler.ui.wording import cluster_title, tr

STATES = {FaceState.IGNORED: "Ignored", FaceState.NOT_A_FACE: "Not a face"}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a face stands, for drawing: `title` as its tag says it, `away` its distance to its cluster's mean."""

    title: str
    cluster: ClusterId | None
    person: PersonId | None
    confirmed: bool
    away: float
    state: FaceState

    @property
    def doubtful(self) -> bool:
        return not self.confirmed and self.away > DOUBTFUL

    @property
    def tag(self) -> str:
        """`Joey?` if doubtful."""
        return f"{self.title}?" if self.doubtful else self.title

    @property
    def remark(self) -> str:
        """`confirmed`, `doubtful, 0.53` or `not confirmed`."""
        if self.doubtful:
            return tr("doubtful, %1", f"{self.away:.2f}")
        return tr("confirmed") if self.confirmed else tr("not confirmed")


class Standings:
    """Answers how faces stand; what it takes to know who is doubtful is kept until a cluster changes."""

    def __init__(self, project: Project, encodings: EncodingsOf) -> None:
        self._project = project
        self._encodings = encodings
        self._means: dict[ClusterId, NDArray[np.float32]] = {}

    def forget(self, clusters: Iterable[ClusterId]) -> None:
        """These clusters have changed."""
        for cluster in clusters:
            self._means.pop(cluster, None)

    def of(self, face: FaceId) -> Standing:
        project, placement = self._project, self._project.placements[face]
        cluster = placement.cluster
        person = project.person_of(cluster)
        return Standing(
            self._title(placement.state, cluster),
            cluster,
            person.id if person is not None else None,
            placement.confirmed,
            self._away(face, cluster),
            placement.state,
        )

    def _title(self, state: FaceState, cluster: ClusterId | None) -> str:
        if state in STATES:
            return tr(STATES[state])
        return tr("Unclustered") if cluster is None else cluster_title(self._project, cluster)

    def _away(self, face: FaceId, cluster: ClusterId | None) -> float:
        if cluster is None:
            return 0.0
        if cluster not in self._means:
            self._means[cluster] = self._encodings(self._project.members(cluster)).mean(axis=0)
        return float(np.linalg.norm(self._encodings([face])[0] - self._means[cluster]))


def colour_of(person: PersonId | None) -> QColor:
    """A person's colour, the same wherever boxes and lanes are drawn; grey for whoever has no name."""
    colours = theme.tokens()
    return colours.text2 if person is None else colours.person(person - 1)
