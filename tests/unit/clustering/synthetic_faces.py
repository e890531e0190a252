"""Encodings that lie to each other as dlib's do: one person's about 0.4 apart, two people's about 0.8."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.observations import FREE, Observations

SIZE = 128
APART = 0.8  # of two people
SPREAD = 0.4  # of one person


def people(count: int, seed: int = 0) -> NDArray[np.float32]:
    """(count, 128) centres, each two about APART from each other."""
    directions = np.random.default_rng(seed).normal(size=(count, SIZE))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return (directions * np.sqrt((APART**2 - SPREAD**2) / 2)).astype(np.float32)


def faces_of(who: list[int], seed: int = 0, spread: float = SPREAD) -> NDArray[np.float32]:
    """(n, 128): a face of each listed person, faces of one person about `spread` apart."""
    rng = np.random.default_rng(seed + 1)
    noise = rng.normal(size=(len(who), SIZE)) * spread / np.sqrt(2 * SIZE)
    return (people(max(who, default=0) + 1, seed)[who] + noise).astype(np.float32)


def observed(
    encodings: NDArray[np.float32],
    *,
    tracks: list[int] | None = None,
    frames: list[int] | None = None,
    anchors: list[int] | None = None,
    quality: list[float] | None = None,
) -> Observations:
    """Observations with what is not given so that it constrains nothing."""
    n = len(encodings)
    return Observations(
        ids=np.arange(10, 10 + n),
        encodings=encodings,
        tracks=np.array(range(n) if tracks is None else tracks, np.int64),
        frames=np.array(range(n) if frames is None else frames, np.int64),
        quality=np.array([0.9] * n if quality is None else quality, np.float32),
        anchors=np.array([FREE] * n if anchors is None else anchors, np.int64),
    )


def partition(labels: NDArray[np.int64]) -> set[frozenset[int]]:
    """The groups as sets of face indices; each unclustered face by itself."""
    groups: dict[int, list[int]] = {}
    for face, label in enumerate(labels.tolist()):
        groups.setdefault(label if label != FREE else -1_000_000 - face, []).append(face)
    return {frozenset(members) for members in groups.values()}
