"""The People dock: people, and the trays below them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facelabeler.ui.clusters.empty_note import EmptyNote
from facelabeler.ui.controls import IconButton, Line, label
from facelabeler.ui.people.lists import PeopleList, TrayList
from facelabeler.ui.people.model import PeopleModel, PeopleSorting
from facelabeler.ui.wording import number, tr

HEAD = 44


class PeoplePanel(QWidget):
    """The list under its head, with a button that sorts by faces and by name in turn."""

    def __init__(self, model: PeopleModel, people: PeopleList, trays: TrayList) -> None:
        super().__init__()
        self._model = model
        self._count = label(role="small", tone="text2")
        self._sort = IconButton("sort-descending", tr("Sort by number of faces"))
        self._note = EmptyNote(people)
        self._sort.clicked.connect(self._sort_other_way)
        model.rowsInserted.connect(self.refresh)
        model.rowsRemoved.connect(self.refresh)
        self._note.say("", tr("Names you give appear here."))
        self._lay_out(people, trays)
        self.refresh()

    def refresh(self) -> None:
        """Count the people again."""
        count = self._model.rowCount()
        self._count.setText(number(count) if count else "")
        self._note.refresh()

    def _sort_other_way(self) -> None:
        by_name = self._model.sorting is PeopleSorting.NAME
        self._model.sort_people(PeopleSorting.FACES if by_name else PeopleSorting.NAME)
        self._sort.rename(tr("Sort by name") if by_name else tr("Sort by number of faces"))

    def _lay_out(self, people: PeopleList, trays: TrayList) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(label(tr("People"), role="strong"), 1)
        head.addWidget(self._count)
        head.addWidget(self._sort)
        top = QWidget()
        top.setFixedHeight(HEAD)
        top.setLayout(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(people, 1)
        layout.addWidget(Line())
        layout.addSpacing(6)
        layout.addWidget(trays)
        layout.addSpacing(6)
