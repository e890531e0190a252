"""A project of any size without footage: for measuring what grows with the number of faces.

    python -m benchmarks.big_project P.facelabel [--faces 100000]

Faces lie around one centre a person on the sphere that dlib's encoder uses; people are seen in tracks, sources are an
hour long, and a tenth of the clusters has names. Thumbnails are real JPEGs in a few dozen colours.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, Face, FaceId, Frame, Source, SourceId, SourceKind, SourceState, TrackId
from facelabeler.core.geometry import Box
from facelabeler.storage.store import Arrival, Store
from tests.helpers.pictures import jpeg

ENCODER = "dlib-resnet-v1"
FACES_A_CLUSTER = 25  # on average; a few are big, most are small
FACES_A_TRACK = 6
SOURCE_SECONDS = 3600
UNCLUSTERED = 0.05
COLOURS = 48


def make_project(path: Path, faces: int, *, unclustered: float = UNCLUSTERED, seed: int = 1) -> None:
    """Write a project of so many faces to a new file, a share of them in no cluster."""
    random = np.random.default_rng(seed)
    people = _people_of(faces, random)
    store = Store.create(path)
    store.write_settings({"detector": "cnn", "encoder": ENCODER})
    sources = _sources(-(-faces // SOURCE_SECONDS))
    store.write_sources([(source, source.path) for source in sources])
    arrivals = list(_arrivals(people, sources, random))
    frames = dict.fromkeys((a.face.source, a.face.time, a.face.frame) for a in arrivals)
    store.write_frames([Frame(*key) for key in frames], arrivals, ENCODER)
    project = store.load()
    free = random.random(faces) < unclustered
    labels = {a.face.id: -1 if free[n] else -2 - int(people[n]) for n, a in enumerate(arrivals)}
    _commit(store, project, edits.regroup(project, labels))
    biggest = sorted(project.clusters, key=lambda cluster: -project.size(cluster))
    for number, cluster in enumerate(biggest[: len(biggest) // 10]):
        _commit(store, project, edits.rename(project, ClusterId(cluster), f"Person {number + 1}"))
    store.close()


def _commit(store: Store, project: object, changeset: object) -> None:
    store.commit(changeset)
    project.apply(changeset)


def _people_of(faces: int, random: np.random.Generator) -> NDArray[np.int64]:
    """Whose each face is, in runs of a track; sizes fall off as they do in films."""
    people = max(1, faces // FACES_A_CLUSTER)
    shares = 1 / np.arange(1, people + 1) ** 0.7
    tracks = random.choice(people, size=-(-faces // FACES_A_TRACK), p=shares / shares.sum())
    return np.repeat(tracks, FACES_A_TRACK)[:faces]


def _sources(count: int) -> list[Source]:
    return [
        Source(
            SourceId(n + 1), f"film {n + 1:02}.mp4", SourceKind.VIDEO, 1000 + n, f"{n:064x}", 1920, 1080,
            float(SOURCE_SECONDS), 25.0, 1.0, SourceState.DONE,
        )
        for n in range(count)
    ]  # fmt: skip


def _arrivals(people: NDArray[np.int64], sources: list[Source], random: np.random.Generator) -> Iterator[Arrival]:
    centres = random.normal(size=(int(people.max()) + 1, 128)).astype(np.float32)
    centres *= 0.7 / np.linalg.norm(centres, axis=1, keepdims=True)
    noise = random.normal(scale=0.3 / np.sqrt(128), size=(len(people), 128)).astype(np.float32)
    quality = random.random(len(people))
    pictures = [jpeg(QColor.fromHsv(360 * n // COLOURS, 150, 190).name(), 128) for n in range(COLOURS)]
    for n, person in enumerate(people.tolist()):
        source, second = sources[n // SOURCE_SECONDS], n % SOURCE_SECONDS
        left = 100 + 37 * (person % 40)
        face = Face(
            FaceId(n + 1), source.id, float(second), 25 * second, Box(left, 200, left + 180, 380), 1.0,
            float(quality[n]), TrackId(n // FACES_A_TRACK + 1), ((1.0, 2.0),) * 5,
        )  # fmt: skip
        yield Arrival(face, centres[person] + noise[n], pictures[person % COLOURS])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("--faces", type=int, default=100_000)
    args = parser.parse_args()
    start = time.perf_counter()
    make_project(args.project, args.faces)
    print(f"{args.project}: {args.faces:,} faces in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
