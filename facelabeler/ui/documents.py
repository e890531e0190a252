"""Opening and closing projects, and bringing footage into them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from facelabeler.core.entities import PROJECT_SUFFIX, FaceId, SourceKind, SourceState
from facelabeler.core.errors import FaceLabelerError, ProjectError
from facelabeler.pipeline.progress import Cancel
from facelabeler.ui.memory import give_memory_back
from facelabeler.ui.opening import How, opened, project_for, sorted_out
from facelabeler.ui.settings_store import RecentProject, forget_project, remember_project
from facelabeler.ui.tasks import run_task
from facelabeler.ui.wording import tr

if TYPE_CHECKING:
    from facelabeler.core.project import Project
    from facelabeler.processing import Looked
    from facelabeler.session import Session

VIDEOS = "*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.mpg *.mpeg *.ts *.mts *.m2ts *.wmv *.flv *.3gp *.ogv *.gif"
PHOTOS = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.gif *.avif *.heic"

LET_GO_MS = 100  # after closing: its views are deleted by then
PATIENCE_MS = 250  # an opening that takes longer is told

AskAddOrOwn = Callable[[list[str], str], str | None]
Then = Callable[[bool], None]
"""What comes after an opening, told whether the project is open."""


class Documents(QObject):
    """One project is open, or none.

    `opened` carries a Session, `closing` asks everybody to let go of it before it is closed. `looking` carries the
    paths being looked at (none: it is over); `found` the session and what was found there, to be read. Projects are
    loaded on a worker; until then the one before stays open, and of several that are asked for the last one counts.
    """

    opened = Signal(object)
    closing = Signal()
    looking = Signal(object)
    found = Signal(object, object)
    problem = Signal(str, str)
    failed = Signal(object)

    def __init__(self, window: QWidget, ask: AskAddOrOwn) -> None:
        super().__init__(window)
        self._window = window
        self._ask = ask
        self._look = Cancel()
        self._opening = Cancel()
        self._wanted: Path | None = None  # the project that is being loaded
        self._loaders = QThreadPool(self, maxThreadCount=1)  # one after the other: a project has one writer
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.looking.emit([str(self._wanted)]))
        self.session: Session | None = None

    # -- asked by menus and the start page

    def open_video(self) -> None:
        """Ask for videos and photos."""
        filters = [
            tr("Videos and photos") + f" ({VIDEOS} {PHOTOS})",
            tr("Videos") + f" ({VIDEOS})",
            tr("Photos") + f" ({PHOTOS})",
            tr("All files") + " (*)",
        ]
        paths, _ = QFileDialog.getOpenFileNames(self._window, tr("Open Video"), self._folder(), ";;".join(filters))
        self.open_paths(paths)

    def open_folder(self) -> None:
        """Ask for a folder of videos and photos."""
        path = QFileDialog.getExistingDirectory(self._window, tr("Open Folder"), self._folder())
        self.open_paths([path] if path else [])

    def open_project(self) -> None:
        """Ask for a project."""
        kind = tr("FaceLabeler projects") + f" (*{PROJECT_SUFFIX})"
        path, _ = QFileDialog.getOpenFileName(self._window, tr("Open Project"), self._folder(), kind)
        self.open_paths([path] if path else [])

    def locate_missing(self) -> None:
        """Ask where the files are that are not where they were. What lies beside one that is shown is found too."""
        while self.session is not None and (missing := self.session.missing_sources()):
            name = Path(missing[0].path).name
            path, _ = QFileDialog.getOpenFileName(self._window, tr("Locate %1", name), self._folder())
            if not path:
                return
            try:
                self.session.relocate(missing[0].id, path)
            except FaceLabelerError as error:
                self.failed.emit(error)
                return

    def open_paths(self, paths: Sequence[str]) -> None:
        """Open what is given: a project, or videos, photos and folders."""
        request = sorted_out(paths)
        for project in request.projects[1:]:
            self.problem.emit(str(project), tr("One project can be open at a time. Open it by itself."))
        sources = list(request.sources)
        if request.projects:
            self._open(request.projects[0], make=False, then=lambda _opened: self._open_sources(sources))
        else:
            self._open_sources(sources)

    def add(self, paths: Sequence[str]) -> None:
        """Read sources into the open project, without asking."""
        self._look_at(list(paths), None)

    def stop_looking(self) -> None:
        """Give up looking at what was to be opened, and opening it."""
        self._look.set()
        self._stop_opening()

    def close(self) -> None:
        """Close the project; nothing needs to be saved."""
        self.stop_looking()
        if self.session is not None:
            session, self.session = self.session, None
            self.closing.emit()
            session.close()
            remember_project(_remembered(session))
            QTimer.singleShot(LET_GO_MS, self, self._let_go)

    def _let_go(self) -> None:
        """Free what the closed project leaves behind in circles, and what reading it took.

        What was there when it was opened is out of the collector's sight, so that this takes milliseconds; only if
        another project was opened meanwhile, what is left of this one is out of its sight as well.
        """
        another = self.session is not None or self.is_opening
        if another:
            gc.unfreeze()
        gc.collect()
        if another:
            gc.freeze()
        give_memory_back()

    def open_to_read(self, path: Path) -> None:
        """Open a project that cannot be written now."""
        self._load(path, "read", _nothing)

    @property
    def is_opening(self) -> bool:
        """Whether a project is being loaded."""
        return self._wanted is not None

    # -- how

    def _folder(self) -> str:
        if self.session is not None:
            return str(self.session.path.parent)
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)

    def _open(self, path: Path, *, make: bool, then: Then) -> None:
        if self.session is not None and self.session.path.resolve() == path.resolve():
            self._stop_opening()
            then(True)
        else:
            self._load(path, "make" if make else "open", then)

    def _load(self, path: Path, how: How, then: Then) -> None:
        """Open a project in one of the ways there are, and close the other one."""
        self._stop_opening()
        self._wanted = path
        self._patience.start()
        self._opening = run_task(
            lambda _report, cancel: opened(path, how, cancel),
            on_done=lambda session: self._take_session(path, session, then),
            on_error=lambda error: self._refuse(path, error, then),
            pool=self._loaders,
        )

    def _stop_opening(self) -> None:
        self._opening.set()
        self._end_opening()

    def _end_opening(self) -> None:
        self._wanted = None
        if self._patience.isActive():
            self._patience.stop()
        else:
            self.looking.emit([])

    def _take_session(self, path: Path, session: Session, then: Then) -> None:
        if path is not self._wanted:
            session.close()
            return
        self._end_opening()
        self.close()
        self.session = session
        remember_project(_remembered(session))
        self.opened.emit(session)
        then(True)

    def _refuse(self, path: Path, error: Exception, then: Then) -> None:
        if path is not self._wanted:
            return
        self._end_opening()
        if isinstance(error, FaceLabelerError):
            if isinstance(error, ProjectError) and not path.exists():
                forget_project(str(path))
            self.failed.emit(error)
        then(False)

    def _open_sources(self, paths: list[str]) -> None:
        if not paths:
            return
        if self.session is None:
            self._look_at(paths, project_for(paths[0], _own_folder()))
            return
        own = project_for(paths[0], _own_folder())
        if own.resolve() == self.session.path.resolve() or self._knows(paths):
            self._look_at(paths, None)
            return
        answer = self._ask(paths, self.session.path.stem)
        if answer is not None:
            self._look_at(paths, None if answer == "add" else own)

    def _knows(self, paths: Sequence[str]) -> bool:
        sources = self.session.project.sources.values() if self.session is not None else ()
        known = {Path(source.path).resolve() for source in sources}
        return all(Path(path).resolve() in known for path in paths)

    def _look_at(self, paths: list[str], project: Path | None) -> None:
        """Look what the paths hold, then read it into a project (None: the one that is open)."""
        from facelabeler.processing import look

        self.looking.emit(paths)
        self._look = run_task(
            lambda _report, cancel: look(paths, cancel.check),
            on_done=partial(self._take, project),
            on_error=self._give_up,
        )

    def _take(self, project: Path | None, looked: Looked) -> None:
        for error in looked.errors:
            self.tell(error)
        readable = [source for source in looked.sources if source.state is not SourceState.FAILED]
        if project is not None and not readable:
            for source in looked.sources:
                self.problem.emit(source.path, source.message)
            self.looking.emit([])
            return
        self.looking.emit([])
        if project is None:
            self._tell_found(looked)
            return
        project.parent.mkdir(parents=True, exist_ok=True)
        self._open(project, make=True, then=lambda opened: self._tell_found(looked) if opened else None)

    def _tell_found(self, looked: Looked) -> None:
        if looked.sources and self.session is not None:
            self.found.emit(self.session, looked)

    def tell(self, error: FaceLabelerError) -> None:
        """List what went wrong with one file; what runs goes on."""
        advice = f" {error.advice}." if error.advice else ""
        self.problem.emit(error.file or "", f"{error.what}.{advice}")

    def _give_up(self, error: Exception) -> None:
        self.looking.emit([])
        if isinstance(error, FaceLabelerError) and not self._look.is_set:
            self.failed.emit(error)


def _own_folder() -> Path:
    """The user's FaceLabeler folder, for projects of footage in places that cannot be written."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "FaceLabeler"


def _remembered(session: Session) -> RecentProject:
    project = session.project
    kinds = [source.kind for source in project.sources.values()]
    return RecentProject(
        str(session.path),
        videos=kinds.count(SourceKind.VIDEO),
        photos=kinds.count(SourceKind.PHOTO),
        faces=len(project.faces),
        people=len(project.people),
        faces_shown=_faces_shown(project),
    )


def _faces_shown(project: Project) -> tuple[FaceId, ...]:
    """The best face of each of the four biggest clusters."""
    biggest = sorted(project.clusters, key=lambda cluster: -project.size(cluster))[:4]
    return tuple(
        max(project.members(cluster), key=lambda face: project.faces[face].quality)
        for cluster in biggest
        if project.size(cluster)
    )


def _nothing(_opened: bool) -> None:
    """Nothing comes after."""
