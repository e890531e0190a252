"""Clusters that hold several faces of one picture: one person twice (a mirror, a poster), or two people."""

from __future__ import annotations

from collections import Counter

from facelabeler.core.entities import ClusterId, SourceId
from facelabeler.core.project import Project


def conflicts(project: Project) -> dict[ClusterId, int]:
    """For each such cluster, by rising id, how many faces it holds beyond one a picture. They are shown, not put right.

    Grouping makes none by itself unless a method without the rule is asked for: the user may.
    """
    seats: Counter[tuple[ClusterId, SourceId, float]] = Counter()
    for face, row in project.placements.items():
        if row.cluster is not None:
            seats[row.cluster, project.faces[face].source, project.faces[face].time] += 1
    extra: Counter[ClusterId] = Counter()
    for (cluster, _, _), count in seats.items():
        extra[cluster] += count - 1
    return {cluster: extra[cluster] for cluster in sorted(extra) if extra[cluster]}
