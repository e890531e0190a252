from __future__ import annotations

import numpy as np
import pytest
from synthetic_faces import SIZE, faces_of, observed

from facelabeler.clustering.foretelling import foretell
from facelabeler.clustering.methods import METHODS, group
from facelabeler.clustering.thresholds import HIGHEST, LOWEST
from facelabeler.clustering.tracks_linkage import outcomes, suggested_threshold
from facelabeler.core.errors import UsageError

PEOPLE, SHOWN = 6, 8
WHO = list(range(PEOPLE)) * SHOWN
FRAMES = [k // PEOPLE for k in range(len(WHO))]


def look_alikes() -> np.ndarray:
    """The same people, drawn together until any two are as near as one person's faces usually are."""
    faces = faces_of(WHO, spread=0.2)
    return (faces.mean(axis=0) + 0.6 * (faces - faces.mean(axis=0))).astype(np.float32)


def test_strangers_leave_the_threshold_high_and_look_alikes_in_one_picture_lower_it():
    strangers = observed(faces_of(WHO), frames=FRAMES)
    assert suggested_threshold(strangers) == HIGHEST
    assert suggested_threshold(observed(look_alikes(), frames=FRAMES)) < HIGHEST - 0.05


def test_look_alikes_are_told_apart_where_pictures_show_them_together():
    labels = group(observed(look_alikes(), frames=FRAMES))
    assert len(set(labels.tolist())) == PEOPLE


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_faces_leave_it_at_what_holds_for_people_in_general(count):
    assert LOWEST <= suggested_threshold(observed(faces_of(WHO[:count]).reshape(count, SIZE))) <= HIGHEST


def test_outcomes_are_what_the_same_thresholds_lead_to():
    faces = observed(faces_of(WHO, spread=0.5), frames=FRAMES, quality=[0.2 if k % 5 == 0 else 0.9 for k in range(48)])
    for outcome in outcomes(faces, [0.3, 0.45, 0.58, 0.9], lone_quality=0.4):
        labels = group(faces, threshold=outcome.threshold, lone_quality=0.4)
        assert outcome.clusters == len(set(labels[labels != -1].tolist()))
        assert outcome.unclustered == int((labels == -1).sum())


def test_conflicts_are_pairs_in_one_picture_that_only_the_rule_keeps_apart():
    twins = observed(faces_of([0, 0, 1], spread=0.2), frames=[1, 1, 1])
    near, far = outcomes(twins, [0.5, 1.0], lone_quality=0.0)
    assert (near.conflicts, near.clusters) == (1, 3)
    assert far.conflicts == 3


def test_the_threshold_is_auto_or_a_number():
    [parameter] = [one for one in METHODS["linkage"].parameters if one.name == "threshold"]
    assert parameter.read("linkage", "auto") is None
    assert parameter.read("linkage", None) is None
    assert parameter.read("linkage", "0.5") == 0.5
    with pytest.raises(UsageError, match="threshold") as refused:
        parameter.read("linkage", "near")
    assert "auto" in str(refused.value)


@pytest.mark.parametrize("method", list(METHODS))
def test_what_is_foretold_comes_true(method):
    faces = observed(faces_of(WHO, spread=0.45), frames=FRAMES)
    foretold, labels = foretell(faces, method), group(faces, method)
    assert foretold.clusters == len(set(labels[labels != -1].tolist()))
    assert foretold.unclustered == int((labels == -1).sum())


def test_faces_of_one_picture_in_one_cluster_are_conflicts():
    twins = observed(faces_of([0, 0, 0, 1], spread=0.1), frames=[1, 1, 1, 1])
    assert foretell(twins, "agglomerative").conflicts == 3
    assert foretell(twins, "linkage").conflicts == 3
    assert foretell(twins, "agglomerative", one_per_picture=True).conflicts == 0


def test_nothing_is_foretold_of_nothing():
    nothing = observed(np.zeros((0, SIZE), np.float32))
    assert all(foretell(nothing, method).clusters == 0 for method in METHODS)
