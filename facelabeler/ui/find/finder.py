"""Search, filter and their words, for one open project."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint

from facelabeler.ui.clusters.order import Tab
from facelabeler.ui.find.filter_menu import FilterMenu
from facelabeler.ui.find.help import SearchHelp
from facelabeler.ui.find.query import QueryError, parse, terms_of
from facelabeler.ui.panes import Pane
from facelabeler.ui.toolbar import ToolBar
from facelabeler.ui.wording import tr
from facelabeler.ui.workspace import Workspace


class Finder(QObject):
    """The text of the search field is what is searched for; a text that makes no sense leaves the cards as they are."""

    def __init__(self, workspace: Workspace, tools: ToolBar) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._field = tools.search
        self._button = tools.filter
        self.help = SearchHelp(tools.window())
        self.help.term_chosen.connect(self._field.setText)
        self._field.textChanged.connect(self._search)
        self._field.left.connect(self._leave)
        self._field.installEventFilter(self)
        workspace.search_given_up.connect(self._field.clear)
        workspace.card_model.rows_changed.connect(self._count)
        workspace.destroyed.connect(self.help.deleteLater)

    def open_filter(self) -> None:
        """Offer states, sources and quality below the Filter button."""
        menu = FilterMenu(self._field.text(), self._workspace.session.project.sources.values(), self._button)
        menu.searched.connect(self._field.setText)
        menu.exec(self._button.mapToGlobal(QPoint(0, self._button.height() + 2)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._count()
            self.help.stand_below(self._field)
        elif event.type() is QEvent.Type.FocusOut:
            self.help.hide()
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        terms = len(terms_of(text))
        self._button.rename(tr("Filter %1", terms) if terms else tr("Filter"))
        try:
            query = parse(text)
        except QueryError as error:
            self.help.tell_wrong(error)
            self._field.mark_wrong(wrong=True)
            return
        self._field.mark_wrong(wrong=False)
        self._workspace.card_model.show_matching(query)
        self._count()

    def _count(self) -> None:
        query = self._workspace.card_model.query
        if self._field.is_wrong:
            return
        if query:
            found, of = self._workspace.card_model.counts()[Tab.ALL], len(self._workspace.session.project.clusters)
            self.help.tell_found(found, of)
        else:
            self.help.invite()

    def _leave(self) -> None:
        """Go to what was found, on a tab that has it."""
        workspace = self._workspace
        if not workspace.card_model.rowCount() and workspace.card_model.counts()[Tab.ALL]:
            workspace.show_tab(Tab.ALL)
        workspace.panes.focus(Pane.CARDS)
