"""Faces in doubt: which tracks may stand in the wrong cluster, and where else they may belong."""

from __future__ import annotations

from collections.abc import Iterable

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

LEAST_DOUBT = 0.4  # that a track is in the wrong cluster, for it to be worth asking
MOST_TRIED = 16  # other clusters that may turn out to be seen in the same picture


class Doubts:
    """The questions about faces in doubt, cluster by cluster, kept until the cluster changes."""

    def __init__(self, project: Project, encodings: EncodingsOf, sight: Sight) -> None:
        self._project = project
        self._encodings = encodings
        self._sight = sight
        self._questions: dict[ClusterId, list[Question]] = {}

    def forget(self, clusters: Iterable[ClusterId]) -> None:
        """These clusters have changed."""
        for cluster in clusters:
            self._questions.pop(cluster, None)

    def of(self, cluster: ClusterId) -> list[Question]:
        """The questions about a cluster's faces."""
        if cluster not in self._questions:
            self._questions[cluster] = list(self._asked_of(cluster))
        return self._questions[cluster]

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

    def _asked_of(self, cluster: ClusterId) -> Iterable[Question]:
        for stray in self._strays(cluster):
            faces = self._faces(cluster, stray.track)
            if any(self._project.placements[face].confirmed for face in faces):
                continue
            others = self._others(cluster, stray.group, faces)
            wrong = chance_wrong(stray.distance, others[0][0] if others else None)
            if wrong >= LEAST_DOUBT:
                yield Question(cluster, cluster, 1 - wrong, wrong * len(faces), faces)

    def _strays(self, cluster: ClusterId) -> list[Stray]:
        members = self._project.members(cluster)
        tracks = np.array([self._project.faces[face].track for face in members], np.int64)
        return strays(self._encodings(members), self._sight.quality(members), tracks)

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
