"""What the viewer does: goes to a face's frame, follows the user's steps, and keeps boxes, list and lanes in step."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt
from PySide6.QtWidgets import QWidget

from facelabeler.core.entities import FaceId, FaceState, SourceId, SourceKind
from facelabeler.core.geometry import Box
from facelabeler.missed import Missed, sample_near
from facelabeler.session import Event
from facelabeler.ui.actions import Actions
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.cover import Cover
from facelabeler.ui.naming.naming import Naming
from facelabeler.ui.panes import Pane
from facelabeler.ui.presence import Axis
from facelabeler.ui.viewer.chosen import Chosen
from facelabeler.ui.viewer.footage import Footage, Moment
from facelabeler.ui.viewer.lane_work import LaneWork
from facelabeler.ui.viewer.lanes import Hint, Lane
from facelabeler.ui.viewer.missed_faces import MissedFaces
from facelabeler.ui.viewer.people import Standings
from facelabeler.ui.viewer.plate import plate
from facelabeler.ui.viewer.playhead import Playhead
from facelabeler.ui.viewer.reading import FrameReader, Picture
from facelabeler.ui.viewer.view import ViewerView
from facelabeler.ui.wording import faces_text, tr
from facelabeler.ui.workspace import Workspace

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Viewing(QObject):
    """The `viewer.…` slots of the actions table, and everything behind them."""

    def __init__(self, workspace: Workspace, cover: Cover, pictures: Pictures, actions: Actions) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._session = workspace.session
        self._project = workspace.session.project
        self._cover = cover
        self._actions = actions
        self._standings = Standings(self._project, self._session.encodings)
        self.view = ViewerView(self._standings.of, pictures, actions)
        self.playhead = Playhead(FrameReader(self._session.locate, self), self)
        self.missed = MissedFaces(self._session, self)
        self.naming = Naming(
            self._project, self.view.stage, workspace.known, workspace.picture_of, workspace.face_model.left_out
        )
        self._footage: Footage | None = None
        self.moment = Moment(None)
        self._chosen = Chosen(self._project, self._standings)
        self._lanes = LaneWork(self._session, self)
        workspace.panes.add(Pane.VIEWER, self.view.stage)
        workspace.selection.in_viewer = self.selected_faces
        self._connect()

    def _connect(self) -> None:
        """Methods only: a lambda that holds `self` is kept by PySide for good, and the whole project with it."""
        view, playhead, stage = self.view, self.playhead, self.view.stage
        view.back.clicked.connect(self.step_back)
        view.names.toggled.connect(self._show_names)
        stage.selected.connect(self.select)
        stage.stepped.connect(self._step)
        stage.chosen_by.connect(self._choose_by)
        stage.edge_wanted.connect(self._jump_to_edge)
        stage.drawn.connect(self._add_missed)
        stage.resized.connect(self._show_no_larger)
        view.side.faces.selectionModel().currentChanged.connect(self._choose_row)
        view.transport.stepped.connect(playhead.step)
        view.transport.shots_stepped.connect(playhead.step_shot)
        view.transport.play_wanted.connect(self.play)
        view.timeline.went_to.connect(playhead.jump_to)
        view.timeline.hint_chosen.connect(self._go_to_hint)
        playhead.moved.connect(self._show_position)
        playhead.picture_changed.connect(self._show_picture)
        playhead.playing_changed.connect(self._show_playing)
        playhead.counted.connect(self._show_again)
        playhead.reader.failed.connect(self._refuse)
        self._lanes.done.connect(self._show_lanes)
        self.naming.named.connect(self._name_in_frame)
        self.naming.closed.connect(stage.setFocus)
        self.missed.added.connect(self._name_missed)
        self.missed.failed.connect(self._workspace.verbs.tell)
        self.missed.busy_changed.connect(self._tell_busy)
        self._workspace.bridge.changed.connect(self._follow)

    @property
    def ground(self) -> QWidget:
        return self.view.stage

    @property
    def key_widgets(self) -> tuple[QWidget, ...]:
        """Where plain keys mean the same as on the picture: the list beside it, and all else that leaves keys to us."""
        return self.view.side.faces, self.view

    @property
    def is_open(self) -> bool:
        return self._footage is not None

    # -- coming and going

    def open(self) -> None:
        """Go to the frame of the current face, or of the current card's most typical one."""
        face = self._workspace.current_face()
        if face is None:
            self._workspace.verbs.said.emit(tr("Select a face or a card to see its frame"))
        else:
            self.go_to_face(face)

    def open_looked_at(self) -> None:
        """Go to the frame of the face whose context is on show."""
        face = self._workspace.faces.current_face()
        if face is not None:
            self.go_to_face(face)

    def go_to_face(self, face: FaceId) -> None:
        """Show the frame of a face, the face selected."""
        row = self._project.faces[face]
        self._cover.show(self.view, self, Pane.VIEWER, alone=True)
        self._chosen.choose(face)
        self._open_source(row.source, row.time)
        self._workspace.verbs.said.emit(tr("Arrow keys step frames, with Shift samples, with Ctrl shots; Space plays"))

    def _open_source(self, number: SourceId, time: float) -> None:
        if self._footage is not None and self._footage.id == number:
            self.playhead.jump_to(time)
            return
        source = self._project.sources[number]
        self._footage = Footage(self._project, number)
        self.moment = Moment(None)
        self.view.show_source(source)
        self.view.stage.say("")
        self.playhead.show_at_most(self.view.stage.device_size())
        self.playhead.open(source, self._session.cuts(number), time)
        self._lanes.ask(source)

    def step_back(self) -> None:
        """Esc: give up the box in the making, else leave."""
        if self.view.stage.sketch is not None:
            self.view.stage.end_sketch()
        else:
            self._cover.leave()

    def ended(self) -> None:
        self.naming.close()
        self.view.stage.end_sketch()
        self.playhead.close()
        self._footage = None
        self._lanes.drop()

    def shut_down(self) -> None:
        """The project is being closed."""
        self.missed.stop()

    # -- keys and buttons

    def play(self) -> None:
        """Play the film, or pause; in the grid, the track of the current face."""
        face = self._workspace.faces.current_face()
        if self.is_open and self._cover.owner is self:
            self.playhead.play_or_pause()
        elif face is not None and self._cover.owner is None:
            self._workspace.faces.preview.play_or_stop(face)

    def draw(self) -> None:
        """Draw a face that the detector missed, on the nearest sample: faces are kept a sample at a time."""
        if self._footage is None:
            self._workspace.verbs.said.emit(tr("Open the viewer with G to draw a missed face"))
            return
        self.playhead.pause()
        if self.moment.sample is None:
            self.playhead.go_to(sample_near(self._footage.source, self.playhead.position))
        self.view.stage.begin_sketch()
        text = tr("Drag a box around the face, or use the arrows, Shift+arrows and Enter. Esc leaves")
        self._workspace.verbs.said.emit(text)

    def switch_names(self) -> None:
        """Show the names at the boxes, or not."""
        self.view.names.toggle()

    def name(self, first: str) -> None:
        """Open the name field on the selected face, or take the box in the making."""
        stage = self.view.stage
        if stage.sketch is not None:
            stage.take_sketch()
        elif stage.current_cluster() is None:
            self._workspace.verbs.said.emit(tr("Select the box of a face that is in a card"))
        else:
            self.playhead.pause()
            stage.title = self._naming_title()
            self.naming.open(first or None)

    def _naming_title(self) -> str:
        faces = self.selected_faces()
        cluster = self.view.stage.current_cluster()
        if cluster is not None and self._project.name_of(cluster) is None:
            return tr("Name %1", faces_text(self._project.size(cluster)))
        return tr("This track alone, %1", faces_text(len(faces)))

    def _show_names(self, shown: bool) -> None:
        self.view.stage.show_names(shown=shown)
        self._actions.check("viewer.switch_names", checked=shown)

    def _step(self, by: int, modifiers: Qt.KeyboardModifier) -> None:
        if self._footage is not None and self._footage.source.kind is SourceKind.PHOTO:
            self._go_to_photo(by)
        elif modifiers & CONTROL:
            self.playhead.step_shot(by)
        elif modifiers & SHIFT:
            self.playhead.step_sample(by)
        else:
            self.playhead.step(by)

    def _go_to_photo(self, by: int) -> None:
        """To the photo after or before this one."""
        photos = sorted(n for n, row in self._project.sources.items() if row.kind is SourceKind.PHOTO)
        at = photos.index(self._footage.id) + by if self._footage is not None else -1
        if 0 <= at < len(photos):
            self._chosen.choose(None)
            self._open_source(photos[at], 0.0)

    def _go_to_hint(self, hint: Hint) -> None:
        face = self._project.faces.get(hint.face)
        self._chosen.choose(hint.face)
        self.playhead.jump_to(face.time if face is not None else hint.start)

    # -- the selected face

    def select(self, face: FaceId | None) -> None:
        """Select a face of this frame; with its track, which the verbs act on."""
        self._chosen.choose(face)
        self._show_selection()

    def selected_faces(self) -> tuple[FaceId, ...]:
        """The selected face first, then the rest of its track that stands where it stands."""
        return self._chosen.faces() if self.is_open else ()

    def _choose_by(self, by: int) -> None:
        faces = [one.face for one in self.moment.seen]
        if faces:
            face = self._chosen.face
            at = faces.index(face) + by if face in faces else 0 if by > 0 else len(faces) - 1
            self.select(faces[at % len(faces)])

    def _choose_row(self, current: QModelIndex) -> None:
        face = self.view.side.model.face_at(current)
        if face is not None:
            self.select(face)

    # -- showing

    def _jump_to_edge(self, at_end: bool) -> None:
        self.playhead.jump_to(self.playhead.end if at_end else 0.0)

    def _show_no_larger(self) -> None:
        self.playhead.show_at_most(self.view.stage.device_size())

    def _show_playing(self, playing: bool) -> None:
        self.view.transport.show_playing(playing=playing)

    def _name_in_frame(self, _clusters: object, name: str) -> None:
        self._workspace.verbs.name_in_frame(name)

    def _show_position(self, position: float) -> None:
        source = self.playhead.source
        if source is not None:
            self.view.transport.show_time(position, source.duration)
            self.view.timeline.show_position(position)

    def _show_picture(self, picture: Picture) -> None:
        footage = self._footage
        if footage is None:
            return
        moment = footage.at(picture.time, picture.since, picture.until)
        placements = self._project.placements
        seen = tuple(
            one
            for one in moment.seen
            if placements[one.face].state is not FaceState.NOT_A_FACE or one.face == self._chosen.face
        )
        self.moment = Moment(moment.sample, seen)
        self._chosen.hold(self.moment)
        full = QSize(footage.source.width, footage.source.height)
        full = picture.image.size() if full.isEmpty() else full
        self.view.stage.show_picture(picture, self.moment, full, plate(footage.source, self.playhead, len(seen)))
        self._show_selection()

    def _show_again(self) -> None:
        if self.playhead.picture is not None:
            self._show_picture(self.playhead.picture)

    def _show_selection(self) -> None:
        chosen = self._chosen
        self.view.stage.select(chosen.face)
        self.view.side.show_faces([one.face for one in self.moment.seen], chosen.face, chosen.track())
        self.view.timeline.mark(chosen.owner())
        self._workspace.status_changed.emit()

    def _refuse(self, text: str) -> None:
        self.view.stage.say(text)

    def _show_lanes(self, made: list[Lane], axis: Axis) -> None:
        if self._footage is not None:
            cuts = self._session.cuts(self._footage.id)
            self.view.timeline.show_lanes(made, axis, cuts, self._footage.source.every)

    # -- following the project

    def _follow(self, event: Event) -> None:
        self._standings.forget(event.touched.clusters)
        if self._footage is None:
            return
        self._footage.refresh()
        self._chosen.refresh()
        self._show_again()
        self._lanes.ask(self._footage.source)

    # -- missed faces

    def _add_missed(self, box: Box) -> None:
        footage = self._footage
        if footage is not None:
            self.view.stage.end_sketch()
            time = self.moment.sample
            time = sample_near(footage.source, self.playhead.position) if time is None else time
            self.missed.add(Missed(footage.id, time, box))

    def _name_missed(self, face: FaceId) -> None:
        if self._footage is not None and any(one.face == face for one in self.moment.seen):
            self.select(face)
            self.name("")

    def _tell_busy(self, busy: bool) -> None:
        if busy:
            self._workspace.verbs.said.emit(tr("Looking at the face …"))
