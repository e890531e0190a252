"""Which faces of a cluster its card shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.typicality import distances_to_mean
from facelabeler.core.entities import Face, FaceId

MOST_CONSIDERED = 600  # of a bigger cluster every n-th track's best face: variety costs no more than that
WIDE_CARD = 280  # from this card width on there is room for a finer grid


def capacity(faces: int, card_width: int) -> int:
    """How many tiles a card of this many faces has: 1, 4 (2×2), 6 (3×3 with a 2×2 hero), 13 (4×4 with one)."""
    if faces <= 4:
        return 1 if faces <= 1 else 4
    return 13 if card_width >= WIDE_CARD else 6


def choose(
    faces: Sequence[Face], encodings: NDArray[np.float32], tiles: int, kept: Sequence[FaceId] = ()
) -> tuple[FaceId, ...]:
    """The faces to show, the hero first, the least typical one last; `encodings` is (n, d), in the faces' order.

    The hero is the most typical face of good quality; then come the farthest from those already chosen, each of
    another track as long as there are any. What was shown before (`kept`) keeps its tile while its face stays, unless
    the tile only repeats a track while another track is waiting to be seen.
    """
    if not faces:
        return ()
    picked = _considered(faces, encodings)
    chosen = _kept_slots(faces, kept, tiles)
    rows = {face.id: row for row, face in enumerate(faces)}
    if chosen[0] is None:
        chosen[0] = _hero([faces[row] for row in picked if faces[row].id not in chosen], faces, encodings, rows)
    _fill(chosen, faces, encodings, picked, rows)
    return tuple(face for face in chosen if face is not None)


def _kept_slots(faces: Sequence[Face], kept: Sequence[FaceId], tiles: int) -> list[FaceId | None]:
    track_of = {face.id: face.track for face in faces}
    waiting = set(track_of.values()) - {track_of[face] for face in kept if face in track_of}
    slots: list[FaceId | None] = []
    for face in kept:
        repeats = any(other is not None and track_of[other] == track_of.get(face) for other in slots)
        slots.append(None if face not in track_of or (repeats and waiting) else face)
    return (slots + [None] * tiles)[:tiles]


def _considered(faces: Sequence[Face], encodings: NDArray[np.float32]) -> list[int]:
    """Rows worth showing: the best face of each track first, then the rest, thinned out if they are many."""
    best: dict[int, int] = {}
    for row, face in enumerate(faces):
        if face.track not in best or faces[best[face.track]].quality < face.quality:
            best[face.track] = row
    firsts = list(best.values())
    taken = set(firsts)
    rest = [row for row in range(len(faces)) if row not in taken]
    return [*_thinned(firsts), *_thinned(rest)] if len(encodings) == len(faces) else firsts


def _thinned(rows: list[int]) -> list[int]:
    step = -(-len(rows) // MOST_CONSIDERED) if rows else 1
    return rows[::step]


def _hero(
    candidates: Sequence[Face], faces: Sequence[Face], encodings: NDArray[np.float32], rows: dict[FaceId, int]
) -> FaceId | None:
    if not candidates:
        return None
    away = distances_to_mean(encodings)
    good = float(np.median([face.quality for face in faces]))
    return min((c for c in candidates), key=lambda face: (face.quality < good, away[rows[face.id]], face.id)).id


def _fill(
    chosen: list[FaceId | None],
    faces: Sequence[Face],
    encodings: NDArray[np.float32],
    picked: list[int],
    rows: dict[FaceId, int],
) -> None:
    """Fill the empty tiles with the farthest from those shown, in place."""
    shown = [rows[face] for face in chosen if face is not None]
    pool = np.array([row for row in picked if row not in shown], np.int64)
    holes = [slot for slot, face in enumerate(chosen) if face is None]
    if not len(pool) or not holes:
        return
    away = np.min([np.linalg.norm(encodings[pool] - encodings[row], axis=1) for row in shown], axis=0)
    fresh = _fresh(pool, faces, {faces[row].track for row in shown})
    new: list[FaceId] = []
    while holes[len(new) :] and np.isfinite(away).any():
        at = int(np.argmax(np.where(np.isfinite(away), away + 10.0 * fresh, -np.inf)))
        new.append(faces[pool[at]].id)
        fresh &= np.array([faces[row].track != faces[pool[at]].track for row in pool])
        away = np.minimum(away, np.linalg.norm(encodings[pool] - encodings[pool[at]], axis=1))
        away[at] = -np.inf
    new = _least_typical_last(new, encodings, rows) if holes[-1] == len(chosen) - 1 else new
    for slot, face in zip(holes, new, strict=False):
        chosen[slot] = face


def _fresh(pool: NDArray[np.int64], faces: Sequence[Face], shown: set[int]) -> NDArray[np.bool_]:
    return np.array([faces[row].track not in shown for row in pool])


def _least_typical_last(new: list[FaceId], encodings: NDArray[np.float32], rows: dict[FaceId, int]) -> list[FaceId]:
    away = distances_to_mean(encodings)
    last = max(new, key=lambda face: away[rows[face]])
    return [*(face for face in new if face != last), last]
