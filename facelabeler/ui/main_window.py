"""The window: it wires the parts together; what they do is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from facelabeler.pipeline.progress import Progress
from facelabeler.settings import load_settings
from facelabeler.ui.actions import Actions, ActionSpec, Needs, enable, fill_menu_bar
from facelabeler.ui.dialogs.question import ask_add_or_own
from facelabeler.ui.docks import Docks
from facelabeler.ui.documents import Documents
from facelabeler.ui.first_minute import hints_of
from facelabeler.ui.notifying import Notifier
from facelabeler.ui.recent_menu import RecentMenu
from facelabeler.ui.restoring import Restoring
from facelabeler.ui.settings_store import remember, remembered
from facelabeler.ui.start_page import StartPage, dropped_paths
from facelabeler.ui.status_bar import StatusBar
from facelabeler.ui.task_strip import TaskStrip
from facelabeler.ui.thumbnails import Thumbnails
from facelabeler.ui.toolbar import ToolBar
from facelabeler.ui.window_commands import WindowCommands
from facelabeler.ui.wording import tr

if TYPE_CHECKING:
    from facelabeler.processing import Looked
    from facelabeler.session import Session
    from facelabeler.ui.commands import Commands
    from facelabeler.ui.people.care import PeopleCare
    from facelabeler.ui.processing import Processing
    from facelabeler.ui.project_view import ProjectView
    from facelabeler.ui.questions.asking import Asking
    from facelabeler.ui.viewer.viewing import Viewing
    from facelabeler.ui.workspace import Workspace

LEAST_SIZE = (960, 600)
FIRST_SIZE = (1440, 900)
TITLE_BAR = 40  # the system draws one above the window, and its height is not known before


class MainWindow(QMainWindow):
    """Either the start page, or one project's workspace between its docks.

    It is on screen before anything is loaded that works on projects.
    """

    def __init__(self) -> None:
        super().__init__()
        self.project: ProjectView | None = None
        self.thumbnails = Thumbnails(self)
        self.documents = Documents(self, lambda sources, project: ask_add_or_own(self, sources, project))
        self.restoring = Restoring(self.documents, self)
        self.hints = hints_of(self)
        self.window_commands = WindowCommands(self, self.thumbnails, self.hints)
        self.actions_table = Actions(self._run, self)
        self.strip = TaskStrip()
        self.docks = Docks(self, self.strip)
        self.notifier = Notifier(self)
        self.start_page = StartPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self._make_frame()
        self._connect()
        self._show_no_project()

    # -- making

    def _make_frame(self) -> None:
        self.setCentralWidget(self._stack)
        self.tools = ToolBar(self.actions_table, self)
        self.addToolBar(self.tools)
        self.status = StatusBar()
        self.setStatusBar(self.status)
        menus = fill_menu_bar(self.menuBar(), self.actions_table)
        self.recent = RecentMenu(self)
        menus["File"].insertMenu(self.actions_table["documents.close"], self.recent)
        menus["View"].insertActions(
            self.actions_table["commands.next_pane"],
            [self.docks.people.toggleViewAction(), self.docks.faces.toggleViewAction()],
        )
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(QSize(*FIRST_SIZE).boundedTo(self.screen().availableSize() - QSize(0, TITLE_BAR)))
        self.restoreGeometry(remembered("geometry"))
        self.actions_table.check("window.theme_" + load_settings().text("theme").replace("-", "_"))

    def _connect(self) -> None:
        table = self.actions_table
        page, documents = self.start_page, self.documents
        page.open_video_requested.connect(table["documents.open_video"].trigger)
        page.open_folder_requested.connect(table["documents.open_folder"].trigger)
        page.open_project_requested.connect(table["documents.open_project"].trigger)
        page.recent_requested.connect(lambda path: documents.open_paths([path]))
        page.files_dropped.connect(documents.open_paths)
        self.recent.chosen.connect(lambda path: documents.open_paths([path]))
        documents.opened.connect(self._show_project)
        documents.closing.connect(self._let_go)
        documents.looking.connect(self._show_looking)
        documents.found.connect(self._read)
        documents.problem.connect(self.strip.show_problem)
        documents.failed.connect(self.restoring.tell)
        self.window_commands.not_kept.connect(documents.tell)
        self.strip.retry_requested.connect(documents.open_paths)
        self.strip.cancel_requested.connect(self._cancel)

    def _run(self, spec: ActionSpec) -> None:
        """Do what a row of the actions table says."""
        owner, _, slot = spec.slot.partition(".")
        owners: dict[str, QObject] = {
            "documents": self.documents,
            "restoring": self.restoring,
            "window": self.window_commands,
        }
        if owner in owners:
            getattr(owners[owner], slot)()
        elif self.project is not None:
            getattr(self.project.owner(owner), slot)()

    # -- a project

    @property
    def workspace(self) -> Workspace | None:
        return self.project.workspace if self.project is not None else None

    @property
    def processing(self) -> Processing | None:
        return self.project.processing if self.project is not None else None

    @property
    def commands(self) -> Commands | None:
        return self.project.commands if self.project is not None else None

    @property
    def care(self) -> PeopleCare | None:
        return self.project.care if self.project is not None else None

    @property
    def viewing(self) -> Viewing | None:
        return self.project.viewing if self.project is not None else None

    @property
    def asking(self) -> Asking | None:
        return self.project.asking if self.project is not None else None

    def _show_project(self, session: Session) -> None:
        from facelabeler.ui.project_view import ProjectView

        self.thumbnails.set_project(session.path)
        self.project = ProjectView(self, self._stack, session)
        self.window_commands.workspace = self.project.workspace
        self.project.show()
        name = tr("%1 (read only)", session.path.stem) if session.read_only else session.path.stem
        self.setWindowTitle(f"{name} — FaceLabeler")

    def _let_go(self) -> None:
        """Stop what runs and take the workspace down: its session is about to be closed."""
        self.window_commands.leave_project()
        if self.project is not None:
            self.project.leave()
            self.project = None
        self.thumbnails.set_project(None)
        self.strip.clear()
        self._show_no_project()

    def _show_no_project(self) -> None:
        self._stack.setCurrentWidget(self.start_page)
        self.start_page.refresh()
        self.tools.search.clear()
        self.tools.show_questions(0)
        self.tools.hide()
        self.status.show_empty()
        self.setWindowTitle(tr("Untitled — FaceLabeler"))
        enable(self.actions_table, has_project=False)
        self.actions_table.enable({Needs.RUNNING: False})

    # -- what is going on

    def _read(self, _session: Session, looked: Looked) -> None:
        if self.processing is not None:
            self.processing.read(looked)

    def _cancel(self) -> None:
        self.documents.stop_looking()
        self.restoring.stop()
        if self.processing is not None:
            self.processing.cancel()

    def _show_looking(self, paths: list[str]) -> None:
        if paths:
            self.strip.show_progress(Progress("looking", paths[0], 0.0, 0.0))
        elif self.processing is None or not self.processing.is_running:
            self.strip.show_done("") if self.strip.problems else self.strip.clear()

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.project is not None:
            self.project.fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.documents.open_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        remember("geometry", self.saveGeometry())
        self.documents.close()
        self.thumbnails.close()
        event.accept()
