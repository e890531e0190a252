"""Turning one list of rows into another by removals and insertions, so that a view keeps its place."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

Row = TypeVar("Row", bound=Hashable)


def runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Rising positions as (first, last) of each unbroken run."""
    found: list[tuple[int, int]] = []
    for position in positions:
        if found and position == found[-1][1] + 1:
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
    return found


def removals(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[int, int]]:
    """Runs of `old` to remove, the last first, so that earlier positions stay right."""
    wanted = set(new)
    return runs([at for at, row in enumerate(old) if row not in wanted])[::-1]


def insertions(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[int, int]]:
    """Runs of `new` to insert once the removals are made, the first first."""
    known = set(old)
    return runs([at for at, row in enumerate(new) if row not in known])


def keeps_order(old: Sequence[Row], new: Sequence[Row]) -> bool:
    """Whether what both have in common stands in the same order in both."""
    wanted, known = set(new), set(old)
    return [row for row in old if row in wanted] == [row for row in new if row in known]
