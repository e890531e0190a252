from __future__ import annotations

import numpy as np
import pytest
from synthetic_faces import faces_of, observed, partition

from facelabeler.clustering.clothes import unit_rows, wardrobes
from facelabeler.clustering.methods import group
from facelabeler.clustering.observations import Observations
from facelabeler.clustering.units import canonical_order, units_by_track

PEOPLE = 4
SPREAD = 0.46  # of one person's faces: too far apart to join by themselves at the threshold below


def film(worn, *, source: int = 1, spread: float = SPREAD, shown: int = 12, seed: int = 0) -> Observations:
    """Each person shown some times, minutes apart; `worn(person, time)` says which colour is seen on them then."""
    who = [k % PEOPLE for k in range(shown * PEOPLE)]
    faces = observed(faces_of(who, spread=spread, seed=seed))
    clothes = np.zeros((len(who), 8), np.float32)
    for face, person in enumerate(who):
        colour = worn(person, face)
        if colour is not None:
            clothes[face, colour] = 1
    return Observations(
        faces.ids, faces.encodings, faces.tracks, faces.frames, faces.quality, faces.anchors,
        np.full(len(who), source), 60.0 * np.arange(len(who)), clothes,
    )  # fmt: skip


def found(faces: Observations):
    ordered = faces.reordered(canonical_order(faces))
    return wardrobes(units_by_track(ordered), ordered)


def test_clothes_that_people_keep_on_count():
    [wardrobe] = found(film(lambda person, _: person, spread=0.3))
    assert len(wardrobe.units) == 12 * PEOPLE


@pytest.mark.parametrize("worn", [lambda _, time: time % 5, lambda _person, _time: 3, lambda _person, _time: None])
def test_clothes_that_change_or_are_all_the_same_or_unseen_count_for_nothing(worn):
    assert found(film(worn, spread=0.3)) == []


def test_faces_without_clothes_and_an_empty_project_have_no_wardrobe():
    faces = observed(faces_of([0, 1]))
    assert wardrobes(units_by_track(faces), faces) == []


def test_clothes_join_whom_faces_alone_would_not():
    truth = partition(np.array([k % PEOPLE for k in range(12 * PEOPLE)]))
    dressed = film(lambda person, _: person)
    bare = observed(dressed.encodings)
    assert partition(group(bare, threshold=0.42)) != truth
    assert partition(group(dressed, threshold=0.42)) == truth


def test_clothes_keep_people_apart_whom_faces_alone_would_join():
    dressed = film(lambda person, _: person, spread=0.3)
    alone = observed(dressed.encodings)
    assert len(partition(group(alone, threshold=0.8))) == 1
    assert len(partition(group(dressed, threshold=0.8))) == PEOPLE


def test_unseen_clothes_neither_join_nor_part():
    half = film(lambda person, time: person if time % 3 else None, spread=0.3)
    assert partition(group(half)) == partition(np.array([k % PEOPLE for k in range(12 * PEOPLE)]))


def test_the_same_person_is_found_in_two_films_in_other_clothes():
    one, two = film(lambda person, _: person, spread=0.3), film(lambda person, _: 7 - person, spread=0.3, source=2)
    count = len(one)
    both = Observations(
        np.arange(2 * count), np.concatenate([one.encodings, two.encodings]), np.arange(2 * count),
        np.arange(2 * count), np.concatenate([one.quality, two.quality]), np.concatenate([one.anchors, two.anchors]),
        np.concatenate([one.sources, two.sources]), np.concatenate([one.times, two.times]),
        np.concatenate([one.clothes, two.clothes]),
    )  # fmt: skip
    assert partition(group(both)) == partition(np.array([k % PEOPLE for k in range(2 * count)]))


def test_rows_of_clothes_have_length_one_or_are_empty():
    rows = unit_rows({5: np.array([255, 0], np.uint8), 7: np.array([0, 128], np.uint8)}, [7, 6, 5])
    assert rows.tolist() == [[0, 1], [0, 0], [1, 0]]
    assert unit_rows({}, [1, 2]) is None


def test_clothes_of_zeros_count_as_not_seen() -> None:
    rows = unit_rows({5: np.zeros(2, np.uint8), 7: np.array([0, 128], np.uint8)}, [5, 7])
    assert rows is not None
    assert rows.tolist() == [[0, 0], [0, 1]]
