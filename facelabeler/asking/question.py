"""A question, its answers, and how far one has come with them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from facelabeler.core.entities import ClusterId, FaceId


class Answer(StrEnum):
    """What a person says to a question."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Question:
    """Are these the same person?

    Asked of two clusters, `a` being the one that would take the other's faces; or, if there are `faces`, of these faces
    of `a`, which are in doubt, and its other faces: then `b` is `a`. `chance`: that they are the same person, 0 to 1.
    `score`: how many faces an answer is expected to settle.
    """

    a: ClusterId
    b: ClusterId
    chance: float
    score: float
    faces: tuple[FaceId, ...] = ()

    @property
    def key(self) -> tuple[int, ...]:
        """What the question is about: the same for the same question, however likely it has become."""
        return (self.a, *self.faces) if self.faces else (min(self.a, self.b), max(self.a, self.b))


@dataclass(frozen=True, slots=True)
class Tally:
    """`14 left · 9 answered settled 412 faces`."""

    left: int
    answered: int
    settled: int
