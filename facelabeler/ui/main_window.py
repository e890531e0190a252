"""The window: it wires the parts together; what they do is theirs."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from facelabeler.core.errors import FaceLabelerError
from facelabeler.pipeline.progress import Progress
from facelabeler.processing import Looked
from facelabeler.session import Session
from facelabeler.settings import load_settings
from facelabeler.ui.actions import Actions, ActionSpec, Needs, fill_menu_bar
from facelabeler.ui.commands import Commands
from facelabeler.ui.context_menus import ContextMenus
from facelabeler.ui.cover import Cover
from facelabeler.ui.dialogs.message import show_error
from facelabeler.ui.dialogs.question import ask, ask_add_or_own
from facelabeler.ui.docks import Docks
from facelabeler.ui.documents import Documents
from facelabeler.ui.feedback import Feedback, enable
from facelabeler.ui.find.finder import Finder
from facelabeler.ui.first_minute import hints_of
from facelabeler.ui.key_verbs import KeyVerbs
from facelabeler.ui.notifying import Notifier
from facelabeler.ui.panes import Pane
from facelabeler.ui.people.care import PeopleCare
from facelabeler.ui.processing import Processing
from facelabeler.ui.questions.asking import Asking
from facelabeler.ui.recent_menu import RecentMenu
from facelabeler.ui.restoring import Restoring
from facelabeler.ui.settings_store import remember, remembered
from facelabeler.ui.start_page import StartPage, dropped_paths
from facelabeler.ui.status_bar import StatusBar
from facelabeler.ui.task_strip import TaskStrip
from facelabeler.ui.thumbnails import Thumbnails
from facelabeler.ui.toolbar import ToolBar
from facelabeler.ui.viewer.viewing import Viewing
from facelabeler.ui.widths import fit
from facelabeler.ui.window_commands import WindowCommands
from facelabeler.ui.wording import tr
from facelabeler.ui.workspace import Workspace

LEAST_SIZE = (960, 600)
FIRST_SIZE = (1440, 900)
TITLE_BAR = 40  # the system draws one above the window, and its height is not known before


class MainWindow(QMainWindow):
    """Either the start page, or one project's workspace between its docks."""

    def __init__(self) -> None:
        super().__init__()
        self.workspace: Workspace | None = None
        self.processing: Processing | None = None
        self.commands: Commands | None = None
        self.care: PeopleCare | None = None
        self.cover: Cover | None = None
        self.viewing: Viewing | None = None
        self.asking: Asking | None = None
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
        self.strip.retry_requested.connect(documents.open_paths)
        self.strip.cancel_requested.connect(self._cancel)

    def _run(self, spec: ActionSpec) -> None:
        """Do what a row of the actions table says."""
        owner, _, slot = spec.slot.partition(".")
        owners: dict[str, QObject | None] = {
            "documents": self.documents,
            "restoring": self.restoring,
            "window": self.window_commands,
            "commands": self.commands,
            "viewer": self.viewing,
            "questions": self.asking,
            "people": self.care,
            "verbs": self.workspace.verbs if self.workspace is not None else None,
            "processing": self.processing,
        }
        target = owners[owner]
        if target is not None:
            getattr(target, slot)()

    # -- a project

    def _show_project(self, session: Session) -> None:
        self.thumbnails.set_project(session.path)
        workspace = self.workspace = Workspace(session, self.thumbnails, self)
        self.window_commands.workspace = workspace
        self.commands = Commands(workspace)
        self.care = PeopleCare(self, workspace, self.documents)
        self._stack.addWidget(workspace.centre)
        cover = self.cover = Cover(self._stack, self.docks, self.tools, workspace.panes, workspace)
        workspace.covering = lambda: cover.owner
        self.viewing = Viewing(workspace, cover, self.thumbnails, self.actions_table)
        self.asking = Asking(workspace, cover, self.thumbnails)
        self.asking.face_opened.connect(self.viewing.go_to_face)
        self.asking.counted.connect(self.tools.show_questions)
        self._connect_workspace(workspace, self.commands)
        self._connect_processing(session)
        self._stack.setCurrentWidget(workspace.centre)
        self.tools.show()
        self.docks.show_panels(workspace.people_panel, workspace.faces_panel)
        name = tr("%1 (read only)", session.path.stem) if session.read_only else session.path.stem
        self.setWindowTitle(f"{name} — FaceLabeler")
        self._fit()
        feedback = Feedback(workspace, self.actions_table, self.status)
        cover.changed.connect(feedback.toast.stand_on)
        self._tell_missing(len(session.missing_sources()))
        self.care.tell_overdue()
        workspace.panes.focus(Pane.CARDS)
        workspace.card_model.rows_changed.connect(self.hints.look)
        self.hints.look()

    def _tell_missing(self, count: int) -> None:
        if count:
            one = tr("A file is not where it was: names are safe, pictures need it. File > Locate Moved Files…")
            many = tr(
                "%1 files are not where they were: names are safe, pictures need them. File > Locate Moved Files…",
                count,
            )
            self.status.show_hint(one if count == 1 else many)

    def _connect_workspace(self, workspace: Workspace, commands: Commands) -> None:
        workspace.verbs.failed.connect(self._show_error)
        workspace.verbs.joining.ask = self._may_share_a_frame
        finder = Finder(workspace, self.tools)
        commands.find_requested.connect(self.tools.search.begin)
        commands.filter_requested.connect(finder.open_filter)
        keys = KeyVerbs({key: action.trigger for key, action in self.actions_table.letters().items()}, workspace)
        keys.name_begun.connect(commands.name)
        keys.digit_pressed.connect(workspace.verbs.give_recent)
        keys.left.connect(commands.step_back)
        for widget in (*dict(workspace.panes.items()).values(), *(self.viewing.key_widgets if self.viewing else ())):
            widget.installEventFilter(keys)
        ContextMenus(workspace.panes, self.actions_table)
        table = self.actions_table
        workspace.header.sorting.set_choices(
            [table[name] for name in table.by_name if name.startswith("commands.sort_")]
        )

    def _connect_processing(self, session: Session) -> None:
        processing = self.processing = Processing(session, self)
        processing.progressed.connect(self._show_progress)
        processing.paused.connect(self.strip.show_paused)
        processing.done.connect(self.strip.show_done)
        processing.stopped.connect(self.strip.show_stopped)
        processing.problem.connect(self.strip.show_problem)
        processing.failed.connect(self._show_error)
        processing.running_changed.connect(self._show_running)
        processing.queue_changed.connect(self.strip.show_queue)
        processing.done.connect(self.notifier.tell)
        self.strip.skip_requested.connect(processing.skip)
        self.strip.pause_requested.connect(processing.pause)
        self.strip.resume_requested.connect(processing.resume)
        processing.tell_unfinished()

    def _let_go(self) -> None:
        """Stop what runs and take the workspace down: its session is about to be closed."""
        self.window_commands.leave_project()
        if self.processing is not None:
            self.processing.shut_down()
        if self.cover is not None and self.viewing is not None:
            self.cover.leave_all()
            self.viewing.shut_down()
        if self.workspace is not None:
            self.docks.take_panels()
            self._stack.removeWidget(self.workspace.centre)
            self.workspace.close()
        self.thumbnails.set_project(None)
        self.workspace = self.processing = self.commands = self.care = self.cover = None
        self.viewing = self.asking = None
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
        if self.processing is not None:
            self.processing.cancel()

    def _show_looking(self, paths: list[str]) -> None:
        if paths:
            self.strip.show_progress(Progress("looking", paths[0], 0.0, 0.0))
        elif self.processing is None or not self.processing.is_running:
            self.strip.show_done("") if self.strip.problems else self.strip.clear()

    def _show_progress(self, progress: Progress, waiting: int) -> None:
        self.strip.show_progress(progress, waiting=waiting)

    def _show_running(self, running: bool) -> None:
        self.actions_table.enable({Needs.RUNNING: running})
        if self.workspace is not None:
            self.workspace.show_reading(reading=running)

    def _show_error(self, error: FaceLabelerError) -> None:
        show_error(self, error)

    def _may_share_a_frame(self, anyway: str) -> bool:
        text = tr("Both in one frame: is one of them in a mirror or on a screen?")
        return ask(self, tr("Two faces in one frame"), text, {"anyway": anyway}, careful=True) is not None

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.workspace is not None:
            self.docks.fit()
            fit(self.workspace.header, self.workspace.cards, self.width())

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
