"""The queue of questions about an open project: the one that settles the most faces first, re-ordered by every edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from facelabeler.asking.doubts import Doubts
from facelabeler.asking.following import following
from facelabeler.asking.question import Answer, Question, Tally
from facelabeler.asking.record import Record, with_distance
from facelabeler.asking.sight import Sight
from facelabeler.clustering.likeness import chance, learned_even
from facelabeler.core import answers
from facelabeler.core.changes import ChangeSet
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import EditError
from facelabeler.core.seen import pictures_of
from facelabeler.session import Event, Session

LEAST_CHANCE = 0.35  # that two clusters are one person, for it to be worth asking
MOST_QUESTIONS = 500  # in the queue at a time
MOST_TOUCHED = 256  # clusters: when more have changed, everything is looked at anew


class Questions:
    """What to ask of a session, kept right while it is edited by whatever means.

    Lives on the session's thread. The first look, and the one after grouping, takes as long as looking at every cluster
    once; after an edit only what it touched is looked at again. What was answered is in the project and is never asked
    again; what was postponed comes last, and is forgotten when the project is closed.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen: tuple[Sight, Doubts] | None = None
        self._queue: list[Question] | None = None
        self._postponed: dict[tuple[int, ...], int] = {}
        self._record = Record(session)
        session.listen(self._note)

    def queue(self) -> Sequence[Question]:
        """The questions, best first, then those that were postponed. At most MOST_QUESTIONS."""
        if self._queue is None:
            found = [*self._pairs(), *self._look()[1].questions()]
            self._queue = sorted(found, key=self._rank)[:MOST_QUESTIONS]
        return self._queue

    def tally(self) -> Tally:
        """How many questions are left, how many were answered in this project, and how many faces that settled."""
        return Tally(len(self.queue()), self._record.answered, self._record.settled)

    def about(self, a: ClusterId, b: ClusterId) -> Question:
        """The question about two clusters, asked or not. Raises EditError if they are not there or are one."""
        sight, project = self._look()[0], self._session.project
        if project.cluster(a) == project.cluster(b):
            raise EditError(f"{a} and {b} are the same cluster", advice="Name two clusters")
        return self._pair(a, b, sight.group(a).distance(sight.group(b)), self._even())

    def in_doubt(self, cluster: ClusterId, faces: Iterable[FaceId]) -> Question:
        """The question whether faces belong to the rest of their cluster, asked or not. Raises EditError."""
        return self._look()[1].about(cluster, tuple(sorted(set(faces))))

    def together(self, question: Question) -> int:
        """In how many pictures both sides are seen at once."""
        sight, _ = self._look()
        if not question.faces:
            return len(sight.pictures(question.a) & sight.pictures(question.b))
        rest = set(self._session.project.members(question.a)) - set(question.faces)
        return len(pictures_of(self._session.project, question.faces) & pictures_of(self._session.project, rest))

    def effect(self, question: Question, answer: Answer) -> ChangeSet:
        """What an answer would change; its parameter `faces` is how many faces that settles. Raises EditError."""
        sight, doubts = self._look()
        project, a, b = self._session.project, question.a, question.b
        if question.faces:
            if answer is Answer.SAME:
                return answers.kept(project, question.faces)
            return answers.removed(project, question.faces, doubts.next_best(question))
        if answer is Answer.DIFFERENT:
            return answers.different(project, b, a)
        project.cluster(a), project.cluster(b)
        distance = sight.group(a).distance(sight.group(b))
        return with_distance(answers.same(project, a, b, following(project, sight, a, b)), distance)

    def answer(self, question: Question, answer: Answer) -> ChangeSet:
        """Answer a question: a step of the history. Raises EditError, and changes nothing, if it is out of date."""
        return self._session.commit(self.effect(question, answer))

    def postpone(self, question: Question) -> None:
        """Not sure: it is asked after all others."""
        self._postponed[question.key] = len(self._postponed)
        self._queue = None

    def recall(self, question: Question) -> None:
        """Sure again: it is asked in its turn."""
        self._postponed.pop(question.key, None)
        self._queue = None

    def _rank(self, question: Question) -> tuple[float, ...]:
        return (self._postponed.get(question.key, -1), -question.score, *question.key)

    def _pairs(self) -> Iterator[Question]:
        partners = self._look()[0].partners
        even = self._even()
        for one, other, distance in partners.pairs():
            if chance(distance, even) < LEAST_CHANCE:
                break
            yield self._pair(ClusterId(one), ClusterId(other), distance, even)

    def _even(self) -> float:
        strangers = [distance for _, _, distance in self._look()[0].partners.rivals()]
        return learned_even(strangers, self._record.joined)

    def _pair(self, one: ClusterId, other: ClusterId, distance: float, even: float) -> Question:
        a, b = answers.home_first(self._session.project, one, other)
        likely = chance(distance, even)
        return Question(a, b, likely, likely * self._session.project.size(b))

    def _look(self) -> tuple[Sight, Doubts]:
        if self._seen is None or self._seen[0].spent:
            sight = Sight(self._session.project, self._session.encodings)
            self._seen = sight, Doubts(self._session.project, self._session.encodings, sight)
        return self._seen

    def _note(self, event: Event) -> None:
        """Something has changed: look again at what it touched, or, if that is much, at everything when next asked."""
        if event.step is not None:
            self._record.note(event.step.verb, event.step.params, undone=event.undone)
        self._queue = None
        if event.arrived or len(event.touched.clusters) > MOST_TOUCHED:
            self._seen = None
        elif self._seen is not None:
            sight, doubts = self._seen
            sight.update(event.touched)
            doubts.update(event.touched.clusters)
