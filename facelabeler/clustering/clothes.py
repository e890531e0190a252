"""What clothes tell: in one film people mostly keep them on, and they are seen where faces are small or turned away.

How much that is worth is measured in each source by itself. A track and the one whose face is nearest to it are one
person far more often than not; if such clothes are more alike than those of any two tracks, clothes tell who is who.
In photos of different days they do not, and then they count for nothing.

With similarities s of clothes (0 to 1) spread about evenly around their means, the logarithm of "same" over "different"
grows by (mean of same − mean of any) / variance for each 1.0 of s. Squared distances of faces fall by FACES times as
much, so both add up in one unit: a pair's squared distance grows by 2·w²·(middle − s).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.distances import matrix
from facelabeler.clustering.observations import Observations
from facelabeler.clustering.units import Units
from facelabeler.core.entities import FaceId

FACES = 20.0  # how much surer one gets that two faces are one person for each 1.0 less of squared distance
NEAREST = 0.45  # distance up to which two tracks that are nearest to one another count as one person here
APART = 2.0  # seconds between two tracks, so that they are not one track in two pieces
LEAST_PAIRS = 4  # fewer tell nothing
LEAST_DEVIATION = 0.1  # of similarities: fewer pairs may happen to be more even than clothes are
MOST_UNITS = 2000  # of a source that are looked at to learn what clothes are worth
KEPT = 32  # directions of colour that are kept, of those in which a source's clothes differ most


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """The clothes of one source, where they tell something: what to add to the squared distances of its units.

    `units`: (m,) which. A pair's squared distance grows by that of its `colours` (m, k) and by both `offsets` (m,).
    """

    units: NDArray[np.int64]
    colours: NDArray[np.float32]
    offsets: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Worth:
    """What clothes are worth in a source: the weight w, the similarity that says nothing, and the mean one."""

    weight: float
    middle: float
    mean: float


def wardrobes(units: Units, observations: Observations) -> list[Wardrobe]:
    """A wardrobe for each source in which clothes tell something. `observations` are those the units are of."""
    if observations.clothes is None or observations.sources is None or observations.times is None:
        return []
    source_of = np.zeros(len(units), np.int64)
    source_of[units.of_face] = observations.sources
    worn = _worn(units, observations.clothes)
    begins, ends = _lifetimes(units, observations.times)
    found = (
        _wardrobe(members, units.points[members], worn[members], begins[members], ends[members])
        for members in (np.flatnonzero(source_of == source) for source in np.unique(observations.sources))
    )
    return [wardrobe for wardrobe in found if wardrobe is not None]


def unit_rows(clothes: Mapping[FaceId, NDArray[np.uint8]], faces: Sequence[FaceId]) -> NDArray[np.float32] | None:
    """The clothes of n faces as `Observations` has them: (n, c), zeros where none are seen; None if none is known."""
    known = [place for place, face in enumerate(faces) if face in clothes]
    if not known:
        return None
    worn = np.stack([clothes[faces[place]] for place in known]).astype(np.float32)
    rows = np.zeros((len(faces), worn.shape[1]), np.float32)
    rows[known] = worn / np.maximum(np.linalg.norm(worn, axis=1, keepdims=True), 1)  # of whole numbers: 1, or none
    return rows


def _wardrobe(
    members: NDArray[np.int64],
    points: NDArray[np.float32],
    worn: NDArray[np.float32],
    begins: NDArray[np.float64],
    ends: NDArray[np.float64],
) -> Wardrobe | None:
    seen: NDArray[np.bool_] = worn.sum(axis=1) > 0
    some = np.flatnonzero(seen)
    some = some[np.linspace(0, len(some) - 1, min(len(some), MOST_UNITS)).astype(np.int64)]
    worth = _worth(points[some], worn[some], begins[some], ends[some])
    if worth is None:
        return None
    offsets = np.full(len(members), worth.weight**2 * (worth.middle - 1), np.float32)
    # the mean colour and this: beside any clothes, those that are not seen say nothing
    offsets[~seen] += worth.weight**2 * (1 + worth.mean - 2 * worth.middle)
    colours = np.where(seen[:, None], worn, worn[seen].mean(axis=0)) * worth.weight
    return Wardrobe(members, _reduced(colours.astype(np.float32)), offsets)


def _worth(
    points: NDArray[np.float32], worn: NDArray[np.float32], begins: NDArray[np.float64], ends: NDArray[np.float64]
) -> Worth | None:
    """None if clothes tell nothing, or nothing for sure: the difference must exceed its own uncertainty."""
    if len(points) < LEAST_PAIRS:
        return None
    alike = worn @ worn.T
    rows, columns = _nearest_pairs(points, begins, ends)
    same, anybody = alike[rows, columns], alike[np.triu_indices(len(points), 1)]
    if len(same) < LEAST_PAIRS:
        return None
    deviation = max(LEAST_DEVIATION, float(np.sqrt((same.var() + anybody.var()) / 2)))
    more = float(same.mean() - anybody.mean()) - deviation / np.sqrt(len(same))
    if more <= 0:
        return None
    middle = float(same.mean() + anybody.mean()) / 2
    return Worth(float(np.sqrt(more / (2 * FACES * deviation**2))), middle, float(anybody.mean()))


def _nearest_pairs(
    points: NDArray[np.float32], begins: NDArray[np.float64], ends: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each unit with the one nearest to it at another time, if that is near; each pair once."""
    distance = matrix(points)
    gap = begins[:, None] - ends[None]
    distance[(gap <= APART) & (gap.T <= APART)] = np.inf
    nearest = distance.argmin(axis=1)
    near = np.flatnonzero(distance[np.arange(len(points)), nearest] < NEAREST)
    pairs = np.unique(np.sort(np.stack([near, nearest[near]], axis=1), axis=1), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _worn(units: Units, clothes: NDArray[np.float32]) -> NDArray[np.float32]:
    """(u, c) clothes of each unit: rows of length 1, the root of the mean share of each colour; zeros if unseen."""
    shares = np.zeros((len(units), clothes.shape[1]), np.float32)
    np.add.at(shares, units.of_face, clothes**2)
    total = shares.sum(axis=1, keepdims=True)
    return np.asarray(np.sqrt(np.divide(shares, total, out=shares, where=total > 0)))


def _lifetimes(units: Units, times: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    begins, ends = np.full(len(units), np.inf), np.full(len(units), -np.inf)
    np.minimum.at(begins, units.of_face, times)
    np.maximum.at(ends, units.of_face, times)
    return begins, ends


def _reduced(colours: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same points by their KEPT principal coordinates, which keep nearly all of their distances."""
    centred = colours - colours.mean(axis=0)
    _, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    return np.asarray(centred @ directions[:, -KEPT:], np.float32)
