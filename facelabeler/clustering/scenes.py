"""Whether two samples of a video show the same scene: cheap enough for every frame that arrives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROWS, COLUMNS = 36, 64
LEAST_SAMPLES = 4  # pixels a side that stand for one pixel of the miniature: more cost time and tell no more
STAYS = 0.4  # a pixel stays if no channel changes by more than this share of the pictures' contrast …
LEAST_CHANGE, MOST_CHANGE = 4.0, 20.0  # … within these bounds (grey levels): noise of dark pictures, and flat light


def miniature(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A (36, 64, 3) uint8 picture of a (height, width, 3) one, whatever its shape."""
    rows = _spread(image.shape[0], ROWS)
    columns = _spread(image.shape[1], COLUMNS)
    picked = image[rows][:, columns].reshape(ROWS, LEAST_SAMPLES, COLUMNS, LEAST_SAMPLES, 3)
    return np.asarray(picked.mean(axis=(1, 3)).round(), np.uint8)


def likeness(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    """The share of two miniatures that stays the same, 0 to 1: high while the camera stands, low after a cut."""
    one, other = before.astype(np.float32), after.astype(np.float32)
    limit = np.clip(STAYS * min(one.std(), other.std()), LEAST_CHANGE, MOST_CHANGE)
    return float((np.abs(one - other).max(axis=2) <= limit).mean())


def _spread(length: int, parts: int) -> NDArray[np.int64]:
    """Indices spread evenly over `length` pixels, LEAST_SAMPLES for each of `parts`."""
    count = parts * LEAST_SAMPLES
    return ((np.arange(count) + 0.5) * length / count).astype(np.int64)
