"""Small projects for tests, made without any picture."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from facelabeler.core.entities import ClusterId, FaceId, Source, SourceId, SourceKind
from facelabeler.core.geometry import Box
from facelabeler.pipeline.stages import FoundFace, FoundFrame
from facelabeler.session import Session

JPEG = b"\xff\xd8 not a real picture \xff\xd9"


def found_face(person: int, *, left: int = 10, seed: int = 0, thumbnail: bytes = JPEG) -> FoundFace:
    """A face whose encoding lies near that of its person: within 0.2, while people are about 1 apart."""
    centre = np.random.default_rng(person).normal(size=128)
    noise = np.random.default_rng(1000 * person + seed).normal(size=128)
    encoding = 0.7 * centre / np.linalg.norm(centre) + 0.1 * noise / np.linalg.norm(noise)
    box = Box(left, 20, left + 60, 80)
    return FoundFace(box, 1.0, 0.9, ((1.0, 2.0),) * 5, encoding.astype(np.float32), thumbnail)


def found_frames(people: Sequence[int], frames: int, *, every: float = 1.0) -> list[FoundFrame]:
    """`frames` samples, each with one face a person, side by side."""
    return [
        FoundFrame(k * every, 25 * k, tuple(found_face(p, left=100 * n, seed=k) for n, p in enumerate(people)))
        for k in range(frames)
    ]


def video_source(path: str = "clip.mp4") -> Source:
    return Source(SourceId(0), path, SourceKind.VIDEO, 1000, "00", 640, 360, 60.0, 25.0)


def session_with_faces(path: Path, people: Sequence[int] = (1, 2, 3), frames: int = 4) -> Session:
    """A project with one source and `frames` samples, every person of `people` on each; nothing is clustered."""
    session = Session.create(path)
    session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
    [source] = session.add_sources([video_source()], every=1.0)
    session.add_frames(source, found_frames(people, frames))
    return session


def session_with_clusters(path: Path, people: Sequence[int] = (1, 2, 3), frames: int = 4) -> Session:
    """The same with one cluster a person: cluster 1 holds people[0], and so on."""
    session = session_with_faces(path, people, frames)
    ids = list(session.project.faces)
    session.regroup(ids, [-2 - n % len(people) for n in range(len(ids))])
    return session


def faces_in(session: Session, cluster: int) -> list[FaceId]:
    return list(session.project.members(ClusterId(cluster)))


def dump(path: Path, *, without: Sequence[str] = ("journal",)) -> str:
    """Every table of a project as text, for comparing byte by byte."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        return "\n".join(
            f"{table}: {row}"
            for table in tables
            if table not in without
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        )
