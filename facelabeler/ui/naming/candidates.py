"""What the name field proposes for the letters typed so far. No Qt: the rules of naming, as data."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from facelabeler.core.entities import PersonId

MOST_ROWS = 7
SHORT_NAME = 4  # up to this length one slip is a near miss, above it two are


class Offer(Enum):
    """What taking a row does."""

    KNOWN = "known"  # the cards join this person
    MEANT = "meant"  # the same, offered because nothing begins with what was typed
    NEW = "new"  # a new person of this name


@dataclass(frozen=True, slots=True)
class KnownName:
    """A person as the field knows him: `likeness` 0 to 1 to the card in question, `recency` 0 for the latest."""

    person: PersonId
    name: str
    faces: int
    likeness: float = 0.0
    recency: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the popup."""

    offer: Offer
    name: str
    person: PersonId | None = None
    faces: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rows for a text and the one that Enter would take (-1: none)."""

    rows: tuple[Row, ...] = ()
    marked: int = -1

    @property
    def near_miss(self) -> bool:
        return any(row.offer is Offer.MEANT for row in self.rows)

    def at(self, index: int) -> Row | None:
        return self.rows[index] if 0 <= index < len(self.rows) else None


def propose(typed: str, known: Iterable[KnownName]) -> Proposal:
    """The rows for what was typed, the likeliest first, a new person last.

    Known names come by fit (the whole name, its start, the start of a word; case and accents do not count), then
    by likeness of the faces, then the recent ones. Only where none fits and none is nearly the same is the new
    person marked.
    """
    text = folded(typed)
    people = sorted(known, key=lambda person: (-person.likeness, person.recency, person.name))
    if not text:
        return Proposal(tuple(_row(Offer.KNOWN, person) for person in people[:MOST_ROWS]))
    matches = sorted((person for person in people if fit(text, person.name)), key=lambda p: fit(text, p.name) or 0)
    if matches:
        known_rows = [_row(Offer.KNOWN, person) for person in matches[: MOST_ROWS - 1]]
        return Proposal((*known_rows, *_new_row(typed, known_rows)), 0)
    near = sorted((p for p in people if is_near(text, p.name)), key=lambda p: distance(text, folded(p.name)))
    meant = [_row(Offer.MEANT, person) for person in near[: MOST_ROWS - 1]]
    return Proposal((*meant, *_new_row(typed, meant)), 0)


def completion(typed: str, row: Row | None) -> str:
    """The rest of a row's name that the field shows behind the typed text; empty if the name does not begin so."""
    if row is None or row.offer is not Offer.KNOWN or not typed or typed != typed.lstrip():
        return ""
    return row.name[len(typed) :] if folded(row.name[: len(typed)]) == folded(typed) else ""


def folded(text: str) -> str:
    """Text for comparing: without case, accents and doubled spaces."""
    letters = unicodedata.normalize("NFKD", text)
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).casefold().split())


def fit(text: str, name: str) -> int | None:
    """How well folded text fits a name: 1 the whole of it, 2 its start, 3 the start of a word, None not at all."""
    whole = folded(name)
    if whole == text:
        return 1
    if whole.startswith(text):
        return 2
    return 3 if any(word.startswith(text) for word in whole.replace("-", " ").split()) else None


def is_near(text: str, name: str) -> bool:
    """Whether folded text is a slip or two away from a name or from one of its words."""
    whole = folded(name)
    allowed = 1 if len(text) <= SHORT_NAME else 2
    return len(text) > 2 and any(distance(text, part, allowed) <= allowed for part in (whole, *whole.split()))


def distance(a: str, b: str, limit: int = 99) -> int:
    """Letters to add, drop, change or swap with their neighbour to make `b` of `a`; more than `limit` is only more.

    Optimal string alignment: the restricted Damerau-Levenshtein distance.
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: Sequence[int] = ()
    above: Sequence[int] = range(len(b) + 1)
    for i, letter in enumerate(a, start=1):
        line = [i]
        for j, other in enumerate(b, start=1):
            best = min(above[j] + 1, line[-1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                best = min(best, before[j - 2] + 1)
            line.append(best)
        before, above = above, line
    return above[len(b)]


def _row(offer: Offer, known: KnownName) -> Row:
    return Row(offer, known.name, known.person, known.faces)


def _new_row(typed: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    name = unicodedata.normalize("NFC", " ".join(typed.split()))
    return () if any(row.name == name for row in rows) else (Row(Offer.NEW, name),)
