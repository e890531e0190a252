from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist, squareform

from facelabeler.clustering.chains import chained


def squared_of(where: np.ndarray) -> np.ndarray:
    squared = squareform(pdist(where) ** 2).astype(np.float32)
    np.fill_diagonal(squared, np.inf)
    return squared


@given(st.integers(0, 1000), st.integers(2, 60), st.sampled_from([0.5, 2.0, 4.0, 9.0, 100.0]))
@settings(deadline=None)
def test_joins_are_those_of_scipys_average_linkage(seed, count, limit):
    where = np.random.default_rng(seed).normal(size=(count, 3))
    groups = chained(squared_of(where), np.ones(count, np.float32), limit)
    expected = fcluster(linkage(pdist(where) ** 2, "average"), limit, "distance")
    assert ((groups[:, None] == groups) == (expected[:, None] == expected)).all()


@pytest.mark.parametrize("count", [1, 2, 5])
def test_what_must_not_join_does_not_even_by_way_of_others(count):
    where = np.zeros((count + 2, 2)) + np.linspace(0, 0.1, count + 2)[:, None]
    squared = squared_of(where)
    squared[0, -1] = squared[-1, 0] = np.inf
    groups = chained(squared, np.ones(count + 2, np.float32), 9.0)
    assert len(set(groups.tolist())) == 2
    assert groups[0] != groups[-1]


def test_a_group_is_named_by_its_first_member():
    groups = chained(squared_of(np.array([[0.0], [9.0], [0.1], [9.1]])), np.ones(4, np.float32), 1.0)
    assert groups.tolist() == [0, 1, 0, 1]
