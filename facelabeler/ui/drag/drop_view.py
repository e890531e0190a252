"""A list view whose rows take faces."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QListView, QWidget

from facelabeler.ui.drag.edge_scroll import EdgeScroll
from facelabeler.ui.drag.mime import load_of
from facelabeler.ui.drag.target_model import Hint, Index, TargetModel
from facelabeler.ui.drag.targets import Target


def lay_on(view: QAbstractScrollArea, ground: QPalette.ColorRole) -> None:
    """Let a view and the margins around its viewport have this ground: `Window` in docks, `Dark` under cards."""
    for part in (view, view.viewport()):
        part.setBackgroundRole(ground)
        part.setAutoFillBackground(True)


class DropView(QListView):
    """Lights up the row under carried faces with what dropping them there would do; its delegate draws `hint_at`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint: Hint | None = None
        self._hinted = QPersistentModelIndex()
        self._edge = EdgeScroll(self)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        lay_on(self, QPalette.ColorRole.Window)

    def hint_at(self, index: Index) -> Hint | None:
        """What a drop on this row would do, while something is held over it."""
        return self._hint if self._hinted.isValid() and self._hinted == index else None

    def current_target(self) -> Target | None:
        """The place that the current row stands for."""
        model = self.model()
        index = self.currentIndex()
        return model.target_at(index) if isinstance(model, TargetModel) and index.isValid() else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if load_of(event.mimeData()) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        position = event.position().toPoint()
        self._edge.follow(position)
        index = self.indexAt(position)
        model = self.model()
        hint = model.hint(event.mimeData(), index) if isinstance(model, TargetModel) and index.isValid() else None
        self._light(index, hint)
        if hint is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._end()
        model = self.model()
        if isinstance(model, TargetModel) and index.isValid():
            event.setDropAction(Qt.DropAction.MoveAction)
            taken = model.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, -1, -1, index)
            event.setAccepted(taken)

    def _light(self, index: QModelIndex, hint: Hint | None) -> None:
        if self._hinted.isValid():
            self.update(self.model().index(self._hinted.row(), 0))
        self._hint = hint
        self._hinted = QPersistentModelIndex(index)
        self.update(index)

    def _end(self) -> None:
        self._edge.stop()
        self._light(QModelIndex(), None)
