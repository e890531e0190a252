"""The default method: average linkage over tracks, under constraints, with poor faces kept at a distance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.clothes import Wardrobe
from facelabeler.clustering.evidence import Evidence, weighed
from facelabeler.clustering.linkage import average_linkage, gathered, links_within, numbered
from facelabeler.clustering.observations import FREE, Observations
from facelabeler.clustering.outcomes import Outcome
from facelabeler.clustering.points import Points
from facelabeler.clustering.thresholds import own_threshold
from facelabeler.clustering.units import canonical_order

Groups = NDArray[np.int64]


def tracks_linkage(observations: Observations, *, threshold: float | None, lone_quality: float) -> Groups:
    """Labels (an anchor, -2 and below for a new group, -1 for none) for faces in canonical order.

    A `threshold` of None sets itself. A face that is alone in its group and poorer than `lone_quality` is in none.
    """
    evidence = weighed(observations)
    groups = _grouped(evidence, own_threshold(evidence) if threshold is None else threshold)
    return _labels(evidence, groups, lone_quality)[evidence.units.of_face]


def suggested_threshold(observations: Observations) -> float:
    """The threshold that sets itself for these faces."""
    return own_threshold(weighed(observations.reordered(canonical_order(observations))))


def outcomes(
    observations: Observations, thresholds: Sequence[float | None], *, lone_quality: float
) -> Iterator[Outcome]:
    """What each of `thresholds` (None: the one that sets itself) would lead to, without placing anything."""
    evidence = weighed(observations.reordered(canonical_order(observations)))
    together = evidence.squared_pairs(evidence.points.apart)
    for wanted in thresholds:
        threshold = own_threshold(evidence) if wanted is None else wanted
        labels = _labels(evidence, _grouped(evidence, threshold), lone_quality)
        waiting = int(evidence.units.sizes[labels == FREE].sum())
        conflicts = int((together <= threshold**2).sum())
        yield Outcome(len(np.unique(labels[labels != FREE])), waiting, conflicts, threshold)


def _grouped(evidence: Evidence, limit: float) -> Groups:
    """Within each source where clothes tell something first, then over everything by faces alone."""
    points = evidence.points
    if not evidence.wardrobes:
        return average_linkage(points, limit)
    keys = -2 - np.arange(len(points))
    apart = [points.apart]
    for wardrobe in evidence.wardrobes:
        own = average_linkage(evidence.within(wardrobe), limit)
        keys[wardrobe.units] = -2 - wardrobe.units[np.unique(own, return_index=True)[1]][own]
        apart.append(_decided(points, wardrobe, own, limit))
    groups = numbered(_under_anchors(keys, points.anchors))
    if len(evidence.wardrobes[0].units) == len(points):
        return groups
    return average_linkage(replace(points, apart=np.concatenate(apart)), limit, groups)


def _decided(points: Points, wardrobe: Wardrobe, own: Groups, limit: float) -> NDArray[np.int64]:
    """Pairs of units for groups of one source that faces alone would join and clothes did not."""
    members = wardrobe.units
    faces = points.some(members, np.zeros((0, 2), np.int64))
    links = links_within(gathered(faces, own), limit)
    first = members[np.unique(own, return_index=True)[1]]
    return np.stack([first[links.first], first[links.second]], axis=1)


def _under_anchors(keys: NDArray[np.int64], anchors: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same keys, but that of its anchor for each group that has one."""
    groups, of_unit = np.unique(keys, return_inverse=True)
    anchor_of = np.full(len(groups), FREE)
    np.maximum.at(anchor_of, of_unit, anchors)
    return np.where(anchor_of[of_unit] != FREE, anchor_of[of_unit], keys)


def _labels(evidence: Evidence, groups: Groups, lone_quality: float) -> NDArray[np.int64]:
    """For each unit the anchor of its group, a number below -1 for a group without, or FREE for a poor lone face."""
    units = evidence.units
    anchor_of = np.full(groups.max(initial=-1) + 1, FREE, np.int64)
    np.maximum.at(anchor_of, groups, units.anchors)
    labels = np.where(anchor_of[groups] == FREE, -2 - groups, anchor_of[groups])
    alone = np.bincount(groups, units.sizes)[groups] == 1
    return np.where(alone & (units.anchors == FREE) & (units.quality < lone_quality), FREE, labels)
