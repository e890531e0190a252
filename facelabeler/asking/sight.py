"""A project as questions see it: clusters and loose tracks as numbers, kept up to date with every edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from facelabeler.clustering.gathered import Gathered, Table, gathered
from facelabeler.clustering.partners import Partners
from facelabeler.clustering.typicality import EncodingsOf
from facelabeler.core.changes import Touched
from facelabeler.core.entities import ClusterId, FaceId, FaceState, TrackId
from facelabeler.core.project import Project
from facelabeler.core.seen import Picture, pictures_of, quality_of

MOST_CLUSTERS = 4096  # the largest; smaller ones come up when these are settled


class Sight:
    """Clusters with their partners, and tracks in no cluster. `may` says what the user or a picture forbids."""

    def __init__(self, project: Project, encodings: EncodingsOf) -> None:
        self._project = project
        self._encodings = encodings
        self._pictures: dict[ClusterId, frozenset[Picture]] = {}
        self._loose: defaultdict[TrackId, set[FaceId]] = defaultdict(set)
        self._track_of: dict[FaceId, TrackId] = {}
        for face in project.unclustered():
            self._sort_in(face)
        self.loose = Table({track: self.gathered(sorted(faces)) for track, faces in self._loose.items() if faces})
        largest = sorted(project.clusters, key=lambda cluster: (-project.size(cluster), cluster))[:MOST_CLUSTERS]
        self.partners = Partners({c: self.gathered(project.members(c)) for c in largest}, self.may)

    @property
    def clusters(self) -> Table:
        return self.partners.table

    @property
    def spent(self) -> bool:
        """Whether so many clusters are settled that it is time for the smaller ones."""
        known = sum(1 for _ in self.clusters)
        return known < MOST_CLUSTERS / 2 and known < len(self._project.clusters)

    def update(self, touched: Touched) -> None:
        """These faces and clusters have changed."""
        project = self._project
        for cluster in touched.clusters:
            self._pictures.pop(cluster, None)
        self._update_loose(touched.faces)
        changed: dict[int, Gathered | None] = {
            cluster: self.gathered(project.members(cluster)) if project.size(cluster) else None
            for cluster in touched.clusters
        }
        self.partners.update(changed)

    def loose_faces(self, track: int) -> list[FaceId]:
        """The faces of a track that stand in no cluster."""
        return sorted(self._loose[TrackId(track)])

    def may(self, one: int, other: int) -> bool:
        """Whether two clusters may be one person: not both named, not said to be different, never in one picture."""
        a, b = ClusterId(one), ClusterId(other)
        project = self._project
        both_named = project.person_of(a) is not None and project.person_of(b) is not None
        if both_named or b in project.different_from(a):
            return False
        return self.pictures(a).isdisjoint(self.pictures(b))

    def loose_may(self, track: int, cluster: int) -> bool:
        """Whether a loose track may be of a cluster's person: never in one picture with it."""
        return self.apart_in_pictures(self.loose_faces(track), ClusterId(cluster))

    def apart_in_pictures(self, faces: Iterable[FaceId], cluster: ClusterId) -> bool:
        """Whether none of these faces is in one picture with a face of the cluster."""
        return pictures_of(self._project, faces).isdisjoint(self.pictures(cluster))

    def group(self, cluster: ClusterId) -> Gathered:
        """What the faces of a cluster come to."""
        known = cluster in self.clusters
        return self.clusters.group(cluster) if known else self.gathered(self._project.members(cluster))

    def pictures(self, cluster: ClusterId) -> frozenset[Picture]:
        """The pictures that a cluster's faces are in."""
        if cluster not in self._pictures:
            self._pictures[cluster] = pictures_of(self._project, self._project.members(cluster))
        return self._pictures[cluster]

    def _update_loose(self, faces: Iterable[FaceId]) -> None:
        tracks = {track for face in faces for track in self._sort_in(face)}
        for track in tracks:
            if self._loose[track]:
                self.loose.put(track, self.gathered(sorted(self._loose[track])))
            else:
                self.loose.drop(track)
                del self._loose[track]

    def _sort_in(self, face: FaceId) -> set[TrackId]:
        """Note whether a face is loose, and in which track; the tracks concerned.

        It may be gone, if drawing it was undone, and its track may be another, if that was parted.
        """
        before = self._track_of.pop(face, None)
        if before is not None:
            self._loose[before].discard(face)
        row = self._project.placements.get(face)
        if row is not None and row.cluster is None and row.state is FaceState.FACE and not row.confirmed:
            track = self._track_of[face] = self._project.faces[face].track
            self._loose[track].add(face)
        return {track for track in (before, self._track_of.get(face)) if track is not None}

    def gathered(self, faces: Sequence[FaceId]) -> Gathered:
        """What faces come to."""
        return gathered(self._encodings(faces), quality_of(self._project, faces))
