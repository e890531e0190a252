"""The grid of cluster cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QWidget

from facelabeler.core.entities import ClusterId
from facelabeler.ui.clusters.delegate import CardDelegate
from facelabeler.ui.clusters.geometry import extra_height, parts
from facelabeler.ui.clusters.model import ClusterModel
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.clusters.strips import Strips
from facelabeler.ui.drag.carrying import carry
from facelabeler.ui.drag.drop_view import lay_on
from facelabeler.ui.drag.target_model import Index
from facelabeler.ui.grid import GridSpec, GridView
from facelabeler.ui.row_diff import runs
from facelabeler.ui.wording import tr

SPEC = GridSpec(padding=16, gap=12, least_width=172, extra_height=62, air=64, top=2)
Flag = QItemSelectionModel.SelectionFlag


class ClusterView(GridView):
    """The cards."""

    moved = Signal()  # something about where cards are on screen has changed
    selection_changed = Signal()
    chosen = Signal(object)  # ClusterId or None: whose faces to show

    def __init__(self, model: ClusterModel, pictures: Pictures, strips: Strips, parent: QWidget | None = None) -> None:
        super().__init__(replace(SPEC, extra_height=extra_height()), parent)
        self._cards = model
        self._carried: frozenset[ClusterId] = frozenset()
        self._cut: frozenset[ClusterId] = frozenset()
        self._named: ClusterId | None = None
        self._pictures = pictures
        lay_on(self, QPalette.ColorRole.Dark)
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self, pictures, strips, self))
        self.setAccessibleName(tr("Clusters"))
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        self.pressed.connect(self._tell_chosen)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._return)
        model.rowsInserted.connect(self.moved)
        model.rowsRemoved.connect(self.moved)
        self._remembered: tuple[ClusterId | None, list[ClusterId]] = (None, [])

    # -- current card and selection

    def current_cluster(self) -> ClusterId | None:
        return self._cards.cluster_at(self.currentIndex())

    def selected_clusters(self) -> list[ClusterId]:
        """The selected cards in their order."""
        clusters = self._cards.clusters()
        return [clusters[row] for row in sorted(index.row() for index in self.selectionModel().selectedIndexes())]

    def go_to(self, cluster: ClusterId | None) -> None:
        """Make a card current, select only it and bring it into view."""
        index = self._cards.index_of(cluster)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)

    def go_to_row(self, row: int) -> None:
        """The card that stands in this row now, or the last one."""
        last = self._cards.rowCount() - 1
        if last >= 0:
            self.go_to(self._cards.clusters()[min(max(row, 0), last)])

    def scroll_to_top(self, cluster: ClusterId) -> None:
        """Bring a card to the top of the view, as far as there are cards below it."""
        index = self._cards.index_of(cluster)
        if index.isValid():
            self.updateGeometries()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(index).top())

    def select(self, clusters: Iterable[ClusterId]) -> None:
        """Select those of these cards that are shown, and no others, leaving the current one as it is."""
        selection = QItemSelection()
        for first, last in runs(sorted(row for cluster in clusters if (row := self._cards.row_of(cluster)) >= 0)):
            selection.select(self._cards.index(first, 0), self._cards.index(last, 0))
        self.selectionModel().select(selection, Flag.ClearAndSelect)

    def shown_clusters(self) -> list[ClusterId]:
        """All cards of the tab, in order."""
        return self._cards.clusters()

    def visible_clusters(self) -> list[ClusterId]:
        """The cards of which anything is in view."""
        area = self.viewport().rect()
        clusters = self._cards.clusters()
        first, last = self._rows_in(area)
        return clusters[first : last + 1]

    def _rows_in(self, area: QRect) -> tuple[int, int]:
        height = max(1, self.gridSize().height())
        top = self.verticalOffset()
        columns = self.columns()
        return max(0, top // height * columns), ((top + area.height()) // height + 1) * columns - 1

    # -- what the delegate asks

    def is_carried(self, cluster: ClusterId) -> bool:
        return cluster in self._carried or cluster in self._cut

    def is_being_named(self, index: Index) -> bool:
        return self._named is not None and self._cards.cluster_at(index) == self._named

    def set_named(self, cluster: ClusterId | None) -> None:
        """Bring this card into view and leave room for the name field on it."""
        if cluster is not None:
            self.scrollTo(self._cards.index_of(cluster))
        self._named = cluster
        self.viewport().update()

    def naming_title(self) -> str:
        return ""

    def set_cut(self, clusters: Iterable[ClusterId]) -> None:
        """Draw these cards at half strength: they wait to be put somewhere else."""
        self._cut = frozenset(clusters)
        self.viewport().update()

    def name_rect(self, cluster: ClusterId) -> QRect:
        """Where the name of a card is, in the viewport."""
        return parts(self.body_rect(self._cards.index_of(cluster))).name

    def tick_rect(self, body: QRect) -> QRect:
        return parts(body).tick

    # -- events

    def item_resized(self) -> None:
        self._cards.set_card_width(self.item_width())
        self.moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.set_spec(extra_height=extra_height())
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to_row(0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and parts(self.body_rect(index)).name.contains(event.position().toPoint()):
            self.name_wanted.emit(None)
            return
        super().mouseDoubleClickEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: ARG002
        clusters = tuple(self.selected_clusters())
        pressed = self.current_cluster()
        if not clusters or pressed is None:
            return
        self._carried = frozenset(clusters)
        self.viewport().update()
        hero = self._cards.card(pressed).tiles[0]
        carry(self, self._cards.load(clusters), self._pictures.pixmap(hero, 128))
        self._carried = frozenset()
        self.viewport().update()

    def _tell_chosen(self, current: QModelIndex) -> None:
        self.chosen.emit(self._cards.cluster_at(current))

    def _remember(self) -> None:
        self._remembered = (self.current_cluster(), self.selected_clusters())

    def _return(self) -> None:
        current, selected = self._remembered
        if self._cards.index_of(current).isValid():
            self.go_to(current)
            self.select(selected)
        else:
            self.go_to_row(0)
        self.moved.emit()
