"""Views that take the place of the cards for a while: the viewer, the questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QToolBar, QWidget

from facelabeler.ui.docks import Docks
from facelabeler.ui.panes import Pane, Panes


class Covering(Protocol):
    """What keys mean while such a view is on show."""

    @property
    def ground(self) -> QWidget | None:
        """What toasts stand on; None: the view says itself what was done."""

    def step_back(self) -> None:
        """Esc: one step back in the view, or out of it."""

    def name(self, first: str) -> None:
        """Enter, F2 or a first letter: name what is selected."""

    def ended(self) -> None:
        """The view has been left: stop what runs."""


@dataclass(frozen=True, slots=True)
class _Shown:
    view: QWidget
    owner: Covering
    pane: Pane
    alone: bool


class Cover(QObject):
    """Shows a view over the cards, one over another, and puts everything back as it was.

    The cards stay as they are below: their scroll position and selection need no remembering. `changed` carries what
    toasts stand on: a widget, or None.
    """

    changed = Signal(object)

    def __init__(self, stack: QStackedWidget, docks: Docks, tools: QToolBar, panes: Panes, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._docks = docks
        self._tools = tools
        self._panes = panes
        self._shown: list[_Shown] = []
        self._first: tuple[int, Pane] | None = None

    @property
    def owner(self) -> Covering | None:
        """Whose view is on show."""
        return self._shown[-1].owner if self._shown else None

    def show(self, view: QWidget, owner: Covering, pane: Pane, *, alone: bool) -> None:
        """Show a view; `alone`: without toolbar and people. Its pane gets the focus."""
        if self.owner is owner:
            return
        if self._first is None:
            self._first = self._stack.currentIndex(), self._panes.active
        self._shown.append(_Shown(view, owner, pane, alone))
        self._show_top()

    def leave(self) -> None:
        """Go back to what was on show before."""
        if not self._shown:
            return
        left = self._shown.pop()
        left.owner.ended()
        self._stack.removeWidget(left.view)
        self._show_top()

    def leave_all(self) -> None:
        while self._shown:
            self.leave()

    def _show_top(self) -> None:
        if self._shown:
            top = self._shown[-1]
            self._docks.stand_aside(people=top.alone)
            self._tools.setVisible(not top.alone)
            self._stack.addWidget(top.view)  # not before the docks have made room: it would take theirs for good
            self._stack.setCurrentWidget(top.view)
            self._panes.focus(top.pane)
            self.changed.emit(top.owner.ground)
        elif self._first is not None:
            (below, pane), self._first = self._first, None
            self._tools.show()
            self._docks.come_back()
            self._stack.setCurrentIndex(below)
            self._panes.focus(pane)
            self.changed.emit(self._stack.currentWidget())


Covers = Callable[[], Covering | None]
