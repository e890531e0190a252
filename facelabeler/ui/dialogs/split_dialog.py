"""A proposal to split a card: what stays and what leaves, and a way to put faces on the other side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from facelabeler.core.entities import FaceId
from facelabeler.ui import drawing, theme
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.controls import Button, label
from facelabeler.ui.dialogs.frame import Dialog
from facelabeler.ui.thumbnails import Thumbnails
from facelabeler.ui.wording import faces_text, tr

TILE = 72
GAP = 8
Index = QModelIndex | QPersistentModelIndex
Root = QModelIndex()
FaceRole = int(Qt.ItemDataRole.UserRole)
Named = Callable[[FaceId], str]


class SplitDialog(Dialog):
    """Two grids side by side. A click, Enter or Space puts a face on the other side; `Split` is made by who asked."""

    def __init__(
        self,
        title: str,
        members: Sequence[FaceId],
        leaving: Sequence[FaceId],
        named: Named,
        pictures: Pictures,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Split %1", title), parent)
        out = set(leaving)
        self.staying_part = _Part(tr("Stays in %1", title), named, pictures)
        self.leaving_part = _Part(tr("Goes to a new card"), named, pictures)
        self.staying_part.model.put([face for face in members if face not in out])
        self.leaving_part.model.put(list(leaving))
        self.staying_part.chosen.connect(lambda face: self._move(face, self.staying_part, self.leaving_part))
        self.leaving_part.chosen.connect(lambda face: self._move(face, self.leaving_part, self.staying_part))
        self._split = Button("", icon="arrows-split", kind="primary")
        self._split.clicked.connect(self.accept)
        cancel = Button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.body.addWidget(label(tr("Are these two people? Click a face to put it on the other side."), wrap=True))
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.staying_part, 1)
        sides.addWidget(self.leaving_part, 1)
        self.body.addLayout(sides, 1)
        self.add_buttons(cancel, self._split)
        self._refresh()

    def leaving(self) -> list[FaceId]:
        """The faces that go to a new card."""
        return list(self.leaving_part.model.faces)

    def sizeHint(self) -> QSize:
        return QSize(880, 560)

    def _move(self, face: FaceId, source: _Part, target: _Part) -> None:
        source.model.put([other for other in source.model.faces if other != face])
        target.model.put([*target.model.faces, face])
        self._refresh()

    def _refresh(self) -> None:
        for part in (self.staying_part, self.leaving_part):
            part.refresh()
        stay, leave = len(self.staying_part.model.faces), len(self.leaving_part.model.faces)
        self._split.setEnabled(bool(stay and leave))
        self._split.rename(tr("Split Off %1", faces_text(leave)))


class PartModel(QAbstractListModel):
    """Some faces."""

    def __init__(self, named: Named) -> None:
        super().__init__()
        self.faces: list[FaceId] = []
        self._named = named

    def put(self, faces: list[FaceId]) -> None:
        """Show other faces."""
        self.beginResetModel()
        self.faces = faces
        self.endResetModel()

    def rowCount(self, parent: Index = Root) -> int:
        return 0 if parent.isValid() else len(self.faces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        face = self.faces[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._named(face)
        return face if role == FaceRole else None


class _Part(QWidget):
    """A title with a count above a grid of faces."""

    chosen = Signal(object)  # FaceId

    def __init__(self, title: str, named: Named, pictures: Pictures) -> None:
        super().__init__()
        self.model = PartModel(named)
        self.view = _Grid(title, self.model, pictures)
        self._count = label(role="small", tone="text2")
        self.view.clicked.connect(self._choose)
        self.view.pressed_key.connect(lambda: self._choose(self.view.currentIndex()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(title, role="strong"))
        head.addWidget(self._count)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)

    def refresh(self) -> None:
        """Count again."""
        self._count.setText(faces_text(len(self.model.faces)))

    def _choose(self, index: Index) -> None:
        face = index.data(FaceRole)
        if face is not None:
            row = index.row()
            self.chosen.emit(face)
            self.view.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))


class _Grid(QListView):
    pressed_key = Signal()

    def __init__(self, title: str, model: PartModel, pictures: Pictures) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Tile(pictures, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(QSize(TILE + GAP, TILE + GAP))
        self.setAccessibleName(title)
        self.setMouseTracking(True)
        if isinstance(pictures, Thumbnails):
            pictures.loaded.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed_key.emit()
        else:
            super().keyPressEvent(event)


class _Tile(QStyledItemDelegate):
    """A face; a ring where the mouse or the keyboard is."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(TILE + GAP, TILE + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        face = index.data(FaceRole)
        body = option.rect.adjusted(GAP // 2, GAP // 2, -GAP // 2, -GAP // 2)
        painter.save()
        painter.setRenderHints(drawing.SMOOTH)
        ratio = drawing.ratio_of(painter)
        drawing.draw_picture(painter, body, self._pictures.pixmap(face, round(TILE * ratio)), 4)
        colours = theme.tokens()
        if option.state & QStyle.StateFlag.State_HasFocus:
            drawing.draw_ring(painter, body.adjusted(-3, -3, 3, 3), colours.focus_width, colours.text, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            drawing.draw_ring(painter, body.adjusted(-2, -2, 2, 2), 2, colours.line_strong, 6)
        painter.restore()
