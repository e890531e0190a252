"""Faces in doubt: which tracks may stand in the wrong cluster, and where else they may belong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from facelabeler.asking.question import Question
from facelabeler.asking.sight import Sight
from facelabeler.clustering.doubt import Stray, strays
from facelabeler.clustering.followers import CLEARLY, NEAR
from facelabeler.clustering.gathered import Gathered
from facelabeler.clustering.likeness import chance_wrong
from facelabeler.clustering.typicality import EncodingsOf
from facelabeler.core.answers import only_cluster
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import EditError
from facelabeler.core.project import Project
from facelabeler.core.seen import quality_of

LEAST_DOUBT = 0.45  # that a track is in the wrong cluster, for it to be worth asking
MOST_TRIED = 16  # other clusters that may turn out to be seen in the same picture


@dataclass(frozen=True, slots=True)
class Doubt:
    """A track far from its cluster, its faces there, and the nearest other cluster that it could belong to."""

    cluster: ClusterId
    stray: Stray
    faces: tuple[FaceId, ...]
    other: ClusterId | None
    distance: float

    @property
    def wrong(self) -> float:
        """The probability that it stands in the wrong cluster."""
        return chance_wrong(self.stray.distance, None if self.other is None else self.distance)


class Doubts:
    """The questions about faces in doubt: worked out for each cluster, and again where something has come nearer."""

    def __init__(self, project: Project, encodings: EncodingsOf, sight: Sight) -> None:
        self._project = project
        self._encodings = encodings
        self._sight = sight
        self._doubts: dict[ClusterId, list[Doubt]] = {c: self._of(c) for c in map(ClusterId, sight.clusters)}

    def update(self, touched: Iterable[ClusterId]) -> None:
        """These clusters have changed: `sight` knows already."""
        changed = set(touched)
        for cluster in changed:
            self._doubts.pop(cluster, None)
        self._look_again(changed)
        there = changed & {ClusterId(key) for key in self._sight.clusters}
        self._doubts |= {cluster: self._of(cluster) for cluster in sorted(there)}

    def questions(self) -> Iterator[Question]:
        """Those that are worth asking."""
        for doubt in (doubt for doubts in self._doubts.values() for doubt in doubts):
            wrong = doubt.wrong
            if wrong >= LEAST_DOUBT:
                yield Question(doubt.cluster, doubt.cluster, 1 - wrong, wrong * len(doubt.faces), doubt.faces)

    def about(self, cluster: ClusterId, faces: tuple[FaceId, ...]) -> Question:
        """The question about some faces of a cluster, whether they are in doubt or not. Raises EditError."""
        if only_cluster(self._project, faces) != self._project.cluster(cluster).id:
            raise EditError(f"Face {faces[0]} is not in cluster {cluster}", advice="Name faces of that cluster")
        own = self._sight.gathered(faces)
        rest = [face for face in self._project.members(cluster) if face not in faces]
        distance = own.distance(self._sight.gathered(rest)) if rest else 0.0
        others = self._others(cluster, own, faces)
        wrong = chance_wrong(distance, others[0][0] if others else None)
        return Question(cluster, cluster, 1 - wrong, wrong * len(faces), faces)

    def next_best(self, question: Question) -> ClusterId | None:
        """Where faces that do not belong to their cluster go: to another that is clearly near, or None."""
        near = self._others(question.a, self._sight.gathered(question.faces), question.faces)
        clear = near and near[0][0] <= NEAR and (len(near) == 1 or near[1][0] >= near[0][0] + CLEARLY)
        return near[0][1] if clear else None

    def _look_again(self, changed: set[ClusterId]) -> None:
        """Look for the nearest other cluster of tracks that had one of these, or that one of these is nearer to now."""
        doubts = [(cluster, place) for cluster, found in self._doubts.items() for place in range(len(found))]
        all_of_them = [self._doubts[cluster][place] for cluster, place in doubts]
        near = self._sight.clusters.some([cluster for cluster in changed if cluster in self._sight.clusters])
        nearest = near.away([doubt.stray.group for doubt in all_of_them]).min(axis=1, initial=np.inf)
        for (cluster, place), doubt, distance in zip(doubts, all_of_them, nearest.tolist(), strict=True):
            if doubt.other in changed or distance < doubt.distance:
                self._doubts[cluster][place] = self._doubt(cluster, doubt.stray, doubt.faces)

    def _of(self, cluster: ClusterId) -> list[Doubt]:
        found = []
        for stray in self._strays(cluster):
            faces = self._faces(cluster, stray.track)
            if not any(self._project.placements[face].confirmed for face in faces):
                found.append(self._doubt(cluster, stray, faces))
        return found

    def _doubt(self, cluster: ClusterId, stray: Stray, faces: tuple[FaceId, ...]) -> Doubt:
        others = self._others(cluster, stray.group, faces)
        distance, other = others[0] if others else (np.inf, None)
        return Doubt(cluster, stray, faces, other, distance)

    def _strays(self, cluster: ClusterId) -> list[Stray]:
        members = self._project.members(cluster)
        tracks = np.array([self._project.faces[face].track for face in members], np.int64)
        return strays(self._encodings(members), quality_of(self._project, members), tracks)

    def _others(self, cluster: ClusterId, group: Gathered, faces: tuple[FaceId, ...]) -> list[tuple[float, ClusterId]]:
        """The nearest two clusters that a track could belong to instead, with their distances."""
        table = self._sight.clusters
        [away] = table.away([group])
        nearest = np.argsort(away, kind="stable")[: MOST_TRIED + 1]
        near = [(float(away[row]), ClusterId(int(table.keys[row]))) for row in nearest.tolist() if away[row] < np.inf]
        return [(d, other) for d, other in near if other != cluster and self._sight.apart_in_pictures(faces, other)][:2]

    def _faces(self, cluster: ClusterId, track: int) -> tuple[FaceId, ...]:
        rows = self._project.faces
        return tuple(face for face in self._project.members(cluster) if rows[face].track == track)
