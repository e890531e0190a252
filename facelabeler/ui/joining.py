"""Before faces become one person's: two of them in one frame are asked about."""

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
from facelabeler.ui.wording import tr

Faces = Iterable[FaceId]


class Joining:
    """Says of each way to join faces whether it may be done; `ask` is asked where two share a frame.

    `ask` gets the words of the button that does it all the same. What shares a frame within one card already is not
    asked about again.
    """

    def __init__(self, project: Project, left_out: LeftOut) -> None:
        self._project = project
        self._left_out = left_out
        self.ask: Callable[[str], bool] = lambda _anyway: True

    def may_merge(self, clusters: Sequence[ClusterId]) -> bool:
        """Whether these cards may become one."""
        return self._may(map(self._project.members, clusters), tr("Merge Anyway"))

    def may_move(self, load: Load, target: Target) -> bool:
        """Whether a load may be put there."""
        return not targets.in_one_frame(self._project, load, target) or self.ask(tr("Move Anyway"))

    def may_name(self, clusters: Sequence[ClusterId], name: str) -> bool:
        """Whether cards, without what is left out of them, may get one name, which somebody may have already."""
        known = self._project.find_person(edits.clean_name(name))
        joining = [cluster for cluster in clusters if known is None or self._project.person_of(cluster) != known]
        groups = [set(self._project.members(cluster)) for cluster in joining]
        there = self._named(name)
        kept = [group.difference(self._left_out.among(group)) for group in groups]
        return not name.strip() or self._may([*kept, there], tr("Name Anyway"))

    def may_name_faces(self, faces: Sequence[FaceId], place: Place | None, name: str) -> bool:
        """Whether faces that lie in this place may be given to the person of this name."""
        return not name.strip() or self._may([faces, self._named(name, but=place)], tr("Name Anyway"))

    def _may(self, groups: Iterable[Faces], anyway: str) -> bool:
        return not share_a_frame(self._project, groups) or self.ask(anyway)

    def _named(self, name: str, *, but: Place | None = None) -> list[FaceId]:
        known = self._project.find_person(edits.clean_name(name))
        homes = self._project.clusters_of(known.id) if known is not None else ()
        return [face for home in homes if home != but for face in self._project.members(home)]
