from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import DBSCAN
from synthetic_faces import faces_of, observed, partition

from facelabeler.clustering.methods import DEFAULT, METHODS, group
from facelabeler.clustering.observations import FREE, Observations
from facelabeler.core.errors import UsageError

ALL = list(METHODS)


@st.composite
def scenes(draw: st.DrawFn) -> Observations:
    """A few people in a few pictures, with loose encodings, wrong tracks and random anchors."""
    n = draw(st.integers(1, 24))
    numbers = [draw(st.lists(st.integers(0, most), min_size=n, max_size=n)) for most in (3, 6, 8)]
    anchors = draw(st.lists(st.sampled_from([FREE, FREE, FREE, 4, 7]), min_size=n, max_size=n))
    quality = draw(st.lists(st.floats(0, 1, width=32), min_size=n, max_size=n))
    encodings = faces_of(numbers[0], spread=draw(st.sampled_from([0.2, 0.45, 0.7])))
    return observed(encodings, tracks=numbers[1], frames=numbers[2], anchors=anchors, quality=quality)


@pytest.mark.parametrize("method", ALL)
def test_clear_people_are_found(method):
    who = [0, 1, 2, 3] * 6
    labels = group(observed(faces_of(who)), method)
    assert partition(labels) == partition(np.array(who))
    assert set(labels) == {-2, -3, -4, -5}


@pytest.mark.parametrize("method", ALL)
@given(scenes(), st.randoms())
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_faces_does_not_matter(method, observations, random):
    order = list(range(len(observations)))
    random.shuffle(order)
    assert (group(observations.reordered(np.array(order)), method) == group(observations, method)[order]).all()


@pytest.mark.parametrize("method", ALL)
@given(scenes())
@settings(max_examples=25, deadline=None)
def test_fixed_faces_stay_and_labels_are_anchors_new_groups_or_none(method, observations):
    labels = group(observations, method)
    fixed = observations.anchors != FREE
    assert (labels[fixed] == observations.anchors[fixed]).all()
    assert set(labels[labels >= 0].tolist()) <= set(observations.anchors.tolist())


@given(scenes())
@settings(max_examples=100, deadline=None)
def test_two_faces_of_one_picture_share_a_group_only_where_the_user_put_two_of_one_picture_together(observations):
    labels = group(observations)
    for label in set(labels[labels != FREE].tolist()):
        members = np.flatnonzero(labels == label)
        fixed = np.flatnonzero(observations.anchors == label)
        if _some_twice(observations.frames[members]):
            assert _some_twice(observations.frames[fixed])


def _some_twice(numbers) -> bool:
    return len(set(numbers.tolist())) < len(numbers)


def test_where_the_user_says_that_a_picture_shows_one_person_twice_later_pictures_may():
    faces = observed(faces_of([0] * 6), frames=[0, 0, 1, 1, 2, 2], anchors=[7, 7, FREE, FREE, FREE, FREE])
    assert group(faces).tolist() == [7] * 6
    one_each = observed(faces_of([0] * 6), frames=[0, 0, 1, 1, 2, 2], anchors=[7, FREE, FREE, FREE, FREE, FREE])
    assert group(one_each).tolist().count(7) == 3


@given(scenes())
@settings(max_examples=50, deadline=None)
def test_any_method_keeps_to_one_face_a_picture_when_asked_to(observations):
    labels = group(observations, "agglomerative", one_per_picture=True)
    free = np.flatnonzero((observations.anchors == FREE) & (labels != FREE))
    for face in free:
        beside = (observations.frames == observations.frames[face]) & (labels == labels[face])
        assert beside.sum() == 1


def test_the_same_encodings_in_another_order_group_alike_even_with_other_ids():
    who = [0, 1, 2, 0, 1, 2, 0, 1] * 5
    encodings = faces_of(who, spread=0.55)
    order = np.random.default_rng(5).permutation(len(who))
    labels = group(observed(encodings))
    assert (group(observed(encodings[order])) == labels[order]).all()


@pytest.mark.parametrize("method", ALL)
def test_free_faces_join_the_cluster_of_their_person(method):
    who = [0] * 8 + [1] * 8
    anchors = [5, 5, 5] + [FREE] * 5 + [2, 2, 2] + [FREE] * 5
    labels = group(observed(faces_of(who), anchors=anchors), method)
    assert labels.tolist() == [5] * 8 + [2] * 8


@pytest.mark.parametrize("method", ALL)
def test_two_clusters_of_one_person_that_the_user_keeps_apart_stay_apart(method):
    who = [0] * 12
    labels = group(observed(faces_of(who), anchors=[5] * 4 + [6] * 4 + [FREE] * 4), method)
    assert labels[:8].tolist() == [5] * 4 + [6] * 4
    assert set(labels[8:].tolist()) <= {5, 6, FREE}


def test_dbscan_without_fixed_faces_is_the_articles():
    encodings = faces_of([0] * 9 + [1] * 4 + [2] * 12 + [3, 4], spread=0.5)
    expected = DBSCAN(eps=0.5, min_samples=5, metric="euclidean").fit_predict(encodings)
    labels = group(observed(encodings, frames=[0] * 27, tracks=[1] * 27), "dbscan")
    assert (labels == FREE).tolist() == (expected == -1).tolist()
    assert partition(labels) == partition(expected)


def test_a_track_goes_as_one():
    near, far = faces_of([0, 0, 1]), faces_of([0], spread=0.9)
    labels = group(observed(np.concatenate([near, far]), tracks=[1, 1, 2, 1]))
    assert partition(labels) == {frozenset({0, 1, 3}), frozenset({2})}


def test_a_poor_face_is_left_alone_where_a_clear_one_would_join():
    near = faces_of([0, 0], spread=0.54)
    assert len(partition(group(observed(near)))) == 1
    assert len(partition(group(observed(near, quality=[0.9, 0.1])))) == 2


def test_a_lone_poor_face_waits_unclustered_and_a_lone_clear_one_does_not():
    assert group(observed(faces_of([0, 1]), quality=[0.9, 0.1])).tolist() == [-2, FREE]


def test_a_track_of_poor_faces_makes_a_group():
    assert group(observed(faces_of([0, 0]), tracks=[1, 1], quality=[0.1, 0.1])).tolist() == [-2, -2]


def test_new_groups_are_numbered_from_the_largest():
    labels = group(observed(faces_of([0] * 3 + [1] * 7 + [2] * 5)))
    assert labels.tolist() == [-4] * 3 + [-2] * 7 + [-3] * 5


@pytest.mark.parametrize("method", ALL)
@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_faces_are_no_problem(method, count):
    assert (
        len(group(observed(np.zeros((0, 128), np.float32) if count == 0 else faces_of([0] * count)), method)) == count
    )


def test_an_unknown_method_is_refused_with_the_choices():
    with pytest.raises(UsageError) as refusal:
        group(observed(faces_of([0])), "k-means")
    assert "k-means" in str(refusal.value)
    assert all(name in str(refusal.value) for name in METHODS)


def test_an_unknown_option_is_refused_with_the_choices():
    with pytest.raises(UsageError, match="min_samples"):
        group(observed(faces_of([0])), "dbscan", epsilon=0.4)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("eps", "wide"),
        ("eps", 99),
        ("eps", float("nan")),
        ("min_samples", 2.5),
        ("min_samples", "few"),
        ("one_per_picture", "perhaps"),
    ],
)
def test_a_bad_value_is_refused(option, value):
    with pytest.raises(UsageError, match=option):
        group(observed(faces_of([0])), "dbscan", **{option: value})


def test_options_may_be_texts_from_the_command_line():
    observations = observed(faces_of([0] * 4 + [1] * 4))
    as_text = group(observations, "dbscan", eps="0.6", min_samples="3", one_per_picture="no")
    assert (as_text == group(observations, "dbscan", eps=0.6, min_samples=3)).all()


def test_every_default_lies_in_its_range():
    for method in METHODS.values():
        for parameter in method.parameters:
            assert parameter.read(method.name, parameter.default) == parameter.default
    assert DEFAULT in METHODS


def test_the_table_of_methods_loads_no_heavy_library():
    code = "import facelabeler.clustering.methods, sys; sys.exit(bool({'sklearn', 'scipy', 'cv2'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
