"""Turning rows into other rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facelabeler.ui import row_diff

rows = st.lists(st.integers(0, 30), unique=True).map(sorted)


@given(rows, rows)
def test_removals_and_insertions_lead_from_one_to_the_other(old: list[int], new: list[int]) -> None:
    made = list(old)
    for first, last in row_diff.removals(made, new):
        del made[first : last + 1]
    for first, last in row_diff.insertions(made, new):
        made[first:first] = new[first : last + 1]
    assert made == new


def test_neighbours_make_one_run() -> None:
    assert row_diff.runs([0, 1, 2, 5, 7, 8]) == [(0, 2), (5, 5), (7, 8)]
