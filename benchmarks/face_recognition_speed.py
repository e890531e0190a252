"""How much faster a script gets by `from facelabeler import face_recognition`.

    python -m benchmarks.face_recognition_speed [--repeats N]

Both packages do the same calls on the same pictures in this run; of several runs the shortest counts. Wall seconds are
what a script waits, processor seconds what it costs: dlib uses one core, our networks all. Needs the upstream
`face_recognition`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from facelabeler import face_recognition as ours
from facelabeler.resource_files import resource_path

Call = Callable[[Any], object]


def calls() -> dict[str, Call]:
    """What a script does, by name, for either package."""
    picture = ours.load_image_file(resource_path("demo", "biden.jpg"))
    (face,) = ours.face_locations(picture)
    size = f"{picture.shape[1]} × {picture.shape[0]}"
    return {
        f"face_locations, hog, {size}": lambda each: each.face_locations(picture),
        f"face_locations, cnn, {size}, not upsampled": lambda each: each.face_locations(picture, 0, "cnn"),
        f"face_locations, cnn, {size}": lambda each: each.face_locations(picture, model="cnn"),
        "face_landmarks of one face": lambda each: each.face_landmarks(picture, [face], "small"),
        "face_encodings of one face": lambda each: each.face_encodings(picture, [face]),
        "face_encodings of 16 faces": lambda each: each.face_encodings(picture, [face] * 16),
        "face_encodings of one face, 10 jitters": lambda each: each.face_encodings(picture, [face], 10),
    }


def seconds(call: Call, package: Any, repeats: int) -> tuple[float, float]:
    """Wall and processor seconds of the quickest of several runs, after one that loads the models."""
    call(package)
    wall, processor = [], []
    for _ in range(repeats):
        started, busy = time.perf_counter(), time.process_time()
        call(package)
        wall.append(time.perf_counter() - started)
        processor.append(time.process_time() - busy)
    return min(wall), min(processor)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=3)
    repeats = parser.parse_args().repeats
    import face_recognition as theirs

    print("| call | face_recognition, s | FaceLabeler, s | times as fast | by processor seconds |")
    print("| --- | --- | --- | --- | --- |")
    for name, call in calls().items():
        their_wall, their_busy = seconds(call, theirs, repeats)
        our_wall, our_busy = seconds(call, ours, repeats)
        ratios = f"{their_wall / our_wall:.1f} | {their_busy / our_busy:.1f}"
        print(f"| {name} | {their_wall:.4f} | {our_wall:.4f} | {ratios} |", flush=True)


if __name__ == "__main__":
    main()
