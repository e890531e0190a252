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
    leads back to where it came from (Z. Kalal et al., "Forward-backward error", 2010). Over a cut nothing does.
    """
    path = np.full((len(greys), *boxes.shape), np.nan, np.float32)
    path[0] = boxes
    for step in range(1, len(greys)):
        for face in np.flatnonzero(np.isfinite(path[step - 1, :, 0])):
            path[step, face] = _moved(greys[step - 1], greys[step], path[step - 1, face])
    return path


def _moved(before: NDArray[np.uint8], after: NDArray[np.uint8], box: NDArray[np.float32]) -> NDArray[np.float32]:
    width = float(box[2] - box[0])
    start = _grid(box)
    end, arrived = _flow(before, after, start)
    back, returned = _flow(after, before, end)
    kept = arrived & returned & (np.linalg.norm(back - start, axis=1) <= max(0.5, RETURN * width))
    if kept.mean() < LEAST_KEPT:
        return np.full(4, np.nan, np.float32)
    start, end = start[kept], end[kept]
    way = np.median(end - start, axis=0)
    if np.median(np.abs(end - start - way), axis=0).max() > LOOSEST * width:
        return np.full(4, np.nan, np.float32)
    centre = (box[:2] + box[2:]) / 2 + way
    half = (box[2:] - box[:2]) / 2 * _zoom(start, end)
    return np.concatenate([centre - half, centre + half]).astype(np.float32)


def _grid(box: NDArray[np.float32]) -> NDArray[np.float32]:
    margin = INSIDE * (box[2:] - box[:2])
    columns, rows = (np.linspace(box[k] + margin[k], box[k + 2] - margin[k], GRID) for k in (0, 1))
    return np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2).astype(np.float32)


def _flow(
    before: NDArray[np.uint8], after: NDArray[np.uint8], points: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    import cv2

    window = (WINDOW, WINDOW)
    moved, found, _ = cv2.calcOpticalFlowPyrLK(before, after, points[:, None], None, winSize=window, maxLevel=LEVELS)
    return moved[:, 0], found.ravel() == 1


def _zoom(start: NDArray[np.float32], end: NDArray[np.float32]) -> float:
    """By what factor the distances between the points have grown."""
    one, other = np.triu_indices(len(start), 1)
    before = np.linalg.norm(start[one] - start[other], axis=1)
    after = np.linalg.norm(end[one] - end[other], axis=1)
    return float(np.clip(np.median(after / before), 1 / MOST_ZOOM, MOST_ZOOM)) if len(before) else 1.0
