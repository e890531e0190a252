from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic_faces import faces_of

from facelabeler.clustering.tracks import link
from facelabeler.core.geometry import Box

LEFT, MIDDLE, RIGHT = Box(100, 100, 200, 200), Box(400, 100, 500, 200), Box(700, 100, 800, 200)


def shifted(box: Box, dx: int, dy: int = 0) -> Box:
    return Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)


def test_faces_that_stay_are_continued_in_any_order():
    faces = faces_of([0, 1, 2, 2, 0, 1])
    assert link([LEFT, MIDDLE, RIGHT], faces[:3], [RIGHT, LEFT, MIDDLE], faces[3:], 1.0) == [2, 0, 1]


def test_no_faces_before_or_after_give_no_links():
    faces = faces_of([0])
    none = np.zeros((0, 128), np.float32)
    assert link([], none, [LEFT], faces, 1.0) == [-1]
    assert link([LEFT], faces, [], none, 1.0) == []


def test_another_person_in_the_same_place_is_not_continued():
    faces = faces_of([0, 1])
    assert link([LEFT], faces[:1], [LEFT], faces[1:], 1.0) == [-1]


def test_the_same_person_across_a_cut_is_not_continued():
    faces = faces_of([0, 0])
    assert link([LEFT], faces[:1], [RIGHT], faces[1:], 1.0) == [-1]
    assert link([LEFT], faces[:1], [Box(50, 50, 350, 350)], faces[1:], 1.0) == [-1]


def test_a_poor_look_is_continued_while_the_scene_stays_but_not_over_a_cut():
    faces = faces_of([0, 0], spread=0.62)
    assert link([LEFT], faces[:1], [LEFT], faces[1:], 1.0, same_scene=0.9) == [0]
    assert link([LEFT], faces[:1], [LEFT], faces[1:], 1.0, same_scene=0.1) == [-1]
    assert link([LEFT], faces[:1], [LEFT], faces[1:], 1.0) == [-1]


def test_another_person_is_not_continued_even_while_the_scene_stays():
    faces = faces_of([0, 1])
    assert link([LEFT], faces[:1], [LEFT], faces[1:], 1.0, same_scene=1.0) == [-1]


def test_what_was_followed_holds_and_only_the_rest_is_chosen():
    faces = faces_of([0, 1, 2])
    boxes = [LEFT, MIDDLE, RIGHT]
    assert link(boxes, faces, boxes, faces, 1.0, followed=(1, -1, -1)) == [1, -1, 2]
    assert link(boxes, faces, boxes, faces, 1.0, followed=(-1, -1, -1)) == [0, 1, 2]
    assert link(boxes, faces, boxes, faces, 1.0, followed=(2, 1, 0)) == [2, 1, 0]


def test_a_face_may_move_further_in_a_longer_gap():
    faces = faces_of([0, 0], spread=0.3)
    moved = shifted(LEFT, 120)
    assert link([LEFT], faces[:1], [moved], faces[1:], 0.4) == [-1]
    assert link([LEFT], faces[:1], [moved], faces[1:], 1.0) == [0]


def test_two_equally_good_choices_give_no_link():
    faces = faces_of([0])
    twice = np.concatenate([faces, faces])
    near = [shifted(LEFT, -30), shifted(LEFT, 30)]
    assert link(near, twice, [LEFT], faces, 1.0) == [-1]


@st.composite
def two_samples(draw: st.DrawFn) -> tuple[list[Box], list[int], list[Box], list[int]]:
    def sample() -> tuple[list[Box], list[int]]:
        who = draw(st.lists(st.integers(0, 3), max_size=6))
        corners = [(draw(st.integers(0, 300)), draw(st.integers(0, 300)), draw(st.integers(20, 80))) for _ in who]
        return [Box(x, y, x + size, y + size) for x, y, size in corners], who

    return (*sample(), *sample())


@given(two_samples(), st.sampled_from([0.04, 0.2, 1.0, 5.0]))
def test_no_face_is_continued_twice_and_each_link_is_to_the_same_person(samples, gap):
    before_boxes, before, after_boxes, after = samples
    encodings = faces_of(before + after, spread=0.3) if before or after else np.zeros((0, 128), np.float32)
    links = link(before_boxes, encodings[: len(before)], after_boxes, encodings[len(before) :], gap)
    used = [index for index in links if index >= 0]
    assert len(links) == len(after)
    assert len(set(used)) == len(used)
    assert all(before[index] == who for index, who in zip(links, after, strict=True) if index >= 0)


@pytest.mark.parametrize("gap", [0.0, 1.0, 3600.0])
def test_any_gap_is_taken(gap):
    faces = faces_of([0, 0], spread=0.1)
    assert link([LEFT], faces[:1], [LEFT], faces[1:], gap) == [0]
