"""An open project in the window: its models, views and verbs, wired together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facelabeler.core.entities import ClusterId, FaceId, PersonId, SourceState
from facelabeler.session import Event, Session
from facelabeler.ui import theme
from facelabeler.ui.bridge import Bridge
from facelabeler.ui.clusters.arrivals import Arrivals
from facelabeler.ui.clusters.emptiness import emptiness
from facelabeler.ui.clusters.empty_note import EmptyNote
from facelabeler.ui.clusters.model import ClusterModel
from facelabeler.ui.clusters.order import Tab
from facelabeler.ui.clusters.strips import Strips
from facelabeler.ui.clusters.view import ClusterView
from facelabeler.ui.cover import Covers
from facelabeler.ui.drag.carrying import carrying
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.effort import Effort, EffortMeter
from facelabeler.ui.faces.context import Context
from facelabeler.ui.faces.model import FaceModel
from facelabeler.ui.faces.panel import FacesPanel
from facelabeler.ui.faces.view import FaceView
from facelabeler.ui.header import Header
from facelabeler.ui.known_names import known_names
from facelabeler.ui.naming.candidates import KnownName
from facelabeler.ui.naming.naming import Naming
from facelabeler.ui.panes import Pane, Panes
from facelabeler.ui.people.lists import PeopleList, TrayList
from facelabeler.ui.people.model import PeopleModel
from facelabeler.ui.people.panel import PeoplePanel
from facelabeler.ui.people.trays import TrayModel
from facelabeler.ui.places import Tray
from facelabeler.ui.recent import recent_names
from facelabeler.ui.selection import Selection
from facelabeler.ui.splitting import Splitting
from facelabeler.ui.thumbnails import Thumbnails
from facelabeler.ui.verbs import Verbs
from facelabeler.ui.wording import trn

GROWTH_MS = 5000  # how often `+6` marks are looked at for their age


class Workspace(QObject):
    """Owns everything that shows one session.

    `status_changed`: counts, selection or what can be undone is another. `search_given_up`: what is to be shown is not
    what is searched for.
    """

    status_changed = Signal()
    pictures_shown = Signal()  # thumbnails have come in
    search_given_up = Signal()

    def __init__(self, session: Session, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.bridge = Bridge(session, self)
        self.recent = recent_names(session)
        self._thumbnails = thumbnails
        self.covering: Covers = lambda: None  # the view that lies over the cards
        self._effort = EffortMeter(session.history())
        self._reading = False
        self._make_models()
        self._make_views()
        self._make_panels()
        self.selection = Selection(
            session.project, self.panes, self.cards, self.faces, self.people, self.trays, self.face_model
        )
        self.verbs = Verbs(session, self.selection, self.recent, self.face_model.left_out, self)
        self.naming = Naming(session.project, self.cards, self.known, self.picture_of, self.face_model.left_out)
        self.splitting = Splitting(session, self.verbs, thumbnails, self.cards)
        self._connect_models()
        self._connect_views()
        self._read_footage()
        self.refresh()
        self.cards.go_to_row(0)

    # -- making

    def _make_models(self) -> None:
        project, encodings = self.session.project, self.session.encodings
        self.card_model = ClusterModel(project, encodings, self)
        self.face_model = FaceModel(project, encodings, self)
        self.people_model = PeopleModel(project, self._hero, self.recent, self)
        self.tray_model = TrayModel(project, self)
        self.strips = Strips(project)

    def _make_views(self) -> None:
        self.cards = ClusterView(self.card_model, self._thumbnails, self.strips)
        self.faces = FaceView(self.face_model, self._thumbnails)
        self.people = PeopleList(self.people_model, self._thumbnails)
        self.trays = TrayList(self.tray_model)
        self.arrivals = Arrivals(self.card_model, self.cards)
        self.panes = Panes(
            {Pane.CARDS: self.cards, Pane.FACES: self.faces, Pane.PEOPLE: self.people, Pane.TRAYS: self.trays}, self
        )

    def _make_panels(self) -> None:
        self.header = Header()
        self.context = Context(self.session.project, self.session.locate)
        self.faces_panel = FacesPanel(self.session.project, self.face_model, self.faces, self.context)
        self.people_panel = PeoplePanel(self.people_model, self.people, self.trays)
        self.centre = _column(self.header, self.cards)
        self._note = EmptyNote(self.cards)

    def _connect_models(self) -> None:
        self.bridge.changed.connect(self._follow)
        self.bridge.walked.connect(self._count_again)
        self.card_model.rows_changed.connect(self.refresh)
        self._thumbnails.loaded.connect(self._show_pictures)
        for model in (self.card_model, self.people_model, self.tray_model):
            # Queued: the drag is over before an edit is made, or a question asked.
            model.dropped.connect(self.verbs.move, Qt.ConnectionType.QueuedConnection)
        growth = QTimer(self, interval=GROWTH_MS)
        growth.timeout.connect(self.card_model.forget_growth)
        growth.start()

    def _connect_views(self) -> None:
        self.header.tab_chosen.connect(self.show_tab)
        self.header.zoom_chosen.connect(self._zoom)
        self.header.arrived.clicked.connect(self.arrivals.show_next)
        self.arrivals.changed.connect(self._show_arrived)
        self.cards.chosen.connect(self._show_cluster)
        for grid in (self.cards, self.faces):
            grid.name_wanted.connect(self.naming.open)
        self.naming.named.connect(self.verbs.name_clusters)
        self.people.chosen.connect(self.show_person)
        self.trays.chosen.connect(self.show_tray)
        self.faces.looked_at.connect(self.context.show_face)
        self.faces_panel.split_requested.connect(self.verbs.split_off)
        self.faces_panel.stacking_requested.connect(self.switch_stacking)
        self.verbs.cut_changed.connect(self._show_cut)
        for view in (self.cards, self.faces):
            view.selection_changed.connect(self.status_changed)
        self.panes.changed.connect(self.status_changed)
        carrying().began.connect(self._offer_new_cluster)
        carrying().ended.connect(self._withdraw_new_cluster)
        theme.live().theme_changed.connect(self._repaint)

    def close(self) -> None:
        """Let go of everything; the session itself stays open."""
        self.naming.close()
        self.context.stop()
        for widget in (self.centre, self.faces_panel, self.people_panel):
            widget.hide()
            widget.deleteLater()
        self.deleteLater()

    # -- following the session

    def _follow(self, event: Event) -> None:
        self._effort.note(event)
        if event.sources:
            self._read_footage()
        self.strips.forget(event.touched.clusters)
        self.card_model.follow(event)
        self.recent.keep(self.people_model.people() + sorted(self.session.project.people))
        self.people_model.follow(event)
        self.tray_model.follow(event)
        self.face_model.follow(event)
        self._leave_gone_place()
        self.faces_panel.refresh()
        self.status_changed.emit()

    def _count_again(self) -> None:
        """Several steps were taken as one."""
        self._effort = EffortMeter(self.session.history())

    def _leave_gone_place(self) -> None:
        place = self.face_model.place
        if place is not None and not isinstance(place, Tray) and place not in self.session.project.clusters:
            self.face_model.show_place(self.cards.current_cluster())

    def _read_footage(self) -> None:
        started = (source.id for source in self.session.project.sources.values() if source.state is SourceState.STARTED)
        times = {source: self.session.frame_times(source) for source in started}
        self.strips.set_footage({source: done[-1] if done else 0.0 for source, done in times.items()})
        self.cards.viewport().update()

    def _show_pictures(self, faces: set[FaceId]) -> None:
        self.card_model.tell_pictures(faces)
        self.face_model.tell_pictures(faces)
        self.people_model.tell_pictures(faces)
        self.pictures_shown.emit()

    def _repaint(self) -> None:
        for view in (self.cards, self.faces, self.people, self.trays):
            view.viewport().update()

    # -- what is shown

    def effort(self) -> Effort:
        return self._effort.measure(self.session.project)

    def selection_text(self) -> str:
        """`3 faces selected`."""
        if self.selection.acts_on_faces():
            count = len(self.selection.faces())
            return trn("%n face selected", "%n faces selected", count) if count else ""
        count = len(self.selection.clusters())
        return trn("%n card selected", "%n cards selected", count) if count > 1 else ""

    def current_face(self) -> FaceId | None:
        """The face that is looked at: of the Faces dock or the viewer, else the current card's most typical one."""
        on_cards = self.panes.active in (Pane.CARDS, Pane.PEOPLE) and not isinstance(self.face_model.place, Tray)
        current = self.selection.current()
        if not on_cards or current is None:
            return self.selection.current_face()
        return self._hero(current)

    def current_card_rect(self) -> QRect:
        """Where the current card is in `centre`; empty if there is none."""
        rect = self.cards.visualRect(self.cards.currentIndex())
        return QRect(self.cards.viewport().mapTo(self.centre, rect.topLeft()), rect.size())

    def show_tab(self, tab: Tab) -> None:
        """Show the cards of a tab."""
        self.card_model.show_tab(tab)
        self.header.show_tab(tab)
        self.refresh()

    def show_reading(self, *, reading: bool) -> None:
        """Whether sources are being read: an empty grid says so."""
        self._reading = reading
        self.refresh()

    def show_person(self, person: PersonId) -> None:
        """Select a person's card, on a tab that has it."""
        cluster = next(iter(self.session.project.clusters_of(person)), None)
        if cluster is None:
            return
        if self.card_model.row_of(cluster) < 0:
            self.search_given_up.emit()
            self.show_tab(Tab.NAMED)
        self.cards.go_to(cluster)
        self._show_cluster(cluster)

    def switch_stacking(self) -> None:
        """Show tracks as stacks, or every face by itself."""
        self.face_model.stack_tracks(by_track=not self.face_model.by_track)

    def refresh(self) -> None:
        """Say again how many cards there are, or why there are none."""
        self.header.show_counts(self.card_model.counts())
        if not self.cards.currentIndex().isValid() and not isinstance(self.face_model.place, Tray):
            self.cards.go_to_row(0)
        model = self.card_model
        elsewhere = model.counts()[Tab.ALL] if model.query else 0
        note = emptiness(
            self.session.project, model.tab, searching=bool(model.query), elsewhere=elsewhere, reading=self._reading
        )
        self._note.say(*note)

    def _show_cluster(self, cluster: ClusterId | None) -> None:
        if cluster is None and isinstance(self.face_model.place, Tray):
            return
        self.face_model.show_place(cluster)
        self.trays.show_tray(None)
        person = self.session.project.person_of(cluster)
        self.people.show_person(person.id if person is not None else None)
        self.status_changed.emit()

    def show_tray(self, tray: Tray) -> None:
        """Show the faces of a tray."""
        self.cards.selectionModel().clearSelection()
        self.people.show_person(None)
        self.face_model.show_place(tray)

    def _show_arrived(self, below: int) -> None:
        self.header.arrived.say(trn("%n new below", "%n new below", below) if below else "")

    def _show_cut(self, load: Load) -> None:
        self.faces.set_cut(() if load.clusters else load.faces)
        self.cards.set_cut(load.clusters)

    def _zoom(self, least_width: int) -> None:
        self.cards.set_spec(least_width=least_width)

    def _offer_new_cluster(self) -> None:
        self.tray_model.offer_new_cluster(offered=True)

    def _withdraw_new_cluster(self) -> None:
        self.tray_model.offer_new_cluster(offered=False)

    # -- what the parts ask

    def _hero(self, cluster: ClusterId) -> FaceId | None:
        return next(iter(self.card_model.card(cluster).tiles), None)

    def known(self, clusters: Sequence[ClusterId]) -> list[KnownName]:
        return known_names(self.session.project, self.session.encodings, self.recent, clusters)

    def picture_of(self, person: PersonId, size: int) -> QPixmap | None:
        face = self.people_model.row(person).face
        return self._thumbnails.pixmap(face, size) if face is not None else None


def _column(above: QWidget, below: QWidget) -> QWidget:
    made = QWidget()
    made.setBackgroundRole(QPalette.ColorRole.Dark)
    made.setAutoFillBackground(True)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(above)
    layout.addWidget(below, 1)
    return made
