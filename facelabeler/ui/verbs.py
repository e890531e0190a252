"""What the user can do to cards and faces. Each verb acts on the selection only, or says what it wants selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from facelabeler.core import edits, frame_edits
from facelabeler.core.changes import ChangeSet
from facelabeler.core.entities import ClusterId, FaceId, FaceState
from facelabeler.core.errors import EditError, FaceLabelerError
from facelabeler.session import Session
from facelabeler.ui.drag import targets
from facelabeler.ui.drag.targets import Load, NewCluster, Target
from facelabeler.ui.joining import Joining
from facelabeler.ui.left_out import LeftOut
from facelabeler.ui.recent import RecentNames
from facelabeler.ui.selection import Selection
from facelabeler.ui.wording import tr, trn

Edit = Callable[[], ChangeSet]
Replay = Callable[[], ChangeSet | None]


class Verbs(QObject):
    """The edits of the window, each one step of the history.

    `said` carries a hint where a verb found nothing fitting, `failed` an error that the user must read, `cut_changed`
    what was taken up to be put down elsewhere.
    """

    said = Signal(str)
    failed = Signal(object)
    cut_changed = Signal(object)  # Load

    split_wanted = Signal(object)  # ClusterId: the user wants to see where it could be split

    def __init__(
        self, session: Session, selection: Selection, recent: RecentNames, left_out: LeftOut, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._project = session.project
        self._selection = selection
        self._recent = recent
        self._left_out = left_out
        self._cut = Load(())
        self.joining = Joining(self._project, left_out)
        self.take_out_odd: Callable[[], object] = lambda: None  # P on a question
        self.undo_first: Callable[[], bool] = lambda: False  # takes back what is no step of the history

    # -- names

    def name_clusters(self, clusters: Sequence[ClusterId], name: str) -> None:
        """Give clusters a name (an empty one takes it away), then go on to the next card to name."""
        row = self._selection.row()
        unnamed = all(self._project.name_of(cluster) is None for cluster in clusters)
        if not name.strip() and unnamed:
            self._selection.stay()
            return
        shared = self.joining.by_naming(clusters, name)
        if self.make(lambda: edits.name_clusters(self._project, clusters, name, self._out_of(clusters))) is not None:
            self._use(name)
            self._selection.go_to_next_to_name(row)
            self._warn(shared=shared)

    def give_recent(self, digit: int) -> None:
        """Give the selection the name on key 1 to 9."""
        person = self._recent.at(digit)
        if person is None or person not in self._project.people:
            self.said.emit(tr("No name is on key %1 yet", digit))
        elif self._selection.acts_in_viewer():
            self.name_in_frame(self._project.people[person].name)
        elif self._selection.acts_on_faces():
            self.move(Load(self._selection.faces()), targets.PersonTarget(person))
        else:
            self.name_clusters(self._selection.clusters(), self._project.people[person].name)

    def name_in_frame(self, name: str) -> None:
        """Name what is selected in the viewer: a cluster without a name as a whole, else the track alone."""
        faces, place = self._selection.faces(), self._selection.place()
        if isinstance(place, int) and self._project.name_of(ClusterId(place)) is None:
            home = [ClusterId(place)]
            shared, edit = self.joining.by_naming(home, name), partial(edits.name_clusters, self._project, home, name)
        else:
            shared = self.joining.by_naming_faces(faces, place, name)
            edit = partial(frame_edits.name_faces, self._project, faces, name)
        if self.make(edit) is not None and name.strip():
            self._use(name)
            self._warn(shared=shared)

    def _out_of(self, clusters: Sequence[ClusterId]) -> list[FaceId]:
        """The faces of these cards that their name is not for."""
        return [face for cluster in clusters for face in self._left_out.among(self._project.members(cluster))]

    def leave_out(self) -> None:
        """Leave the selected faces out of the name that their card will get, or take them back in."""
        faces = self._selection.faces()
        if not self._selection.acts_on_faces() or not faces or not isinstance(self._selection.place(), int):
            self.said.emit(tr("Select faces of a card to leave out of its name"))
        elif self._left_out.toggle(faces):
            self.said.emit(trn("%n face left out of the name", "%n faces left out of the name", len(faces)))
        else:
            self.said.emit(trn("%n face taken back in", "%n faces taken back in", len(faces)))

    def _use(self, name: str) -> None:
        person = self._project.find_person(edits.clean_name(name))
        if person is not None:
            self._recent.use(person.id)

    # -- clusters

    def merge(self) -> None:
        """Merge the selected cards into one, which keeps the name there is."""
        clusters = self._selection.clusters()
        if len(clusters) < 2:
            self.said.emit(tr("Select two or more cards to merge"))
            return
        into = self.merge_home()
        others = [cluster for cluster in clusters if cluster != into]
        shared = self.joining.by_merging(clusters)
        if self.make(lambda: edits.merge(self._project, into, others)) is not None:
            self._selection.go_to(into)
            self._warn(shared=shared)

    def _warn(self, *, shared: bool) -> None:
        if shared:
            self.said.emit(tr("Two of them are in one frame: a mirror or a screen? Else Ctrl+Z takes it back"))

    def merge_home(self) -> ClusterId:
        """The card that the selected ones would join: a named one before the current one before the biggest."""
        current = self._selection.current()
        return max(
            self._selection.clusters(),
            key=lambda c: (self._project.name_of(c) is not None, c == current, self._project.size(c), -c),
        )

    def confirm(self) -> None:
        """Accept the selected cards as they are."""
        clusters = self._selection.clusters()
        self.make(lambda: edits.confirm(self._project, clusters))

    # -- faces

    def split_off(self) -> None:
        """Put the selected faces into a cluster of their own; without any, ask for a proposal.

        In the viewer, those of the track from this one on.
        """
        if self._selection.acts_in_question():
            self.take_out_odd()
            return
        if self._selection.acts_in_viewer():
            self.part_track()
            return
        faces = self._selection.faces()
        place = self._selection.place()
        if isinstance(place, int) and not faces:
            self.split_wanted.emit(ClusterId(place))
        elif isinstance(place, int):
            self.split(ClusterId(place), faces)
        elif faces:
            self.move(Load(faces), NewCluster.NEW)
        else:
            self.said.emit(tr("Select a card, or faces to split off"))

    def split(self, cluster: ClusterId, leaving: Sequence[FaceId]) -> None:
        """Put some faces of a cluster into one of their own."""
        self.make(lambda: edits.split(self._project, cluster, [leaving]))

    def part_track(self) -> None:
        """Say that the track of the current face is someone else from there on."""
        face = self._selection.current_face() if self._selection.acts_on_faces() else None
        if face is None:
            self.said.emit(tr("Select the face from which on it is someone else"))
        else:
            self._then_stay(lambda: frame_edits.part_track(self._project, face))

    def ignore(self) -> None:
        """Put the selection into the tray of strangers."""
        self._mark(FaceState.IGNORED)

    def reject(self) -> None:
        """Put the selection into the tray of false finds."""
        self._mark(FaceState.NOT_A_FACE)

    def take_back(self) -> None:
        """Make faces of the two trays faces again."""
        self._mark(FaceState.FACE)

    def _mark(self, state: FaceState) -> None:
        faces = self._selection.acting_faces()
        self._then_stay(lambda: edits.mark(self._project, faces, state))

    # -- moving

    def move(self, load: Load, target: Target) -> None:
        """Put a load somewhere, asking once if that makes two faces of one picture one person."""
        if not self.joining.may_move(load, target):
            return
        if not targets.moving(self._project, load, target):
            self.said.emit(tr("They are there already"))
            return
        if self._then_stay(lambda: targets.edit(self._project, load, target)) and isinstance(
            target, targets.PersonTarget
        ):
            self._recent.use(target.person)

    def cut(self) -> None:
        """Take the selection up, to be put down with `paste`."""
        faces = self._selection.acting_faces()
        clusters = () if self._selection.acts_on_faces() else tuple(self._selection.clusters())
        if not faces:
            self.said.emit(tr("Select faces or cards to move"))
            return
        self._set_cut(Load(tuple(faces), clusters))
        self.said.emit(tr("Go to a card, a person or a tray and press Ctrl+V"))

    def paste(self) -> None:
        """Put down what was taken up, where the focus is."""
        target = self._selection.target()
        if not self._cut.faces or target is None:
            self.said.emit(tr("Cut faces or cards first with Ctrl+X"))
            return
        load = self._cut
        self._set_cut(Load(()))
        self.move(load, target)

    def move_to(self, target: Target) -> None:
        """Put the selection somewhere."""
        clusters = () if self._selection.acts_on_faces() else tuple(self._selection.clusters())
        self.move(Load(tuple(self._selection.acting_faces()), clusters), target)

    def carried(self) -> int:
        """How many faces are cut and wait to be put down."""
        return len(self._cut.faces)

    def let_go(self) -> bool:
        """Put back what was cut; whether anything was."""
        had = bool(self._cut.faces)
        self._set_cut(Load(()))
        return had

    def _set_cut(self, load: Load) -> None:
        self._cut = load
        self.cut_changed.emit(load)

    # -- history

    def undo(self) -> None:
        """Take back the last step."""
        if not self.undo_first():
            self._tell(self._session.undo)

    def redo(self) -> None:
        """Make the step again that was undone last."""
        self._tell(self._session.redo)

    # -- all edits

    def _then_stay(self, edit: Edit) -> bool:
        """Make an edit, then select what has taken the place of what left."""
        row, face_row = self._selection.row(), self._selection.face_row()
        made = self.make(edit)
        if made is not None:
            self._selection.go_on(row, face_row)
        return made is not None

    def make(self, edit: Edit) -> ChangeSet | None:
        """Make an edit; None if it could not be made, which the user is told."""
        return self._tell(lambda: self._session.commit(edit()))

    def _tell(self, work: Edit | Replay) -> ChangeSet | None:
        try:
            return work()
        except FaceLabelerError as error:
            self.tell(error)
        return None

    def tell(self, error: FaceLabelerError) -> None:
        """Say what could not be done: in passing if it is the user's to mend, else so that he must read it."""
        if isinstance(error, EditError):
            self.said.emit(tr(error.what))
        else:
            self.failed.emit(error)
