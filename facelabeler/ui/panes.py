"""Which part of the workspace the user works in: verbs act on its selection, and F6 goes round them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget


class Pane(Enum):
    """The parts that hold a selection."""

    CARDS = "cards"
    FACES = "faces"
    PEOPLE = "people"
    TRAYS = "trays"
    VIEWER = "viewer"
    QUESTION = "question"


class Panes(QObject):
    """Remembers which pane had the focus last, since a menu or a button takes it away for a moment."""

    changed = Signal(object)  # Pane

    def __init__(self, widgets: dict[Pane, QWidget], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._widgets = widgets
        self.active = Pane.CARDS
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note)

    def widget(self, pane: Pane) -> QWidget:
        return self._widgets[pane]

    def add(self, pane: Pane, widget: QWidget) -> None:
        """Another part that has come to be."""
        self._widgets[pane] = widget

    def items(self) -> list[tuple[Pane, QWidget]]:
        """All parts there are."""
        return list(self._widgets.items())

    def focus(self, pane: Pane) -> None:
        """Give a pane the focus."""
        self._widgets[pane].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._mark(pane)  # also where the window itself has no focus

    def next(self) -> None:
        """Give the focus to the next pane that is visible."""
        order = self._in_order()
        self.focus(order[0] if order else Pane.CARDS)

    def _in_order(self) -> Sequence[Pane]:
        panes = list(self._widgets)
        start = panes.index(self.active) + 1
        return [pane for pane in panes[start:] + panes[:start] if self._widgets[pane].isVisible()]

    def _note(self, _old: QWidget | None, now: QWidget | None) -> None:
        for pane, widget in self._widgets.items():
            if now is widget:
                self._mark(pane)

    def _mark(self, pane: Pane) -> None:
        if pane is not self.active:
            self.active = pane
            self.changed.emit(pane)
