"""Average linkage under constraints, without a matrix of all distances."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.chains import chained
from facelabeler.clustering.distances import matrix
from facelabeler.clustering.observations import FREE
from facelabeler.clustering.points import Links, Points

ROWS, COLUMNS = 512, 4096  # of a tile of distances: fits into a processor's cache
MOST_LINKS = 2_000_000  # that are looked at together: about 100 MB
SAMPLED_ROWS = 512  # from which the number of links is foretold
MOST_CHAINED = 4000  # points of which all distances are held at once: 64 MB
LEAST_STEP = 0.01  # by which the radius grows at least


def average_linkage(
    points: Points, limit: float, start: NDArray[np.int64] | None = None, most_links: int = MOST_LINKS
) -> NDArray[np.int64]:
    """Groups of points: the nearest two are joined while the root of their mean squared distance is at most `limit`.

    `start`: (u,) group numbers to go on from, in which every anchor is one group. Returns group numbers from 0 in order
    of first appearance. The mean squared distance of two groups is the squared distance of their means plus the spread
    of each, so no matrix of all distances is needed: it is enough to know the pairs within a radius. A mean of two
    distances is never below the smaller of them, so what is beyond the radius now cannot come nearer by a join, and in
    one round all pairs that are each other's nearest may join (F. Murtagh, "A survey of recent advances in hierarchical
    clustering algorithms", 1983). The radius grows to the limit in as many steps as memory asks for: about `most_links`
    pairs are looked at together. "Never" is an infinite distance and stays so.
    """
    alone = np.where(points.anchors != FREE, points.anchors, -2 - np.arange(len(points)))
    groups = numbered(alone if start is None else start)
    radius = 0.0
    while radius < limit and len(points) > 1:
        joined = gathered(points, groups)
        radius = min(limit, max(_affordable_radius(joined, most_links), radius + LEAST_STEP))
        groups = numbered(_joined_within(joined, radius)[groups])
    return groups


def gathered(points: Points, groups: NDArray[np.int64]) -> Points:
    """One point a group: its mean, and as its spread the mean squared distance of its members from that."""
    sizes = np.bincount(groups, points.sizes)
    share = (points.sizes / sizes[groups]).astype(np.float32)
    where = np.zeros((len(sizes), points.where.shape[1]), np.float32)
    np.add.at(where, groups, points.where * share[:, None])
    away = ((points.where - where[groups]) ** 2).sum(axis=1)
    anchors = np.full(len(sizes), FREE, np.int64)
    twice = np.zeros(len(sizes), bool)
    np.maximum.at(anchors, groups, points.anchors)
    np.logical_or.at(twice, groups, points.twice)
    return Points(
        where=where,
        spread=np.bincount(groups, (away + points.spread) * share).astype(np.float32),
        sizes=sizes.astype(np.float32),
        anchors=anchors,
        apart=_distinct(groups[points.apart]),
        twice=twice,
    )


def numbered(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Equal keys get equal numbers, counted from 0 in order of first appearance."""
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def _affordable_radius(points: Points, most_links: int) -> float:
    """A radius within which about `most_links` pairs lie, as a sample of the points tells."""
    count = len(points)
    if count * (count - 1) // 2 <= most_links:
        return np.inf
    rows = np.linspace(0, count - 1, SAMPLED_ROWS).astype(np.int64)
    squared = _squared(points, rows)
    affordable = 2 * most_links * SAMPLED_ROWS // count
    return float(np.sqrt(max(0.0, np.partition(squared.ravel(), affordable)[affordable])))


def links_within(points: Points, radius: float) -> Links:
    """All pairs at most `radius` apart that may meet."""
    found = []
    left, right = _factors(points)
    for top in range(0, len(points), ROWS):
        for start in range(top, len(points), COLUMNS):
            tile = left[top : top + ROWS] @ right[start : start + COLUMNS].T
            near = np.flatnonzero(tile <= radius**2)  # many times faster than nonzero of a matrix
            rows, columns = np.divmod(near, tile.shape[1])
            upper = columns + start > rows + top
            rows, columns = rows[upper], columns[upper]
            found.append((rows + top, columns + start, tile[rows, columns]))
    return _permitted(points, Links(*(np.concatenate(part) for part in zip(*found, strict=True))))


def _factors(points: Points) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Two (u, d + 2) matrices whose products are the squared distances with both spreads."""
    centred = points.where - points.where.mean(axis=0)
    own = ((centred**2).sum(axis=1) + points.spread)[:, None]
    one = np.ones_like(own)
    return np.hstack([-2 * centred, own, one]), np.hstack([centred, one, own])


def _squared(points: Points, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    left, right = _factors(points)
    squared = left[rows] @ right.T
    squared[np.arange(len(rows)), rows] = np.inf
    return squared


def _permitted(points: Points, links: Links) -> Links:
    """The links between points that may meet."""
    anchored = points.anchors != FREE
    allowed = ~(anchored[links.first] & anchored[links.second])
    count = len(points)
    ruled = points.apart[~points.twice[points.apart].any(axis=1)]
    forbidden = ruled[:, 0] * count + ruled[:, 1]
    allowed &= ~np.isin(links.first * count + links.second, forbidden)
    return links.where(allowed)


def _joined_within(points: Points, radius: float) -> NDArray[np.int64]:
    """(u,) groups, named by one member each, after all joins up to `radius`.

    Points that no chain of links connects never join, so each connected part is worked out by itself.
    """
    groups = np.arange(len(points))
    links = links_within(points, radius)
    for members, apart, own in _parts(points, links):
        if len(members) == 2:
            local = np.zeros(2, np.int64)
        elif len(members) <= MOST_CHAINED and not points.twice[members].any():
            local = chained(_all_squared(points, members, apart), points.sizes[members], radius**2)
        else:
            local = _joined_in_rounds(points.some(members, apart), own, radius)
        groups[members] = members[local]
    return groups


def _parts(points: Points, links: Links) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], Links]]:
    """Each connected part of two points or more: its members, and its pairs apart and links, by places among these."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(points)
    ones = np.ones(len(links), np.int8)
    part_count, part_of = connected_components(coo_array((ones, (links.first, links.second)), (count, count)))
    order = np.argsort(part_of, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(part_of, minlength=part_count))[:-1])
    place = np.empty(count, np.int64)
    for some in members:
        place[some] = np.arange(len(some))
    inside = points.apart[part_of[points.apart[:, 0]] == part_of[points.apart[:, 1]]]
    aparts = _by_part(part_of[inside[:, 0]], part_count)
    own = _by_part(part_of[links.first], part_count)
    for part in np.flatnonzero(np.bincount(part_of) > 1):
        mine = links.where(own[part])
        yield (
            members[part],
            place[inside[aparts[part]]],
            Links(place[mine.first], place[mine.second], mine.squared),
        )


def _by_part(part_of: NDArray[np.int32], count: int) -> list[NDArray[np.int64]]:
    """For each part the rows that belong to it."""
    order = np.argsort(part_of, kind="stable")
    return np.split(order, np.cumsum(np.bincount(part_of, minlength=count))[:-1])


def _all_squared(points: Points, members: NDArray[np.int64], apart: NDArray[np.int64]) -> NDArray[np.float32]:
    """(m, m) squared distances, infinite for what never meets."""
    where, spread = points.where[members], points.spread[members]
    squared = np.asarray(matrix(where) ** 2 + spread[:, None] + spread, np.float32)
    fixed = np.flatnonzero(points.anchors[members] != FREE)
    squared[np.ix_(fixed, fixed)] = np.inf
    squared[apart[:, 0], apart[:, 1]] = squared[apart[:, 1], apart[:, 0]] = np.inf
    np.fill_diagonal(squared, np.inf)
    return squared


def _joined_in_rounds(points: Points, links: Links, radius: float) -> NDArray[np.int64]:
    """The same for many points, from their links alone: in each round pairs that are each other's nearest join."""
    groups = np.arange(len(points))
    while len(links):
        partner = _mutual(links, len(points))
        merged = numbered(np.minimum(partner, np.arange(len(points))))
        changed = partner != np.arange(len(points))
        touched = np.zeros(merged.max() + 1, bool)
        touched[merged[changed]] = True
        points = gathered(points, merged)
        groups = merged[groups]
        links = _carried(points, links, merged, touched, radius)
    return np.unique(groups, return_index=True)[1][groups]


def _mutual(links: Links, count: int) -> NDArray[np.int64]:
    """For each point the one whose nearest it is and that is its nearest; itself if there is none."""
    least = np.full(count, np.inf, np.float32)
    np.minimum.at(least, links.first, links.squared)
    np.minimum.at(least, links.second, links.squared)
    best = np.flatnonzero((links.squared == least[links.first]) & (links.squared == least[links.second]))
    partner = np.arange(count)
    for link in best[
        np.lexsort((links.second[best], links.first[best]))
    ]:  # equal distances: the first point goes first
        one, other = links.first[link], links.second[link]
        if partner[one] == one and partner[other] == other:
            partner[one], partner[other] = other, one
    return partner


def _carried(
    points: Points, links: Links, merged: NDArray[np.int64], touched: NDArray[np.bool_], radius: float
) -> Links:
    """The links after a round of joins: between groups now, those of touched groups measured anew."""
    pairs = np.sort(np.stack([merged[links.first], merged[links.second]], axis=1), axis=1)
    _, kept = np.unique(pairs[:, 0] * len(points) + pairs[:, 1], return_index=True)
    kept = kept[pairs[kept, 0] != pairs[kept, 1]]
    first, second = pairs[kept].T
    squared = links.squared[kept]
    stale = touched[first] | touched[second]
    squared[stale] = _measured(points, first[stale], second[stale])
    return _permitted(points, Links(first, second, squared).where(squared <= radius**2))


def _measured(points: Points, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float32]:
    squared = points.spread[first] + points.spread[second]
    for start in range(0, len(first), COLUMNS):
        part = slice(start, start + COLUMNS)
        squared[part] += ((points.where[first[part]] - points.where[second[part]]) ** 2).sum(axis=1)
    return squared


def _distinct(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each unordered pair once, the smaller number first."""
    return np.unique(np.sort(pairs, axis=1), axis=0)
