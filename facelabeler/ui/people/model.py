"""The people with a name, as a Qt model."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from enum import Enum
from typing import cast

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from facelabeler.core.entities import ClusterId, FaceId, PersonId
from facelabeler.core.project import Project
from facelabeler.session import Event
from facelabeler.ui import row_diff
from facelabeler.ui.drag.target_model import Index, TargetModel
from facelabeler.ui.drag.targets import PersonTarget
from facelabeler.ui.naming.candidates import folded
from facelabeler.ui.recent import RecentNames
from facelabeler.ui.wording import faces_text, tr

PersonRole = int(Qt.ItemDataRole.UserRole)
RowRole = PersonRole + 1
Root = QModelIndex()


class PeopleSorting(Enum):
    """What people are sorted by."""

    FACES = "faces"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the list shows him: `confirmed` is a share from 0 to 1, `key` 1 to 9 or None."""

    person: PersonId
    name: str
    faces: int
    confirmed: float
    face: FaceId | None
    key: int | None = None


class PeopleModel(TargetModel):
    """People in a frozen order: a new one comes last, and only a command sorts."""

    rows_changed = Signal()

    def __init__(
        self,
        project: Project,
        hero: Callable[[ClusterId], FaceId | None],
        recent: RecentNames,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(project, parent)
        self._hero = hero
        self._recent = recent
        self._made: dict[PersonId, PersonRow] = {}
        self._owners: dict[ClusterId, PersonId] = {}  # of the clusters that rows were made from
        self.sorting = PeopleSorting.FACES
        self._rows = self._sorted()

    def people(self) -> list[PersonId]:
        """The people in the order shown."""
        return list(self._rows)

    def sort_people(self, by: PeopleSorting | None = None) -> None:
        """Sort again, by something else or as before."""
        self.sorting = by or self.sorting
        self.beginResetModel()
        self._rows = self._sorted()
        self.endResetModel()

    def person_at(self, index: Index) -> PersonId | None:
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, person: PersonId | None) -> QModelIndex:
        return self.index(self._rows.index(person), 0) if person in self._rows else QModelIndex()

    def follow(self, event: Event) -> None:
        """Take in what an event of the session changed."""
        if not (event.touched.clusters or event.touched.people):
            return
        for cluster in event.touched.clusters:
            row = self._project.clusters.get(cluster)
            for person in (self._owners.pop(cluster, None), row.person if row is not None else None):
                self._forget(person)
        for person in event.touched.people:
            self._forget(person)
        self._update_rows()
        self._tell_all_changed()
        self.rows_changed.emit()

    def tell_pictures(self, faces: Container[FaceId]) -> None:
        """Thumbnails came in: repaint the rows that show them."""
        for number, person in enumerate(self._rows):
            if person in self._made and self._made[person].face in faces:
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def _forget(self, person: PersonId | None) -> None:
        if person is not None:
            self._made.pop(person, None)

    def _tell_all_changed(self) -> None:
        """Repaint: counts or keys are others."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def _sorted(self) -> list[PersonId]:
        people = self._project.people
        if self.sorting is PeopleSorting.NAME:
            return sorted(people, key=lambda person: folded(people[person].name))
        return sorted(people, key=lambda person: (-self._face_count(person), person))

    def _face_count(self, person: PersonId) -> int:
        return sum(self._project.size(cluster) for cluster in self._project.clusters_of(person))

    def _update_rows(self) -> None:
        present = self._project.people
        wanted = [person for person in self._rows if person in present]
        wanted += sorted(set(present) - set(wanted))
        for first, last in row_diff.removals(self._rows, wanted):
            self.beginRemoveRows(Root, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for first, last in row_diff.insertions(self._rows, wanted):
            self.beginInsertRows(Root, first, last)
            self._rows[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def row(self, person: PersonId) -> PersonRow:
        """A person's row, made when it is first looked at; the key may be another each time."""
        if person not in self._made:
            self._made[person] = self._make(person)
        return replace(self._made[person], key=self._recent.key_of(person))

    def _make(self, person: PersonId) -> PersonRow:
        project = self._project
        clusters = project.clusters_of(person)
        self._owners.update(dict.fromkeys(clusters, person))
        faces = [face for cluster in clusters for face in project.members(cluster)]
        confirmed = sum(project.placements[face].confirmed for face in faces)
        hero = self._hero(clusters[0]) if clusters else None
        share = confirmed / len(faces) if faces else 0.0
        return PersonRow(person, project.people[person].name, len(faces), share, hero)

    def spoken(self, person: PersonId) -> str:
        """`Joey, 212 faces, 96 % confirmed, key 1`."""
        row = self.row(person)
        parts = [row.name, faces_text(row.faces), tr("%1% confirmed", round(row.confirmed * 100))]
        return ", ".join([*parts, tr("key %1", row.key)] if row.key else parts)

    def name(self, person: PersonId) -> str:
        return self._project.people[person].name

    # -- Qt's model

    def rowCount(self, parent: Index = Root) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        person = self.person_at(index)
        read = _READERS.get(role)
        if person not in self._project.people or read is None:  # gone from the project, its row about to be removed
            return None
        return read(self, person)

    def target_at(self, index: Index) -> PersonTarget | None:
        person = self.person_at(index)
        return None if person is None else PersonTarget(person)


_READERS = cast(
    dict[int, Callable[[PeopleModel, PersonId], object]],
    {
        Qt.ItemDataRole.DisplayRole: PeopleModel.name,
        Qt.ItemDataRole.AccessibleTextRole: PeopleModel.spoken,
        Qt.ItemDataRole.ToolTipRole: PeopleModel.spoken,
        PersonRole: lambda _model, person: person,
        RowRole: PeopleModel.row,
    },
)
