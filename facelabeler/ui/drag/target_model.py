"""A list whose rows take faces that are dropped on them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from facelabeler.core.project import Project
from facelabeler.ui.drag import targets
from facelabeler.ui.drag.mime import FACE_IDS, load_of
from facelabeler.ui.drag.targets import NewCluster, Target
from facelabeler.ui.places import Tray
from facelabeler.ui.wording import faces_text, tr

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hint:
    """What a drop would do: a sentence, the number of faces there afterwards, and whether it needs a second thought."""

    text: str
    after: int = 0
    doubtful: bool = False


class TargetModel(QAbstractListModel):
    """Base of the models of cards, people and trays. `dropped` carries the Load and the Target."""

    dropped = Signal(object, object)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project

    def target_at(self, index: Index) -> Target | None:
        """The place a row stands for."""
        raise NotImplementedError

    def hint(self, data: QMimeData, index: Index) -> Hint | None:
        """What dropping this on a row would do; None where it would do nothing."""
        load, target = load_of(data), self.target_at(index)
        if load is None or target is None:
            return None
        moving = targets.moving(self._project, load, target)
        return self._hint(load, target, len(moving)) if moving else None

    def _hint(self, load: targets.Load, target: Target, faces: int) -> Hint:
        if targets.in_one_frame(self._project, load, target):
            return Hint(tr("In this frame already"), doubtful=True)
        return Hint(move_text(self._project, target, faces), faces + _size(self._project, target))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        kind = Qt.ItemFlag
        return kind.ItemIsEnabled | kind.ItemIsSelectable | kind.ItemIsDropEnabled | kind.ItemNeverHasChildren

    def mimeTypes(self) -> list[str]:
        return [FACE_IDS]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def canDropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,
        row: int,  # noqa: ARG002
        column: int,  # noqa: ARG002
        parent: Index,
    ) -> bool:
        return action is Qt.DropAction.MoveAction and self.hint(data, parent) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.dropped.emit(load_of(data), self.target_at(parent))
        return True


_MOVES = {
    Tray.UNCLUSTERED: "Move %1 to Unclustered",
    Tray.IGNORED: "Ignore %1",
    Tray.NOT_A_FACE: "Mark %1 as not a face",
    NewCluster.NEW: "Move %1 to a new cluster",
}


def move_text(project: Project, target: Target, faces: int) -> str:
    """`Move 3 faces to Joey`, or `here` where nobody is named."""
    if isinstance(target, Tray | NewCluster):
        return tr(_MOVES[target], faces_text(faces))
    name = project.name_of(targets.home(project, target))
    return tr("Move %1 to %2", faces_text(faces), name) if name else tr("Move %1 here", faces_text(faces))


def _size(project: Project, target: Target) -> int:
    into = targets.home(project, target)
    if into is not None:
        return project.size(into)
    return len(project.in_state(target.value)) if isinstance(target, Tray) else 0
