"""Pictures, films and folders beyond all measure: told by name or read, within bounds of memory, left when wanted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from struct import pack

import av
import numpy as np
import pytest
from PIL import Image

from facelabeler.core.entities import SourceState
from facelabeler.core.errors import Cancelled
from facelabeler.pipeline.progress import Cancel
from facelabeler.processing import look
from facelabeler.session import Session

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="wait4 is Unix's"),
    pytest.mark.timeout(240),
]

SIDE = 30_000
MOST_MORE = 300.0  # MB over what reading an ordinary photo takes: three times the least of these, decoded, is 2,700


def png_bomb(path: Path) -> None:
    """Black, 30,000 × 30,000, every row of it there: 2.7 GB behind 3 MB."""
    squeeze = zlib.compressobj(9)
    row = bytes(1 + 3 * SIDE)
    data = b"".join(squeeze.compress(row) for _ in range(SIDE)) + squeeze.flush()
    chunks = ((b"IHDR", pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    whole = (pack(">I", len(held)) + kind + held + pack(">I", zlib.crc32(kind + held)) for kind, held in chunks)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(whole))


def jpeg_bomb(path: Path) -> None:
    """A small JPEG whose header says 60,000 × 60,000."""
    Image.new("RGB", (64, 64)).save(path)
    told = re.sub(rb"(\xff\xc0..\x08)....", lambda found: found[1] + pack(">HH", 60_000, 60_000), path.read_bytes())
    path.write_bytes(told)


def progressive_bomb(path: Path) -> None:
    """A JPEG that libjpeg would have to hold whole, of 900 megapixels by its header."""
    Image.new("RGB", (64, 64)).save(path, progressive=True)
    told = re.sub(rb"(\xff\xc2..\x08)....", lambda found: found[1] + pack(">HH", SIDE, SIDE), path.read_bytes())
    path.write_bytes(told)


def webp_bomb(path: Path) -> None:
    """The largest that the format's lossless kind has: 16,383 × 16,383 of one colour in some bytes."""
    path.write_bytes(b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f" + pack("<I", 16382 | 16382 << 14) + bytes(9))


def tiff_bomb(path: Path) -> None:
    """Compressed by runs of zeros, 60,000 × 60,000."""
    Image.new("L", (64, 64)).save(path, compression="tiff_adobe_deflate")
    data = path.read_bytes()
    for tag in (256, 257):  # ImageWidth, ImageLength, as LONG
        data = re.sub(re.escape(pack("<HHI", tag, 3, 1)) + b"....", pack("<HHII", tag, 4, 1, 60_000), data, flags=re.S)
        data = re.sub(re.escape(pack("<HHI", tag, 4, 1)) + b"....", pack("<HHII", tag, 4, 1, 60_000), data, flags=re.S)
    path.write_bytes(data)


BOMBS: dict[str, Callable[[Path], None]] = {
    "rows.png": png_bomb,
    "header.jpg": jpeg_bomb,
    "progressive.jpg": progressive_bomb,
    "plain.webp": webp_bomb,
    "runs.tif": tiff_bomb,
}


def processed(project: Path, *sources: Path, detector: str = "hog") -> tuple[int, str, float]:
    """Exit code, what was said, and the most memory (MB) of a `process` of its own."""
    command = [sys.executable, "-m", "facelabeler", "process", *map(str, sources)]
    command += ["--project", str(project), "--detector", detector, "--every", "1"]
    said = project.with_suffix(".txt")
    with said.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, said.read_text(), used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def test_bombs_are_told_by_name_and_never_unpacked(footage: Path, tmp_path: Path) -> None:
    code, _, ordinary = processed(tmp_path / "ordinary.facelabel", footage)
    assert code == 0
    for name, make in BOMBS.items():
        make(footage / name)
    code, said, most = processed(tmp_path / "bombs.facelabel", footage)
    assert code == 3
    for name in BOMBS:
        assert f"{name}: the photo is too large" in said
    assert "Traceback" not in said
    assert most < ordinary + MOST_MORE


def eight_k(path: Path) -> None:
    """Two seconds of a portrait in 7680 × 4320."""
    portrait = Image.open(path.parent / "hopper.jpg").convert("RGB").resize((1500, 1500))
    picture = np.full((4320, 7680, 3), 90, np.uint8)
    picture[1000 : 1000 + portrait.height, 3000 : 3000 + portrait.width] = portrait
    with av.open(str(path), "w") as film:
        stream = film.add_stream("mpeg4", rate=1, options={"qscale": "2"})
        stream.width, stream.height, stream.pix_fmt = 7680, 4320, "yuv420p"
        for _ in range(2):
            film.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        film.mux(stream.encode(None))


def test_an_8k_frame_is_read_and_its_face_found_where_it_is(footage: Path, tmp_path: Path) -> None:
    eight_k(footage / "eight.mp4")
    code, said, _ = processed(tmp_path / "p.facelabel", footage / "eight.mp4", detector="cnn")
    assert code == 0, said
    with closing(Session.open(tmp_path / "p.facelabel")) as session:
        [source] = session.project.sources.values()
        assert (source.width, source.height, source.state) == (7680, 4320, SourceState.DONE)
        assert len(session.project.faces) == 2
        for face in session.project.faces.values():
            assert 3000 < face.box.left < face.box.right < 4500
            assert 1000 < face.box.top < face.box.bottom < 2500


@pytest.fixture
def hundred_thousand(tmp_path: Path) -> Path:
    """A folder of so many names, all of one empty file."""
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "0.jpg").touch()
    for number in range(1, 100_000):
        if number % 30_000 == 0:  # a file has so many names at most
            (folder / f"{number}.jpg").touch()
        else:
            (folder / f"{number}.jpg").hardlink_to(folder / f"{number - number % 30_000}.jpg")
    return folder


def test_looking_at_a_hundred_thousand_files_ends_as_soon_as_it_is_cancelled(hundred_thousand: Path) -> None:
    cancel, looks = Cancel(), 0

    def check() -> None:
        nonlocal looks
        looks += 1
        if looks == 50_000:
            cancel.set()
        cancel.check()

    with pytest.raises(Cancelled):
        look([str(hundred_thousand)], check)
    assert looks == 50_000
