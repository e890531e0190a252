"""What plain keys mean, and who is on the digits."""

from __future__ import annotations

import pytest

from facelabeler.core.entities import PersonId
from facelabeler.ui import keys
from facelabeler.ui.recent import RecentNames, named_lately


@pytest.mark.parametrize(("text", "starts"), [("A", True), ("É", True), ("é", True), ("莫", True), ("a", False)])
def test_a_capital_or_a_letter_outside_a_to_z_starts_a_name(text: str, starts: bool) -> None:
    assert keys.starts_name(text) is starts


@pytest.mark.parametrize("text", ["", " ", "1", "-", "\x1b"])
def test_what_is_no_letter_starts_no_name(text: str) -> None:
    assert not keys.starts_name(text)


def test_only_one_to_nine_are_digits() -> None:
    assert [keys.digit_of(text) for text in ("1", "9", "0", "12", "x", "")] == [1, 9, None, None, None, None]


def people(*numbers: int) -> list[PersonId]:
    return [PersonId(number) for number in numbers]


def test_people_keep_their_keys_when_others_are_used() -> None:
    recent = RecentNames(people(5, 6, 7))
    recent.use(PersonId(7))
    recent.use(PersonId(8))
    assert [recent.at(digit) for digit in (1, 2, 3, 4, 5)] == [5, 6, 7, 8, None]


def test_a_newcomer_takes_the_key_that_was_unused_for_longest() -> None:
    recent = RecentNames(people(*range(1, 10)))
    for person in (1, 2, 4, 5, 6, 7, 8, 9):
        recent.use(PersonId(person))
    recent.use(PersonId(10))
    assert recent.at(3) == 10
    assert recent.key_of(PersonId(3)) is None


def test_who_is_gone_frees_his_key_for_those_without_one() -> None:
    recent = RecentNames(people(1, 2))
    recent.keep(people(2, 3))
    assert [recent.at(1), recent.at(2)] == [3, 2]


def test_the_latest_name_is_the_most_recent() -> None:
    recent = RecentNames(people(1, 2))
    recent.use(PersonId(2))
    assert recent.recency(PersonId(2)) < recent.recency(PersonId(1)) < recent.recency(PersonId(3))


def test_the_history_tells_the_names_given_lately() -> None:
    steps = [("named", "Ann"), ("moved", ""), ("named", "Bob"), ("merged", "Ann"), ("grouped", "")]
    assert named_lately(steps) == ["Ann", "Bob"]
