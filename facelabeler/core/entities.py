"""The values that flow: Source → Frame → Face → Encoding → Placement, and what the user says of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from facelabeler.core.geometry import Box

SourceId = NewType("SourceId", int)
FaceId = NewType("FaceId", int)
TrackId = NewType("TrackId", int)
ClusterId = NewType("ClusterId", int)
PersonId = NewType("PersonId", int)
DifferenceId = NewType("DifferenceId", int)
RejectionId = NewType("RejectionId", int)

Point = tuple[float, float]

PROJECT_SUFFIX = ".facelabel"
"""How the name of a project file ends."""


class SourceKind(StrEnum):
    VIDEO = "video"
    PHOTO = "photo"


class SourceState(StrEnum):
    """How far a source has been read."""

    WAITING = "waiting"
    STARTED = "started"
    DONE = "done"
    PARTIAL = "partial"  # read to its end, and something in it could not be read
    FAILED = "failed"


class FaceState(StrEnum):
    """What the user says a face is."""

    FACE = "face"
    IGNORED = "ignored"
    NOT_A_FACE = "not-a-face"


@dataclass(frozen=True, slots=True)
class Source:
    """A video or photo. `width` × `height` are pixels as shown (rotation, EXIF, pixel aspect applied).

    `path` is the path as the user gave it. `duration` is in seconds (a photo: 0.0), `every` the sampling
    step in seconds it was read with, `message` says what is wrong when `state` is partial or failed.
    `size` (bytes) and `fingerprint` (hex sha256 of the file's start) find a file again that has moved.
    """

    id: SourceId
    path: str
    kind: SourceKind
    size: int
    fingerprint: str
    width: int = 0
    height: int = 0
    duration: float = 0.0
    fps: float = 0.0
    every: float = 1.0
    state: SourceState = SourceState.WAITING
    message: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One sampled picture: `time` in seconds from the start, `index` in decoding order (a photo: None)."""

    source: SourceId
    time: float
    index: int | None


@dataclass(frozen=True, slots=True)
class Face:
    """One detection, never a human being.

    `box` lies inside the picture, `score` is the detector's, `quality` is 0 to 1, `landmarks` are the five
    points of dlib's 5-point model in pixels: outer and inner corner of one eye, the same of the other, nose base.
    """

    id: FaceId
    source: SourceId
    time: float
    frame: int | None
    box: Box
    score: float
    quality: float
    track: TrackId
    landmarks: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a face stands. `confirmed`: the user put or accepted it there, so the program never moves it."""

    face: FaceId
    cluster: ClusterId | None = None
    state: FaceState = FaceState.FACE
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """Faces the program thinks are one person. `edited`: the user shaped it, so it is never regrouped."""

    id: ClusterId
    person: PersonId | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A name the user gave; a class on export."""

    id: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What was noted about a person: how they consented (empty: nothing is noted), and until when they may be kept.

    `until` is a day in ISO 8601, `2027-01-31`, or empty. The number is the person's.
    """

    id: PersonId
    note: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """The user said that two clusters are two people. Both are edited, so no clustering makes them one."""

    id: DifferenceId
    a: ClusterId
    b: ClusterId


@dataclass(frozen=True, slots=True)
class Rejection:
    """The user said that a cluster is not a person of the library; `known` is that person's key there."""

    id: RejectionId
    cluster: ClusterId
    known: str
