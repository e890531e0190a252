"""What happens between two samples: faces are followed from one to the other, and poor ones are looked at again.

A face on a second picture, moments away, has moved a little and blurs differently, and the mean of both looks tells
more. Following costs little beside finding, and only faces that are less than clear get another look: two at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.tracks import CUT
from facelabeler.clustering.units import GOOD, worth
from facelabeler.core.geometry import Box
from facelabeler.pipeline.stages import Follower, FoundFace, Glimpse, Grey, Picture

GLIMPSE = 0.2  # seconds between two glimpses
LOOK = 2  # glimpses from a sample to where its faces are looked at again
LONGEST_STEP = 2.0  # seconds between samples: over longer gaps hardly anybody can be followed
SAME_PLACE = 0.3  # intersection over union of where a face was followed to and where one was found
STAYED = 0.5  # the same of where one face was and where one is, to be one if they are alike


@dataclass(frozen=True, slots=True)
class Look:
    """Another look at a face: its encoding and quality there."""

    encoding: NDArray[np.float32]
    quality: float


Looks = tuple[tuple[Look, ...], ...]  # for each face of a picture
Encode = Callable[[Picture, Sequence[Box]], tuple[NDArray[np.float32], NDArray[np.float32]]]
"""Encodings and qualities of what is in boxes of a picture."""


@dataclass(frozen=True, slots=True)
class Between:
    """`continued`: for each face after, which face before it is, or -1. More looks at the faces before and after."""

    continued: tuple[int, ...]
    before: Looks
    after: Looks


@dataclass(frozen=True, slots=True)
class Since:
    """Two samples, `width` pixels wide, with their faces and themselves in grey, and the glimpses between them."""

    before: Sequence[FoundFace]
    grey_before: Grey
    glimpses: Sequence[Glimpse]
    after: Sequence[FoundFace]
    grey_after: Grey
    width: int

    @property
    def greys(self) -> list[Grey]:
        """All pictures in grey, in order."""
        return [self.grey_before, *(glimpse.grey for glimpse in self.glimpses), self.grey_after]

    @property
    def scale(self) -> float:
        """The size of a grey picture's pixel in pixels of the samples."""
        return self.width / int(self.grey_after.shape[1])


@dataclass(frozen=True, slots=True)
class Wanted:
    """A look to take: at which glimpse, at which box of its picture, and for which face (`before` or after)."""

    glimpse: int
    box: Box
    before: bool
    face: int


def parts(every: float) -> int:
    """Into how many parts a step of so many seconds is divided by glimpses; 1 if nobody looks between."""
    return round(every / GLIMPSE) if 2 * GLIMPSE <= every <= LONGEST_STEP else 1


def looked_at(glimpse: int, count: int) -> bool:
    """Whether faces are looked at again on this one of `count` glimpses, counted from 0."""
    return glimpse in (_first_look(count), _second_look(count))


def _first_look(count: int) -> int:
    return min(LOOK, count) - 1


def _second_look(count: int) -> int:
    return max(count - LOOK, 0)


def look_between(since: Since, follower: Follower, encode: Encode) -> Between:
    """Follow the faces of one sample to the next, and look again at those of both that are not clear."""
    continued, wanted = _followed(since, follower)
    before: list[tuple[Look, ...]] = [()] * len(since.before)
    after: list[tuple[Look, ...]] = [()] * len(since.after)
    for image, mine in _pictures(wanted, since.glimpses):
        encodings, qualities = encode(image, [one.box for one in mine])
        for one, encoding, quality in zip(mine, encodings, qualities, strict=True):
            (before if one.before else after)[one.face] = (Look(encoding, float(quality)),)
    return Between(continued, tuple(before), tuple(after))


def _followed(since: Since, follower: Follower) -> tuple[tuple[int, ...], list[Wanted]]:
    """Which face before each face after is (-1: none), and what to look at again."""
    first, second = _first_look(len(since.glimpses)), _second_look(len(since.glimpses))
    ways = _ways(since, follower, first)
    found = _corners(since.after, since.scale)
    continued = _matched(ways[-1], found)
    doubtful = _doubtful(since.after, continued, since.before)
    new = [face for face in doubtful if continued[face] < 0]
    back = follower.follow(since.greys[:second:-1], found[new])[-1]
    goes_on = [continued.index(old) if old in continued else -1 for old in range(len(since.before))]
    wanted = [(first, ways[first + 1, old], True, old) for old in _doubtful(since.before, goes_on, since.after)]
    for face in doubtful:
        way = back[new.index(face)] if continued[face] < 0 else ways[second + 1, continued[face]]
        wanted.append((second, way, False, face))
    there = [one for one in wanted if np.isfinite(one[1][0])]
    return continued, [Wanted(number, _box(way * since.scale), before, face) for number, way, before, face in there]


def _ways(since: Since, follower: Follower, first: int) -> NDArray[np.float32]:
    """(pictures, n, 4) where each of n faces before is on all pictures; NaN where it is lost or nobody needs to know.

    Faces that surely stayed are not followed, and nobody is followed on who can neither be found nor looked at.
    """
    start, found = _corners(since.before, since.scale), _corners(since.after, since.scale)
    stayed = _stayed(since, start, found)
    ways = np.full((len(since.greys), *start.shape), np.nan, np.float32)
    for face, old in enumerate(stayed):
        if old >= 0:
            ways[-1, old] = found[face]
    if -1 in stayed:
        pictures, left = len(since.greys), [old for old in range(len(start)) if old not in stayed]
    else:
        pictures, left = first + 2, [old for old in _poor(since.before) if old not in stayed]
    ways[:pictures, left] = follower.follow(since.greys[:pictures], start[left])
    return ways


def _stayed(since: Since, start: NDArray[np.float32], found: NDArray[np.float32]) -> list[int]:
    """For each face after the one before that is in its place and so alike, one of them clear, that it is the same."""
    pairs = enumerate(_matched(start, found, STAYED))
    return [old if old >= 0 and _alike(since.before[old], since.after[face]) else -1 for face, old in pairs]


def _alike(one: FoundFace, other: FoundFace) -> bool:
    is_clear = max(one.quality, other.quality) >= GOOD
    return is_clear and float(np.linalg.norm(one.encoding - other.encoding)) <= CUT.near


def _poor(faces: Sequence[FoundFace]) -> list[int]:
    return [face for face, found in enumerate(faces) if found.quality < GOOD]


def _doubtful(faces: Sequence[FoundFace], others: Sequence[int], there: Sequence[FoundFace]) -> list[int]:
    """Poor faces, but for those that are a clear one on the other sample: beside that they hardly count."""
    return [face for face in _poor(faces) if others[face] < 0 or there[others[face]].quality < GOOD]


def _pictures(wanted: Sequence[Wanted], glimpses: Sequence[Glimpse]) -> Iterator[tuple[Picture, list[Wanted]]]:
    """Each picture with the looks to take at it, their boxes inside it."""
    for number, glimpse in enumerate(glimpses):
        if glimpse.image is not None:
            height, width = glimpse.image.shape[:2]
            mine = [replace(one, box=one.box.clipped(width, height)) for one in wanted if one.glimpse == number]
            mine = [one for one in mine if min(one.box.width, one.box.height) > 0]
            if mine:
                yield glimpse.image, mine


def averaged(face: FoundFace, looks: Sequence[Look]) -> FoundFace:
    """The face with the mean encoding and quality of all looks at it, in which a poor look counts little."""
    if not looks:
        return face
    quality = np.array([face.quality, *(look.quality for look in looks)], np.float32)
    shares = worth(quality) / worth(quality).sum()
    encodings = np.stack([face.encoding, *(look.encoding for look in looks)])
    return replace(face, encoding=(shares @ encodings).astype(np.float32), quality=float(shares @ quality))


def _corners(faces: Sequence[FoundFace], scale: float) -> NDArray[np.float32]:
    boxes = [(face.box.left, face.box.top, face.box.right, face.box.bottom) for face in faces]
    return np.array(boxes, np.float32).reshape(-1, 4) / np.float32(scale)


def _box(way: NDArray[np.float32]) -> Box:
    left, top, right, bottom = (round(float(value)) for value in way)
    return Box(left, top, right, bottom)


def _matched(arrived: NDArray[np.float32], found: NDArray[np.float32], least: float = SAME_PLACE) -> tuple[int, ...]:
    """For each box found the one that arrived there, if each is the other's best."""
    overlap = _overlaps(arrived, found)
    matches = []
    for face in range(len(found)):
        old = int(overlap[:, face].argmax()) if len(arrived) else -1
        fits = old >= 0 and overlap[old, face] >= least and int(overlap[old].argmax()) == face
        matches.append(old if fits else -1)
    return tuple(matches)


def _overlaps(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, m) intersections over unions; 0 for boxes that are lost."""
    low = np.maximum(one[:, None, :2], other[None, :, :2])
    high = np.minimum(one[:, None, 2:], other[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=2)
    areas = [(boxes[:, 2:] - boxes[:, :2]).prod(axis=1) for boxes in (one, other)]
    return np.asarray(np.nan_to_num(shared / (areas[0][:, None] + areas[1][None] - shared)), np.float32)
