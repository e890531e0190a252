"""The list of people and the list of trays."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from facelabeler.core.entities import PersonId
from facelabeler.ui.clusters.delegate import Pictures
from facelabeler.ui.drag.drop_view import DropView
from facelabeler.ui.people.delegates import TRAY_HEIGHT, PersonDelegate, TrayDelegate
from facelabeler.ui.people.model import PeopleModel
from facelabeler.ui.people.trays import TrayModel
from facelabeler.ui.places import Tray
from facelabeler.ui.wording import tr

Flag = QItemSelectionModel.SelectionFlag


class RowList(DropView):
    """A plain list whose letters are verbs, not a search."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyboardSearch(self, search: str) -> None:
        """Letters are verbs and names here."""


class PeopleList(RowList):
    """The people. `chosen` carries the PersonId whose row became current or was pressed."""

    chosen = Signal(object)

    def __init__(self, model: PeopleModel, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self.setModel(model)
        self.setItemDelegate(PersonDelegate(self, pictures, self))
        self.setAccessibleName(tr("People"))
        self.selectionModel().currentChanged.connect(self._tell)
        self.pressed.connect(self._tell)

    def show_person(self, person: PersonId | None) -> None:
        """Mark a person's row (or none) without telling anybody."""
        self.selectionModel().blockSignals(True)
        self.selectionModel().setCurrentIndex(self._people.index_of(person), Flag.ClearAndSelect)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def _tell(self) -> None:
        person = self._people.person_at(self.currentIndex())
        if person is not None:
            self.chosen.emit(person)


class TrayList(RowList):
    """The trays, as high as its rows. `chosen` carries the Tray whose row became current or was pressed."""

    chosen = Signal(object)

    def __init__(self, model: TrayModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trays = model
        self.setModel(model)
        self.setItemDelegate(TrayDelegate(self, self))
        self.setAccessibleName(tr("Trays"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._tell)
        self.pressed.connect(self._tell)
        model.rowsInserted.connect(self.updateGeometry)
        model.rowsRemoved.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(180, self._trays.rowCount() * TRAY_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_tray(self, tray: Tray | None) -> None:
        """Mark a tray's row (or none) without telling anybody."""
        self.selectionModel().blockSignals(True)
        if tray is None:
            self.selectionModel().clear()
        else:
            self.selectionModel().setCurrentIndex(self._trays.index_of(tray), Flag.ClearAndSelect)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def _tell(self) -> None:
        spot = self._trays.spot_at(self.currentIndex())
        if isinstance(spot, Tray):
            self.chosen.emit(spot)
