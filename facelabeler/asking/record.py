"""What the answers of a project come to: for the tally, and for learning what "alike" means in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from facelabeler.core.answers import ANSWERS
from facelabeler.core.changes import ChangeSet, Param
from facelabeler.session import Session

DISTANCE = "distance"
"""Parameter of a step that joined two clusters: how far apart they were, in thousandths."""


class Record:
    """Counts the answers in a session's history, and those that are made, undone and made again later."""

    def __init__(self, session: Session) -> None:
        self.answered = 0
        self.settled = 0
        self._joined: Counter[float] = Counter()
        for step in session.history():
            if not step.undone:
                self.note(step.verb, step.params)

    @property
    def joined(self) -> list[float]:
        """The distances of the pairs of clusters that were said to be one person."""
        return list(self._joined.elements())

    def note(self, verb: str, params: Mapping[str, Param], *, undone: bool = False) -> None:
        """A step was made, or undone. Steps that are no answers do not count."""
        if verb not in ANSWERS:
            return
        sign = -1 if undone else 1
        self.answered += sign
        self.settled += sign * int(params["faces"])
        if DISTANCE in params:
            self._joined[int(params[DISTANCE]) / 1000] += sign


def with_distance(step: ChangeSet, distance: float) -> ChangeSet:
    """The same step, with how far apart the clusters are that it joins."""
    return ChangeSet(step.verb, {**step.params, DISTANCE: round(1000 * distance)}, step.changes)
