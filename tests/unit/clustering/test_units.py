from __future__ import annotations

import numpy as np
import pytest
from synthetic_faces import faces_of, observed

from facelabeler.clustering.constraints import frame_pairs
from facelabeler.clustering.observations import FREE
from facelabeler.clustering.units import canonical_order, units_by_track


def test_a_unit_is_a_track_within_an_anchor():
    units = units_by_track(observed(faces_of([0] * 5), tracks=[1, 1, 1, 2, 2], anchors=[FREE, FREE, 4, 4, 4]))
    assert units.of_face.tolist() == [0, 0, 1, 2, 2]
    assert units.anchors.tolist() == [FREE, 4, 4]
    assert units.sizes.tolist() == [2, 1, 2]


def test_a_unit_stands_at_the_mean_of_equally_good_faces():
    encodings = faces_of([0, 0, 1])
    units = units_by_track(observed(encodings, tracks=[1, 1, 2]))
    assert units.points[0] == pytest.approx(encodings[:2].mean(axis=0))


def test_a_poor_face_counts_little_beside_a_good_one():
    encodings = faces_of([0, 1])
    units = units_by_track(observed(encodings, tracks=[1, 1], quality=[0.9, 0.1]))
    assert np.linalg.norm(units.points[0] - encodings[0]) < 0.05
    assert units.quality[0] == pytest.approx(0.9, abs=0.05)


def test_two_faces_of_one_picture_in_one_track_are_two_units():
    units = units_by_track(observed(faces_of([0, 0, 0]), tracks=[1, 1, 1], frames=[5, 5, 6]))
    assert units.of_face[0] != units.of_face[1]


def test_the_canonical_order_follows_from_the_encodings():
    encodings = faces_of([0, 1, 2, 3])
    order = np.array([2, 0, 3, 1])
    assert (order[canonical_order(observed(encodings[order]))] == canonical_order(observed(encodings))).all()


def test_units_that_appear_together_are_paired_once():
    observations = observed(faces_of([0] * 7), tracks=[1, 2, 3, 1, 2, 3, 4], frames=[0, 0, 0, 1, 1, 2, 3])
    assert frame_pairs(units_by_track(observations)).tolist() == [[0, 1], [0, 2], [1, 2]]


def test_faces_that_are_alone_in_their_pictures_make_no_pairs():
    assert frame_pairs(units_by_track(observed(faces_of([0, 1, 2])))).shape == (0, 2)
