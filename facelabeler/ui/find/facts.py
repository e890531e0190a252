"""What cards are searched and sorted by. No Qt: each fact is worked out when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.typicality import DOUBTFUL, EncodingsOf, distances_to_mean
from facelabeler.core.entities import ClusterId, Face, FaceId, SourceId, SourceKind
from facelabeler.core.project import Project
from facelabeler.ui.naming.candidates import folded
from facelabeler.ui.places import track_count

TitleOf = Callable[[Project, ClusterId], str]


class ClusterFacts:
    """The facts of one cluster as it is now."""

    def __init__(self, project: Project, encodings: EncodingsOf, title_of: TitleOf, cluster: ClusterId) -> None:
        self.cluster = cluster
        self._project = project
        self._encodings = encodings
        self._title_of = title_of

    @cached_property
    def title(self) -> str:
        return folded(self._title_of(self._project, self.cluster))

    @property
    def named(self) -> bool:
        return self._project.clusters[self.cluster].person is not None

    @property
    def edited(self) -> bool:
        return self._project.clusters[self.cluster].edited

    @property
    def faces(self) -> int:
        return self._project.size(self.cluster)

    @cached_property
    def confirmed(self) -> bool:
        return all(self._project.placements[face].confirmed for face in self._ids)

    @cached_property
    def tracks(self) -> int:
        return track_count(self._project, self._ids)

    @cached_property
    def quality(self) -> float:
        """The median quality of the faces, 0 to 1."""
        return float(np.median([face.quality for face in self._rows]))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The folded names of the files that the faces are from."""
        rows = self._project.sources
        return tuple(folded(Path(rows[source].path).name) for source in self._source_ids)

    @property
    def from_photos(self) -> bool:
        return self._has_kind(SourceKind.PHOTO)

    @property
    def from_videos(self) -> bool:
        return self._has_kind(SourceKind.VIDEO)

    @cached_property
    def times(self) -> tuple[float, ...]:
        """When the faces are seen, in seconds."""
        return tuple(face.time for face in self._rows)

    @cached_property
    def first_seen(self) -> tuple[SourceId, float]:
        return min((face.source, face.time) for face in self._rows)

    @cached_property
    def doubtful(self) -> int:
        """How many unconfirmed faces lie far from what the faces have in common."""
        placements = self._project.placements
        far = distances_to_mean(self._encodings(self._ids)) > DOUBTFUL
        return sum(bool(away) and not placements[face].confirmed for face, away in zip(self._ids, far, strict=True))

    @cached_property
    def mean(self) -> NDArray[np.float32]:
        """The mean encoding, (128,) float32."""
        return self._encodings(self._ids).mean(axis=0)

    @cached_property
    def _ids(self) -> tuple[FaceId, ...]:
        return self._project.members(self.cluster)

    @cached_property
    def _rows(self) -> list[Face]:
        return [self._project.faces[face] for face in self._ids]

    @cached_property
    def _source_ids(self) -> list[SourceId]:
        return sorted({face.source for face in self._rows})

    def _has_kind(self, kind: SourceKind) -> bool:
        return any(self._project.sources[source].kind is kind for source in self._source_ids)


class FactBook:
    """The facts of all clusters, kept until a cluster changes."""

    def __init__(self, project: Project, encodings: EncodingsOf, title_of: TitleOf) -> None:
        self._project = project
        self._encodings = encodings
        self._title_of = title_of
        self._facts: dict[ClusterId, ClusterFacts] = {}

    def of(self, cluster: ClusterId) -> ClusterFacts:
        """The facts of a cluster that exists."""
        if cluster not in self._facts:
            self._facts[cluster] = ClusterFacts(self._project, self._encodings, self._title_of, cluster)
        return self._facts[cluster]

    def forget(self, clusters: Iterable[ClusterId]) -> None:
        """These clusters have changed."""
        for cluster in clusters:
            self._facts.pop(cluster, None)
