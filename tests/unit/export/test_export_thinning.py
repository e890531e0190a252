"""Which faces a dataset does without."""

from __future__ import annotations

import numpy as np
import pytest
from footage import Story, Told, scattered, write
from hypothesis import given, settings
from hypothesis import strategies as st

from facelabeler.export.looks import turn
from facelabeler.export.options import ExportOptions
from facelabeler.export.planning import plan_export
from facelabeler.export.thinning import OTHER_TURN, Portrait, dispensable

SECOND = ExportOptions(thin=1.5)
LIKENESS = ExportOptions(thin_distance=0.3)


def portrait(time: float = 0.0, *, who: int = 0, scene: int = 0, quality: float = 0.5, **looks: object) -> Portrait:
    return Portrait(who, scene, time, quality, **looks)  # type: ignore[arg-type]


def vectors(*places: float) -> np.ndarray:
    """Encodings that far along one axis."""
    rows = np.zeros((len(places), 128), np.float32)
    rows[:, 0] = places
    return rows


def test_faces_near_in_time_are_thinned_to_the_best():
    faces = [portrait(float(k), quality=(0.5, 0.9, 0.6)[k % 3]) for k in range(6)]
    assert dispensable(faces, None, SECOND) == {0, 2, 3, 5}


def test_another_person_another_scene_and_a_later_moment_are_kept():
    faces = [portrait(0.0), portrait(0.0, who=1), portrait(0.0, scene=1), portrait(1.5)]
    assert dispensable(faces, None, SECOND) == set()


def test_a_head_turned_otherwise_and_a_sharper_picture_are_kept():
    faces = [portrait(0.0), portrait(0.1, turn=(OTHER_TURN, 0.0)), portrait(0.2, sharpness=2.0), portrait(0.3)]
    assert dispensable(faces, None, SECOND) == {3}


def test_faces_of_like_encodings_are_thinned_however_far_in_time():
    faces = [portrait(0.0, quality=0.9), portrait(500.0), portrait(900.0)]
    assert dispensable(faces, vectors(0.0, 0.29, 0.31), LIKENESS) == {1}


def test_nobody_loses_the_last_face():
    faces = [portrait(float(k) / 10, who=k % 3) for k in range(30)]
    left = set(range(30)) - dispensable(faces, None, ExportOptions(thin=100.0, most=1))
    assert {faces[index].who for index in left} == {0, 1, 2}


def test_at_most_so_many_faces_are_kept_the_most_varied_of_them():
    faces = [portrait(0.0, quality=0.9), *(portrait(float(k)) for k in range(1, 5))]
    spread = vectors(0.0, 0.05, 0.1, 0.4, 0.8)
    assert set(range(5)) - dispensable(faces, spread, ExportOptions(most=3)) == {0, 3, 4}


def test_balance_gives_everybody_as_many_as_the_person_with_fewest():
    faces = [portrait(float(k), who=0) for k in range(9)] + [portrait(float(k), who=1) for k in range(4)]
    left = set(range(13)) - dispensable(faces, None, ExportOptions(balance=True))
    assert [sum(faces[index].who == who for index in left) for who in (0, 1)] == [4, 4]


portraits = st.lists(
    st.builds(
        portrait,
        st.floats(0, 50),
        who=st.integers(0, 2),
        scene=st.integers(0, 2),
        quality=st.floats(0, 1),
        sharpness=st.floats(-3, 3),
        turn=st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(portraits, st.floats(0.1, 20), st.integers(0, 5))
def test_of_two_kept_faces_that_look_alike_neither_is_near_the_other(faces, seconds, most):
    options = ExportOptions(thin=seconds, most=most)
    left = sorted(set(range(len(faces))) - dispensable(faces, None, options))
    assert {faces[index].who for index in left} == {face.who for face in faces}
    for place, one in enumerate(left):
        for other in left[:place]:
            a, b = faces[one], faces[other]
            if (a.who, a.scene) == (b.who, b.scene):
                turned = max(abs(a.turn[0] - b.turn[0]), abs(a.turn[1] - b.turn[1])) >= OTHER_TURN
                assert turned or abs(a.sharpness - b.sharpness) >= 2 or abs(a.time - b.time) >= seconds
    if most:
        assert all(sum(faces[index].who == who for index in left) <= most for who in range(3))


# -- in a plan


def test_a_picture_of_nothing_but_thinned_faces_is_left_out_and_a_kept_one_keeps_all_its_boxes():
    story = Story()
    clip = story.source()
    ann = [story.face(clip, float(k), track=1, quality=0.9 if k in (2, 5) else 0.5) for k in range(6)]
    bob = [story.face(clip, 1.0, left=200, track=2)]
    story.group(ann, "Ann")
    story.group(bob, "Bob")
    plan = plan_export(story.project, ExportOptions(thin=2.5), Told())
    kept = {image.time: [(label.face, label.wanted) for label in image.labels] for image in plan.images}
    assert kept == {1.0: [(ann[1], False), (bob[0], True)], 2.0: [(ann[2], True)], 5.0: [(ann[5], True)]}
    assert {notice.kind: notice.params for notice in plan.notices}["alike"] == {"faces": 4}


def test_thinning_happens_before_the_split_so_that_the_shares_hold_for_what_is_written(tmp_path):
    story = scattered(["Ann", "Bob"], shots=40, frames=6)
    plan = plan_export(story.project, ExportOptions(thin=100.0), Told())
    assert plan.crops == 40
    assert plan.pictures["val"] in (3, 4, 5)
    report = write(story, tmp_path / "set", "imagefolder", options=ExportOptions(thin=100.0))
    assert report.images == 40


def test_a_balanced_plan_has_equal_classes():
    story = scattered(["Ann", "Bob"], shots=21)
    plan = plan_export(story.project, ExportOptions(balance=True), Told())
    assert len({count.total() for count in plan.counts.values()}) == 1


# -- how a head is turned


def face(nose: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """Eyes 100 apart at height 0, seen from the front if the nose is at 0, 60."""
    return ((-60.0, 0.0), (-40.0, 0.0), (60.0, 0.0), (40.0, 0.0), nose)


def test_a_turn_is_measured_in_shares_of_the_distance_of_the_eyes():
    assert turn(face((0.0, 60.0))) == pytest.approx((0.0, 0.6))
    assert turn(face((25.0, 60.0))) == pytest.approx((0.25, 0.6))
    assert turn(()) == (0.0, 0.0)
    assert turn(((1.0, 1.0),) * 5) == (0.0, 0.0)


@given(st.floats(-3, 3), st.floats(0.2, 5))
def test_tilting_the_head_and_its_size_change_no_turn(angle, scale):
    points = np.array(face((25.0, 60.0))) @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    assert turn([tuple(point) for point in points * scale]) == pytest.approx((0.25, 0.6))
