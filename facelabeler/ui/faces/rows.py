"""The items of a place in their frozen order, found by face in the time of a search, however many there are."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from facelabeler.core.entities import FaceId
from facelabeler.ui import row_diff
from facelabeler.ui.faces.order import Stack


class Rows:
    """Each face gets a place when the rows are sorted; a face that goes and comes back, as undo makes it, keeps it."""

    def __init__(self, stacks: Sequence[Stack] = ()) -> None:
        self.stacks = list(stacks)
        self._keys = list(range(len(self.stacks)))  # the place of each row, rising
        self._places = {face: place for place, stack in enumerate(self.stacks) for face in stack.faces}
        self._shown = set(self._places)
        self._end = len(self.stacks)

    def __contains__(self, face: object) -> bool:
        return face in self._shown

    def face_count(self) -> int:
        return len(self._shown)

    def row_of(self, face: FaceId) -> int:
        """The row of a face, -1 if it has none."""
        return bisect_left(self._keys, self._places[face]) if face in self._shown else -1

    def rows_of(self, faces: Iterable[FaceId]) -> list[int]:
        """The rows of faces, rising; those without a row are passed over."""
        return sorted({self.row_of(face) for face in faces if face in self._shown})

    def take_out(self, faces: frozenset[FaceId]) -> Iterator[tuple[int, int]]:
        """Take faces out. Yields (first, last) of rows left empty, the last first, each to be deleted by `delete`."""
        rows = self.rows_of(faces)
        for row in rows:
            self.stacks[row] = without(self.stacks[row], faces)
        self._shown -= faces
        yield from row_diff.runs([row for row in rows if not self.stacks[row].faces])[::-1]

    def delete(self, first: int, last: int) -> None:
        del self.stacks[first : last + 1], self._keys[first : last + 1]

    def places_for(self, stacks: Iterable[Stack]) -> Iterator[tuple[int, list[Stack]]]:
        """Where single faces belong, as (row, stacks to put before it), the last first, each to be put by `put`.

        A face that never had a place comes last.
        """
        new = sorted(stack.front for stack in stacks if stack.front not in self._places)
        self._places.update(zip(new, itertools.count(self._end)))
        self._end += len(new)
        ordered = sorted(stacks, key=lambda stack: self._places[stack.front])
        groups = itertools.groupby(ordered, lambda stack: bisect_left(self._keys, self._places[stack.front]))
        return reversed([(row, list(group)) for row, group in groups])

    def put(self, row: int, stacks: Sequence[Stack]) -> None:
        self.stacks[row:row] = stacks
        self._keys[row:row] = [self._places[stack.front] for stack in stacks]
        self._shown.update(stack.front for stack in stacks)


def without(stack: Stack, faces: frozenset[FaceId]) -> Stack:
    """A stack without some of its faces; the next one shows where the front has gone."""
    left = tuple(face for face in stack.faces if face not in faces)
    return Stack(left[0] if left else stack.front, left, stack.doubtful)
