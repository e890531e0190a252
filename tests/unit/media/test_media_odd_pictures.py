"""Pictures stored in unusual ways are shown as any other: deep colour, full chroma, interlaced, changing size."""

from __future__ import annotations

from pathlib import Path

import pytest

from facelabeler.media.video import VideoReader
from tests.unit.media.numbered_film import film, number_of, picture, steady

KINDS = {
    "10 bits": ("h264.mp4", "libx264", "yuv420p10le", {}),
    "10 bits HEVC": ("hevc.mkv", "libx265", "yuv420p10le", {"x265-params": "log-level=none"}),
    "4:2:2 of 10 bits": ("prores.mov", "prores_ks", "yuv422p10le", {}),
    "4:4:4": ("h264.mp4", "libx264", "yuv444p", {}),
    "4:4:4 of 10 bits": ("h264.mkv", "libx264", "yuv444p10le", {}),
    "full range": ("mjpeg.avi", "mjpeg", "yuvj420p", {}),
    "RGB": ("rgb.mkv", "libx264rgb", "rgb24", {}),
    "RGB with alpha": ("png.mov", "png", "rgba", {}),
    "grey": ("grey.mkv", "ffv1", "gray", {}),
    "grey of 16 bits": ("grey.mkv", "ffv1", "gray16le", {}),
    "interlaced": ("tv.ts", "libx264", "yuv420p", {"x264-params": "interlaced=1:bff=1"}),
    "interlaced and siftable by its container": ("tv.mp4", "libx264", "yuv420p", {"x264-params": "interlaced=1:tff=1"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture_is_shown_in_8_bits(kind: str, tmp_path: Path) -> None:
    name, codec, pix_fmt, options = KINDS[kind]
    path = film(tmp_path / name, steady(60), codec=codec, pix_fmt=pix_fmt, options=options)
    reader = VideoReader(path)
    found = list(reader.samples(0.4))
    assert [number_of(sample.image) for sample in found] == [0, 10, 20, 30, 40, 50]
    assert reader.problem == ""
    assert all(sample.image.flags.c_contiguous and sample.image.dtype == "uint8" for sample in found)
    assert abs(found[5].image.astype(int) - picture(50)).mean() < 16


@pytest.mark.parametrize("sizes", [((64, 48), (96, 64)), ((96, 64), (64, 48)), ((64, 48), (48, 64), (64, 48))])
def test_a_stream_that_changes_size_is_read_on(sizes: tuple[tuple[int, int], ...], tmp_path: Path) -> None:
    """Broadcasts are joined from parts of several sizes; each picture is given at its own."""
    path = tmp_path / "joined.ts"
    parts = [film(tmp_path / f"{n}.ts", steady(50), size=size) for n, size in enumerate(sizes)]
    path.write_bytes(b"".join(Path(part).read_bytes() for part in parts))
    found = [sample.image.shape[1::-1] for sample in VideoReader(str(path)).samples(0.4)]
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(sizes))
    assert found[0] == sizes[0]
    assert found[-1] == sizes[-1]
