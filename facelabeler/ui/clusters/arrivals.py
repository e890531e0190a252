"""Which new cards nobody has seen yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from facelabeler.core.entities import ClusterId
from facelabeler.ui.clusters.model import ClusterModel
from facelabeler.ui.clusters.view import ClusterView


class Arrivals(QObject):
    """Counts new cards below the last visible one. A card that was in view once is not new any more."""

    changed = Signal(object)  # int: how many are below

    def __init__(self, model: ClusterModel, view: ClusterView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._seen = set(model.clusters())
        self._below: list[ClusterId] = []
        model.rows_changed.connect(self.count)
        view.moved.connect(self._look)

    def count(self) -> None:
        """Look at all cards, for there may be others."""
        self._below = [cluster for cluster in self._model.clusters() if cluster not in self._seen]
        self._look()

    def show_next(self) -> None:
        """Bring the first of them into view."""
        if self._below:
            self._view.scrollTo(self._model.index_of(self._below[0]))

    def _look(self) -> None:
        """What is in view is seen."""
        self._seen.update(self._view.visible_clusters())
        self._below = [cluster for cluster in self._below if cluster not in self._seen]
        self.changed.emit(len(self._below))
