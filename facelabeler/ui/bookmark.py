"""Where one was in a project: noted while one works, and gone back to when it is opened again, also after a crash."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from facelabeler.core.entities import ClusterId
from facelabeler.ui.clusters.order import Sorting, Tab
from facelabeler.ui.settings_store import Bookmark, bookmark_of, remember_bookmark
from facelabeler.ui.workspace import Workspace

E = TypeVar("E", bound=Enum)

NOTE_MS = 1000  # from the first move on: a crash loses no more


class Bookmarks(QObject):
    """Notes where one is in a workspace: tab, sorting, the current card, the selected ones, the first one in view."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._path = str(workspace.session.path)
        self._found = bookmark_of(self._path)
        self._soon = QTimer(self, singleShot=True, interval=NOTE_MS)
        self._soon.timeout.connect(self.note)

    def go_back(self) -> None:
        """Show the cards as they were shown; `scroll_back` when they have their size."""
        cards, model, mark = self._workspace.cards, self._workspace.card_model, self._found
        if (sorting := _member(Sorting, mark.sorting)) not in (None, model.sorting, Sorting.ALIKE):
            model.sort_cards(sorting)
        if (tab := _member(Tab, mark.tab)) is not None and model.counts()[tab]:  # its cards may be gone meanwhile
            self._workspace.show_tab(tab)
        if model.row_of(ClusterId(mark.current)) >= 0:
            cards.go_to(ClusterId(mark.current))
            cards.select(map(ClusterId, mark.selected))

    def scroll_back(self) -> None:
        """Bring the card to the top that was there, and note from now on where one is."""
        cards = self._workspace.cards
        cards.scroll_to_top(ClusterId(self._found.top))
        for signal in (cards.selection_changed, cards.moved, self._workspace.header.tab_chosen):
            signal.connect(self._note_soon)

    def note(self) -> None:
        """Write down where one is."""
        cards, model = self._workspace.cards, self._workspace.card_model
        mark = Bookmark(
            model.tab.value,
            model.sorting.value,
            next(iter(cards.visible_clusters()), 0),
            cards.current_cluster() or 0,
            tuple(cards.selected_clusters()),
        )
        if mark != self._found:
            self._found = mark
            remember_bookmark(self._path, mark)

    def _note_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()


def _member(kind: type[E], value: str) -> E | None:
    """The member of a value; None for a value of another version."""
    return next((member for member in kind if member.value == value), None)
