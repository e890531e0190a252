"""Right click, or the menu key, on cards, faces, people and trays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QContextMenuEvent

from facelabeler.ui.actions import CONTEXT_MENUS, Actions
from facelabeler.ui.panes import Pane, Panes


class ContextMenus(QObject):
    """Watches the panes and offers what can be done in each."""

    def __init__(self, panes: Panes, actions: Actions) -> None:
        super().__init__(panes)
        self._panes = panes
        self._actions = actions
        for pane, _widget in panes.items():
            self.watch(pane)

    def watch(self, pane: Pane) -> None:
        """Watch one more pane."""
        if pane in CONTEXT_MENUS:
            self._panes.widget(pane).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            pane = next(pane for pane, widget in self._panes.items() if widget is watched)
            self._panes.focus(pane)
            self._actions.menu_of(CONTEXT_MENUS[pane]).exec(event.globalPos())
            return True
        return super().eventFilter(watched, event)
