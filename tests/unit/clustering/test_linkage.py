from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist, squareform

from facelabeler.clustering.linkage import average_linkage


def same_partition(one, other) -> bool:
    one, other = np.asarray(one), np.asarray(other)
    return bool(((one[:, None] == one) == (other[:, None] == other)).all())


@pytest.mark.parametrize("seed", range(8))
def test_groups_are_those_of_scipys_average_linkage(seed):
    points = np.random.default_rng(seed).normal(size=(60, 5))
    for limit in (0.5, 1.5, 2.5, 3.5, 9.0):
        expected = fcluster(linkage(points, "average"), limit, "distance")
        found = average_linkage(squareform(pdist(points)), np.ones(60, np.float32), limit)
        assert same_partition(found, expected)


def test_weights_count_like_repeated_points():
    points = np.random.default_rng(3).normal(size=(20, 3))
    times = np.random.default_rng(4).integers(1, 4, 20)
    repeated = np.repeat(points, times, axis=0)
    expected = average_linkage(squareform(pdist(repeated)), np.ones(len(repeated), np.float32), 1.2)
    found = average_linkage(squareform(pdist(points)), times.astype(np.float32), 1.2)
    assert same_partition(np.repeat(found, times), expected)


def test_points_that_must_not_meet_never_do_even_through_others():
    distances = np.full((4, 4), 0.1)
    distances[0, 3] = distances[3, 0] = np.inf
    found = average_linkage(distances, np.ones(4, np.float32), 0.5)
    assert found[0] != found[3]
    assert len(np.unique(found)) == 2


def test_groups_are_numbered_from_zero_by_first_appearance():
    points = np.array([[0.0], [9.0], [0.1], [5.0], [9.1]])
    assert average_linkage(squareform(pdist(points)), np.ones(5, np.float32), 1.0).tolist() == [0, 1, 0, 2, 1]


def test_no_points_give_no_groups():
    assert average_linkage(np.zeros((0, 0)), np.zeros(0, np.float32), 1.0).tolist() == []
