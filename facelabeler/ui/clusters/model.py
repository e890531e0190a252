"""The cards as a Qt model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal

from facelabeler.clustering.typicality import EncodingsOf
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.project import Project
from facelabeler.session import Event
from facelabeler.ui import row_diff
from facelabeler.ui.clusters.cards import Card, CardMaker
from facelabeler.ui.clusters.growth import Growth
from facelabeler.ui.clusters.order import CardOrder, Sorting, Tab
from facelabeler.ui.clusters.shown import Shown
from facelabeler.ui.drag.mime import mime_of
from facelabeler.ui.drag.target_model import Index, TargetModel
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.find.facts import FactBook
from facelabeler.ui.find.query import Query
from facelabeler.ui.wording import cluster_title, faces_text, tr, tracks_text

ClusterRole = int(Qt.ItemDataRole.UserRole)
CardRole = ClusterRole + 1
GrownRole = ClusterRole + 2
MadeCardRole = ClusterRole + 3  # the card if it is made already, else None

Root = QModelIndex()
Able = Qt.ItemFlag
ABLE = Able.ItemIsEnabled | Able.ItemIsSelectable | Able.ItemIsEditable | Able.ItemNeverHasChildren
ABLE |= Able.ItemIsDragEnabled | Able.ItemIsDropEnabled


class ClusterModel(TargetModel):
    """The cards of one tab in their frozen order. `rows_changed` follows every change of what is shown or counted."""

    rows_changed = Signal()

    def __init__(
        self,
        project: Project,
        encodings: EncodingsOf,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(project, parent)
        self._maker = CardMaker(project, encodings)
        self._order = CardOrder()
        self._growth = Growth(clock)
        self._encodings = encodings
        self.facts = FactBook(project, encodings, cluster_title)
        self._shown = Shown(project, self.facts)
        self._rows: list[ClusterId] = []
        self._row_of: dict[ClusterId, int] = {}
        self.sorting = Sorting.BIGGEST
        self._order.sort(map(self.facts.of, project.clusters), self.sorting)
        self._growth.start(project)
        self._set_rows(self._wanted())

    # -- what is shown

    @property
    def tab(self) -> Tab:
        return self._shown.tab

    @property
    def query(self) -> Query:
        """What cards must be to be shown; false if all are."""
        return self._shown.query

    def show_tab(self, tab: Tab) -> None:
        if tab is not self._shown.tab:
            self._shown.tab = tab
            self._reset()

    def show_matching(self, query: Query) -> None:
        """Show only cards that are what is searched for."""
        if query != self._shown.query:
            self._shown.search(query)
            self._reset()

    def sort_cards(self, by: Sorting | None = None, *, like: Sequence[FaceId] = ()) -> None:
        """Sort again, by something else or as before; tiles are chosen again too. ALIKE goes by likeness to `like`."""
        self.sorting = by or self.sorting
        self._maker.choose_again()
        mean = self._encodings(like).mean(axis=0) if like else None
        self._order.sort(map(self.facts.of, self._project.clusters), self.sorting, mean)
        self._reset()

    def set_card_width(self, width: int) -> None:
        self._maker.set_card_width(width)

    def counts(self) -> dict[Tab, int]:
        """How many cards each tab has, of those that are searched for."""
        return self._shown.counts()

    def clusters(self) -> list[ClusterId]:
        """The clusters shown, in order."""
        return list(self._rows)

    def row_of(self, cluster: ClusterId | None) -> int:
        """The row of a cluster, -1 if it is not shown."""
        return self._row_of.get(cluster, -1) if cluster is not None else -1

    def index_of(self, cluster: ClusterId | None) -> QModelIndex:
        row = self.row_of(cluster)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def cluster_at(self, index: Index) -> ClusterId | None:
        return self._rows[index.row()] if index.isValid() else None

    # -- following the project

    def follow(self, event: Event) -> None:
        """Take in what an event of the session changed."""
        touched = event.touched
        if not (touched.clusters or touched.people):
            return
        clusters = touched.clusters | {
            cluster for person in touched.people for cluster in self._project.clusters_of(person)
        }
        self._maker.forget(clusters)
        self.facts.forget(clusters)
        self._shown.look_again(clusters)
        self._growth.note(self._project, clusters, grew=event.step is None)
        self._order.admit(cluster for cluster in clusters if cluster in self._project.clusters)
        self._update_rows()
        self._tell_changed(clusters)
        self.rows_changed.emit()

    def tell_pictures(self, faces: Iterable[FaceId]) -> None:
        """Thumbnails came in: repaint the cards that show them."""
        placements = self._project.placements
        self._tell_changed({cluster for face in faces if (cluster := placements[face].cluster) is not None})

    def forget_growth(self) -> None:
        """Repaint cards whose `+6` is a minute old."""
        self._tell_changed(self._growth.expire())

    def _wanted(self) -> list[ClusterId]:
        """The rows there should be. A project may be further than what was told: what is new in it gets its place."""
        shown = self._shown.clusters()
        self._order.admit(shown)
        return self._order.ordered(shown)

    def _reset(self) -> None:
        self.beginResetModel()
        self._set_rows(self._wanted())
        self.endResetModel()
        self.rows_changed.emit()

    def _update_rows(self) -> None:
        wanted = self._wanted()
        for first, last in row_diff.removals(self._rows, wanted):
            self.beginRemoveRows(Root, first, last)
            self._set_rows(self._rows[:first] + self._rows[last + 1 :])
            self.endRemoveRows()
        for first, last in row_diff.insertions(self._rows, wanted):
            self.beginInsertRows(Root, first, last)
            self._set_rows(self._rows[:first] + wanted[first : last + 1] + self._rows[first:])
            self.endInsertRows()

    def _set_rows(self, rows: list[ClusterId]) -> None:
        self._rows = rows
        self._row_of = {cluster: row for row, cluster in enumerate(rows)}

    def _tell_changed(self, clusters: Iterable[ClusterId]) -> None:
        rows = sorted(row for cluster in clusters if (row := self.row_of(cluster)) >= 0)
        for first, last in row_diff.runs(rows):
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    # -- Qt's model

    def rowCount(self, parent: Index = Root) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return ABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cluster = self.cluster_at(index)
        read = _READERS.get(role)
        if cluster not in self._project.clusters or read is None:  # gone from the project, its row about to be removed
            return None
        return read(self, cluster)

    def card(self, cluster: ClusterId) -> Card:
        return self._maker.card(cluster)

    def made_card(self, cluster: ClusterId) -> Card | None:
        return self._maker.made(cluster)

    def title(self, cluster: ClusterId) -> str:
        return cluster_title(self._project, cluster)

    def grown(self, cluster: ClusterId) -> int:
        """How many faces the program added in the last minute."""
        return self._growth.of(cluster)

    def spoken(self, cluster: ClusterId) -> str:
        """`Unnamed 7, 96 faces, 12 tracks, 3 doubtful`."""
        card = self.card(cluster)
        parts = [self.title(cluster), faces_text(card.faces)]
        parts += [tracks_text(card.tracks)] if card.tracks else []
        if card.doubtful:
            parts.append(tr("%1 doubtful", card.doubtful))
        elif card.name and card.confirmed:
            parts.append(tr("confirmed"))
        return ", ".join(parts)

    # -- carrying cards

    def target_at(self, index: Index) -> ClusterId | None:
        return self.cluster_at(index)

    def mimeData(self, indexes: Iterable[Index]) -> QMimeData:
        clusters = tuple(cluster for index in indexes if (cluster := self.cluster_at(index)) is not None)
        return mime_of(self.load(clusters))

    def load(self, clusters: tuple[ClusterId, ...]) -> Load:
        """Whole cards as something to carry."""
        return Load(tuple(face for cluster in clusters for face in self._project.members(cluster)), clusters)


_READERS = cast(
    dict[int, Callable[[ClusterModel, ClusterId], object]],
    {
        Qt.ItemDataRole.DisplayRole: ClusterModel.title,
        Qt.ItemDataRole.EditRole: ClusterModel.title,
        Qt.ItemDataRole.AccessibleTextRole: ClusterModel.spoken,
        Qt.ItemDataRole.ToolTipRole: ClusterModel.spoken,
        ClusterRole: lambda _model, cluster: cluster,
        CardRole: ClusterModel.card,
        GrownRole: ClusterModel.grown,
        MadeCardRole: ClusterModel.made_card,
    },
)
