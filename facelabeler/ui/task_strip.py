"""The strip above the status bar while something runs, is paused, or went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from facelabeler.pipeline.progress import Progress
from facelabeler.ui import theme
from facelabeler.ui.controls import Button, Elided, IconButton, Line, label, set_tone
from facelabeler.ui.i18n import tr, trn
from facelabeler.ui.progress_line import ProgressLine
from facelabeler.ui.progress_words import parted, paused_rate, paused_words, percent, rate_words, stage_words
from facelabeler.ui.queue_list import QueueList, QueueRow

HEIGHT = 52
DONE_MILLISECONDS = 10_000
_LIST_HEIGHT = 140
_TITLE_WIDTH = 280
_RATE_WIDTH = 222


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong with a file. `file` is the path as the user gave it."""

    file: str
    text: str


class TaskStrip(QWidget):
    """One row: what runs, a bar, rate and time left, and the buttons that fit. Problems stay until they are dismissed.

    `pause_requested`, `resume_requested`, `cancel_requested`: the buttons. `retry_requested` carries the files whose
    problems are listed, `skip_requested` the SourceId of a row of the queue.
    """

    cancel_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    retry_requested = Signal(object)
    skip_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problems: list[Problem] = []
        self._last: Progress | None = None
        self._title = Elided(role="strong", mode=Qt.TextElideMode.ElideMiddle)
        self._what = Elided(role="small", tone="text2")
        self._bar = ProgressLine()
        self.percent = label(role="strong")
        self._rate = Elided(tone="text2")
        self._count = label(role="small", tone="text2")
        self._list = _ProblemList()
        self._queue = QueueList()
        self._queue.skip_requested.connect(self.skip_requested)
        self._is_open = False
        self._done_timer = QTimer(self, singleShot=True, interval=DONE_MILLISECONDS)
        self._done_timer.timeout.connect(self.clear)
        self._make_buttons()
        self._lay_out()
        theme.live().theme_changed.connect(self.update)
        self.clear()

    # -- what it shows

    def show_progress(self, progress: Progress, *, waiting: int = 0) -> None:
        """Something runs. `waiting` sources come after this one."""
        self._last = progress
        self._done_timer.stop()
        self._title.setText(Path(progress.source).name or progress.source)
        self._say(stage_words(progress))
        self._bar.show_share(progress.share, "accent")
        self.percent.setText(percent(progress.share))
        self._rate.setText(rate_words(progress))
        self._show_count(tr("%1 waiting", waiting) if waiting else self._problem_count())
        self._give_room(words=1, bar=3, rate=True)
        self._show_buttons("pause" if progress.stage == "finding" else "", "cancel")
        self.show()

    def show_queue(self, rows: Sequence[QueueRow]) -> None:
        """What is read and what waits, for the list that unfolds."""
        self._queue.show_rows(rows)
        self._unfold(shown=self._is_open and self._can_unfold())

    def show_paused(self) -> None:
        """The work is paused where the last progress said."""
        if self._last is None:
            return
        self._say(paused_words(self._last))
        self._bar.show_share(self._last.share, "text3")
        self._rate.setText(paused_rate(self._last))
        self._show_buttons("resume", "cancel")

    def show_done(self, text: str) -> None:
        """The work is done, in one or two sentences; leaves after 10 s unless there are problems to read."""
        self._finish(text, 1.0, "ok")

    def show_stopped(self, text: str) -> None:
        """The work ended before its end, as after Cancel; leaves like `show_done`."""
        self._finish(text, self._last.share if self._last is not None else 0.0, "text3")

    def show_problem(self, file: str, text: str) -> None:
        """A file went wrong. It is listed and stays readable; what runs goes on."""
        self.problems.append(Problem(file, text))
        self._list.show_problems(self.problems)
        self._unfold(shown=self._is_open)
        self._show_count(self._problem_count())
        if not self.is_running:
            self._show_last_problem()
        self.show()

    def clear(self) -> None:
        """Nothing runs and nothing is to be read: the strip leaves."""
        self.problems.clear()
        self._last = None
        self._done_timer.stop()
        self._queue.show_rows(())
        self._unfold(shown=False)
        self._show_buttons()
        self.hide()

    @property
    def is_running(self) -> bool:
        return not self._buttons["cancel"].isHidden()

    # -- inside

    def _finish(self, text: str, share: float, tone: str) -> None:
        self._show_count("")
        if self.problems:
            self._show_last_problem()
        else:
            head, rest = parted(text)
            self._title.setText(head)
            self._say(rest)
            self._bar.show_share(share, tone)
            self.percent.setText(percent(share))
            self._give_room(words=3, bar=2, rate=False)
            self._show_buttons("close")
            self._done_timer.start()
        self.show()

    def _show_last_problem(self) -> None:
        last = self.problems[-1]
        if len(self.problems) == 1:
            self._title.setText(Path(last.file).name or last.file)
            self._say(last.text, tone="bad")
        else:
            self._title.setText(self._problem_count())
            self._say(f"{Path(last.file).name}: {last.text}", tone="bad")
        self.percent.setText("")
        self._give_room(words=1, bar=0, rate=False)
        self._show_count("")
        self._show_buttons("retry", "copy", "close")

    def _give_room(self, *, words: int, bar: int, rate: bool) -> None:
        """Share the row between the words and the bar (0: no bar)."""
        self._row.setStretchFactor(self._words, words)
        self._row.setStretchFactor(self._bar, bar)
        self._bar.setVisible(bar > 0)
        self._rate.setVisible(rate)

    def _say(self, text: str, *, tone: str = "text2") -> None:
        self._what.setText(text)
        set_tone(self._what, tone)

    def _show_count(self, text: str) -> None:
        self._count.setText(text)
        self._count.setVisible(bool(text))

    def _problem_count(self) -> str:
        return trn("%n problem", "%n problems", len(self.problems)) if self.problems else ""

    def _show_buttons(self, *names: str) -> None:
        for name, button in self._buttons.items():
            button.setVisible(name in names)
        self._expand.setVisible(self._can_unfold())

    def _can_unfold(self) -> bool:
        return bool(self.problems) or self._queue.model.rowCount() > 1

    def unfold(self) -> None:
        """Show the queue and the problems, if there are any."""
        self._unfold(shown=self._can_unfold())

    def _toggle_list(self) -> None:
        self._unfold(shown=not self._is_open)

    def _unfold(self, *, shown: bool) -> None:
        """Show the queue and the problems above the row, each if there is any."""
        self._is_open = shown
        queued = shown and self._queue.model.rowCount() > 1
        self._queue.setVisible(queued)
        self._queue.setFixedHeight(self._queue.height_wanted())
        self._list.setVisible(shown and bool(self.problems))
        self._expand.setVisible(self._can_unfold())
        self._expand.set_icon_name("chevron-down" if shown else "chevron-up")
        self._expand.rename(tr("Hide queue and problems") if shown else tr("Show queue and problems"))
        problems = _LIST_HEIGHT if shown and self.problems else 0
        self.setFixedHeight(HEIGHT + problems + (self._queue.height_wanted() if queued else 0))

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{one.file}: {one.text}" for one in self.problems))

    def _retry(self) -> None:
        files = list(dict.fromkeys(one.file for one in self.problems))
        self.clear()
        self.retry_requested.emit(files)

    def _make_buttons(self) -> None:
        self._expand = IconButton("chevron-up", tr("Show queue and problems"))
        self._expand.clicked.connect(self._toggle_list)
        self._buttons: dict[str, Button] = {
            "pause": Button(tr("Pause"), icon="player-pause", small=True),
            "resume": Button(tr("Resume"), icon="player-play", small=True),
            "retry": Button(tr("Try again"), icon="refresh", small=True),
            "copy": Button(tr("Copy details"), icon="copy", small=True),
            "cancel": Button(tr("Cancel"), icon="x", small=True),
            "close": IconButton("x", tr("Dismiss")),
        }
        slots = (
            self.pause_requested.emit,
            self.resume_requested.emit,
            self._retry,
            self._copy_details,
            self.cancel_requested.emit,
            self.clear,
        )
        for button, slot in zip(self._buttons.values(), slots, strict=True):
            button.clicked.connect(lambda _checked=False, slot=slot: slot())

    def _lay_out(self) -> None:
        row = QWidget()
        row.setFixedHeight(HEIGHT - 1)
        layout = self._row = QHBoxLayout(row)
        self._words = _Stack(self._title, self._what)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(12)
        self._rate.setFixedWidth(_RATE_WIDTH)
        layout.addWidget(self._expand)
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addWidget(self.percent)
        layout.addWidget(self._rate)
        for button in self._buttons.values():
            layout.addWidget(button)
        layout.addWidget(self._count)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (Line(), self._queue, self._list, row):
            whole.addWidget(part)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.tokens().surface1)


class _ProblemList(QPlainTextEdit):
    """All problems as text that can be selected, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFixedHeight(_LIST_HEIGHT)
        self.setAccessibleName(tr("Problems"))
        self.setFont(theme.font("small"))
        self.document().setDocumentMargin(12)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)

    def show_problems(self, problems: list[Problem]) -> None:
        self.setPlainText("\n".join(": ".join(filter(None, (one.file, one.text))) for one in reversed(problems)))


class _Stack(QWidget):
    """A title with a line of text below."""

    def __init__(self, above: QWidget, below: QWidget) -> None:
        super().__init__()
        self.setMinimumWidth(_TITLE_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addStretch(1)
        layout.addWidget(above)
        layout.addWidget(below)
        layout.addStretch(1)
