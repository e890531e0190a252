"""Brings the groups of a method that knows only encodings into line with what is fixed and what cannot be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.observations import FREE, Observations


def reconcile(observations: Observations, groups: NDArray[np.int64], *, one_per_picture: bool) -> NDArray[np.int64]:
    """Labels in which fixed faces stand where they are fixed and the rest follows its group.

    A group with fixed faces joins their cluster; with faces fixed in several, each free face joins the nearest of them.
    With `one_per_picture`, of the faces of one picture only the most typical stays in a group; the others are left
    unclustered. Returned groups are numbered -2, -3, …; faces in none are -1.
    """
    labels = np.where(observations.anchors != FREE, observations.anchors, np.where(groups < 0, FREE, -2 - groups))
    for group in np.unique(groups[groups >= 0]):
        members = np.flatnonzero(groups == group)
        _join_fixed(observations, labels, members)
    if one_per_picture:
        for label in np.unique(labels[labels != FREE]):
            _thin_out(observations, labels, np.flatnonzero(labels == label))
    return labels


def _join_fixed(observations: Observations, labels: NDArray[np.int64], members: NDArray[np.int64]) -> None:
    anchors = observations.anchors[members]
    present = np.unique(anchors[anchors != FREE])
    if not len(present):
        return
    means = np.stack([observations.encodings[members[anchors == anchor]].mean(axis=0) for anchor in present])
    free = members[anchors == FREE]
    away = np.linalg.norm(observations.encodings[free][:, None] - means[None], axis=2)
    labels[free] = present[away.argmin(axis=1)]


def _thin_out(observations: Observations, labels: NDArray[np.int64], members: NDArray[np.int64]) -> None:
    """Leaves one free face a picture in a group, and none beside a fixed one."""
    centre = observations.encodings[members].mean(axis=0)
    away = np.linalg.norm(observations.encodings[members] - centre, axis=1)
    fixed = observations.anchors[members] != FREE
    order = np.lexsort((away, ~fixed, observations.frames[members]))
    frames = observations.frames[members][order]
    again = np.r_[False, frames[1:] == frames[:-1]]
    extra = members[order[again]]
    labels[extra[observations.anchors[extra] == FREE]] = FREE
