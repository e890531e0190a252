"""Lanes and their hints, tags, boxes in the making: the viewer's rules without a window."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, Face, FaceId, PersonId, SourceId, TrackId
from facelabeler.core.geometry import Box
from facelabeler.ui.viewer.footage import Footage
from facelabeler.ui.viewer.lanes import Hint, HintKind, Lane, Owner, lanes, owned_faces, snapshot
from facelabeler.ui.viewer.sketch import LEAST_SIDE, Sketch
from facelabeler.ui.viewer.tags import Rect, placed
from tests.helpers.projects import session_with_clusters

ANN = Owner(ClusterId(1), PersonId(1), "Ann")
NOBODY = Owner(ClusterId(7), None, None)
SEAT, ELSEWHERE = Box(100, 100, 160, 160), Box(400, 100, 460, 160)


def face(number: int, time: float, box: Box = SEAT) -> Face:
    return Face(FaceId(number), SourceId(1), time, 0, box, 1.0, 0.9, TrackId(number))


def hints(made: list[Lane], owner: Owner = ANN) -> list[Hint]:
    return [hint for lane in made if lane.owner == owner for hint in lane.hints]


# -- lanes


def test_who_is_on_screen_longest_comes_first() -> None:
    made = lanes([(face(1, 0), ANN), (face(2, 1), NOBODY), (face(3, 2), NOBODY), (face(4, 3), None)], 1.0)
    assert [lane.owner for lane in made] == [NOBODY, ANN]


def test_a_gap_is_a_hint_if_somebody_without_a_name_has_the_seat() -> None:
    made = lanes([(face(1, 0), ANN), (face(2, 1), None), (face(3, 2), NOBODY), (face(4, 3), ANN)], 1.0)
    assert hints(made) == [Hint(HintKind.GAP, 1.0, 3.0, FaceId(2), 2)]


@pytest.mark.parametrize(
    ("between", "after"),
    [
        (face(2, 1, ELSEWHERE), face(3, 3)),  # somebody else sits elsewhere
        (face(2, 1), face(3, 3, ELSEWHERE)),  # Ann comes back to another seat
        (face(2, 1), face(3, 60)),  # she has left
    ],
)
def test_other_absences_are_no_hint(between: Face, after: Face) -> None:
    assert hints(lanes([(face(1, 0), ANN), (between, None), (after, ANN)], 1.0)) == []


def test_a_named_person_in_the_seat_is_no_hint() -> None:
    bo = Owner(ClusterId(2), PersonId(2), "Bo")
    assert hints(lanes([(face(1, 0), ANN), (face(2, 1), bo), (face(3, 3), ANN)], 1.0)) == []


def test_a_run_of_doubles_is_one_hint() -> None:
    twice = [(face(10 * t + k, t, box), ANN) for t in (2, 3) for k, box in enumerate((SEAT, ELSEWHERE))]
    assert hints(lanes([(face(1, 0), ANN), *twice], 1.0)) == [Hint(HintKind.DOUBLE, 2, 4.0, FaceId(21), 2)]


def test_faces_put_away_have_no_lane(tmp_path: Path) -> None:
    session = session_with_clusters(tmp_path / "p.facelabel")
    session.commit(edits.mark(session.project, session.project.members(ClusterId(1)), edits.FaceState.IGNORED))
    owners = {owner.cluster for _, owner in owned_faces(snapshot(session.project, SourceId(1))) if owner is not None}
    assert owners == {2, 3}


# -- footage


def test_a_picture_that_is_no_sample_shows_nobody_whose_track_has_ended(tmp_path: Path) -> None:
    session = session_with_clusters(tmp_path / "p.facelabel")
    footage = Footage(session.project, SourceId(1))
    assert len(footage.at(2.5, 2.48, 2.52).seen) == 3
    assert footage.at(3.5, 3.48, 3.52).seen == ()


def test_a_picture_is_that_of_the_sample_that_falls_into_it(tmp_path: Path) -> None:
    session = session_with_clusters(tmp_path / "p.facelabel")
    footage = Footage(session.project, SourceId(1))
    assert footage.at(2.0, 1.98, 2.02).sample == 2.0
    assert footage.at(2.0, 2.0, 2.04).sample == 2.0
    assert footage.at(1.98, 1.96, 2.0).sample is None
    assert footage.at(9.0, 8.98, 9.02).sample == 9.0, "sampled, and nobody was there"


# -- tags

BOXES = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 500)), min_size=1, max_size=12)
ROOM = Rect(0, 0, 1000, 600)


@given(BOXES)
def test_no_tag_lies_over_another_or_leaves_the_picture(corners: list[tuple[int, int]]) -> None:
    boxes = [Rect(left, top, 60, 70) for left, top in corners]
    places = [place for place in placed(boxes, [(90.0, 18.0)] * len(boxes), ROOM) if place is not None]
    assert not any(one.meets(other) for one, other in combinations(places, 2))
    assert all(place.left >= 0 and place.right <= 1000 and place.top >= 0 and place.bottom <= 600 for place in places)


def test_a_tag_is_above_its_box_and_below_where_there_is_no_room() -> None:
    above, below = placed([Rect(100, 100, 60, 60), Rect(500, 5, 60, 60)], [(50, 18)] * 2, ROOM)
    assert above == Rect(100, 82, 50, 18)
    assert below == Rect(500, 65, 50, 18)


def test_a_tag_moves_aside_for_one_that_is_there() -> None:
    first, second = placed([Rect(100, 100, 60, 60), Rect(120, 100, 60, 60)], [(50, 18)] * 2, ROOM)
    assert first is not None
    assert second is not None
    assert second.top == first.top
    assert second.left == first.right + 2


# -- boxes in the making


def test_keys_move_and_grow_the_box_about_its_middle() -> None:
    box = Sketch.first(1000, 500)
    assert box.box() == Box(450, 200, 550, 300)
    assert box.moved(1, -1).box() == Box(460, 190, 560, 290)
    assert box.grown(0, 1).box() == Box(450, 190, 550, 310)


@given(st.lists(st.tuples(st.booleans(), st.integers(-9, 9), st.integers(-9, 9)), max_size=30))
def test_the_box_never_leaves_the_picture(steps: list[tuple[bool, int, int]]) -> None:
    box = Sketch.first(640, 360)
    for grows, x, y in steps:
        box = box.grown(x, y) if grows else box.moved(x, y)
        made = box.box()
        assert made.clipped(640, 360) == made
        assert min(made.width, made.height) >= LEAST_SIDE - 1


def test_a_box_may_be_drawn_from_any_corner() -> None:
    assert Sketch.first(640, 360).spanned(300, 200, 100, -50).box() == Box(100, 0, 300, 200)
    assert not Sketch.first(640, 360).spanned(300, 200, 301, 201).is_large_enough
