"""The parts of a mixed cluster, its strays, and what follows an answer."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_faces import APART, SPREAD, faces_of, observed, partition

from facelabeler.clustering.doubt import strays
from facelabeler.clustering.followers import Home, followers
from facelabeler.clustering.gathered import Table, gathered
from facelabeler.clustering.likeness import EVEN, chance, chance_wrong, learned_even
from facelabeler.clustering.parts import parts
from facelabeler.clustering.typicality import least_typical_first


def good(count: int) -> np.ndarray:
    return np.full(count, 0.9, np.float32)


@pytest.mark.parametrize("who", [[0] * 9 + [1] * 3, [0] * 6 + [1] * 6, [0] * 20 + [1], [0, 1]])
def test_two_people_in_one_cluster_come_apart(who):
    labels = parts(observed(faces_of(who))).labels
    assert partition(labels) == partition(np.array(who))
    assert np.bincount(labels).argmax() == 0, "the larger part stays"


def test_three_people_in_one_cluster_come_apart():
    who = [0] * 8 + [1] * 5 + [2] * 3
    assert partition(parts(observed(faces_of(who))).labels) == partition(np.array(who))


def test_one_person_stays_whole():
    found = parts(observed(faces_of([0] * 12, spread=0.3)))
    assert set(found.labels) == {0}


def test_no_track_is_cut_in_two():
    who = [0] * 6 + [1] * 6
    tracks = [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 2]  # the last face was linked to the wrong track
    labels = parts(observed(faces_of(who), tracks=tracks)).labels
    assert all(len(set(labels[np.array(tracks) == track])) == 1 for track in (1, 2, 3))


def test_two_faces_of_one_picture_come_apart_though_they_are_alike():
    faces = faces_of([0] * 8, spread=0.3)
    labels = parts(observed(faces, tracks=[1] * 4 + [2] * 4, frames=[0, 1, 2, 3] * 2)).labels
    assert partition(labels) == {frozenset(range(4)), frozenset(range(4, 8))}


def test_parts_do_not_depend_on_the_order_of_the_faces():
    faces = faces_of([0] * 7 + [1] * 4)
    order = np.random.default_rng(1).permutation(11)
    assert partition(parts(observed(faces[order])).labels[np.argsort(order)]) == partition(
        parts(observed(faces)).labels
    )


def test_a_stray_track_comes_first():
    who = [0] * 10 + [1] * 2
    tracks = np.array([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
    found = strays(faces_of(who), good(12), tracks)
    assert (found[0].track, found[0].group.faces) == (6, 2)
    assert found[0].distance == pytest.approx(APART, abs=0.1)


def test_a_cluster_of_one_track_has_no_strays():
    assert strays(faces_of([0] * 5), good(5), np.ones(5, np.int64)) == []


def test_least_typical_faces_come_first():
    assert least_typical_first(faces_of([0] * 6 + [1]))[0] == 6


def test_what_is_nearer_is_likelier():
    assert chance(SPREAD) > 0.9 > 0.1 > chance(APART)
    assert chance_wrong(0.7, 0.5) > chance_wrong(0.5, 0.5) > chance_wrong(0.5, 0.7)
    assert chance_wrong(0.5, None) == chance_wrong(0.5, 2.0)


def test_people_who_are_alike_make_everybody_less_likely():
    assert learned_even([]) == pytest.approx(EVEN, abs=1e-3)
    assert learned_even([0.7, 0.75]) == pytest.approx(EVEN, abs=1e-3)
    assert learned_even([0.5, 0.51]) < learned_even([0.5]) < EVEN - 0.01
    assert learned_even([0.5], [0.55, 0.56]) > learned_even([0.5]), "what was one person speaks for the others"
    assert learned_even([], [0.6, 0.61]) == pytest.approx(EVEN, abs=1e-3)
    assert learned_even([0.3]) == pytest.approx(EVEN, abs=1e-3), "one person twice in a picture tells nothing of others"


def test_a_piece_follows_the_person_it_is_of_and_only_that():
    near = faces_of([0] * 8 + [1] * 8)
    rivals = Table({1: gathered(near[:4], good(4)), 2: gathered(near[8:12], good(4))})
    loose = Table({5: gathered(near[4:6], good(2)), 6: gathered(near[12:14], good(2))})
    home = Home(rivals.group(1), frozenset({1}))
    assert followers(home, loose, rivals, spoken=frozenset(), may=lambda *_: True) == [5]


def test_a_piece_that_could_be_of_somebody_else_waits():
    near = faces_of([0] * 12)
    rivals = Table({1: gathered(near[:5], good(5)), 2: gathered(near[5:10], good(5))})
    loose = Table({5: gathered(near[10:], good(2))})
    before = Home(rivals.group(1), frozenset({1}))
    after = Home(rivals.group(1).joined(rivals.group(2)), frozenset({1, 2}))
    assert followers(before, loose, rivals, spoken=frozenset(), may=lambda *_: True) == []
    assert followers(after, loose, rivals, spoken=frozenset(), may=lambda *_: True) == [5]


def test_a_cluster_that_was_spoken_about_follows_nobody():
    near = faces_of([0] * 8)
    clusters = Table({1: gathered(near[:6], good(6)), 2: gathered(near[6:], good(2))})
    home = Home(clusters.group(1), frozenset({1}))
    assert followers(home, clusters, clusters, spoken=frozenset(), may=lambda *_: True) == [2]
    assert followers(home, clusters, clusters, spoken=frozenset({2}), may=lambda *_: True) == []
    assert followers(home, clusters, clusters, spoken=frozenset(), may=lambda *_: False) == []


def test_a_cluster_of_very_many_tracks_is_parted_by_some_of_them():
    who = [0] * 40 + [1] * 15
    assert partition(parts(observed(faces_of(who)), most_tracks=10).labels) == partition(np.array(who))
