"""The faces that come along when two clusters turn out to be one person."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from facelabeler.asking.sight import Sight
from facelabeler.clustering.followers import Home, followers
from facelabeler.clustering.gathered import Gathered, Table
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.project import Project
from facelabeler.core.seen import pictures_of

ROUNDS = 3  # in which pieces follow, each round nearer to what has joined before


def following(project: Project, sight: Sight, a: ClusterId, b: ClusterId) -> tuple[FaceId, ...]:
    """Faces of small clusters that the user has not spoken about, and of loose tracks, that belong to `a` with `b`.

    No two of them are in one picture, nor one of them with a face of the two clusters.
    """
    spoken = frozenset(int(cluster) for cluster, row in project.clusters.items() if row.edited or row.person)
    home = Home(sight.group(a).joined(sight.group(b)), frozenset({int(a), int(b)}))
    pictures = set(sight.pictures(a) | sight.pictures(b))
    found: dict[FaceId, None] = {}
    for _ in range(ROUNDS):
        before = len(found)
        for faces, group in _pieces(project, sight, home, spoken):
            own = pictures_of(project, faces)
            if faces[0] not in found and pictures.isdisjoint(own):
                pictures |= own
                found |= dict.fromkeys(faces)
                home = Home(home.group.joined(group), home.clusters)
        if len(found) == before:
            break
    return tuple(found)


def _pieces(
    project: Project, sight: Sight, home: Home, spoken: frozenset[int]
) -> Iterator[tuple[list[FaceId], Gathered]]:
    """What follows `home` as it is now: clusters first, then loose tracks."""
    sorts: tuple[tuple[Table, Callable[[int], list[FaceId]], Callable[[int, int], bool]], ...] = (
        (sight.clusters, lambda key: list(project.members(ClusterId(key))), sight.may),
        (sight.loose, sight.loose_faces, sight.loose_may),
    )
    for table, faces_of, may in sorts:
        for key in followers(home, table, sight.clusters, spoken=spoken, may=may):
            yield faces_of(key), table.group(key)
