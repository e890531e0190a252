"""Follows faces from one sample to the next by optical flow: a small part of what finding them again would cost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.vision.detection import Picture

WIDTH = 640  # pixels of the pictures that faces are followed in
GRID = 7  # points a side that a face is followed by
INSIDE = 0.12  # share of the box that is left out around them: it shows what is behind the head
WINDOW, LEVELS = 15, 3  # pixels a side that are compared, and halvings of the picture for far ways
CRITERIA = (3, 30, 0.01)  # steps of the search at most, and pixels below which a step ends it
LEAST_KEPT = 0.3  # share of the points that must arrive
RETURN = 0.05  # box widths (half a pixel at least) by which a point may miss its start when followed back
LOOSEST = 0.15  # box widths by which half of the points may stray from the way of all
MOST_ZOOM = 1.25  # from one picture to the next


class OpticalFlow:
    """Follows by the functions below, as a stage of the pipeline (`pipeline.stages.Follower`)."""

    def grey(self, image: Picture) -> NDArray[np.uint8]:
        return grey(image)

    def follow(self, greys: Sequence[NDArray[np.uint8]], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        return follow(greys, boxes)


def grey(image: Picture) -> NDArray[np.uint8]:
    """The picture in grey, at most WIDTH pixels wide."""
    import cv2

    small = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))
    if image.shape[1] <= WIDTH:
        return small
    size = (WIDTH, max(1, round(image.shape[0] * WIDTH / image.shape[1])))
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA))


def follow(greys: Sequence[NDArray[np.uint8]], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """(pictures, n, 4) boxes (left, top, right, bottom) from n boxes of the first picture; NaN from where one is lost.

    A box goes the middle way of its points (B. Lucas and T. Kanade, 1981) and grows with them. A point counts if it
    leads back to where it came from (Z. Kalal et al., "Forward-backward error", 2010). Over a cut nothing does, nor
    where a picture has another size, as in films that were put together from several.
    """
    path = np.full((len(greys), *boxes.shape), np.nan, np.float32)
    path[0] = boxes
    for step in range(1, len(greys)):
        there = np.flatnonzero(np.isfinite(path[step - 1, :, 0]))
        if not len(there) or greys[step].shape != greys[step - 1].shape:
            break
        path[step, there] = _moved(greys[step - 1], greys[step], path[step - 1, there])
    return path


def _moved(before: NDArray[np.uint8], after: NDArray[np.uint8], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where n boxes of one picture are on the next, with all their points in one go: pictures are prepared once."""
    low, high, width = boxes[:, :2], boxes[:, 2:], boxes[:, 2] - boxes[:, 0]
    start = _grids(boxes)
    end, arrived = _flow(before, after, start)
    back, returned = _flow(after, before, end)
    missed = np.linalg.norm(back - start, axis=2)
    kept = arrived & returned & (missed <= np.maximum(0.5, RETURN * width)[:, None])
    way = _middle(end - start, kept[..., None])
    strayed = _middle(np.abs(end - start - way[:, None]), kept[..., None]).max(axis=1)
    centre, half = (low + high) / 2 + way, (high - low) / 2 * _zooms(start, end, kept)[:, None]
    sure = (kept.mean(axis=1) >= LEAST_KEPT) & (strayed <= LOOSEST * width)
    return np.where(sure[:, None], np.concatenate([centre - half, centre + half], axis=1), np.nan).astype(np.float32)


def _grids(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, GRID², 2) points inside n boxes."""
    shares = np.linspace(INSIDE, 1 - INSIDE, GRID, dtype=np.float32)
    grid = np.stack(np.meshgrid(shares, shares), axis=-1).reshape(-1, 2)
    return np.asarray(boxes[:, None, :2] + grid * (boxes[:, 2:] - boxes[:, :2])[:, None])


def _flow(
    before: NDArray[np.uint8], after: NDArray[np.uint8], points: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    import cv2

    flat = np.ascontiguousarray(points.reshape(-1, 1, 2))
    moved, found, _ = cv2.calcOpticalFlowPyrLK(
        before, after, flat, None, winSize=(WINDOW, WINDOW), maxLevel=LEVELS, criteria=CRITERIA
    )
    return moved.reshape(points.shape), found.reshape(points.shape[:2]) == 1


def _zooms(start: NDArray[np.float32], end: NDArray[np.float32], kept: NDArray[np.bool_]) -> NDArray[np.float32]:
    """By what factor the distances between the points kept of each box have grown."""
    one, other = np.triu_indices(start.shape[1], 1)
    before, after = (np.linalg.norm(points[:, one] - points[:, other], axis=2) for points in (start, end))
    grown = _middle(after / np.maximum(before, 1e-6), kept[:, one] & kept[:, other])
    return np.clip(grown, 1 / MOST_ZOOM, MOST_ZOOM)


def _middle(values: NDArray[np.float32], kept: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The median of (n, k, …) values over the k that are kept; 0 where none is."""
    count = kept.sum(axis=1, keepdims=True)
    rising = np.sort(np.where(kept, values, np.inf), axis=1)
    low, high = (np.take_along_axis(rising, np.maximum(at, 0), axis=1) for at in ((count - 1) // 2, count // 2))
    return np.asarray(np.where(count > 0, (low + high) / 2, 0).squeeze(1))
