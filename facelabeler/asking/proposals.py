"""What the program proposes for one cluster: the parts to split it into."""

from __future__ import annotations

from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import EditError
from facelabeler.session import Session


def split_proposal(session: Session, cluster: ClusterId) -> list[list[FaceId]]:
    """The parts to take out of a cluster, the largest first; what is in none of them stays.

    Raises EditError if there is no such cluster, or if its faces look like one person.
    """
    from facelabeler.clustering.parts import parts

    seen = session.observations(session.project.members(session.project.cluster(cluster).id))
    labels = parts(seen).labels
    found = [[FaceId(int(face)) for face in seen.ids[labels == part]] for part in range(1, labels.max(initial=0) + 1)]
    if not found:
        raise EditError(f"Cluster {cluster} looks like one person", advice="Name the faces to split off: --faces")
    return found
