"""What a card says of its cluster, worked out when the card is first looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from facelabeler.clustering.typicality import DOUBTFUL, EncodingsOf, distances_to_mean
from facelabeler.core.entities import ClusterId, Face, FaceId
from facelabeler.core.project import Project
from facelabeler.ui.clusters import montage
from facelabeler.ui.places import track_count


@dataclass(frozen=True, slots=True)
class Card:
    """A cluster as its card shows it. `tracks` is 0 for photos.

    `tiles` has the hero first; the last one is marked if `doubtful` is not 0.
    """

    cluster: ClusterId
    name: str | None
    faces: int
    tracks: int
    confirmed: bool
    doubtful: int
    tiles: tuple[FaceId, ...]
    most_tiles: int


class CardMaker:
    """Makes cards and keeps them until their cluster changes; a tile keeps its place while its face stays."""

    def __init__(self, project: Project, encodings: EncodingsOf) -> None:
        self._project = project
        self._encodings = encodings
        self._cards: dict[ClusterId, Card] = {}
        self._tiles: dict[tuple[ClusterId, int], tuple[FaceId, ...]] = {}  # by cluster and size of the grid
        self._width = 0

    def set_card_width(self, width: int) -> None:
        """Cards of another size may have another number of tiles."""
        crossed = (self._width >= montage.WIDE_CARD) != (width >= montage.WIDE_CARD)
        self._width = width
        if crossed:
            self._cards.clear()

    def forget(self, clusters: Iterable[ClusterId]) -> None:
        """These clusters have changed."""
        for cluster in clusters:
            self._cards.pop(cluster, None)

    def choose_again(self) -> None:
        """Choose all tiles anew, as if no card had been shown yet."""
        self._cards.clear()
        self._tiles.clear()

    def made(self, cluster: ClusterId) -> Card | None:
        """The card if nothing has to be worked out for it."""
        return self._cards.get(cluster)

    def card(self, cluster: ClusterId) -> Card:
        """The card of a cluster that exists."""
        if cluster not in self._cards:
            self._cards[cluster] = self._make(cluster)
        return self._cards[cluster]

    def _make(self, cluster: ClusterId) -> Card:
        project = self._project
        ids = project.members(cluster)
        faces = [project.faces[face] for face in ids]
        encodings = self._encodings(ids)
        most = montage.capacity(len(faces), self._width)
        tiles = montage.choose(faces, encodings, most, self._tiles.get((cluster, most), ()))
        self._tiles[cluster, most] = tiles
        return Card(
            cluster,
            project.name_of(cluster),
            len(faces),
            track_count(project, ids),
            all(project.placements[face].confirmed for face in ids),
            self._doubtful(faces, distances_to_mean(encodings) > DOUBTFUL),
            tiles,
            most,
        )

    def _doubtful(self, faces: list[Face], far: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
        placements = self._project.placements
        return sum(bool(away) and not placements[face.id].confirmed for face, away in zip(faces, far, strict=True))
