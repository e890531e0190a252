"""Found faces become Faces: they get ids, and the tracks they continue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.scenes import likeness
from facelabeler.clustering.tracks import CUT_SCENE, link
from facelabeler.core.encodings import Encodings, stacked
from facelabeler.core.entities import Face, FaceId, Source, TrackId
from facelabeler.core.frame_edits import SAME_PLACE
from facelabeler.core.project import Project
from facelabeler.pipeline.stages import FoundFace, FoundFrame
from facelabeler.storage.store import Arrival

LONGEST_GAP = 1.5  # in sampling steps: with a sample missing between two, nobody knows what happened there


@dataclass(frozen=True, slots=True)
class LastFrame:
    """The last sample of a source: its time, faces, their (n, d) encodings, and its miniature if it is known.

    `passed_over` holds the places, among the faces found there, of those that the user had drawn before.
    """

    time: float
    faces: tuple[Face, ...]
    encodings: Encodings
    scene: NDArray[np.uint8] | None = None
    passed_over: frozenset[int] = frozenset()

    def place_of(self, found: int) -> int:
        """The place among `faces` of the face found at this place, or -1."""
        gone = found < 0 or found in self.passed_over
        return -1 if gone else found - sum(place < found for place in self.passed_over)


class Arrivals:
    """Turns the frames of one source into arrivals, in order, each linked to the sample before it.

    `cuts` holds the times of those frames that show another scene than the frame before. Faces that the user has drawn
    before their frame was read are passed over.
    """

    def __init__(self, source: Source, last: LastFrame, project: Project) -> None:
        self.last = last
        self._project = project
        self.cuts: set[float] = set()
        self._source = source.id
        self._every = source.every
        self._next_face = project.next_face_id()
        self._next_track = project.next_track_id()

    def remind(self, frame: FoundFrame, encodings_of: Callable[[Sequence[FaceId]], Encodings]) -> None:
        """A frame that is in the project already was found again: it is `last`, for the one after it to continue."""
        stored = {face.box: face for face in map(self._project.faces.__getitem__, self._faces_on(frame.time))}
        there = [stored.get(found.box) for found in frame.faces]
        faces = tuple(face for face in there if face is not None)
        gone = frozenset(place for place, face in enumerate(there) if face is None)
        self.last = LastFrame(frame.time, faces, encodings_of([face.id for face in faces]), frame.scene, gone)

    def _faces_on(self, time: float) -> Sequence[FaceId]:
        return self._project.faces_on(self._source, time)

    def of(self, frame: FoundFrame) -> list[Arrival]:
        """The frame's faces with ids and tracks; the frame is `last` afterwards."""
        passed_over = self._drawn(frame)
        frame = _without(frame, passed_over)
        same_scene = self._likeness(frame)
        if same_scene is not None and same_scene < CUT_SCENE:
            self.cuts.add(frame.time)
        tracks = self._tracks(frame, same_scene)
        arrivals = [self._arrival(frame, *pair) for pair in zip(frame.faces, tracks, strict=True)]
        faces = tuple(arrival.face for arrival in arrivals)
        self.last = LastFrame(frame.time, faces, _encodings(frame), frame.scene, passed_over)
        return arrivals

    def _arrival(self, frame: FoundFrame, found: FoundFace, track: TrackId) -> Arrival:
        number, self._next_face = self._next_face, FaceId(self._next_face + 1)
        face = Face(
            number, self._source, frame.time, frame.index, found.box, found.score, found.quality, track, found.landmarks
        )
        return Arrival(face, found.encoding, found.thumbnail, found.clothes)

    def _drawn(self, frame: FoundFrame) -> frozenset[int]:
        """The places of found faces that the user has drawn."""
        drawn = [self._project.faces[face].box for face in self._project.faces_on(self._source, frame.time)]
        found = enumerate(frame.faces)
        return frozenset(place for place, one in found if any(one.box.iou(box) >= SAME_PLACE for box in drawn))

    def _likeness(self, frame: FoundFrame) -> float | None:
        before, after = self.last.scene, frame.scene
        return None if before is None or after is None else likeness(before, after)

    def _tracks(self, frame: FoundFrame, same_scene: float | None) -> list[TrackId]:
        before, gap = self.last, frame.time - self.last.time
        links = [-1] * len(frame.faces)
        if before.faces and 0 < gap <= LONGEST_GAP * self._every:
            continued = tuple(before.place_of(found) for found in frame.continued)
            old, new = ([face.box for face in faces] for faces in (before.faces, frame.faces))
            links = link(old, before.encodings, new, _encodings(frame), gap, same_scene, continued)
        return [before.faces[i].track if i >= 0 else self._new_track() for i in links]

    def _new_track(self) -> TrackId:
        number, self._next_track = self._next_track, TrackId(self._next_track + 1)
        return number


def _without(frame: FoundFrame, places: frozenset[int]) -> FoundFrame:
    """A frame without the faces at these places."""
    if not places:
        return frame
    kept = [place for place in range(len(frame.faces)) if place not in places]
    continued = tuple(frame.continued[place] for place in kept) if frame.continued else ()
    return replace(frame, faces=tuple(frame.faces[place] for place in kept), continued=continued)


def _encodings(frame: FoundFrame) -> Encodings:
    """The encodings of a frame's faces, in their order."""
    return stacked([face.encoding for face in frame.faces])
