"""Reading sources beside the window: models and pipeline run on workers, the session stays on the main thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, Signal
from PySide6.QtWidgets import QWidget

from facelabeler.core.entities import SourceId, SourceState
from facelabeler.core.errors import Cancelled, FaceLabelerError
from facelabeler.pipeline.progress import Cancel, Progress
from facelabeler.pipeline.runner import Job, Stages
from facelabeler.processing import Looked, SessionSink, build_stages, enlist, settings_for
from facelabeler.session import Session
from facelabeler.settings import Settings, load_settings
from facelabeler.ui.dialogs.grouping_dialog import choose_grouping
from facelabeler.ui.grouping import Group, Grouping, group_by, group_by_default
from facelabeler.ui.memory import give_memory_back
from facelabeler.ui.queue_list import QueueRow, Turn
from facelabeler.ui.reading import Message, Post, Run, work
from facelabeler.ui.tasks import run_task
from facelabeler.ui.wording import clock, faces_text, tr, trn

UNREAD = (SourceState.WAITING, SourceState.STARTED)
LONGEST_WAIT_MS = 30_000  # for the picture in work when a project is closed

Build = Callable[[Settings], Stages]


class Processing(QObject):
    """Reads the sources of one session, a run at a time; what is added meanwhile waits for its turn.

    `queue_changed` carries a QueueRow a source, as they will be read. `progressed` carries a Progress and how many
    sources wait, `done` and `stopped` a sentence, `problem` a file and a sentence, `failed` an error.
    `running_changed` says whether anything is going on.
    """

    progressed = Signal(object, object)
    paused = Signal()
    done = Signal(str)
    stopped = Signal(str)
    problem = Signal(str, str)
    failed = Signal(object)
    running_changed = Signal(bool)
    queue_changed = Signal(object)
    _arrived = Signal(object, object)  # Run, Message: from the worker

    def __init__(
        self, session: Session, parent: QObject, *, build: Build = build_stages, group: Group = group_by_default
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._build = build
        self._pool = QThreadPool(self)
        self._grouping = Grouping(session, group, self._pool, self)
        self._run: Run | None = None
        self._waiting: list[Job] = []
        self._finished: list[str] = []  # what was read, until it is grouped
        self._arrived.connect(self._take)
        self._grouping.finished.connect(self._grouped)
        self._grouping.failed.connect(self.failed)

    @property
    def is_running(self) -> bool:
        """Whether sources are being read, or what was read is being grouped."""
        return self._run is not None or bool(self._finished)

    def read(self, looked: Looked) -> None:
        """Read these sources, now or after those that are being read."""
        settings = load_settings()
        try:
            jobs = enlist(self._session, looked, every=settings.number("every"))
        except FaceLabelerError as error:
            self.failed.emit(error)
            return
        for source in looked.sources:
            if source.state is SourceState.FAILED:
                self.problem.emit(source.path, source.message)
        jobs = [job for job in jobs if job.source not in self._on_their_way()]
        self._waiting += jobs
        self._tell_queue()
        if not jobs and not self.is_running and not looked.errors:
            self.done.emit(self._summary([source.path for source in looked.sources]))
        if self._run is not None and self._run.last is not None:
            self._show(self._run, self._run.last)
        self._begin(settings)

    def queue(self) -> list[QueueRow]:
        """The sources of this run and those after it, in the order they are read."""
        run_ = self._run
        rows = [] if run_ is None else run_.queue(self._session.project.sources)
        return [*rows, *(QueueRow(job.source, job.path, Turn.WAITING) for job in self._waiting)]

    def skip(self, source: SourceId) -> None:
        """Take a source that waits off the queue; opening it again puts it back."""
        if any(row.source == source and row.turn is Turn.WAITING for row in self.queue()):
            self._waiting = [job for job in self._waiting if job.source != source]
            if self._run is not None and source in self._run.unfinished:
                self._run.skipped.add(source)
                self._run.unfinished.remove(source)
            row = self._session.project.sources[source]
            self._session.update_sources([replace(row, state=SourceState.WAITING)])
            self._tell_queue()

    def _tell_queue(self) -> None:
        self.queue_changed.emit(self.queue())

    def tell_unfinished(self) -> None:
        """Say which sources an earlier run has left before their end."""
        sources = self._session.project.sources.values()
        left = [Path(source.path).name for source in sources if source.state in UNREAD]
        if left:
            what = left[0] if len(left) == 1 else trn("%n source", "%n sources", len(left))
            self.stopped.emit(tr("%1 is not read to its end. Open it again to go on.", what))

    def _on_their_way(self) -> set[SourceId]:
        """Sources that are being read, or wait for it: opening them once more changes nothing."""
        running = self._run.unfinished if self._run is not None else []
        return {*running, *(job.source for job in self._waiting)}

    def pause_or_resume(self) -> None:
        """Hold the work, or let it go on."""
        if self._run is not None and self._run.cancel.paused:
            self.resume()
        else:
            self.pause()

    def pause(self) -> None:
        if self._run is not None:
            self._run.cancel.pause()
            self.paused.emit()

    def resume(self) -> None:
        if self._run is not None:
            self._run.cancel.resume()
            if self._run.last is not None:
                self._show(self._run, self._run.last)

    def cancel(self) -> None:
        """Stop within one picture; what was found is kept, and opening the source again goes on from there."""
        self._waiting.clear()
        if self._run is not None:
            self._run.cancel.set()
        self._tell_queue()
        if self._finished:
            self._grouping.drop()

    def group_again(self) -> None:
        """Group everything again that the user has not confirmed."""
        self._grouping.group_all()

    def group_another_way(self) -> None:
        """Let the user choose a method by what it would lead to, and group by it."""
        window = self.parent()
        last = self._session.settings().get("method", "")
        chosen = choose_grouping(self._session.observations(), last, window if isinstance(window, QWidget) else None)
        if chosen is not None:
            self.group_by(*chosen)

    def group_by(self, method: str, options: Mapping[str, object]) -> None:
        """Group everything again that the user has not confirmed, by this method, and remember it."""
        try:
            self._session.write_settings({"method": method})
        except FaceLabelerError as error:
            self.failed.emit(error)
            return
        self._grouping.group_all(group_by(method, options))

    def shut_down(self) -> None:
        """Stop and wait, and put into the session what was found until then: it is about to be closed."""
        self._grouping.stop()
        self.cancel()
        self._pool.waitForDone(LONGEST_WAIT_MS)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._run = None
        self.deleteLater()

    # -- a run

    def _begin(self, settings: Settings) -> None:
        if self._run is not None or not self._waiting:
            return
        jobs, self._waiting = self._waiting, []
        run_ = Run(jobs, SessionSink(self._session), Cancel(), [job.source for job in jobs])
        self._run = run_
        self.running_changed.emit(True)
        self._show(run_, Progress("loading", jobs[0].path, 0.0, 1.0))
        build, settings = self._build, settings_for(self._session, settings)
        run_.cancel = run_task(
            lambda _report, _cancel: build(settings),
            on_done=lambda stages: self._start(run_, stages),
            on_error=lambda error: self._end(run_, error),
            pool=self._pool,
        )

    def _start(self, run_: Run, stages: Stages) -> None:
        if run_ is not self._run:
            return
        engine = stages.engines[0]
        try:
            self._session.use_engine(detector=engine.detector_name, encoder=engine.encoder_name)
        except FaceLabelerError as error:
            self._end(run_, error)
            return
        send = Post(run_, self._arrived.emit)
        was_stopped = run_.cancel.is_set
        run_.cancel = run_task(
            lambda report, cancel: work(run_, stages, send, report, cancel),
            on_done=lambda _nothing: self._end(run_, None),
            on_error=lambda error: self._end(run_, error),
            on_progress=lambda progress: self._show(run_, progress),
            pool=self._pool,
        )
        if was_stopped:
            run_.cancel.set()

    def _take(self, run_: Run, message: Message) -> None:
        """Put what a worker found into the session. After a failure to write, nothing more is tried."""
        if run_ is not self._run:
            return
        try:
            message(run_.sink)
        except FaceLabelerError as error:
            run_.cancel.set()
            self._run = None
            self._close_run()
            self.failed.emit(error)
            return
        self._note_ends(run_)
        self._tell_queue()
        self._grouping.note_arrivals()

    def _note_ends(self, run_: Run) -> None:
        sources = self._session.project.sources
        for source in [source for source in run_.unfinished if sources[source].state is not SourceState.STARTED]:
            run_.unfinished.remove(source)
            if sources[source].message:
                self.problem.emit(sources[source].path, sources[source].message)

    def _show(self, run_: Run, progress: object) -> None:
        if run_ is self._run and isinstance(progress, Progress):
            run_.last = progress
            if not run_.cancel.paused:
                self.progressed.emit(progress, max(0, len(run_.unfinished) - 1) + len(self._waiting))

    def _end(self, run_: Run, error: Exception | None) -> None:
        if run_ is not self._run:
            return
        self._run = None
        if isinstance(error, Cancelled):
            at = clock(run_.last.done) if run_.last is not None else clock(0)
            text = tr("Cancelled at %1. What was found is kept; open the video again to go on.", at)
            self.stopped.emit(text)
            self._grouping.note_arrivals()
        elif isinstance(error, FaceLabelerError):
            self.failed.emit(error)
        elif error is None and not self._waiting:
            self._finished = [job.path for job in run_.jobs]
            if run_.last is not None:
                self.progressed.emit(Progress("grouping", run_.last.source, 1.0, 1.0), 0)
            self._grouping.group_all()
            return
        self._close_run()

    def _grouped(self) -> None:
        if self._finished:
            self.done.emit(self._summary(self._finished))
            self._finished = []
        if self._run is None:
            self._close_run()

    def _close_run(self) -> None:
        self._tell_queue()
        self.running_changed.emit(False)
        give_memory_back()
        self._begin(load_settings())

    # -- words

    def _summary(self, paths: Sequence[str]) -> str:
        """`clip.mp4 is done: 96 faces in 7 groups`."""
        project = self._session.project
        what = Path(paths[0]).name if len(paths) == 1 else trn("%n source", "%n sources", len(paths))
        if not project.faces:
            return tr("No faces found in %1. Try a smaller step.", what)
        faces, groups = faces_text(len(project.faces)), trn("%n group", "%n groups", len(project.clusters))
        pattern = "%1 is done: %2 in %3" if len(paths) == 1 else "%1 are done: %2 in %3"
        return tr(pattern, what, faces, groups)
