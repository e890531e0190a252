"""The grid of faces."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from facelabeler.core.entities import FaceId
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.drag.carrying import carry
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.faces.delegate import INSET, TICK, FaceDelegate
from facelabeler.ui.faces.model import FaceModel
from facelabeler.ui.faces.preview import TrackPreview
from facelabeler.ui.grid import GridSpec, GridView
from facelabeler.ui.wording import tr

SPEC = GridSpec(padding=12, gap=8, least_width=70, extra_height=0, air=16, top=0)
PREVIEWED = 96  # pixels of the thumbnails that play
Flag = QItemSelectionModel.SelectionFlag


class FaceView(GridView):
    """The faces of a place. It gives faces away; taking them is for cards, people and trays."""

    selection_changed = Signal()
    looked_at = Signal(object)  # FaceId or None: the current face

    def __init__(self, model: FaceModel, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(SPEC, parent)
        self._faces = model
        self._pictures = pictures
        self._carried: frozenset[FaceId] = frozenset()
        self._cut: frozenset[FaceId] = frozenset()
        self.preview = TrackPreview(model.project, lambda face: pictures.pixmap(face, PREVIEWED), self)
        self.preview.changed.connect(self._repaint_face)
        self.setModel(model)
        self.setItemDelegate(FaceDelegate(model, self, pictures, self))
        self.setAccessibleName(tr("Faces"))
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        self.selectionModel().currentChanged.connect(self._tell_looked_at)
        model.modelReset.connect(self._begin_again)

    def selected_faces(self) -> tuple[FaceId, ...]:
        """The selected faces, a stack with all of its own, in the order of the grid."""
        return self._faces.faces_at(self.selectionModel().selectedIndexes())

    def current_face(self) -> FaceId | None:
        stack = self._faces.stack_at(self.currentIndex())
        return stack.front if stack is not None else None

    def go_to(self, face: FaceId) -> None:
        """Make a face current, select only it and bring it into view."""
        index = self._faces.index_of(face)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)

    def go_to_row(self, row: int) -> None:
        """The item that stands in this row now, or the last one."""
        last = self._faces.rowCount() - 1
        if last >= 0:
            index = self._faces.index(min(max(row, 0), last), 0)
            self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)

    def is_carried(self, face: FaceId) -> bool:
        return face in self._carried or face in self._cut

    def shown_face(self, front: FaceId) -> FaceId:
        """The face whose picture stands for an item: another of its track while that is played."""
        return self.preview.shown(front)

    def set_cut(self, faces: Iterable[FaceId]) -> None:
        """Draw these faces at half strength: they wait to be put somewhere else."""
        self._cut = frozenset(faces)
        self.viewport().update()

    def tick_rect(self, body: QRect) -> QRect:
        return QRect(body.left() + INSET, body.top() + INSET, TICK, TICK)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._faces.rowCount():
            self.selectionModel().setCurrentIndex(self._faces.index(0, 0), Flag.NoUpdate)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        stack = self._faces.stack_at(self.indexAt(event.position().toPoint()))
        self.preview.hover(stack.front if stack is not None and not event.buttons() else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.preview.hover(None)

    def _repaint_face(self, face: FaceId) -> None:
        self.viewport().update(self.visualRect(self._faces.index_of(face)))

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: ARG002
        faces = self.selected_faces()
        pressed = self.current_face()
        if not faces:
            return
        self._carried = frozenset(faces)
        self.viewport().update()
        carry(self, Load(faces), self._pictures.pixmap(pressed or faces[0], 128))
        self._carried = frozenset()
        self.viewport().update()

    def _tell_looked_at(self, current: QModelIndex) -> None:
        stack = self._faces.stack_at(current)
        self.looked_at.emit(stack.front if stack is not None else None)

    def _begin_again(self) -> None:
        self.verticalScrollBar().setValue(0)
        first = self._faces.stack_at(self._faces.index(0, 0)) if self._faces.rowCount() else None
        self.looked_at.emit(first.front if first is not None else None)
