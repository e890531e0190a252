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
        model.rows_changed.connect(self.count)
        view.moved.connect(self.count)

    def count(self) -> None:
        """Look again at what is in view."""
        self._seen.update(self._view.visible_clusters())
        self.changed.emit(len(self._below()))

    def show_next(self) -> None:
        """Bring the first of them into view."""
        below = self._below()
        if below:
            self._view.scrollTo(self._model.index_of(below[0]))

    def _below(self) -> list[ClusterId]:
        return [cluster for cluster in self._model.clusters() if cluster not in self._seen]
