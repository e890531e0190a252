"""The people that a name field knows, with how alike their faces are to the cards in question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.typicality import EncodingsOf
from facelabeler.core.entities import ClusterId, FaceId, PersonId
from facelabeler.core.project import Project
from facelabeler.ui.naming.candidates import KnownName
from facelabeler.ui.recent import RecentNames

MOST_SAMPLED = 64  # faces of a person that his mean is taken over


def known_names(
    project: Project, encodings: EncodingsOf, recent: RecentNames, clusters: Sequence[ClusterId]
) -> list[KnownName]:
    """Everybody with a name but the one person that these clusters are already."""
    named = {row.person for cluster in clusters if (row := project.clusters.get(cluster)) is not None}
    own = next(iter(named)) if len(named) == 1 else None
    centre = _mean(project, encodings, clusters)
    return [
        KnownName(
            person,
            row.name,
            sum(project.size(cluster) for cluster in project.clusters_of(person)),
            _likeness(centre, _mean(project, encodings, project.clusters_of(person))),
            recent.recency(person),
        )
        for person, row in project.people.items()
        if person != own
    ]


def everybody(project: Project, recent: RecentNames) -> list[PersonId]:
    """All people, those named lately first."""
    return sorted(project.people, key=lambda person: (recent.recency(person), project.people[person].name))


def _mean(project: Project, encodings: EncodingsOf, clusters: Iterable[ClusterId]) -> NDArray[np.float32] | None:
    faces: list[FaceId] = [face for cluster in clusters for face in project.members(cluster)]
    sample = faces[:: max(1, len(faces) // MOST_SAMPLED)]
    return encodings(sample).mean(axis=0) if sample else None


def _likeness(one: NDArray[np.float32] | None, other: NDArray[np.float32] | None) -> float:
    """1 for the same, 0 for a distance of 1 or more."""
    if one is None or other is None:
        return 0.0
    return max(0.0, 1.0 - float(np.linalg.norm(one - other)))
