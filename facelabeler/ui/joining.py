"""When faces become one person's: whether two of them are in one frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.project import Project
from facelabeler.core.sharing import share_a_frame
from facelabeler.ui.drag import targets
from facelabeler.ui.drag.targets import Load, Target
from facelabeler.ui.left_out import LeftOut
from facelabeler.ui.places import Place


class Joining:
    """Says of each way to join faces whether two of them are in one frame, before it is done.

    A hand that drags may slip, so a drop is asked about (`ask`). Who names or merges has seen both cards: the step is
    made, and its consequence told. What shares a frame within one card already is nothing new.
    """

    def __init__(self, project: Project, left_out: LeftOut) -> None:
        self._project = project
        self._left_out = left_out
        self.ask: Callable[[], bool] = lambda: True

    def may_move(self, load: Load, target: Target) -> bool:
        """Whether a load may be put there."""
        return not targets.in_one_frame(self._project, load, target) or self.ask()

    def by_merging(self, clusters: Sequence[ClusterId]) -> bool:
        """Whether cards that become one share a frame."""
        return share_a_frame(self._project, map(self._project.members, clusters))

    def by_naming(self, clusters: Sequence[ClusterId], name: str) -> bool:
        """Whether cards, without what is left out of them, share one with each other or with who has the name."""
        known = self._project.find_person(edits.clean_name(name))
        joining = [cluster for cluster in clusters if known is None or self._project.person_of(cluster) != known]
        groups = [set(self._project.members(cluster)) for cluster in joining]
        kept = [group.difference(self._left_out.among(group)) for group in groups]
        return bool(name.strip()) and share_a_frame(self._project, [*kept, self._named(name)])

    def by_naming_faces(self, faces: Iterable[FaceId], place: Place | None, name: str) -> bool:
        """Whether faces that lie in this place share one with who has the name."""
        return bool(name.strip()) and share_a_frame(self._project, [faces, self._named(name, but=place)])

    def _named(self, name: str, *, but: Place | None = None) -> list[FaceId]:
        known = self._project.find_person(edits.clean_name(name))
        homes = self._project.clusters_of(known.id) if known is not None else ()
        return [face for home in homes if home != but for face in self._project.members(home)]
