"""Found faces become Faces: they get ids, and the tracks they continue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.scenes import likeness
from facelabeler.clustering.tracks import link
from facelabeler.core.encodings import Encodings, stacked
from facelabeler.core.entities import Face, FaceId, SourceId, TrackId
from facelabeler.pipeline.stages import FoundFace, FoundFrame
from facelabeler.storage.store import Arrival

LONGEST_GAP = 1.5  # in sampling steps: with a sample missing between two, nobody knows what happened there


@dataclass(frozen=True, slots=True)
class LastFrame:
    """The last sample of a source: its time, faces, their (n, d) encodings, and its miniature if it is known."""

    time: float
    faces: tuple[Face, ...]
    encodings: Encodings
    scene: NDArray[np.uint8] | None = None


class Arrivals:
    """Turns the frames of one source into arrivals, in order, each linked to the sample before it."""

    def __init__(self, source: SourceId, every: float, last: LastFrame, face: FaceId, track: TrackId) -> None:
        self.last = last
        self._source = source
        self._every = every
        self._next_face = face
        self._next_track = track

    def of(self, frame: FoundFrame) -> list[Arrival]:
        """The frame's faces with ids and tracks; the frame is `last` afterwards."""
        arrivals = [self._arrival(frame, *pair) for pair in zip(frame.faces, self._tracks(frame), strict=True)]
        faces = tuple(arrival.face for arrival in arrivals)
        self.last = LastFrame(frame.time, faces, _encodings(frame), frame.scene)
        return arrivals

    def _arrival(self, frame: FoundFrame, found: FoundFace, track: TrackId) -> Arrival:
        number, self._next_face = self._next_face, FaceId(self._next_face + 1)
        face = Face(
            number, self._source, frame.time, frame.index, found.box, found.score, found.quality, track, found.landmarks
        )
        return Arrival(face, found.encoding, found.thumbnail, found.clothes)

    def _tracks(self, frame: FoundFrame) -> list[TrackId]:
        before, gap = self.last, frame.time - self.last.time
        links = [-1] * len(frame.faces)
        if before.faces and 0 < gap <= LONGEST_GAP * self._every:
            old, new = ([face.box for face in faces] for faces in (before.faces, frame.faces))
            scenes = (before.scene, frame.scene)
            same_scene = None if scenes[0] is None or scenes[1] is None else likeness(scenes[0], scenes[1])
            links = link(old, before.encodings, new, _encodings(frame), gap, same_scene, frame.continued)
        return [before.faces[i].track if i >= 0 else self._new_track() for i in links]

    def _new_track(self) -> TrackId:
        number, self._next_track = self._next_track, TrackId(self._next_track + 1)
        return number


def _encodings(frame: FoundFrame) -> Encodings:
    """The encodings of a frame's faces, in their order."""
    return stacked([face.encoding for face in frame.faces])
