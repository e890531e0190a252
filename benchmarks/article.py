"""The article's pipeline, written from its description: the baseline that speed and effort are measured against.

One frame a second, shrunk into 700 × 500 and saved as JPEG; three threads call face_recognition for boxes and
encodings. Needs the upstream `face_recognition` package beside this one.
"""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

THREADS = 3
LONGEST = (700, 500)


@dataclass(frozen=True)
class ArticleRun:
    """What a run took (seconds) and found."""

    sampling: float
    finding: float
    frames: int
    faces: int

    @property
    def seconds_a_frame(self) -> float:
        return (self.sampling + self.finding) / self.frames


def sample(video: Path, folder: Path, most: int | None = None) -> tuple[list[Path], float]:
    """Save one frame a second as a shrunk JPEG; the paths, and the seconds that each frame took."""
    started = time.perf_counter()
    capture = cv2.VideoCapture(str(video))
    step = max(1, round(capture.get(cv2.CAP_PROP_FPS)))
    paths: list[Path] = []
    for number in range(10**9):
        read, picture = capture.read()
        if not read or (most and len(paths) == most):
            break
        if number % step == 0:
            paths.append(folder / f"frame_{len(paths)}.jpg")
            cv2.imwrite(str(paths[-1]), shrunk(picture))
    return paths, (time.perf_counter() - started) / max(1, len(paths))


def shrunk(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture within 700 × 500, its aspect kept."""
    height, width = picture.shape[:2]
    scale = min(1.0, LONGEST[0] / width, LONGEST[1] / height)
    return cv2.resize(picture, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_LANCZOS4)


def find(paths: list[Path], model: str) -> tuple[list[tuple[Path, tuple[int, ...], NDArray[np.float64]]], float]:
    """Boxes and encodings of every frame by face_recognition, on three threads; and the seconds it took.

    dlib's HOG detector is not thread-safe and face_recognition shares one: there, calls to it wait for each other.
    """
    import face_recognition

    waiting: queue.SimpleQueue[Path] = queue.SimpleQueue()
    for path in paths:
        waiting.put(path)
    found: list[tuple[Path, tuple[int, ...], NDArray[np.float64]]] = []
    one_at_a_time = threading.Lock()

    def work() -> None:
        while True:
            try:
                path = waiting.get_nowait()
            except queue.Empty:
                return
            picture = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
            with one_at_a_time:
                boxes = face_recognition.face_locations(picture, model=model)
                encodings = face_recognition.face_encodings(picture, boxes)
            found.extend((path, box, encoding) for box, encoding in zip(boxes, encodings, strict=True))

    started = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found, time.perf_counter() - started


def run(video: Path, folder: Path, model: str, most: int | None = None) -> ArticleRun:
    """Sampling and finding, for `most` frames at the most: time grows with frames alone."""
    paths, sampling = sample(video, folder, most)
    found, finding = find(paths, model)
    return ArticleRun(sampling * len(paths), finding, len(paths), len(found))
