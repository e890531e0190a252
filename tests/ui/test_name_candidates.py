"""What the name field proposes."""

from __future__ import annotations

import pytest

from facelabeler.core.entities import PersonId
from facelabeler.ui.naming.candidates import KnownName, Offer, completion, distance, propose


def known(*names: str, **more: dict[str, float]) -> list[KnownName]:
    return [KnownName(PersonId(n), name, 10 * n, **more.get(name, {})) for n, name in enumerate(names, start=1)]


def names(typed: str, people: list[KnownName]) -> list[str]:
    return [row.name for row in propose(typed, people).rows if row.offer is not Offer.NEW]


def test_a_whole_name_comes_before_its_start_before_the_start_of_a_word() -> None:
    people = known("Mary Ann", "Annabel", "Ann")
    assert names("ann", people) == ["Ann", "Annabel", "Mary Ann"]


def test_case_and_accents_do_not_count() -> None:
    assert names("AMELIE", known("Amélie")) == ["Amélie"]


def test_alike_faces_come_first_among_equal_fits_then_the_recent() -> None:
    people = known("Max", "Mia", "Moe", Moe={"likeness": 0.7}, Mia={"recency": 0})
    assert names("m", people) == ["Moe", "Mia", "Max"]


def test_a_known_name_is_marked_before_a_new_one() -> None:
    proposal = propose("Mo", known("Monica"))
    assert [row.offer for row in proposal.rows] == [Offer.KNOWN, Offer.NEW]
    assert proposal.marked == 0


def test_a_near_miss_proposes_the_known_name_and_marks_it() -> None:
    for slip in ("Monika", "Mnoica", "Monca", "Moonica"):
        proposal = propose(slip, known("Monica"))
        assert proposal.near_miss, slip
        assert proposal.at(proposal.marked).name == "Monica"
        assert proposal.rows[1].offer is Offer.NEW


def test_only_a_name_like_none_marks_a_new_person() -> None:
    proposal = propose("Bartholomew", known("Monica"))
    assert [row.offer for row in proposal.rows] == [Offer.NEW]
    assert proposal.marked == 0


def test_two_letters_are_like_nobody_else() -> None:
    assert not propose("Bo", known("Jo")).near_miss


def test_the_exact_name_offers_no_second_person_of_that_name() -> None:
    assert [row.offer for row in propose("Monica", known("Monica")).rows] == [Offer.KNOWN]


def test_another_spelling_of_a_name_may_become_a_new_person() -> None:
    assert [row.offer for row in propose("monica", known("Monica")).rows] == [Offer.KNOWN, Offer.NEW]


def test_nothing_typed_shows_people_and_marks_none() -> None:
    proposal = propose("  ", known("Ann", "Bob"))
    assert [row.name for row in proposal.rows] == ["Ann", "Bob"]
    assert proposal.marked == -1


def test_at_most_seven_rows_are_shown() -> None:
    people = known(*(f"Ann {letter}" for letter in "ABCDEFGHIJ"))
    proposal = propose("ann", people)
    assert len(proposal.rows) == 7
    assert proposal.rows[-1].offer is Offer.NEW
    assert len(propose("", people).rows) == 7


@pytest.mark.parametrize(("typed", "rest"), [("Mo", "nica"), ("mo", "nica"), ("x", ""), ("", "")])
def test_the_field_completes_the_start_of_the_marked_name(typed: str, rest: str) -> None:
    proposal = propose(typed, known("Monica"))
    assert completion(typed, proposal.at(proposal.marked)) == rest


def test_an_inner_word_is_not_completed() -> None:
    proposal = propose("ann", known("Mary Ann"))
    assert completion("ann", proposal.at(0)) == ""


@pytest.mark.parametrize(
    ("a", "b", "steps"), [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("kitten", "sitting", 3)]
)
def test_distance_counts_letters_to_change_or_swap(a: str, b: str, steps: int) -> None:
    assert distance(a, b) == distance(b, a) == steps
