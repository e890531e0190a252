"""What the program proposes for one cluster: the parts to split it into."""

from __future__ import annotations

from facelabeler.clustering.observations import Observations
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import EditError
from facelabeler.session import Session


def split_proposal(session: Session, cluster: ClusterId) -> list[list[FaceId]]:
    """The parts to take out of a cluster, the largest first; what is in none of them stays.

    Raises EditError if there is no such cluster, or if its faces look like one person.
    """
    found = parts_of(session.observations(session.project.members(session.project.cluster(cluster).id)))
    if not found:
        raise EditError(f"Cluster {cluster} looks like one person", advice="Name the faces to split off: --faces")
    return found


def parts_of(seen: Observations) -> list[list[FaceId]]:
    """The same for some faces, empty if they look like one person. It loads the clustering libraries."""
    from facelabeler.clustering.parts import parts

    labels = parts(seen).labels
    return [[FaceId(int(face)) for face in seen.ids[labels == part]] for part in range(1, labels.max(initial=0) + 1)]
