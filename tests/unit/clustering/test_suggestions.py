"""Prototypes stand for a person; a match is near, and clearly nearer than anybody else."""

from __future__ import annotations

import numpy as np
from synthetic_faces import faces_of

from facelabeler.clustering.gathered import Gathered, gathered
from facelabeler.clustering.prototypes import MOST, prototypes
from facelabeler.clustering.suggestions import better_part, matches


def good(count: int) -> np.ndarray:
    return np.full(count, 0.9, np.float32)


FACES = faces_of([0] * 20 + [1] * 20 + [2] * 6)
LIBRARY = {"ann": prototypes(FACES[:10], good(10)), "bo": prototypes(FACES[20:30], good(10))}


def group(start: int, stop: int, quality: float = 0.9) -> Gathered:
    return gathered(FACES[start:stop], np.full(stop - start, quality, np.float32))


def test_prototypes_are_few_and_cover_the_looks():
    two_looks = np.concatenate([FACES[:10], FACES[:10] + 0.06])
    found = prototypes(two_looks, good(20))
    assert len(found) <= MOST
    assert np.linalg.norm(two_looks[:, None] - found[None], axis=2).min(axis=1).max() < 0.35


def test_faces_that_are_all_alike_have_one_prototype():
    assert np.allclose(prototypes(np.tile(FACES[:1], (5, 1)), good(5)), FACES[:1], atol=1e-6)


def test_poor_faces_do_not_stand_for_a_person():
    quality = np.array([0.9] * 9 + [0.1], np.float32)
    strange = np.concatenate([FACES[:9], FACES[30:31]])
    assert np.linalg.norm(prototypes(strange, quality) - FACES[30], axis=1).min() > 0.4


def test_poor_faces_are_taken_where_there_are_no_others():
    assert len(prototypes(FACES[:3], np.full(3, 0.1, np.float32))) >= 1


def test_known_people_are_found_and_a_stranger_is_nobody():
    found = matches([group(10, 20), group(30, 40), group(40, 46)], LIBRARY)
    assert {(match.group, match.key) for match in found} == {(0, "ann"), (1, "bo")}
    assert all(0.5 <= match.likeness <= 1 for match in found)


def test_who_is_between_two_people_is_nobody():
    middle = Gathered((FACES[:10].mean(axis=0) + FACES[20:30].mean(axis=0)) / 2, 0.02, 9)
    assert matches([middle], LIBRARY) == []


def test_a_poor_single_face_is_suggested_less_readily():
    sure = matches([group(10, 20)], LIBRARY)[0].likeness
    single = matches([group(10, 11, quality=0.2)], LIBRARY)
    assert not single or single[0].likeness < sure


def test_poor_faces_of_a_cluster_do_not_hide_who_it_is():
    blurred = FACES[10:16] + np.random.default_rng(5).normal(size=(6, 128)).astype(np.float32) * 0.05
    encodings = np.concatenate([FACES[16:20], blurred])
    quality = np.array([0.9] * 4 + [0.1] * 6, np.float32)
    assert better_part(encodings, quality).faces == 10
    [match] = matches([better_part(encodings, quality)], LIBRARY)
    assert match.key == "ann"
    assert matches([gathered(encodings, quality)], LIBRARY) == []


def test_without_people_or_groups_there_is_nothing_to_match():
    assert matches([], LIBRARY) == []
    assert matches([group(0, 5)], {}) == []
