"""What can be typed into the search field, what it means, and what is said of it if it means nothing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest

from facelabeler.ui.find.help import EXAMPLES, error_text
from facelabeler.ui.find.query import (
    EVERYTHING,
    FIELDS,
    MEASURES,
    STATES,
    Query,
    QueryError,
    Trouble,
    parse,
    quoted,
    terms_of,
    with_term,
    without_term,
)


@dataclass(frozen=True)
class Asked:
    """A cluster as the search sees it."""

    cluster: int = 7
    title: str = "unnamed 7"
    named: bool = False
    edited: bool = False
    confirmed: bool = False
    faces: int = 12
    tracks: int = 3
    doubtful: int = 0
    quality: float = 0.6
    sources: tuple[str, ...] = ("my clip.mp4",)
    from_photos: bool = False
    from_videos: bool = True
    times: tuple[float, ...] = (10.0, 95.0)


ANN = Asked(cluster=2, title="ann lee", named=True, confirmed=True, faces=40, quality=0.9)


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("", True),
        ("7", True),
        ("unnamed 7", True),
        ("UNNAMED", True),
        ("named", False),
        ("-named", True),
        ("-7", False),
        ("ann", False),
        ("doubtful", False),
        ("unconfirmed video", True),
        ("photo", False),
        ("faces>5", True),
        ("faces>12", False),
        ("faces>=12 faces<=12", True),
        ("faces:12", True),
        ("-faces=12", False),
        ("tracks<3", False),
        ("quality>0.5", True),
        ("quality>60%", False),
        ("doubt=0", True),
        ("time>1:30", True),
        ("time>2:00", False),
        ("time<0:10.5", True),
        ("cluster:7", True),
        ("source:clip", True),
        ('source:"my clip"', True),
        ("source:other,CLIP", True),
        ('source:other,"my clip.mp4"', True),
        ("source:other", False),
        ("state:unnamed", True),
        ("state:named,confirmed", False),
        ('"unnamed 7"', True),
        ('"7 unnamed"', False),
    ],
)
def test_a_search_finds_what_it_says(text: str, finds: bool) -> None:
    assert parse(text).holds(Asked()) is finds


@pytest.mark.parametrize("text", ["ann", "Lee", "name:ann", "ann faces>30", '"ann lee"', "LÉE"])
def test_names_are_found_by_their_parts_without_case_and_accents(text: str) -> None:
    assert parse(text).holds(ANN)
    assert not parse(text).holds(Asked())


def test_an_empty_search_asks_for_nothing() -> None:
    assert not EVERYTHING
    assert parse("   ") == EVERYTHING
    assert parse("-") == EVERYTHING


def test_the_same_words_are_the_same_search() -> None:
    assert parse("faces>5  ann") == parse("faces>5 ann")
    assert parse("faces>5") != parse("faces>6")
    assert len({parse("ann"), parse("ann"), Query()}) == 2


def test_a_phrase_that_is_still_being_typed_is_understood() -> None:
    assert parse('"ann le').holds(ANN)


@pytest.mark.parametrize(
    ("text", "trouble", "said"),
    [
        ("sorce:clip", Trouble.UNKNOWN_FIELD, "There is no “sorce:”. Search by source:, or put the text in quotes."),
        ("Dr:Who", Trouble.UNKNOWN_FIELD, "There is no “dr:”. Search by name, source, state, faces"),
        ("faces>", Trouble.NO_NUMBER, "“faces>” needs a number, as in faces>5."),
        ("faces>many", Trouble.NO_NUMBER, "“faces>many” needs a number, as in faces>5."),
        ("quality<", Trouble.NO_NUMBER, "as in quality<40%."),
        ("time>1:3", Trouble.NO_NUMBER, "as in time>1:30."),
        ("state:doubtfull", Trouble.UNKNOWN_STATE, "There is no state “doubtfull”. There are: doubtful."),
        ("state:zzz", Trouble.UNKNOWN_STATE, "There are: unnamed, named, confirmed"),
        ("source:", Trouble.NO_TEXT, "What should come after “source:”? As in source:clip."),
        ("source>5", Trouble.NO_SIGN, "“source>” takes a text, as in source:clip."),
    ],
)
def test_what_makes_no_sense_is_told_kindly(text: str, trouble: Trouble, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.trouble is trouble
    assert said in error_text(caught.value)


def test_every_example_that_is_shown_is_understood() -> None:
    assert all(parse(term) for term, _ in EXAMPLES)


def test_names_of_states_fields_and_measures_are_told_apart() -> None:
    names = [*STATES, *FIELDS, *MEASURES]
    assert len(names) == len(set(names))
    assert all(name == name.casefold() for name in names)


def test_terms_are_added_replaced_and_taken_away() -> None:
    assert with_term("ann faces>5", "faces>9") == "ann faces>9"
    assert with_term("", "doubtful") == "doubtful"
    assert without_term('ann source:"my clip" doubtful', "source") == "ann doubtful"
    assert without_term("ann doubtful", "doubtful") == "ann"
    assert terms_of(f"source:{quoted('a, b.mp4')}") == ['source:"a, b.mp4"']


def test_the_language_needs_no_qt() -> None:
    script = "import facelabeler.ui.find.query, facelabeler.ui.find.facts, sys; print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
