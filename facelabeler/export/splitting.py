"""Which shot goes to train, val or test: whole shots, each person's faces near the shares asked for, repeatable."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from facelabeler.export.options import SPLITS, Split

WEIGHT_OF_ALL = 4.0
"""How much the shares of all faces count beside those of each class. With 1, fifty people of three pictures each would
fill only half of val, as each alone is better off in train."""

HELD_OUT: tuple[Split, ...] = ("val", "test")

LARGEST_FILL: dict[Split, float] = {"val": 1 / 2, "test": 1 / 3}
"""The largest share of all faces that is taken from train so that a split is not empty. Trainers insist on val."""

COVERED_BY: Final = 1 / 5
"""The largest share of a person's faces that is held out so that val or test has them at all. Who is in no val is
not measured; who is seen in five shots like these keeps three of them in train."""


def assign(groups: Sequence[Mapping[int, int]], shares: tuple[float, float, float], seed: int) -> list[Split]:
    """A split for each group of pictures. A group counts its labelled faces by class.

    No group is divided. No class is held out of train entirely: its last group stays there. Where that and
    `LARGEST_FILL` allow it, val and test get at least one group each if their share is not 0, val first; where that and
    `COVERED_BY` allow it, they get one of each class. Same input and seed, same output.
    """
    return _Assignment(groups, dict(zip(SPLITS, shares, strict=True)), seed).made()


class _Assignment:
    """Greedy: the largest groups first, each to the split that lacks its people most."""

    def __init__(self, groups: Sequence[Mapping[int, int]], shares: Mapping[Split, float], seed: int) -> None:
        self._groups = groups
        self._shares = {split: share for split, share in shares.items() if share > 0}
        self._total: Counter[int] = Counter()
        for group in groups:
            self._total.update(group)
        self._have: dict[Split, Counter[int]] = {split: Counter() for split in self._shares}
        self._chosen: dict[int, Split] = {}
        self._order = list(range(len(groups)))
        random.Random(seed).shuffle(self._order)
        self._order.sort(key=lambda index: -sum(groups[index].values()))

    def made(self) -> list[Split]:
        for index in self._order:
            allowed = [split for split in self._shares if split == "train" or self._may_hold_out(index)]
            self._put(index, min(allowed, key=lambda split: self._cost(index, split)))
        for split in HELD_OUT:
            if split in self._shares and split not in self._chosen.values():
                self._fill(split)
        for split in HELD_OUT:
            if split in self._shares:
                self._cover(split)
        return [self._chosen[index] for index in range(len(self._groups))]

    def _put(self, index: int, split: Split) -> None:
        if index in self._chosen:
            self._have[self._chosen[index]].subtract(self._groups[index])
        self._chosen[index] = split
        self._have[split].update(self._groups[index])

    def _fill(self, split: Split) -> None:
        """Move the group to an empty split that costs least, if any may be held out."""
        most = LARGEST_FILL[split] * self._total.total()
        in_train = [index for index in self._order if self._chosen[index] == "train"]
        movable = [i for i in in_train if self._may_hold_out(i) and sum(self._groups[i].values()) <= most]
        if movable:
            self._put(min(movable, key=lambda index: self._cost(index, split)), split)

    def _cover(self, split: Split) -> None:
        """Move a group of train to `split` for each class that is not in it, where that costs the class little."""
        for who in sorted(self._total, key=lambda who: (self._total[who], who)):
            if self._have[split][who]:
                continue
            most = COVERED_BY * self._total[who]
            mine = [i for i in self._order if self._chosen[i] == "train" and 0 < self._groups[i].get(who, 0) <= most]
            movable = [index for index in mine if self._may_hold_out(index)]
            if movable:
                self._put(min(movable, key=lambda index: self._cost(index, split)), split)

    def _may_hold_out(self, index: int) -> bool:
        """Whether each of the group's classes has other faces that are in train or may still get there."""
        held = [self._have[split] for split in HELD_OUT if split in self._shares]
        group = self._groups[index]
        return all(self._total[who] - sum(have[who] for have in held) > count for who, count in group.items())

    def _cost(self, index: int, split: Split) -> float:
        """How much the group takes `split` away from its share, for its classes and for all faces together.

        The growth of Σ (have − wanted)² / wanted, which weighs a small split and a rare person like a large one.
        """
        group, have, share = self._groups[index], self._have[split], self._shares[split]
        counts = [(count, have[who], share * self._total[who]) for who, count in group.items()]
        cost = sum(_growth(*row) for row in counts)
        return cost + WEIGHT_OF_ALL * _growth(sum(group.values()), have.total(), share * self._total.total())


def _growth(count: int, had: int, wanted: float) -> float:
    return count * (2 * (had - wanted) + count) / wanted
