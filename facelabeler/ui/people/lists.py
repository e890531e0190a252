"""The list of people and the list of trays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from facelabeler.core.entities import PersonId
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.drag.drop_view import DropView
from facelabeler.ui.people.delegates import PersonDelegate, TrayDelegate, tray_height
from facelabeler.ui.people.model import PeopleModel
from facelabeler.ui.people.trays import TrayModel
from facelabeler.ui.places import Tray
from facelabeler.ui.wording import tr

Flag = QItemSelectionModel.SelectionFlag


class RowList(DropView):
    """A plain list whose letters are verbs, not a search. `chosen` carries what a row that was chosen stands for."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyboardSearch(self, search: str) -> None:
        """Letters are verbs and names here."""

    def _mark(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)
        else:
            self.selectionModel().clear()

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Mark a row because something else was chosen, without choosing it."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _tell(self) -> None:
        chosen = self.chosen_at(self.currentIndex())
        if chosen is not None and not self._quiet:
            self.chosen.emit(chosen)

    def chosen_at(self, index: QModelIndex) -> object:
        """What choosing a row chooses; None for nothing."""
        raise NotImplementedError


class PeopleList(RowList):
    """The people. `chosen` carries a PersonId."""

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
        with self._quietly():
            self._mark(self._people.index_of(person))

    def chosen_at(self, index: QModelIndex) -> PersonId | None:
        return self._people.person_at(index)


class TrayList(RowList):
    """The trays, as high as its rows. `chosen` carries a Tray."""

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
        return QSize(180, self._trays.rowCount() * tray_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_tray(self, tray: Tray | None) -> None:
        """Mark a tray's row (or none) without telling anybody."""
        with self._quietly():
            self._mark(self._trays.index_of(tray) if tray is not None else QModelIndex())

    def chosen_at(self, index: QModelIndex) -> Tray | None:
        spot = self._trays.spot_at(index)
        return spot if isinstance(spot, Tray) else None
