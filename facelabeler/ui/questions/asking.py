"""What the question view does: shows one question after another, takes answers as fast as keys repeat, brings back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from facelabeler.asking.question import Answer, Question
from facelabeler.asking.questions import Questions
from facelabeler.core import edits
from facelabeler.core.answers import ANSWERS
from facelabeler.core.entities import FaceId, SourceState
from facelabeler.core.errors import EditError
from facelabeler.core.words import past_tense
from facelabeler.session import Event, Session
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.cover import Cover
from facelabeler.ui.panes import Pane
from facelabeler.ui.places import Tray
from facelabeler.ui.presence import Axis
from facelabeler.ui.questions.card import Card, Queue, Side, prepared
from facelabeler.ui.questions.frames import FramePictures
from facelabeler.ui.questions.panel import Panel
from facelabeler.ui.questions.view import QuestionView
from facelabeler.ui.wording import tr
from facelabeler.ui.workspace import Workspace

LOCK_MS = 150  # after a card appears: a key that is held answers no question that nobody has seen
COUNT_MS = 1500  # after the last change, how many questions there are is counted
COUNTED_AT_ONCE = 2000  # faces: with more, the first look at every cluster is felt, so it waits until it is wanted
PREPARED = 2  # cards made ready beyond the one on show
MOST_KEPT = 16

_CHIPS = {
    "answered-same": ("check", "ok"),
    "answered-kept": ("check", "ok"),
    "answered-different": ("x", "bad"),
    "answered-removed": ("x", "bad"),
}
_LATER = ("clock-pause", "text2")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given here: the question, and its chip; `later`: it was only postponed."""

    question: Question
    chip: tuple[str, str, str]
    later: bool


class Asking(QObject):
    """The `questions.…` slots of the actions table. `face_opened` carries a face whose frame is wanted."""

    face_opened = Signal(object)
    counted = Signal(int)

    def __init__(
        self, workspace: Workspace, cover: Cover, pictures: Pictures, *, make: Callable[[Session], Queue] = Questions
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._session = workspace.session
        self._project = workspace.session.project
        self._cover = cover
        self._pictures = pictures
        self.make = make
        self._queue: Queue | None = None  # made when it is first wanted: it looks at every cluster
        self._frames = FramePictures(self._project, self._session.locate, self)
        self.view = QuestionView(self._project, pictures, self._frames)
        self.card: Card | None = None
        self._cards: dict[tuple[int, ...], Card] = {}
        self.given: list[Given] = []
        self._shown_for = QElapsedTimer()
        self._is_open = False
        self._ahead = QTimer(self, singleShot=True, interval=0)
        workspace.panes.add(Pane.QUESTION, self.view)
        workspace.selection.in_question = self.current_face
        workspace.verbs.take_out_odd = self.take_out
        workspace.verbs.undo_first = self._take_back_later
        self._connect()

    def _connect(self) -> None:
        for button, slot in zip(self.view.answers, (self.yes, self.no, self.later), strict=True):
            button.clicked.connect(slot)
        for panel in self.view.panels:
            panel.face_opened.connect(self.face_opened)
        self.view.back.clicked.connect(self._cover.leave)
        self.view.undo.clicked.connect(self._workspace.verbs.undo)
        self.view.unclustered.clicked.connect(self._show_unclustered)
        self._frames.loaded.connect(self._repaint)
        self._ahead.timeout.connect(self._prepare)
        self._count = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._count.timeout.connect(self._tell_count)
        self._count.start()
        self._workspace.pictures_shown.connect(self._repaint)
        self._workspace.bridge.changed.connect(self._follow)

    @property
    def ground(self) -> None:
        """The last answers are on show: no toast says them again."""

    # -- coming and going

    def open(self) -> None:
        """Ask the questions, the one that settles the most faces first."""
        if self._queue is None:
            self._queue = self.make(self._session)
        self._is_open = True
        self._cover.show(self.view, self, Pane.QUESTION, alone=False)
        self._show_next()

    def step_back(self) -> None:
        self._cover.leave()

    def name(self, first: str) -> None:  # noqa: ARG002 - a question has no name field
        self._workspace.verbs.said.emit(tr("Answer with Y, N or S; Esc goes back to the cards"))

    def ended(self) -> None:
        self._is_open = False
        self._frames.stop()
        self._cards.clear()
        self.card = None

    # -- answers

    def yes(self) -> None:
        """The same person."""
        self._answer(Answer.SAME)

    def no(self) -> None:
        """Different people."""
        self._answer(Answer.DIFFERENT)

    def later(self) -> None:
        """Not sure: asked again after all others."""
        card, queue = self.card, self._queue
        if not self._may_answer() or card is None or queue is None:
            return
        queue.postpone(card.question)
        names = [side.title for side in card.sides]
        self._note(card.question, (*_LATER, tr("%1 or %2: later", names[1], names[0])), later=True)
        self._show_next()

    def take_out(self) -> None:
        """Take the faces that are marked as odd out of their cluster, before the question is answered."""
        marked = [(panel.marked, side) for panel, side in self._panels() if panel.marked]
        if not marked:
            self._workspace.verbs.said.emit(tr("Click the odd faces first, then P takes them out"))
            return
        faces, side = marked[0]
        self._workspace.verbs.make(lambda: edits.split(self._project, side.cluster, [sorted(faces)]))

    def current_face(self) -> FaceId | None:
        """The face whose frame G opens: that of the focus, else a marked one, else the one that is asked about."""
        if self.card is None:
            return None
        focused = self.view.focused_tile()
        if focused is not None:
            return focused.face
        marked = next((min(panel.marked) for panel in self.view.panels if panel.marked), None)
        return marked if marked is not None else self.card.sides[1].tiles[0]

    def _answer(self, answer: Answer) -> None:
        card, queue = self.card, self._queue
        if not self._may_answer() or card is None or queue is None:
            return
        made = self._workspace.verbs.make(lambda: queue.effect(card.question, answer))
        if made is not None:
            icon, tone = _CHIPS.get(made.verb, _LATER)
            self._note(card.question, (icon, tone, past_tense(made.verb, made.params).split(",")[0]), later=False)
        self._show_next()

    def may_be_answered(self) -> bool:
        """Whether the card on show has been there long enough to be seen."""
        return self.card is not None and not self.view.is_at_end and self._shown_for.elapsed() >= LOCK_MS

    def _may_answer(self) -> bool:
        """Whether there is an open question that has been seen."""
        if not self._is_open or self._cover.owner is not self:
            self._workspace.verbs.said.emit(tr("Open the questions first: F7"))
            return False
        return self.may_be_answered()

    def _note(self, question: Question, chip: tuple[str, str, str], *, later: bool) -> None:
        self.given.append(Given(question, chip, later))

    def _take_back_later(self) -> bool:
        """Undo takes a postponing back, where that was the last answer on show; whether it was."""
        if self._cover.owner is not self or not self.given or not self.given[-1].later or self._queue is None:
            return False
        question = self.given.pop().question
        self._queue.recall(question)
        self._show(question)
        return True

    # -- showing

    def _show_next(self) -> None:
        queue = self._queue
        if queue is None:
            return
        for question in queue.queue():
            if self._show(question):
                return
        self.card = None
        self.view.show_end(len(self._project.unclustered()))
        self._show_counts()

    def _show(self, question: Question) -> bool:
        """Show a question; False if it is out of date."""
        card = self._card(question)
        if card is None:
            return False
        self.card = card
        self.view.show_card(card, self._axis())
        self._shown_for.start()
        self._show_counts()
        self._ahead.start()
        return True

    def _card(self, question: Question) -> Card | None:
        card = self._cards.get(question.key)
        if card is None and self._queue is not None:
            try:
                card = prepared(self._project, self._session.encodings, self._queue, question)
            except EditError:
                return None
            self._cards[question.key] = card
        return card

    def _prepare(self) -> None:
        """Make the next cards ready, their pictures and frames with them."""
        if not self._is_open or self._queue is None:
            return
        while len(self._cards) > MOST_KEPT:
            self._cards.pop(next(iter(self._cards)))
        for question in self._queue.queue()[: PREPARED + 1]:
            card = self._card(question)
            for side in card.sides if card is not None else ():
                self._frames.prepare(side.frames)
                for face in side.tiles:
                    self._pictures.pixmap(face, 144)

    def _show_counts(self) -> None:
        if self._queue is not None:
            tally = self._queue.tally()
            self.view.show_tally(tally)
            self.counted.emit(tally.left)
        self.view.chips.show_answers([given.chip for given in self.given])
        self.view.show_last(any_given=bool(self.given))

    def _axis(self) -> Axis:
        started = (row.id for row in self._project.sources.values() if row.state is SourceState.STARTED)
        times = {source: self._session.frame_times(source) for source in started}
        return Axis(
            self._project.sources.values(), {source: done[-1] if done else 0.0 for source, done in times.items()}
        )

    def _panels(self) -> list[tuple[Panel, Side]]:
        return list(zip(self.view.panels, self.card.sides, strict=True)) if self.card is not None else []

    def _repaint(self) -> None:
        if self._is_open:
            for widget in (*self.view.panels, *self.view.tiles()):
                widget.update()

    def _show_unclustered(self) -> None:
        self._cover.leave()
        self._workspace.show_tray(Tray.UNCLUSTERED)

    # -- following the project

    def _follow(self, event: Event) -> None:
        """What an edit touched is prepared anew; an answer that was undone brings its question back."""
        touched = event.touched.clusters
        self._cards = {
            key: card
            for key, card in self._cards.items()
            if not touched & {card.question.a, card.question.b} and not event.undone
        }
        if not self._is_open:
            self._count.start()
            return
        step = event.step
        if event.undone and step is not None and step.verb in ANSWERS and self.given:
            self._bring_back()
        elif self._cover.owner is self and (
            self.card is None or touched & {self.card.question.a, self.card.question.b}
        ):
            self._show_next()

    def _tell_count(self) -> None:
        """Say beside the button how many questions there are, as long as finding out costs nothing that is felt."""
        if self._queue is None and len(self._project.faces) > COUNTED_AT_ONCE:
            return
        if self._queue is None:
            self._queue = self.make(self._session)
        self.counted.emit(self._queue.tally().left)

    def _bring_back(self) -> None:
        given = self.given.pop()
        if not self._show(given.question):
            self._show_next()
