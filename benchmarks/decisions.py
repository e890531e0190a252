"""The measurements behind docs/adr, to be repeated: `python -m benchmarks.decisions NAME`, of those in MEASUREMENTS.

Figures are processor or wall seconds of this computer, as each line says: read the ratios.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np

from facelabeler.resource_files import resource_path

REPEATS = 5


def imports() -> None:
    """How long each library takes to import, and how long the command line takes without them."""
    for code in (
        "pass", "import facelabeler.cli", "import numpy", "import PySide6.QtWidgets", "import cv2", "import av",
        "import PIL.Image", "import dlib", "import onnxruntime", "import onnx", "import scipy.cluster.hierarchy",
        "import sklearn.cluster",
    ):  # fmt: skip
        print(f"{code:36} {_best(lambda code=code: _run(code)):6.2f} s")  # type: ignore[misc]


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def _best(work: Callable[[], object], repeats: int = REPEATS, clock: Callable[[], float] = time.perf_counter) -> float:
    """The shortest of several runs: the one that was disturbed least."""
    times = []
    for _ in range(repeats):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def engine() -> None:
    """dlib's networks by dlib and by ONNX Runtime, on one thread: processor seconds, and how far the answers differ."""
    from facelabeler.media.photos import read_photo
    from facelabeler.vision.engine import load_engine

    image = read_photo(str(resource_path("demo", "biden.jpg"))).image
    engines = [load_engine(engine=name, upsample=0, threads=1) for name in ("dlib", "onnx")]
    finds = [
        _best(lambda one=one: one.detector.detect(image), clock=time.process_time)  # type: ignore[misc]
        for one in engines
    ]
    box = engines[1].detector.detect(image)[0].box
    chips = np.stack([engines[1].aligner.align(image, [box])[0].chip])
    encodes = [
        _best(lambda one=one: one.encoder.encode(chips), clock=time.process_time)  # type: ignore[misc]
        for one in engines
    ]
    encodings = [one.encoder.encode(chips)[0] for one in engines]
    size = f"{image.shape[1]}x{image.shape[0]}"
    print(f"detect {size}: dlib {finds[0]:.3f} s, ONNX Runtime {finds[1]:.3f} s, ratio {finds[0] / finds[1]:.0f}")
    print(f"encode one face: dlib {encodes[0]:.3f} s, ONNX Runtime {encodes[1]:.4f} s", end="")
    print(f", ratio {encodes[0] / encodes[1]:.0f}, L2 {np.linalg.norm(encodings[0] - encodings[1]):.1e}")


SEEKS = 60
STEP = 1 / 90_000


def seeking() -> None:
    """Which picture three ways of asking for a time give, in a film whose pictures stay for different times."""
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "film.mp4"
        times = _write_uneven_film(film)
        asked = random.Random(1).sample(range(len(times) - 1), SEEKS)
        starts = [times[n] for n in asked]
        middles = [(times[n] + times[n + 1]) / 2 for n in asked]
        ways = {
            "OpenCV by frame number": _by_number(film, asked),
            "OpenCV by time, where a picture starts": _by_time(film, starts),
            "OpenCV by time, while it stays": _by_time(film, middles),
            "PyAV by timestamp, where a picture starts": _by_timestamp(film, starts),
            "PyAV by timestamp, while it stays": _by_timestamp(film, middles),
        }
        for way, found in ways.items():
            print(f"{way:42} wrong {_wrong(found, asked):2} times of {SEEKS}")


def _write_uneven_film(path: Path) -> list[float]:
    """300 pictures, each of which shows its number as eight grey stripes, at uneven times; returns the times."""
    import av

    pick = random.Random(7)
    ticks = [0]
    while len(ticks) < 300:
        ticks.append(ticks[-1] + pick.choice((3000, 3000, 6000, 1500, 22_500)))
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"bf": "3", "g": "60"})
        stream.width, stream.height, stream.pix_fmt = 256, 64, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 90_000)
        for number, tick in enumerate(ticks):
            bits = np.array([255 * (number >> bit & 1) for bit in range(9)] + [0] * 7, np.uint8)
            picture = np.repeat(np.tile(np.repeat(bits, 16), (64, 1))[:, :, None], 3, axis=2)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = tick, Fraction(1, 90_000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return [tick * STEP for tick in ticks]


def _number(picture: np.ndarray | None) -> int:
    """The number that a picture shows; -1 for none."""
    if picture is None:
        return -1
    return sum(1 << bit for bit in range(9) if picture[32, bit * 16 + 8].mean() > 127)


def _wrong(found: list[int], asked: list[int]) -> int:
    return sum(one != other for one, other in zip(found, asked, strict=True))


def _by_number(film: Path, numbers: list[int]) -> list[int]:
    import cv2

    capture = cv2.VideoCapture(str(film))
    return [_number(capture.read()[1]) for n in numbers if capture.set(cv2.CAP_PROP_POS_FRAMES, n) or True]


def _by_time(film: Path, times: list[float]) -> list[int]:
    import cv2

    capture = cv2.VideoCapture(str(film))
    return [_number(capture.read()[1]) for t in times if capture.set(cv2.CAP_PROP_POS_MSEC, t * 1000) or True]


def _by_timestamp(film: Path, times: list[float]) -> list[int]:
    from facelabeler.core.entities import SourceKind
    from facelabeler.media.frames import read_frames

    found = {time: _number(image) for time, image in read_frames(str(film), SourceKind.VIDEO, times)}
    return [found[time] for time in times]


ROWS = 10_000


def blobs() -> None:
    """Moving 10,000 faces to another cluster, with thumbnails in the row and in a table of their own."""
    thumbnail = bytes(5000)
    with tempfile.TemporaryDirectory() as folder:
        for name, columns in (("in the row", ", jpeg BLOB"), ("in a side table", "")):
            connection = sqlite3.connect(Path(folder) / f"{name}.db", isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"CREATE TABLE face (id INTEGER PRIMARY KEY, cluster INTEGER{columns})")
            connection.execute("CREATE TABLE side (face INTEGER PRIMARY KEY, jpeg BLOB)")
            blob = [thumbnail] if columns else []
            connection.execute("BEGIN")
            connection.executemany(
                f"INSERT INTO face VALUES (?, 1{', ?' * len(blob)})", [(n, *blob) for n in range(ROWS)]
            )
            if not columns:
                connection.executemany("INSERT INTO side VALUES (?, ?)", [(n, thumbnail) for n in range(ROWS)])
            connection.execute("COMMIT")
            print(f"thumbnails {name:16} {_best(lambda c=connection: _move(c)) * 1000:6.0f} ms")  # type: ignore[misc]
            connection.close()


def _move(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    connection.executemany("UPDATE face SET cluster = cluster + 1 WHERE id = ?", [(n,) for n in range(ROWS)])
    connection.execute("COMMIT")


def peaks() -> None:
    """The largest value behind each hidden convolution of the detector, in the portraits of the demo."""
    import cv2
    import onnx
    import onnxruntime

    from facelabeler.media.photos import read_photo
    from facelabeler.vision.onnx_models import DETECTOR, model_bytes

    model = onnx.load_model_from_string(model_bytes(DETECTOR))
    names = [node.output[0] for node in model.graph.node if node.op_type == "Relu"]
    model.graph.output.extend(onnx.helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    portraits = [read_photo(str(path)).image for path in sorted(resource_path("demo").glob("*.jpg"))]
    pictures = [cv2.resize(portrait, None, fx=scale, fy=scale) for portrait in portraits for scale in (1.0, 0.5)]
    found = [[values.max() for values in session.run(names, {"pixels": picture[None]})] for picture in pictures]
    print(", ".join(f"{peak:.2f}" for peak in np.max(found, axis=0)))


MEASUREMENTS = {work.__name__: work for work in (imports, engine, peaks, seeking, blobs)}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in MEASUREMENTS:
        sys.exit(f"usage: python -m benchmarks.decisions {'|'.join(MEASUREMENTS)}")
    MEASUREMENTS[sys.argv[1]]()
