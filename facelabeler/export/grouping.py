"""Which pictures show nearly the same and so must stay in one split."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from facelabeler.core.entities import SourceId, TrackId
from facelabeler.core.geometry import Box
from facelabeler.export.options import SplitBy

SAME_PLACE_SECONDS = 10.0
"""How long a person may be away and still, at the same place in the picture, count as in the same shot.

A track breaks when one sample misses the face, and dialogue cuts back to the same camera every few seconds.
"""

SAME_PLACE_OVERLAP = 0.3
"""Intersection over union from which on two boxes are at the same place."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A face as the split sees it: `who` is whatever says that two faces are one person, None if nothing does."""

    track: TrackId
    box: Box
    who: Hashable | None


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: all faces in it, labelled or not. `twin` is equal for pictures of identical files."""

    source: SourceId
    time: float
    faces: tuple[Seen, ...]
    twin: Hashable | None = None


def shots(scenes: Sequence[Scene], by: SplitBy = "shot") -> list[list[int]]:
    """Indices of `scenes`, which rise by source and time, in groups that no split may divide; groups by first index.

    Two pictures are in one group if a track runs through both, if they come from identical files, or if a chain of such
    pictures connects them; by `shot` also if a person is at the same place in both within `SAME_PLACE_SECONDS`, by
    `source` also if they come from one source.
    """
    parents = list(range(len(scenes)))
    for one, other in _links(scenes, by):
        parents[_root(parents, one)] = _root(parents, other)
    groups: dict[int, list[int]] = {}
    for index in range(len(scenes)):
        groups.setdefault(_root(parents, index), []).append(index)
    return list(groups.values())


def _links(scenes: Sequence[Scene], by: SplitBy) -> Iterable[tuple[int, int]]:
    first: dict[Hashable, int] = {}
    for index, scene in enumerate(scenes):
        for face in scene.faces:
            yield index, first.setdefault(face.track, index)
        if scene.twin is not None:
            yield index, first.setdefault(("twin", scene.twin), index)
        if by == "source":
            yield index, first.setdefault(("source", scene.source), index)
    if by == "shot":
        yield from _same_place(scenes)


def _same_place(scenes: Sequence[Scene]) -> Iterable[tuple[int, int]]:
    """Each picture with earlier ones that show a person at the same place; only a track's latest box is compared."""
    latest: dict[tuple[SourceId, Hashable], dict[TrackId, tuple[int, Box]]] = {}
    for index, scene in enumerate(scenes):
        for face in scene.faces:
            if face.who is None:
                continue
            others = latest.setdefault((scene.source, face.who), {})
            for track, (before, box) in list(others.items()):
                if scene.time - scenes[before].time > SAME_PLACE_SECONDS:
                    del others[track]
                elif box.iou(face.box) >= SAME_PLACE_OVERLAP:
                    yield index, before
            others[face.track] = (index, face.box)


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index
