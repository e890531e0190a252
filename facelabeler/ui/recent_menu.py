"""File > Open Recent."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from facelabeler.ui.settings_store import recent_projects
from facelabeler.ui.wording import tr


class RecentMenu(QMenu):
    """The projects opened last, read when the menu opens. `chosen` carries a path."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Open &Recent"), parent)
        self.aboutToShow.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        for project in recent_projects():
            action = QAction(project.name, self)
            action.setToolTip(project.path)
            action.setEnabled(Path(project.path).exists())
            action.triggered.connect(partial(self.chosen.emit, project.path))
            self.addAction(action)
        if self.isEmpty():
            self.addAction(tr("Nothing yet")).setEnabled(False)
