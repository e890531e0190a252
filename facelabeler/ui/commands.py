"""What menus and keys do to the workspace itself: what is shown, sorted, found, and where the focus goes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from facelabeler.ui.clusters.order import Sorting, Tab
from facelabeler.ui.drag.target_model import move_text
from facelabeler.ui.drag.targets import NewCluster, PersonTarget, Target
from facelabeler.ui.known_names import everybody
from facelabeler.ui.panes import Pane
from facelabeler.ui.places import Tray
from facelabeler.ui.wording import faces_text, tr
from facelabeler.ui.workspace import Workspace

MOST_PEOPLE_IN_MENU = 40


class Commands(QObject):
    """The slots of the actions table that are no edits. `find_requested` asks for the search field, `filter_requested`
    for the menu beside it.
    """

    find_requested = Signal()
    filter_requested = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    # -- what is shown

    def show_to_name(self) -> None:
        self._workspace.show_tab(Tab.TO_NAME)

    def show_named(self) -> None:
        self._workspace.show_tab(Tab.NAMED)

    def show_all(self) -> None:
        self._workspace.show_tab(Tab.ALL)

    def sort_biggest(self) -> None:
        self._sort(Sorting.BIGGEST)

    def sort_name(self) -> None:
        self._sort(Sorting.NAME)

    def sort_first_seen(self) -> None:
        self._sort(Sorting.FIRST_SEEN)

    def sort_newest(self) -> None:
        self._sort(Sorting.NEWEST)

    def sort_doubtful(self) -> None:
        self._sort(Sorting.DOUBTFUL)

    def sort_worst(self) -> None:
        self._sort(Sorting.WORST)

    def sort_alike(self) -> None:
        self._sort(Sorting.ALIKE)

    def more_like_this(self) -> None:
        """Put the cards most like the selected faces or cards first."""
        workspace = self._workspace
        if not workspace.selection.acting_faces():
            workspace.verbs.said.emit(tr("Select faces or a card to find more like them"))
            return
        if workspace.card_model.tab is Tab.NAMED:
            workspace.show_tab(Tab.ALL)
        self._sort(Sorting.ALIKE)
        workspace.cards.scrollToTop()

    def sort_again(self) -> None:
        """Sort cards, people and faces again by what they are sorted by."""
        self._sort(None)
        self._workspace.people_model.sort_people()
        self._workspace.face_model.sort_faces()

    def _sort(self, by: Sorting | None) -> None:
        self._workspace.card_model.sort_cards(by, like=self._workspace.selection.acting_faces())
        self._workspace.status_changed.emit()

    def stack_tracks(self) -> None:
        self._workspace.switch_stacking()

    def zoom_in(self) -> None:
        self._workspace.header.zoom_by(1)

    def zoom_out(self) -> None:
        self._workspace.header.zoom_by(-1)

    # -- selection and focus

    def select_all(self) -> None:
        """Select all that the filter shows, in the pane with the focus."""
        view = self._workspace.faces if self._workspace.selection.acts_on_faces() else self._workspace.cards
        view.selectAll()

    def next_pane(self) -> None:
        self._workspace.panes.next()

    def go_to_cards(self) -> None:
        self._workspace.panes.focus(Pane.CARDS)

    def find(self) -> None:
        self.find_requested.emit()

    def filter(self) -> None:
        self.filter_requested.emit()

    def step_back(self) -> None:
        """Esc: put back what was cut, else drop a selection of several, else go from the faces to the cards."""
        workspace = self._workspace
        if workspace.verbs.let_go():
            return
        covering = workspace.covering()
        if covering is not None:
            covering.step_back()
            return
        if workspace.selection.acts_on_faces():
            workspace.faces.clearSelection()
        else:
            workspace.cards.go_to(workspace.selection.current())
        workspace.panes.focus(Pane.CARDS)

    # -- naming and moving

    def name(self, first: str = "") -> None:
        """Open the name field: on the current card, or on the card of the person whose row has the focus."""
        workspace = self._workspace
        covering = workspace.covering()
        if covering is not None:
            covering.name(first)
            return
        if workspace.panes.active is Pane.PEOPLE:
            person = workspace.people_model.person_at(workspace.people.currentIndex())
            if person is not None:
                workspace.show_person(person)
        if not workspace.cards.currentIndex().isValid():
            workspace.cards.go_to_row(0)
        workspace.naming.open(first or None)

    def move_to(self) -> None:
        """Offer every place that the selection could go to."""
        faces = self._workspace.selection.acting_faces()
        if not faces:
            self._workspace.verbs.said.emit(tr("Select faces or cards to move"))
            return
        menu = QMenu(self._workspace.cards)
        menu.setTitle(tr("Move %1 to", faces_text(len(faces))))
        for target in self._places():
            self._offer(menu, target, len(faces))
        menu.exec(self._near_selection())

    def _places(self) -> list[Target]:
        workspace = self._workspace
        people = everybody(workspace.session.project, workspace.recent)[:MOST_PEOPLE_IN_MENU]
        return [*(PersonTarget(person) for person in people), NewCluster.NEW, *Tray]

    def _offer(self, menu: QMenu, target: Target, faces: int) -> None:
        if target is NewCluster.NEW:
            menu.addSeparator()
        action = QAction(move_text(self._workspace.session.project, target, faces), menu)
        action.triggered.connect(partial(self._workspace.verbs.move_to, target))
        menu.addAction(action)

    def _near_selection(self) -> QPoint:
        if self._workspace.selection.acts_in_viewer():
            stage = self._workspace.panes.widget(Pane.VIEWER)
            return stage.mapToGlobal(stage.rect().center())
        view = self._workspace.faces if self._workspace.selection.acts_on_faces() else self._workspace.cards
        return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).center())
