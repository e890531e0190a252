"""One open project in the window: its workspace, and what works around it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from facelabeler.core.entities import FaceId
from facelabeler.core.errors import FaceLabelerError
from facelabeler.pipeline.progress import Progress
from facelabeler.session import Session
from facelabeler.ui.actions import Needs
from facelabeler.ui.bookmark import Bookmarks
from facelabeler.ui.commands import Commands
from facelabeler.ui.context_menus import ContextMenus
from facelabeler.ui.cover import Cover
from facelabeler.ui.dialogs.message import show_error
from facelabeler.ui.dialogs.question import ask
from facelabeler.ui.feedback import Feedback
from facelabeler.ui.find.finder import Finder
from facelabeler.ui.key_verbs import KeyVerbs
from facelabeler.ui.panes import Pane
from facelabeler.ui.people.care import PeopleCare
from facelabeler.ui.processing import Processing
from facelabeler.ui.questions.asking import Asking
from facelabeler.ui.viewer.viewing import Viewing
from facelabeler.ui.widths import fit
from facelabeler.ui.wording import tr
from facelabeler.ui.workspace import Workspace

if TYPE_CHECKING:
    from facelabeler.ui.main_window import MainWindow


class ProjectView(QObject):
    """Everything that shows one session, in the window's frame; `leave` takes it down again.

    Viewer and questions are made when they are first wanted.
    """

    def __init__(self, window: MainWindow, stack: QStackedWidget, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._stack = stack
        self._actions = window.actions_table
        workspace = self.workspace = Workspace(session, window.thumbnails, self)
        self.commands = Commands(workspace)
        self.care = PeopleCare(window, workspace, window.documents)
        stack.addWidget(workspace.centre)
        self.cover = Cover(stack, window.docks, window.tools, workspace.panes, workspace)
        workspace.covering = lambda: self.cover.owner
        self.processing = Processing(session, window)
        self._keys = KeyVerbs({key: action.trigger for key, action in self._actions.letters().items()}, workspace)
        self._menus = ContextMenus(workspace.panes, self._actions)
        self._feedback = Feedback(workspace, self._actions, window.status)
        self._bookmarks = Bookmarks(workspace)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._connect_workspace()
        self._connect_processing()

    def owner(self, name: str) -> QObject:
        """Whose slots the rows of the actions table with this name call."""
        if name == "viewer":
            return self.viewing
        if name == "questions":
            return self.asking
        owners: dict[str, QObject] = {
            "commands": self.commands,
            "people": self.care,
            "verbs": self.workspace.verbs,
            "processing": self.processing,
        }
        return owners[name]

    # -- making

    @cached_property
    def viewing(self) -> Viewing:
        made = Viewing(self.workspace, self.cover, self._window.thumbnails, self._actions)
        self._menus.watch(Pane.VIEWER)
        self._take_keys_of(self.workspace.panes.widget(Pane.VIEWER), *made.key_widgets)
        return made

    @cached_property
    def asking(self) -> Asking:
        made = Asking(self.workspace, self.cover, self._window.thumbnails)
        made.face_opened.connect(self._go_to_face)
        made.counted.connect(self._window.tools.show_questions)
        self._take_keys_of(self.workspace.panes.widget(Pane.QUESTION))
        return made

    def _take_keys_of(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.installEventFilter(self._keys)

    # Signals go to methods: a lambda that holds `self` is kept by PySide for good, and the whole project with it.

    def _go_to_face(self, face: FaceId) -> None:
        self.viewing.go_to_face(face)

    def _play(self) -> None:
        self.viewing.play()

    def _open_looked_at(self) -> None:
        self.viewing.open_looked_at()

    def _ask(self) -> None:
        self.asking  # noqa: B018 - making it is what is wanted

    def _connect_workspace(self) -> None:
        workspace, commands, tools = self.workspace, self.commands, self._window.tools
        workspace.verbs.failed.connect(self._show_error)
        workspace.verbs.joining.ask = self._may_share_a_frame
        finder = Finder(workspace, tools)
        commands.find_requested.connect(tools.search.begin)
        commands.filter_requested.connect(finder.open_filter)
        self._keys.name_begun.connect(commands.name)
        self._keys.digit_pressed.connect(workspace.verbs.give_recent)
        self._keys.left.connect(commands.step_back)
        self._take_keys_of(*dict(workspace.panes.items()).values())
        workspace.context.play.clicked.connect(self._play)
        workspace.context.go.clicked.connect(self._open_looked_at)
        self.cover.changed.connect(self._feedback.toast.stand_on)
        names = [name for name in self._actions.by_name if name.startswith("commands.sort_")]
        workspace.header.sorting.set_choices([self._actions[name] for name in names])
        self._soon.timeout.connect(self._bookmarks.scroll_back)
        self._soon.timeout.connect(self._ask)

    def _connect_processing(self) -> None:
        processing, strip = self.processing, self._window.strip
        processing.progressed.connect(self._show_progress)
        processing.paused.connect(strip.show_paused)
        processing.done.connect(strip.show_done)
        processing.stopped.connect(strip.show_stopped)
        processing.problem.connect(strip.show_problem)
        processing.failed.connect(self._show_error)
        processing.running_changed.connect(self._show_running)
        processing.queue_changed.connect(strip.show_queue)
        processing.done.connect(self._window.notifier.tell)
        strip.skip_requested.connect(processing.skip)
        strip.pause_requested.connect(processing.pause)
        strip.resume_requested.connect(processing.resume)

    # -- coming and going

    def show(self) -> None:
        """Put everything on show, and say what there is to say about the project."""
        window, workspace = self._window, self.workspace
        self._stack.setCurrentWidget(workspace.centre)
        self._bookmarks.go_back()
        window.tools.show()
        window.docks.show_panels(workspace.people_panel, workspace.faces_panel)
        self.fit()
        self.processing.tell_unfinished()
        self._tell_missing(len(workspace.session.missing_sources()))
        self.care.tell_overdue()
        if workspace.session.without_backup is not None:
            window.documents.tell(workspace.session.without_backup)
        workspace.panes.focus(Pane.CARDS)
        workspace.card_model.rows_changed.connect(window.hints.look)
        self.cover.changed.connect(window.hints.look)
        window.hints.look()
        self._soon.start()

    def fit(self) -> None:
        """Follow the window's width."""
        self._window.docks.fit()
        fit(self.workspace.header, self.workspace.cards, self._window.width())

    def leave(self) -> None:
        """Stop what runs and take everything down: the session is about to be closed.

        Qt deletes the views: Python's search for circles would take widgets and their layouts apart in any order.
        """
        self._soon.stop()
        self._bookmarks.note()
        self.processing.shut_down()
        self.cover.leave_all()
        if "viewing" in self.__dict__:
            self.viewing.shut_down()
            self.viewing.view.deleteLater()
        if "asking" in self.__dict__:
            self.asking.view.deleteLater()
        self._window.docks.take_panels()
        self._stack.removeWidget(self.workspace.centre)
        self.workspace.close()
        self.deleteLater()

    # -- what is going on

    def _tell_missing(self, count: int) -> None:
        if count:
            one = tr("A file is not where it was: names are safe, pictures need it. File > Locate Moved Files…")
            many = tr(
                "%1 files are not where they were: names are safe, pictures need them. File > Locate Moved Files…",
                count,
            )
            self._window.status.show_hint(one if count == 1 else many)

    def _show_progress(self, progress: Progress, waiting: int) -> None:
        self._window.strip.show_progress(progress, waiting=waiting)

    def _show_running(self, running: bool) -> None:
        self._actions.enable({Needs.RUNNING: running})
        self.workspace.show_reading(reading=running)

    def _show_error(self, error: FaceLabelerError) -> None:
        show_error(self._window, error)

    def _may_share_a_frame(self) -> bool:
        text = tr("Both in one frame: is one of them in a mirror or on a screen?")
        return ask(self._window, tr("Two faces in one frame"), text, {"move": tr("Move Anyway")}) == "move"
