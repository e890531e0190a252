"""The trays below the people, as a Qt model: what is in no cluster, and a place for a new one while dragging."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, Qt

from facelabeler.core.project import Project
from facelabeler.session import Event
from facelabeler.ui.drag.target_model import Index, TargetModel
from facelabeler.ui.drag.targets import NewCluster
from facelabeler.ui.places import Tray, tray_sizes
from facelabeler.ui.wording import faces_text, tr

TrayRole = int(Qt.ItemDataRole.UserRole)
TrayRowRole = TrayRole + 1
Root = QModelIndex()

Spot = Tray | NewCluster

# Title and icon of each spot.
_LOOKS: dict[Spot, tuple[str, str]] = {
    NewCluster.NEW: ("New cluster", "plus"),
    Tray.UNCLUSTERED: ("Unclustered", "stack-2"),
    Tray.IGNORED: ("Ignored", "eye-off"),
    Tray.NOT_A_FACE: ("Not a face", "face-id-error"),
}


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A tray as the list shows it; `faces` is None for the place that makes a new cluster."""

    spot: Spot
    title: str
    icon: str
    faces: int | None


class TrayModel(TargetModel):
    """Unclustered, Ignored, Not a face; above them New cluster while something is carried."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(project, parent)
        self._rows: list[Spot] = list(Tray)
        self._sizes = tray_sizes(project)

    def offer_new_cluster(self, *, offered: bool) -> None:
        """Show or hide the place for a new cluster."""
        if offered and self._rows[0] is not NewCluster.NEW:
            self.beginInsertRows(Root, 0, 0)
            self._rows.insert(0, NewCluster.NEW)
            self.endInsertRows()
        elif not offered and self._rows[0] is NewCluster.NEW:
            self.beginRemoveRows(Root, 0, 0)
            del self._rows[0]
            self.endRemoveRows()

    def follow(self, event: Event) -> None:
        """Take in what an event of the session changed."""
        if event.touched.faces or event.arrived:
            self._sizes = tray_sizes(self._project)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def size(self, tray: Tray) -> int:
        return self._sizes[tray]

    def spot_at(self, index: Index) -> Spot | None:
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, spot: Spot) -> QModelIndex:
        return self.index(self._rows.index(spot), 0) if spot in self._rows else QModelIndex()

    def rowCount(self, parent: Index = Root) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        spot = self.spot_at(index)
        if spot is None:
            return None
        row = self._row(spot)
        values = {
            int(Qt.ItemDataRole.DisplayRole): row.title,
            int(Qt.ItemDataRole.AccessibleTextRole): _spoken(row),
            TrayRole: spot,
            TrayRowRole: row,
        }
        return values.get(role)

    def target_at(self, index: Index) -> Spot | None:
        return self.spot_at(index)

    def _row(self, spot: Spot) -> TrayRow:
        title, icon = _LOOKS[spot]
        return TrayRow(spot, tr(title), icon, self._sizes[spot] if isinstance(spot, Tray) else None)


def _spoken(row: TrayRow) -> str:
    return row.title if row.faces is None else f"{row.title}, {faces_text(row.faces)}"
