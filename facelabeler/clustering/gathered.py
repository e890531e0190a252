"""Groups of faces as numbers: mean, spread, size; and a table of many of them that can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Not the default grouping's (`evidence`), which may change alone: `likeness` is fitted with these.
CLEAR = 0.67  # quality below which encodings are no longer to be trusted
CAUTION = 0.165  # what a group adds to a squared distance for each 1.0 of quality below CLEAR


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a group of faces comes to: its mean ((d,) float32), mean squared distance from that, size in faces.

    It is all that is needed for the mean squared distance between the faces of two groups.
    """

    mean: NDArray[np.float32]
    spread: float
    faces: int

    def distance(self, other: Gathered) -> float:
        """The root of the mean squared distance between the faces of two groups, as average linkage measures it."""
        return float(np.sqrt(((self.mean - other.mean) ** 2).sum() + self.spread + other.spread))

    def joined(self, other: Gathered) -> Gathered:
        """The two groups as one."""
        faces = self.faces + other.faces
        share = other.faces / faces
        mean = self.mean + np.float32(share) * (other.mean - self.mean)
        between = share * (1 - share) * float(((self.mean - other.mean) ** 2).sum())
        return Gathered(mean, (1 - share) * self.spread + share * other.spread + between, faces)


def gathered(encodings: NDArray[np.float32], quality: NDArray[np.float32]) -> Gathered:
    """The mean, spread and size of n faces, at least one: (n, d) encodings, (n,) quality.

    Poor faces add to the spread, as in the default grouping: people draw together in them.
    """
    mean = encodings.mean(axis=0)
    spread = float(((encodings - mean) ** 2).sum(axis=1).mean())
    return Gathered(mean, spread + caution(float(quality.mean())), len(encodings))


def caution(quality: float) -> float:
    """What a group of faces of this mean quality adds to its squared distances."""
    return CAUTION * max(CLEAR - quality, 0.0)


class Table:
    """Groups by key. A row is that of its key until the key goes; a free row is infinitely far."""

    def __init__(self, groups: Mapping[int, Gathered] | None = None) -> None:
        groups = groups or {}
        self._rows = {key: row for row, key in enumerate(groups)}
        self._free: list[int] = []
        self.keys = np.array(list(groups), np.int64)
        self.faces = np.array([group.faces for group in groups.values()], np.int64)
        means = [group.mean for group in groups.values()]
        self._where = np.array(means, np.float32) if means else np.zeros((0, 0), np.float32)
        self._spread = np.array([group.spread for group in groups.values()], np.float32)
        self._own = (self._where**2).sum(axis=1) + self._spread

    def __len__(self) -> int:
        """The number of rows, free ones included."""
        return len(self.keys)

    def __contains__(self, key: int) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def row(self, key: int) -> int:
        """The row of a key that is there. Raises KeyError for another."""
        return self._rows[key]

    def some(self, keys: Sequence[int]) -> Table:
        """A table of these groups alone."""
        return Table({key: self.group(key) for key in keys})

    def group(self, key: int) -> Gathered:
        """The group of a key that is there. Raises KeyError for another."""
        row = self._rows[key]
        return Gathered(self._where[row], float(self._spread[row]), int(self.faces[row]))

    def put(self, key: int, group: Gathered) -> int:
        """Add a group or replace it; its row."""
        row = self._rows.get(key)
        if row is None:
            row = self._free.pop() if self._free else self._new_row(len(group.mean))
            self._rows[key] = row
        self.keys[row], self.faces[row] = key, group.faces
        self._where[row], self._spread[row] = group.mean, group.spread
        self._own[row] = (self._where[row] ** 2).sum() + group.spread
        return row

    def drop(self, key: int) -> int | None:
        """Take a group out; the row that it had, None if it was not there."""
        row = self._rows.pop(key, None)
        if row is not None:
            self._own[row], self.faces[row] = np.inf, 0
            self._free.append(row)
        return row

    def among(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """(r, n) distances of these rows to all; infinite to itself and to free rows."""
        squared = self._own[rows, None] + self._own[None, :] - 2 * (self._where[rows] @ self._where.T)
        squared[np.arange(len(rows)), rows] = np.inf
        return np.asarray(np.sqrt(np.maximum(squared, 0)), np.float32)

    def away(self, groups: Sequence[Gathered]) -> NDArray[np.float32]:
        """(g, n) distances of groups, which need not be among these, to all; infinite to free rows."""
        where = np.array([group.mean for group in groups], np.float32)
        own = np.array([(group.mean**2).sum() + group.spread for group in groups], np.float32)
        if not len(self) or not len(groups):
            return np.zeros((len(groups), len(self)), np.float32)
        squared = own[:, None] + self._own[None, :] - 2 * (where @ self._where.T)
        return np.asarray(np.sqrt(np.maximum(squared, 0)), np.float32)

    def _new_row(self, width: int) -> int:
        """A row more, with as many again in reserve."""
        count = len(self)
        more = max(16, count)
        self.keys = np.append(self.keys, np.full(more, -1, np.int64))
        self.faces = np.append(self.faces, np.zeros(more, np.int64))
        self._where = np.vstack([self._where.reshape(count, width), np.zeros((more, width), np.float32)])
        self._spread = np.append(self._spread, np.zeros(more, np.float32))
        self._own = np.append(self._own, np.full(more, np.inf, np.float32))
        self._free.extend(range(count + more - 1, count, -1))
        return count
