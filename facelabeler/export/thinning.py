"""Which faces to do without: those nearly the same as a better one, and those beyond the number that is wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from facelabeler.export.options import ExportOptions

OTHER_TURN: Final = 0.15
"""In the unit of `looks.turn`: from here on a head is turned otherwise. The nose stands out by about a third of the
distance of the eyes, so this is a turn by some 25 degrees."""

OTHER_SHARPNESS: Final = 2.0
"""In the unit of `media.crops.sharpness`, powers of two: a face four times as sharp is another training example."""

WEIGHT_OF_TURN: Final = 1.5
"""What a turn counts beside a distance of encodings: `OTHER_TURN` weighs as much as 0.22, a usual distance between
two pictures of one person in one scene."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A face as thinning sees it. Only faces of one `who` in one `scene` can be nearly the same."""

    who: int
    scene: Hashable
    time: float
    quality: float
    turn: tuple[float, float] = (0.0, 0.0)
    sharpness: float = 0.0


Encodings = NDArray[np.float32]


def dispensable(portraits: Sequence[Portrait], encodings: Encodings | None, options: ExportOptions) -> set[int]:
    """Indices of the portraits to leave out. `encodings`: (n, d), needed for likeness and variety alone.

    First of each person in each scene the best is kept, and every other that is not nearly the same as one kept: its
    head turned otherwise, its picture of another sharpness, or both farther in time than `thin` and in likeness than
    `thin_distance`. Then each person has at most `most` faces, or with `balance` as many as the person with fewest: the
    best, and then always the one least like those chosen. Nobody loses the last face.
    """
    kept = set(range(len(portraits)))
    if options.thin or options.thin_distance:
        kept = {index for scene in _scenes(portraits) for index in _distinct(scene, portraits, encodings, options)}
    people = _people(kept, portraits)
    most = _most(people, options)
    if most is not None:
        kept = {index for mine in people for index in _varied(mine, portraits, encodings, most)}
    return set(range(len(portraits))) - kept


def _scenes(portraits: Sequence[Portrait]) -> Iterable[list[int]]:
    scenes: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, one in enumerate(portraits):
        scenes[one.who, one.scene].append(index)
    return scenes.values()


def _people(kept: set[int], portraits: Sequence[Portrait]) -> list[list[int]]:
    people: defaultdict[int, list[int]] = defaultdict(list)
    for index in sorted(kept):
        people[portraits[index].who].append(index)
    return list(people.values())


def _most(people: Sequence[Sequence[int]], options: ExportOptions) -> int | None:
    limits = [options.most] if options.most else []
    if options.balance and people:
        limits.append(min(map(len, people)))
    return min(limits, default=None)


def _distinct(
    scene: Sequence[int], portraits: Sequence[Portrait], encodings: Encodings | None, options: ExportOptions
) -> list[int]:
    """The best of a scene, and every other that is not nearly the same as a better one."""
    order = sorted(scene, key=lambda index: (-portraits[index].quality, -portraits[index].sharpness, index))
    looks = np.array([(*portraits[i].turn, portraits[i].sharpness, portraits[i].time) for i in order])
    vectors = encodings[order] if encodings is not None else np.zeros((len(order), 1), np.float32)
    kept: list[int] = []
    for place in range(len(order)):
        gaps = np.abs(looks[kept] - looks[place])
        alike = (gaps[:, :2].max(1, initial=0) < OTHER_TURN) & (gaps[:, 2] < OTHER_SHARPNESS)
        near = gaps[:, 3] < options.thin
        if options.thin_distance and encodings is not None:
            near |= np.linalg.norm(vectors[kept] - vectors[place], axis=1) < options.thin_distance
        if not (alike & near).any():
            kept.append(place)
    return [order[place] for place in kept]


def _varied(mine: Sequence[int], portraits: Sequence[Portrait], encodings: Encodings | None, most: int) -> list[int]:
    """At most so many of a person's faces: the best, then always the one farthest from all chosen."""
    if len(mine) <= most:
        return list(mine)
    turns = np.array([portraits[index].turn for index in mine]) * WEIGHT_OF_TURN
    others = encodings[list(mine)] if encodings is not None else np.zeros((len(mine), 1), np.float32)
    looks = np.hstack([turns, others])
    chosen = [max(range(len(mine)), key=lambda place: portraits[mine[place]].quality)]
    far = np.full(len(mine), np.inf)
    while len(chosen) < most:
        far = np.minimum(far, np.linalg.norm(looks - looks[chosen[-1]], axis=1))
        far[chosen] = -1
        chosen.append(int(far.argmax()))
    return [mine[place] for place in sorted(chosen)]
