from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist

from facelabeler.clustering.linkage import average_linkage
from facelabeler.clustering.observations import FREE
from facelabeler.clustering.points import Points

NONE = np.zeros((0, 2), np.int64)


def points(where, *, sizes=None, spread=None, anchors=None, apart=()) -> Points:
    where = np.asarray(where, np.float32)
    count = len(where)
    return Points(
        where=where,
        spread=np.zeros(count, np.float32) if spread is None else np.asarray(spread, np.float32),
        sizes=np.ones(count, np.float32) if sizes is None else np.asarray(sizes, np.float32),
        anchors=np.full(count, FREE) if anchors is None else np.asarray(anchors),
        apart=np.asarray(apart, np.int64).reshape(-1, 2),
        twice=np.zeros(count, bool),
    )


def same_partition(one, other) -> bool:
    one, other = np.asarray(one), np.asarray(other)
    return bool(((one[:, None] == one) == (other[:, None] == other)).all())


def by_scipy(where, limit):
    """SciPy's average linkage of squared distances."""
    return fcluster(linkage(pdist(where) ** 2, "average"), limit**2, "distance")


@pytest.mark.parametrize("limit", [0.3, 1.0, 1.7, 2.5, 9.0])
@pytest.mark.parametrize("seed", range(4))
def test_groups_are_those_of_scipys_average_linkage(seed, limit):
    where = np.random.default_rng(seed).normal(size=(150, 5))
    assert same_partition(average_linkage(points(where), limit), by_scipy(where, limit))


@pytest.mark.parametrize("limit", [0.3, 0.8, 2.0])
def test_groups_are_the_same_where_the_radius_has_to_grow_in_steps(limit):
    where = np.random.default_rng(1).normal(size=(700, 4))
    assert same_partition(average_linkage(points(where), limit, most_links=3000), by_scipy(where, limit))


def test_groups_are_the_same_over_many_tiles_of_distances():
    where = np.random.default_rng(2).normal(size=(4300, 8))
    assert same_partition(average_linkage(points(where), 1.2), by_scipy(where, 1.2))


def test_sizes_count_like_repeated_points():
    where = np.random.default_rng(3).normal(size=(20, 3))
    times = np.random.default_rng(4).integers(1, 4, 20)
    expected = average_linkage(points(np.repeat(where, times, axis=0)), 1.2)
    assert same_partition(np.repeat(average_linkage(points(where, sizes=times), 1.2), times), expected)


def test_spread_keeps_a_point_away():
    where = [[0.0], [0.5]]
    assert average_linkage(points(where), 0.6).tolist() == [0, 0]
    assert average_linkage(points(where, spread=[0.0, 0.2]), 0.6).tolist() == [0, 1]


def test_points_that_must_not_meet_never_do_even_through_others():
    found = average_linkage(points([[0.0], [0.1], [0.2], [0.3]], apart=[(0, 3)]), 5.0)
    assert found[0] != found[3]
    assert len(np.unique(found)) == 2


def test_points_of_one_anchor_stand_together_and_two_anchors_never_meet():
    found = average_linkage(points([[0.0], [9.0], [0.1], [0.2]], anchors=[3, 3, 8, FREE]), 7.0)
    assert found.tolist() == [0, 0, 1, 1]


def test_groups_are_numbered_from_zero_by_first_appearance():
    assert average_linkage(points([[0.0], [9.0], [0.1], [5.0], [9.1]]), 1.0).tolist() == [0, 1, 0, 2, 1]


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_any_points_are_no_problem(count):
    assert average_linkage(points(np.zeros((count, 3))), 1.0).tolist() == [0] * count


@st.composite
def crowded(draw: st.DrawFn) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """Points on a short line, so that many lie in the same place, with anchors and pairs that must not meet."""
    places = draw(st.lists(st.integers(0, 6), min_size=1, max_size=14))
    numbers = st.integers(0, len(places) - 1)
    anchors = draw(st.lists(st.sampled_from([FREE, FREE, FREE, 0, 1]), min_size=len(places), max_size=len(places)))
    apart = [pair for pair in draw(st.lists(st.tuples(numbers, numbers), max_size=10)) if pair[0] != pair[1]]
    return places, anchors, apart


@given(crowded(), st.floats(0.5, 10))
@settings(max_examples=150, deadline=None)
def test_no_forbidden_pair_meets_however_many_points_coincide(scene, limit):
    places, anchors, apart = scene
    found = average_linkage(points([[place] for place in places], anchors=anchors, apart=apart), limit)
    for one, other in apart:
        assert found[one] != found[other] or anchors[one] == anchors[other] != FREE
    for anchor in (0, 1):
        assert len({int(group) for group, own in zip(found, anchors, strict=True) if own == anchor}) <= 1
    assert not {int(g) for g, a in zip(found, anchors, strict=True) if a == 0} & {
        int(g) for g, a in zip(found, anchors, strict=True) if a == 1
    }
