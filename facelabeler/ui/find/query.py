"""The language of the search field. No Qt: text in, a question about clusters out.

    search  = { term }                      all must hold
    term    = [ "-" ] ( word | '"phrase"' | state | field ":" text { "," text } | measure sign number )
    state   = unnamed | named | confirmed | unconfirmed | doubtful | edited | photo | video
    field   = name | source | state
    measure = faces | tracks | sources | quality | doubt | time | cluster
    sign    = ">" | ">=" | "<" | "<=" | "=" | ":"

A word or phrase looks through titles as they stand on the cards; case and accents do not count. "-" turns a term round.
Of several texts after a field, one must fit. `quality` and `doubt` are 0 to 1, or 0 % to 100 %; `time` is seconds or
`m:ss`, and holds where any face of the cluster is seen then. docs/guide/finding.md says it for people.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from facelabeler.ui.naming.candidates import distance, folded

TYPO = 2  # letters that may be wrong for a word to be proposed instead


class Facts(Protocol):
    """What a search may ask of a cluster. `title` is folded; `sources` are folded file names, `times` seconds."""

    @property
    def cluster(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def named(self) -> bool: ...
    @property
    def edited(self) -> bool: ...
    @property
    def confirmed(self) -> bool: ...
    @property
    def faces(self) -> int: ...
    @property
    def tracks(self) -> int: ...
    @property
    def doubtful(self) -> int: ...
    @property
    def quality(self) -> float: ...
    @property
    def sources(self) -> Sequence[str]: ...
    @property
    def from_photos(self) -> bool: ...
    @property
    def from_videos(self) -> bool: ...
    @property
    def times(self) -> Sequence[float]: ...


class Trouble(Enum):
    """Why a search cannot be understood."""

    UNKNOWN_FIELD = "unknown field"
    UNKNOWN_STATE = "unknown state"
    NO_TEXT = "no text"
    NO_NUMBER = "no number"
    NO_SIGN = "no sign"


class QueryError(Exception):
    """A term that cannot be understood: the word in question, and what may have been meant (empty if nobody knows)."""

    def __init__(self, trouble: Trouble, word: str, meant: str = "") -> None:
        super().__init__(f"{trouble.value}: {word}")
        self.trouble = trouble
        self.word = word
        self.meant = meant


Test = Callable[[Facts], bool]

STATES: Mapping[str, Test] = {
    "unnamed": lambda facts: not facts.named,
    "named": lambda facts: facts.named,
    "confirmed": lambda facts: facts.confirmed,
    "unconfirmed": lambda facts: not facts.confirmed,
    "doubtful": lambda facts: facts.doubtful > 0,
    "edited": lambda facts: facts.edited,
    "photo": lambda facts: facts.from_photos,
    "video": lambda facts: facts.from_videos,
}

FIELDS: Mapping[str, Callable[[Facts, str], bool]] = {
    "name": lambda facts, text: facts.named and text in facts.title,
    "source": lambda facts, text: any(text in source for source in facts.sources),
    "state": lambda facts, text: _state(text)(facts),
}

MEASURES: Mapping[str, Callable[[Facts], Iterable[float]]] = {
    "faces": lambda facts: (facts.faces,),
    "tracks": lambda facts: (facts.tracks,),
    "sources": lambda facts: (len(facts.sources),),
    "quality": lambda facts: (facts.quality,),
    "doubt": lambda facts: (facts.doubtful / max(1, facts.faces),),
    "time": lambda facts: facts.times,
    "cluster": lambda facts: (facts.cluster,),
}

SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    ":": operator.eq,
}

# A term: "-", then a phrase, or a name with a sign and the rest (which may be a phrase), or a word.
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([A-Za-z]+)(>=|<=|[><=:])((?:"[^"]*"?|[^\s"])*)|(\S+))')
_TEXT = re.compile(r'"([^"]*)"?|([^,"]+)')
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d\d(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was understood. Two searches of the same words are equal.

    `before` is the search without its last word, where that word may be the beginning of a term (`fac` of `faces>5`)
    that is still being typed: whoever finds nothing looks for `before`.
    """

    text: str = ""
    tests: tuple[Test, ...] = ()
    before: Query | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Query) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.tests)

    def holds(self, facts: Facts) -> bool:
        """Whether a cluster is what is searched for."""
        return all(test(facts) for test in self.tests)


EVERYTHING = Query()


def parse(text: str) -> Query:
    """Understand a search. Raises QueryError for the first term that makes no sense."""
    terms = [match for match in _TERM.finditer(text) if match[0] != "-"]
    words, tests = [term[0] for term in terms], tuple(_test(term) for term in terms)
    unfinished = bool(words) and text.endswith(words[-1]) and _begins_a_term(words[-1])
    return Query(" ".join(words), tests, Query(" ".join(words[:-1]), tests[:-1]) if unfinished else None)


def with_term(text: str, term: str) -> str:
    """A search with one more term; a term of the same name gives way, so that `quality>0.4` follows `quality>0.3`."""
    name = _name_of(term)
    kept = [match[0] for match in _TERM.finditer(text) if not (name and _name_of(match[0]) == name)]
    return " ".join([*kept, term] if term else kept)


def without_term(text: str, term: str) -> str:
    """A search without a term, or without every term of a name such as `quality`."""
    kept = [match[0] for match in _TERM.finditer(text) if term not in (match[0], _name_of(match[0]))]
    return " ".join(kept)


def terms_of(text: str) -> list[str]:
    """The terms of a search as they were typed."""
    return [match[0] for match in _TERM.finditer(text)]


def quoted(text: str) -> str:
    """A text as the value of a field: in quotes where it has spaces or commas."""
    return f'"{text}"' if re.search(r"[\s,]", text) else text


def _begins_a_term(word: str) -> bool:
    start = word.lstrip("-").casefold()
    return start not in STATES and any(name.startswith(start) for name in (*STATES, *FIELDS, *MEASURES))


def _test(term: re.Match[str]) -> Test:
    turned, phrase, name, sign, rest, word = term.groups()
    if phrase is not None:
        test = _title_has(phrase)
    elif name is not None:
        test = _named_test(name.casefold(), sign, rest)
    else:
        test = STATES.get(word.casefold(), _title_has(word))
    return (lambda facts: not test(facts)) if turned else test


def _named_test(name: str, sign: str, rest: str) -> Test:
    if name in MEASURES:
        return _measure_test(name, sign, rest)
    if name not in FIELDS:
        raise QueryError(Trouble.UNKNOWN_FIELD, name + sign, _nearest(name, [*FIELDS, *MEASURES]))
    if sign not in (":", "="):
        raise QueryError(Trouble.NO_SIGN, name + sign, f"{name}:")
    return _field_test(name, rest)


def _field_test(name: str, rest: str) -> Test:
    wanted = [folded(phrase or word) for phrase, word in _TEXT.findall(rest) if (phrase or word).strip()]
    if not wanted:
        raise QueryError(Trouble.NO_TEXT, f"{name}:")
    if name == "state":
        for text in wanted:
            _state(text)
    fits = FIELDS[name]
    return lambda facts: any(fits(facts, text) for text in wanted)


def _measure_test(name: str, sign: str, rest: str) -> Test:
    wanted = _number(rest, name + sign)
    compare, values = SIGNS[sign], MEASURES[name]
    return lambda facts: any(compare(value, wanted) for value in values(facts))


def _number(text: str, before: str) -> float:
    """A number: `5`, `0.4`, `40%`, `1:02` or `1:02:03`."""
    clock = _CLOCK.fullmatch(text)
    if clock:
        return 3600 * int(clock[1] or 0) + 60 * int(clock[2]) + float(clock[3])
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise QueryError(Trouble.NO_NUMBER, before + text, before) from None


def _state(text: str) -> Test:
    if text not in STATES:
        raise QueryError(Trouble.UNKNOWN_STATE, text, _nearest(text, list(STATES)))
    return STATES[text]


def _title_has(text: str) -> Test:
    wanted = folded(text)
    return lambda facts: wanted in facts.title


def _nearest(word: str, known: Sequence[str]) -> str:
    best = min(known, key=lambda other: distance(word, other))
    return best if distance(word, best) <= TYPO else ""


def _name_of(term: str) -> str:
    match = _TERM.match(term)
    return (match[3] or "").casefold() if match else ""
