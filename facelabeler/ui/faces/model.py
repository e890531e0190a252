"""The faces of the selected card or tray as a Qt model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from facelabeler.clustering.typicality import EncodingsOf
from facelabeler.core.entities import FaceId, FaceState, SourceKind
from facelabeler.core.project import Project
from facelabeler.session import Event
from facelabeler.ui import row_diff
from facelabeler.ui.drag.mime import FACE_IDS, mime_of
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.faces.order import FaceFilter, FaceSorting, Stack, distances, doubtful, shown, stacks
from facelabeler.ui.faces.rows import Rows
from facelabeler.ui.left_out import LeftOut
from facelabeler.ui.places import Place, Tray, faces_in, size_of, stands_in, track_count
from facelabeler.ui.wording import clock, face_title, faces_text, tr

Index = QModelIndex | QPersistentModelIndex
Root = QModelIndex()
Able = Qt.ItemFlag
ABLE = Able.ItemIsEnabled | Able.ItemIsSelectable | Able.ItemIsDragEnabled | Able.ItemNeverHasChildren
StackRole = int(Qt.ItemDataRole.UserRole)

_STATES = {FaceState.IGNORED: "ignored", FaceState.NOT_A_FACE: "not a face"}


class FaceModel(QAbstractListModel):
    """The faces of one place. What the user looks at does not reorder: faces that the program adds wait.

    `place_changed` says that another place is shown, or that the number of faces there or waiting is another.
    """

    place_changed = Signal()

    def __init__(self, project: Project, encodings: EncodingsOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._encodings = encodings
        self._place: Place | None = None
        self._rows = Rows()
        self._waiting: set[FaceId] = set()
        self._told = (0, 0, 0)
        self.sorting = FaceSorting.LEAST_TYPICAL
        self.showing = FaceFilter.ALL
        self.by_track = False
        self.left_out = LeftOut(self)
        self.left_out.changed.connect(self._tell_left_out)

    # -- what is shown

    @property
    def project(self) -> Project:
        return self._project

    @property
    def place(self) -> Place | None:
        return self._place

    @property
    def waiting(self) -> int:
        """How many faces have been added that are not shown yet."""
        return len(self._waiting)

    @property
    def effective_sorting(self) -> FaceSorting:
        """What the faces are sorted by here: in trays nothing is typical, so they go by time."""
        return FaceSorting.TIME if _goes_by_time(self._place, self.sorting) else self.sorting

    def show_place(self, place: Place | None) -> None:
        """Show the faces of another place."""
        if place != self._place:
            self._place = place
            self.sort_faces()

    def sort_faces(self, by: FaceSorting | None = None) -> None:
        """Sort again, and show those that wait."""
        self.sorting = by or self.sorting
        self.beginResetModel()
        self._rows = Rows(self._fresh())
        self._waiting.clear()
        self._told = self._sizes()
        self.endResetModel()
        self.place_changed.emit()

    def filter_faces(self, which: FaceFilter) -> None:
        """Show only the faces of some quality, here and in every other place."""
        self.showing = which
        self.sort_faces()

    def stack_tracks(self, *, by_track: bool) -> None:
        """Show each track as one stack, or every face by itself."""
        if by_track != self.by_track:
            self.by_track = by_track
            self.sort_faces()

    def face_count(self) -> int:
        """How many faces the place holds, shown or not."""
        return size_of(self._project, self._place)

    def shown_count(self) -> int:
        """How many of them the filter lets through, shown or waiting."""
        return self._rows.face_count() + len(self._waiting)

    def left_out_count(self) -> int:
        """How many faces of the place are left out of its name."""
        return len(self.left_out.among(faces_in(self._project, self._place))) if len(self.left_out) else 0

    def track_count(self) -> int:
        return track_count(self._project, faces_in(self._project, self._place))

    def stack_at(self, index: Index) -> Stack | None:
        return self._rows.stacks[index.row()] if index.isValid() else None

    def faces_at(self, indexes: Iterable[Index]) -> tuple[FaceId, ...]:
        """All faces of these items, in the order of the grid."""
        rows = sorted(index.row() for index in indexes)
        return tuple(face for row in rows for face in self._rows.stacks[row].faces)

    def index_of(self, face: FaceId) -> QModelIndex:
        """The item that a face is in; invalid if it is not shown."""
        row = self._rows.row_of(face)
        return QModelIndex() if row < 0 else self.index(row, 0)

    # -- following the project

    def follow(self, event: Event) -> None:
        """Take in what an event of the session changed."""
        self.left_out.take_back(event.touched.faces)
        if self._place is None:
            return
        touched = event.touched.faces | frozenset(event.arrived)
        standing = (face for face in touched if stands_in(self._project, face, self._place))
        here = frozenset(shown(self._project, standing, self.showing))
        gone = frozenset(face for face in touched - here if face in self._rows)
        new = frozenset(face for face in here if face not in self._rows)
        self._waiting = (self._waiting - touched) | (new if event.step is None else frozenset())
        self._take_out(gone)
        if event.step is not None:
            self._add(new)
        if self._told != self._sizes():
            self._told = self._sizes()
            self.place_changed.emit()
        self._tell_changed(here)

    def tell_pictures(self, faces: Iterable[FaceId]) -> None:
        """Thumbnails came in: repaint the items that show them."""
        self._tell_changed(faces)

    def _tell_left_out(self, faces: Iterable[FaceId]) -> None:
        self._tell_changed(faces)
        self.place_changed.emit()

    def _take_out(self, gone: frozenset[FaceId]) -> None:
        for first, last in self._rows.take_out(gone):
            self.beginRemoveRows(Root, first, last)
            self._rows.delete(first, last)
            self.endRemoveRows()

    def _add(self, new: frozenset[FaceId]) -> None:
        """Put faces where they were when the place was sorted; those that are new to it come last."""
        if new and self.by_track:
            self.sort_faces()
            return
        odd = doubtful(self._project, distances(self._encodings, self._place, self._all())) if new else set()
        for row, stacks_ in self._rows.places_for([Stack(face, (face,), face in odd) for face in new]):
            self.beginInsertRows(Root, row, row + len(stacks_) - 1)
            self._rows.put(row, stacks_)
            self.endInsertRows()

    def _sizes(self) -> tuple[int, int, int]:
        return self.face_count(), self._rows.face_count(), len(self._waiting)

    def _here(self) -> tuple[FaceId, ...]:
        return shown(self._project, faces_in(self._project, self._place), self.showing)

    def _all(self) -> tuple[FaceId, ...]:
        """The faces of a cluster; a tray's are not asked for, for nothing is typical there."""
        return () if isinstance(self._place, Tray) else self._here()

    def _fresh(self) -> list[Stack]:
        return stacks(self._project, self._encodings, self._place, self._here(), self.sorting, by_track=self.by_track)

    def _tell_changed(self, faces: Iterable[FaceId]) -> None:
        for first, last in row_diff.runs(self._rows.rows_of(faces)):
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    # -- Qt's model

    def rowCount(self, parent: Index = Root) -> int:
        return 0 if parent.isValid() else len(self._rows.stacks)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return ABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        stack = self.stack_at(index)
        read = _READERS.get(role)
        return None if stack is None or read is None else read(self, stack)

    def mimeTypes(self) -> list[str]:
        return [FACE_IDS]

    def mimeData(self, indexes: Iterable[Index]) -> QMimeData:
        return mime_of(Load(self.faces_at(indexes)))

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def named(self, stack: Stack) -> str:
        """`Face 12 at 0:03`."""
        return face_title(self._project.faces[stack.front])

    def described(self, stack: Stack) -> str:
        """`confirmed, track of 14 faces`."""
        placement = self._project.placements[stack.front]
        parts = [tr(_STATES[placement.state])] if placement.state in _STATES else []
        parts += [tr("confirmed")] if placement.confirmed and not parts else []
        parts += [tr("doubtful")] if stack.doubtful else []
        parts += [tr("left out")] if self.is_left_out(stack) else []
        if len(stack.faces) > 1:
            parts.append(tr("track of %1", faces_text(len(stack.faces))))
        return ", ".join(parts)

    def tip(self, stack: Stack) -> str:
        return ", ".join(filter(None, (self.named(stack), self.described(stack))))

    def when(self, stack: Stack) -> str:
        """The time on a face's badge; empty for a photo."""
        face = self._project.faces[stack.front]
        return "" if self._project.sources[face.source].kind is SourceKind.PHOTO else clock(face.time)

    def state(self, stack: Stack) -> FaceState:
        return self._project.placements[stack.front].state

    def is_left_out(self, stack: Stack) -> bool:
        """Whether the name of the card will not be this one's."""
        return stack.front in self.left_out

    def is_confirmed(self, stack: Stack) -> bool:
        return all(self._project.placements[face].confirmed for face in stack.faces)


def _goes_by_time(place: Place | None, by: FaceSorting) -> bool:
    return isinstance(place, Tray) and by is FaceSorting.LEAST_TYPICAL


_READERS = cast(
    dict[int, Callable[[FaceModel, Stack], object]],
    {
        Qt.ItemDataRole.DisplayRole: FaceModel.named,
        Qt.ItemDataRole.AccessibleTextRole: FaceModel.named,
        Qt.ItemDataRole.AccessibleDescriptionRole: FaceModel.described,
        Qt.ItemDataRole.ToolTipRole: FaceModel.tip,
        StackRole: lambda _model, stack: stack,
    },
)
