"""Faces are followed from sample to sample, and those that are not clear are looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from facelabeler.core.geometry import Box
from facelabeler.pipeline.between import Look, Since, averaged, look_between, looked_at, parts
from facelabeler.pipeline.stages import FoundFace, Glimpse, Picture

GREY = np.zeros((50, 100), np.uint8)
PICTURE = np.zeros((100, 200, 3), np.uint8)  # twice as wide as the grey ones


class Drift:
    """Everything moves so many grey pixels to the right from picture to picture; what reaches `edge` is lost."""

    def __init__(self, step: float, edge: float = 1000) -> None:
        self.step, self.edge = step, edge

    def grey(self, image: Picture) -> NDArray[np.uint8]:
        return image[::2, ::2, 0]

    def follow(self, greys: Sequence[NDArray[np.uint8]], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        forward = self.step if greys[0] is GREY else -self.step
        path = np.stack(
            [boxes + np.float32(k * forward) * np.array([1, 0, 1, 0], np.float32) for k in range(len(greys))]
        )
        path[np.maximum.accumulate(path[:, :, 2] > self.edge, axis=0)] = np.nan
        return path


def face(left: int, quality: float = 0.5) -> FoundFace:
    return FoundFace(Box(left, 10, left + 20, 30), 1.0, quality, (), np.full(128, left, np.float32), b"")


class Encoding:
    """Remembers what was looked at; a face's encoding is where its box begins."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []

    def __call__(self, _image: Picture, boxes: Sequence[Box]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        self.boxes += boxes
        encodings = np.stack([np.full(128, box.left, np.float32) for box in boxes])
        return encodings, np.full(len(boxes), 0.5, np.float32)


def since(before: list[FoundFace], after: list[FoundFace], count: int = 4) -> Since:
    glimpses = [Glimpse(np.ones((50, 100), np.uint8), PICTURE if looked_at(n, count) else None) for n in range(count)]
    return Since(before, GREY, glimpses, after, np.ones((50, 100), np.uint8), 200)


def test_a_face_that_arrives_where_one_is_found_is_continued():
    between = look_between(since([face(20), face(100)], [face(110), face(160), face(30)]), Drift(1), Encoding())
    assert between.continued == (1, -1, 0)


def test_poor_faces_are_looked_at_again_after_and_before_and_clear_ones_are_not():
    encode = Encoding()
    between = look_between(since([face(20), face(100, 0.9)], [face(30), face(110, 0.9)]), Drift(1), encode)
    assert [box.left for box in encode.boxes] == [24, 26]  # two steps of two picture pixels on, three steps on
    assert [len(looks) for looks in between.before] == [1, 0]
    assert [len(looks) for looks in between.after] == [1, 0]


def test_a_face_that_comes_in_is_followed_back():
    encode = Encoding()
    between = look_between(since([], [face(60)]), Drift(1), encode)
    assert between.continued == (-1,)
    assert [box.left for box in encode.boxes] == [56]


def test_a_lost_face_is_not_looked_at():
    encode = Encoding()
    between = look_between(since([face(60)], []), Drift(10, edge=50), encode)
    assert between.continued == ()
    assert encode.boxes == []
    assert between.before == ((),)


class Unused(Drift):
    """A follower that must not be given a face to follow."""

    def follow(self, greys: Sequence[NDArray[np.uint8]], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        assert not len(boxes)
        return super().follow(greys, boxes)


def test_an_alike_face_in_the_same_place_is_continued_without_following():
    encode = Encoding()
    between = look_between(
        since([face(20, 0.9)], [replace(face(21, 0.5), encoding=face(20).encoding)]), Unused(0), encode
    )
    assert between.continued == (0,)
    assert encode.boxes == []


def test_another_face_in_the_same_place_is_not_taken_for_it_without_following():
    between = look_between(since([face(20, 0.9)], [face(21, 0.9)]), Drift(100), Encoding())
    assert between.continued == (-1,)


def test_a_poor_face_that_is_clear_on_the_next_sample_is_not_looked_at():
    encode = Encoding()
    between = look_between(since([face(20)], [face(30, 0.9)]), Drift(1), encode)
    assert between.continued == (0,)
    assert encode.boxes == []


def test_clear_faces_are_not_followed_to_where_nobody_is():
    assert look_between(since([face(20, 0.9)], []), Unused(1), Encoding()).continued == ()


def test_a_mean_of_looks_counts_a_poor_look_little():
    clear = averaged(face(0, 0.8), [Look(np.full(128, 10, np.float32), 0.8)])
    assert clear.encoding[0] == pytest.approx(5)
    poor = averaged(face(0, 0.8), [Look(np.full(128, 10, np.float32), 0.1)])
    assert poor.encoding[0] < 0.1
    assert poor.quality == pytest.approx(0.8, abs=0.01)
    alone = face(0)
    assert averaged(alone, []) is alone


@pytest.mark.parametrize(("every", "expected"), [(0.2, 1), (0.4, 2), (1.0, 5), (2.0, 10), (2.5, 1), (60.0, 1)])
def test_glimpses_come_five_a_second_unless_samples_are_as_dense_or_far_apart(every, expected):
    assert parts(every) == expected


def test_one_glimpse_serves_for_both_looks():
    assert [looked_at(n, 1) for n in range(1)] == [True]
    assert [looked_at(n, 4) for n in range(4)] == [False, True, True, False]
