"""Short films and projects of them, for tests that decode."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from facelabeler.core.entities import FaceId
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.processing import look
from facelabeler.session import Session
from tests.helpers.projects import found_face

WIDTH, HEIGHT, FPS = 320, 180, 25


def write_film(path: Path, seconds: int = 6) -> None:
    """A film that becomes brighter with every picture: 25 a second, a key frame every half second."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=FPS, options={"g": "12", "bf": "2", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(seconds * FPS):
            picture = np.full((HEIGHT, WIDTH, 3), 20 + number, np.uint8)
            output.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        output.mux(stream.encode())


def film_project(folder: Path, thumbnail: bytes, *, people: int = 2, seconds: int = 6, cut: int = 3) -> Path:
    """A project of such a film with `people` side by side on each sample, and a cut at second `cut`.

    Cluster 1 is the leftmost person. With the cut a new track begins for everybody.
    """
    write_film(folder / "film.mp4", seconds)
    path = folder / "film.facelabel"
    session = Session.create(path)
    session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
    [source] = session.add_sources(look([str(folder / "film.mp4")]).sources, every=1.0)
    for second in range(seconds):
        look_alike = 0 if second < cut else 10  # so unlike that no track goes on over the cut
        numbers = [p + 1 + look_alike for p in range(people)]
        faces = tuple(
            found_face(number, left=10 + 100 * p, seed=second, thumbnail=thumbnail) for p, number in enumerate(numbers)
        )
        scene = np.full((36, 64, 3), 20 if second < cut else 220, np.uint8)
        session.add_frames(source, [FoundFrame(float(second), second * FPS, faces, scene)])
    ids: list[FaceId] = list(session.project.faces)
    session.regroup(ids, [-2 - n % people for n in range(len(ids))])
    session.close()
    return path
