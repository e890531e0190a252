"""What is selected, and where to go on from once it has left."""

from __future__ import annotations

from collections.abc import Callable

from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.project import Project
from facelabeler.ui.clusters.view import ClusterView
from facelabeler.ui.drag.targets import Target
from facelabeler.ui.faces.model import FaceModel
from facelabeler.ui.faces.view import FaceView
from facelabeler.ui.panes import Pane, Panes
from facelabeler.ui.people.lists import PeopleList, TrayList
from facelabeler.ui.places import Place, place_of


class Selection:
    """The selections of cards and faces, read together; the active pane decides which one a verb means."""

    def __init__(
        self,
        project: Project,
        panes: Panes,
        cards: ClusterView,
        faces: FaceView,
        people: PeopleList,
        trays: TrayList,
        face_model: FaceModel,
    ) -> None:
        self._project = project
        self._panes = panes
        self._cards = cards
        self._faces = faces
        self._people = people
        self._trays = trays
        self._face_model = face_model
        self.in_viewer: Callable[[], tuple[FaceId, ...]] = tuple
        self.in_question: Callable[[], FaceId | None] = lambda: None

    # -- what is selected

    def acts_on_faces(self) -> bool:
        """Whether verbs mean the selected faces, not the selected cards."""
        return self._panes.active in (Pane.FACES, Pane.VIEWER)

    def acts_in_viewer(self) -> bool:
        """Whether they mean the track of the face that is selected on its frame."""
        return self._panes.active is Pane.VIEWER

    def acts_in_question(self) -> bool:
        """Whether a question is on show."""
        return self._panes.active is Pane.QUESTION

    def clusters(self) -> list[ClusterId]:
        return self._cards.selected_clusters()

    def current(self) -> ClusterId | None:
        return self._cards.current_cluster()

    def faces(self) -> tuple[FaceId, ...]:
        return self.in_viewer() if self.acts_in_viewer() else self._faces.selected_faces()

    def current_face(self) -> FaceId | None:
        """The face that is looked at."""
        if self._panes.active is Pane.QUESTION:
            return self.in_question()
        return next(iter(self.in_viewer()), None) if self.acts_in_viewer() else self._faces.current_face()

    def place(self) -> Place | None:
        """The place whose faces are shown, or that of the selected face of the viewer."""
        face = self.current_face() if self.acts_in_viewer() else None
        return self._face_model.place if face is None else place_of(self._project, face)

    def acting_faces(self) -> tuple[FaceId, ...]:
        """The faces that a verb means: the selected ones, or all of the selected cards."""
        if self.acts_in_question():
            return ()
        if self.acts_on_faces():
            return self.faces()
        return tuple(face for cluster in self.clusters() for face in self._project.members(cluster))

    def acting_count(self) -> int:
        """How many faces a verb means."""
        if self.acts_on_faces():
            return len(self.faces())
        return sum(self._project.size(cluster) for cluster in self.clusters())

    def target(self) -> Target | None:
        """The place that the focus is on, for putting something there."""
        lists = {Pane.PEOPLE: self._people, Pane.TRAYS: self._trays, Pane.CARDS: self._cards}
        if self._panes.active in lists:
            return lists[self._panes.active].current_target()
        return self.place()

    # -- where to go on

    def row(self) -> int:
        """The row of the current card."""
        return self._cards.currentIndex().row()

    def face_row(self) -> int:
        """The first row of the selected faces."""
        rows = [index.row() for index in self._faces.selectionModel().selectedIndexes()]
        return min(rows, default=self._faces.currentIndex().row())

    def stay(self) -> None:
        """Give the focus back to the cards."""
        self._panes.focus(Pane.CARDS)

    def go_to(self, cluster: ClusterId) -> None:
        self._cards.go_to(cluster)

    def go_on(self, row: int, face_row: int) -> None:
        """Select what has taken the place of what left: a card, or a face of the same place."""
        if self.acts_in_viewer():
            return
        if self.acts_on_faces():
            self._faces.go_to_row(face_row)
        elif not self.clusters():
            self._cards.go_to_row(row)

    def go_to_next_to_name(self, row: int) -> None:
        """Go to the first card without a name from this row on, or after the last one to the first; else stay."""
        clusters = self._cards.shown_clusters()
        after, before = clusters[max(0, row) :], clusters[: max(0, row)]
        unnamed = (cluster for cluster in after + before if self._project.name_of(cluster) is None)
        following = next(unnamed, None)
        if following is not None:
            self._cards.go_to(following)
        elif clusters:
            self._cards.go_to_row(row)
        self._panes.focus(Pane.CARDS)
