"""For each of many groups of faces the one that is most alike, kept right while groups change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.gathered import Gathered, Table

LARGEST_DISTANCE = 0.75  # beyond it nobody would ask: see `likeness.chance`
MOST_TRIED = 48  # of the nearest that may turn out not to be permitted
ROWS = 256  # of a tile of distances
NOBODY = -1


class Partners:
    """For each group of a table its partner: the nearest one that `permitted(key, other)` allows.

    And its rival, the nearest one that is not permitted, if that is nearer than its partner. A change costs a row of
    distances for the group itself and one for each that had it as its partner or rival, so its time is linear in the
    number of groups. No partner and no rival is farther than LARGEST_DISTANCE.
    """

    def __init__(self, groups: Mapping[int, Gathered], permitted: Callable[[int, int], bool]) -> None:
        self.table = Table(groups)
        self._permitted = permitted
        self._partner, self._away = _nobody(len(self.table))
        self._rival, self._rival_away = _nobody(len(self.table))
        self._find(np.arange(len(self.table)))

    def update(self, changed: Mapping[int, Gathered | None]) -> None:
        """Groups that are new, or not what they were, or not permitted what they were; None for those that are gone."""
        gone = {self.table.drop(key) for key, group in changed.items() if group is None} - {None}
        alive = {self.table.put(key, group) for key, group in changed.items() if group is not None}
        self._grow()
        stale = np.array(sorted({row for row in gone if row is not None} | alive), np.int64)
        orphans = np.flatnonzero(np.isin(self._partner, stale) | np.isin(self._rival, stale))
        self._partner[stale], self._away[stale] = NOBODY, np.inf
        self._rival[stale], self._rival_away[stale] = NOBODY, np.inf
        self._find(np.union1d(np.array(sorted(alive), np.int64), np.setdiff1d(orphans, stale)))
        for row in sorted(alive):
            self._offer(row)

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """Each group and its partner once, the smaller key first, with their distance; the nearest pair first."""
        return self._pairs(self._partner, self._away)

    def rivals(self) -> Iterator[tuple[int, int, float]]:
        """The same for rivals: pairs that are alike, and are known not to be one person."""
        return self._pairs(self._rival, self._rival_away)

    def _pairs(self, whom: NDArray[np.int64], away: NDArray[np.float32]) -> Iterator[tuple[int, int, float]]:
        rows = np.flatnonzero(whom != NOBODY)
        keys = self.table.keys
        pairs = np.sort(np.stack([keys[rows], keys[whom[rows]]], axis=1), axis=1)
        _, first = np.unique(pairs, axis=0, return_index=True)
        for at in first[np.argsort(away[rows[first]], kind="stable")].tolist():
            yield int(pairs[at, 0]), int(pairs[at, 1]), float(away[rows[at]])

    def _grow(self) -> None:
        nobody, nowhere = _nobody(len(self.table) - len(self._partner))
        self._partner, self._away = np.append(self._partner, nobody), np.append(self._away, nowhere)
        self._rival, self._rival_away = np.append(self._rival, nobody), np.append(self._rival_away, nowhere)

    def _find(self, rows: NDArray[np.int64]) -> None:
        """Look for the partners of these rows."""
        for start in range(0, len(rows), ROWS):
            part = rows[start : start + ROWS]
            for row, away in zip(part.tolist(), self.table.among(part), strict=True):
                self._find_one(row, away)

    def _find_one(self, row: int, away: NDArray[np.float32]) -> None:
        near = np.flatnonzero(away <= LARGEST_DISTANCE)
        nearest = near[np.argsort(away[near], kind="stable")][:MOST_TRIED].tolist()
        partner = next((place for place, other in enumerate(nearest) if self._may(row, other)), len(nearest))
        self._partner[row], self._away[row] = _at(nearest, partner, away)
        self._rival[row], self._rival_away[row] = _at(nearest[:partner], 0, away)

    def _may(self, row: int, other: int) -> bool:
        return self._permitted(int(self.table.keys[row]), int(self.table.keys[other]))

    def _offer(self, row: int) -> None:
        """Where a changed row is nearer than the partner that another has, it takes that one's place."""
        [away] = self.table.among(np.array([row]))
        for other in np.flatnonzero((away < self._away) & (away <= LARGEST_DISTANCE)).tolist():
            if self._may(other, row):
                self._partner[other], self._away[other] = row, away[other]
                if away[other] <= self._rival_away[other]:
                    self._rival[other], self._rival_away[other] = NOBODY, np.inf
            elif away[other] < self._rival_away[other]:
                self._rival[other], self._rival_away[other] = row, away[other]


def _nobody(count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    return np.full(count, NOBODY, np.int64), np.full(count, np.inf, np.float32)


def _at(rows: list[int], place: int, away: NDArray[np.float32]) -> tuple[int, float]:
    """The row at a place, and how far it is; nobody, infinitely far, if there is none."""
    return (rows[place], float(away[rows[place]])) if place < len(rows) else (NOBODY, np.inf)
