"""Groups as numbers, and the most alike of each: kept right by changes as if everything had been looked at anew."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_faces import faces_of

from facelabeler.clustering.gathered import Gathered, Table, gathered
from facelabeler.clustering.partners import LARGEST_DISTANCE, Partners

KEY = st.integers(0, 11)
CHANGE = st.dictionaries(KEY, st.one_of(st.none(), st.integers(0, 30)), min_size=1, max_size=4)


def group(who: int, faces: int = 3, seed: int = 0, quality: float = 0.9) -> Gathered:
    return gathered(faces_of([who] * faces, seed)[:faces], np.full(faces, quality, np.float32))


def anybody(_one: int, _other: int) -> bool:
    return True


def test_distance_is_the_root_of_the_mean_squared_distance_between_faces():
    one, other = faces_of([0] * 4), faces_of([1] * 7)
    expected = np.sqrt(((one[:, None] - other[None]) ** 2).sum(axis=2).mean())
    good = np.full(7, 0.9, np.float32)
    assert gathered(one, good[:4]).distance(gathered(other, good)) == pytest.approx(expected, rel=1e-5)


def test_joined_groups_are_as_if_gathered_together():
    one, other = faces_of([0] * 4), faces_of([1] * 7)
    both = gathered(np.concatenate([one, other]), np.full(11, 0.9, np.float32))
    joined = gathered(one, np.full(4, 0.9, np.float32)).joined(gathered(other, np.full(7, 0.9, np.float32)))
    assert np.allclose(joined.mean, both.mean, atol=1e-6)
    assert (joined.spread, joined.faces) == (pytest.approx(both.spread, rel=1e-5), 11)


def test_poor_faces_are_farther_from_everybody():
    assert group(0, quality=0.3).distance(group(1)) > group(0).distance(group(1)) + 0.03


def test_a_table_measures_as_its_groups_do_and_forgets_what_is_dropped():
    groups = {7: group(0), 9: group(1), 4: group(2)}
    table = Table(groups)
    table.drop(9)
    table.put(5, group(3))
    [away] = table.away([group(2)])
    assert away[table.row(5)] == pytest.approx(group(3).distance(group(2)), rel=1e-4)
    assert 9 not in table
    assert sorted(table) == [4, 5, 7]


def test_each_group_finds_the_nearest_that_is_permitted():
    faces = faces_of([0] * 9)
    centres = {key: gathered(faces[3 * key - 3 : 3 * key], np.full(3, 0.9, np.float32)) for key in (1, 2, 3)}
    near = Partners(centres, anybody)
    [first, *_] = near.pairs()
    forbidden = set(first[:2])
    apart = Partners(centres, lambda one, other: {one, other} != forbidden)
    assert forbidden not in [set(pair[:2]) for pair in apart.pairs()]


def test_groups_that_are_far_from_everybody_have_no_partner():
    assert list(Partners({1: group(0), 2: group(1)}, anybody).pairs()) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(CHANGE, max_size=8), st.sets(st.tuples(KEY, KEY), max_size=12))
def test_changes_leave_the_same_partners_as_looking_anew(changes, banned):
    def permitted(one: int, other: int) -> bool:
        return (one, other) not in banned and (other, one) not in banned

    noise = np.random.default_rng(3).normal(size=(31, 12, 128)).astype(np.float32) * 0.04
    groups = {key: Gathered(noise[key, key], 0.05, 2) for key in range(6)}
    partners = Partners(groups, permitted)
    for change in changes:
        new = {key: None if row is None else Gathered(noise[row, key], 0.05, 3) for key, row in change.items()}
        groups = {key: value for key, value in {**groups, **new}.items() if value is not None}
        partners.update(new)
        anew = Partners(groups, permitted)
        assert distances(partners.pairs()) == pytest.approx(distances(anew.pairs()), abs=1e-4)
        assert distances(partners.rivals()) == pytest.approx(distances(anew.rivals()), abs=1e-4)
        assert all(away <= LARGEST_DISTANCE and permitted(*pair) for pair, away in distances(partners.pairs()).items())
        assert not any(permitted(*pair) for pair in distances(partners.rivals()))


def distances(pairs: Iterable[tuple[int, int, float]]) -> dict[tuple[int, int], float]:
    return {(one, other): away for one, other, away in pairs}


def test_a_rival_is_known_only_while_it_is_nearer_than_the_partner():
    faces = faces_of([0] * 9)
    near = {key: gathered(faces[3 * key - 3 : 3 * key], np.full(3, 0.9, np.float32)) for key in (1, 2, 3)}
    order = sorted(near, key=lambda key: near[1].distance(near[key]) if key != 1 else 0)
    nearest = frozenset(order[:2])
    apart = Partners(near, lambda one, other: frozenset({one, other}) != nearest)
    assert frozenset(next(apart.rivals())[:2]) == nearest
    assert list(Partners(near, anybody).rivals()) == []
