"""Pairs of faces to verify an encoder on: of one person, and of two."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

MOST: Final = 3000
"""Pairs of a kind at most, as LFW has in ten folds of 300."""

FOLDS: Final = 10
TRIES: Final = 50
"""Draws in a row, and two more for each pair found, that bring nothing new: then there are taken to be no more."""


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """A face by its file: `<person>/<person>_<number>`; `shot` is what no split divides."""

    person: str
    number: int
    shot: int


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    one: Face
    other: Face

    @property
    def line(self) -> str:
        """As LFW writes it: three columns for one person, four for two."""
        if self.one.person == self.other.person:
            return f"{self.one.person}\t{self.one.number}\t{self.other.number}\n"
        return f"{self.one.person}\t{self.one.number}\t{self.other.person}\t{self.other.number}\n"


def drawn_pairs(faces: Sequence[Face], seed: int) -> tuple[list[Pair], list[Pair]]:
    """As many pairs of one person, from two shots, as of two people; each once, the same for the same seed."""
    chance = random.Random(seed)
    people: defaultdict[str, list[Face]] = defaultdict(list)
    for face in faces:
        people[face.person].append(face)
    everybody = list(people.values())
    several = [mine for mine in everybody if len({face.shot for face in mine}) > 1]
    same = _drawn(lambda: chance.sample(chance.choice(several), 2)) if several else []
    different = _drawn(lambda: _of_two(everybody, chance)) if len(everybody) > 1 else []
    count = min(len(same), len(different))
    return same[:count], different[:count]


def folds(same: Sequence[Pair], different: Sequence[Pair]) -> list[tuple[Sequence[Pair], Sequence[Pair]]]:
    """The pairs in ten parts of equal size, or fewer if there are fewer than ten; what is over is left out."""
    count = min(FOLDS, len(same))
    each = len(same) // count if count else 0
    starts = range(0, count * each, each) if each else ()
    return [(same[start : start + each], different[start : start + each]) for start in starts]


def _of_two(people: Sequence[Sequence[Face]], chance: random.Random) -> list[Face]:
    return [chance.choice(mine) for mine in chance.sample(people, 2)]


def _drawn(draw: Callable[[], list[Face]]) -> list[Pair]:
    """Distinct pairs of two shots or two people, until `MOST` are found or no new one comes."""
    found: dict[Pair, None] = {}
    misses = 0
    while len(found) < MOST and misses < TRIES + len(found) * 2:
        one, other = sorted(draw())
        pair = Pair(one, other)
        if pair in found or (one.person == other.person and one.shot == other.shot):
            misses += 1
        else:
            found[pair] = None
            misses = 0
    return list(found)
