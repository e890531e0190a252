"""Sound photos and short films with public-domain faces, in every container and codec that can be written here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from PIL import Image, features

from facelabeler.resource_files import resource_path

SIZE = (320, 240)
FPS, PICTURES = 10, 24
LARGEST = 600_000
"""Bytes of a labelled file that is still worth damaging: in larger ones, hardly a change meets a header."""

FILMS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("plain.mp4", "libx264", "yuv420p", {"preset": "veryfast", "g": "8", "bf": "2"}),
    ("fragmented.mp4", "libx264", "yuv420p", {"preset": "veryfast", "g": "8"}),
    ("hevc.mp4", "libx265", "yuv420p", {"preset": "ultrafast", "x265-params": "log-level=none"}),
    ("deep.mkv", "libx264", "yuv420p10le", {"preset": "veryfast", "g": "8"}),
    ("lossless.mkv", "ffv1", "yuv420p", {}),
    ("vp9.webm", "libvpx-vp9", "yuv420p", {"deadline": "realtime", "cpu-used": "8"}),
    ("vp8.webm", "libvpx", "yuv420p", {"deadline": "realtime"}),
    ("av1.mp4", "libsvtav1", "yuv420p", {"preset": "12"}),
    ("mpeg4.avi", "mpeg4", "yuv420p", {}),
    ("mjpeg.avi", "mjpeg", "yuvj420p", {}),
    ("mjpeg.mov", "mjpeg", "yuvj420p", {}),
    ("prores.mov", "prores_ks", "yuv422p10le", {}),
    ("mpeg2.ts", "mpeg2video", "yuv420p", {"g": "8"}),
    ("h264.ts", "libx264", "yuv420p", {"preset": "veryfast", "g": "8"}),
    ("mpeg2.mpg", "mpeg2video", "yuv420p", {"g": "8"}),
    ("wmv2.wmv", "wmv2", "yuv420p", {}),
    ("flv1.flv", "flv", "yuv420p", {}),
    ("raw.h264", "libx264", "yuv420p", {"preset": "veryfast", "g": "8"}),
    ("moving.gif", "gif", "rgb8", {}),
)
"""File, encoder, pixel format, options."""

PHOTOS: tuple[tuple[str, str, str, dict[str, object]], ...] = (
    ("baseline.jpg", "JPEG", "RGB", {"quality": 85}),
    ("progressive.jpg", "JPEG", "RGB", {"progressive": True}),
    ("four_inks.jpg", "JPEG", "CMYK", {}),
    ("plain.png", "PNG", "RGB", {}),
    ("palette.png", "PNG", "P", {"transparency": 0}),
    ("see_through.png", "PNG", "RGBA", {}),
    ("deep.png", "PNG", "I;16", {}),
    ("lossy.webp", "WEBP", "RGB", {}),
    ("lossless.webp", "WEBP", "RGBA", {"lossless": True}),
    ("plain.gif", "GIF", "P", {}),
    ("plain.bmp", "BMP", "RGB", {}),
    ("lzw.tif", "TIFF", "RGB", {"compression": "tiff_lzw"}),
    ("deflate.tif", "TIFF", "L", {"compression": "tiff_adobe_deflate"}),
    ("plain.jp2", "JPEG2000", "RGB", {}),
    ("plain.avif", "AVIF", "RGB", {"speed": 10}),
    ("plain.ppm", "PPM", "RGB", {}),
)
"""File, Pillow's format, mode, options."""


def sound_files(folder: Path) -> list[Path]:
    """Write them; then come small ones of the labelled data, where it is."""
    portrait = Image.open(resource_path("demo", "hopper.jpg")).convert("RGB").resize(SIZE)
    return [*_photos(folder, portrait), *_films(folder, np.asarray(portrait)), *_labelled()]


def _photos(folder: Path, portrait: Image.Image) -> Iterator[Path]:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    for name, kind, mode, options in PHOTOS:
        if kind != "AVIF" or features.check("avif"):
            extra = {"exif": exif.tobytes()} if kind in ("JPEG", "WEBP", "PNG") else {}
            _in_mode(portrait, mode).save(folder / name, kind, **extra, **options)
            yield folder / name


def _in_mode(portrait: Image.Image, mode: str) -> Image.Image:
    if mode == "I;16":
        return Image.fromarray(np.asarray(portrait.convert("L")).astype(np.uint16) * 257)
    return portrait.convert(mode)


def _films(folder: Path, portrait: np.ndarray) -> Iterator[Path]:
    for name, codec, pixels, options in FILMS:
        if codec in av.codec.codecs_available:
            _write_film(folder / name, portrait, codec, pixels, options)
            yield folder / name


def _write_film(path: Path, portrait: np.ndarray, codec: str, pixels: str, options: dict[str, str]) -> None:
    """The portrait pans to the right."""
    muxing = {"movflags": "frag_keyframe+empty_moov"} if path.stem == "fragmented" else {}
    with av.open(str(path), "w", container_options=muxing) as container:
        stream = container.add_stream(codec, rate=25 if path.suffix == ".mpg" else FPS, options=options)
        stream.width, stream.height, stream.pix_fmt = *SIZE, pixels
        for number in range(PICTURES):
            moved = np.ascontiguousarray(np.roll(portrait, 3 * number, axis=1))
            frame = av.VideoFrame.from_ndarray(moved, format="rgb24").reformat(format=pixels)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _labelled() -> list[Path]:
    default = Path(__file__).parents[3] / "shared" / "data"
    folder = Path(os.environ.get("FACELABELER_TEST_DATA", default)) / "odd"
    return sorted(path for path in folder.glob("*/*.*") if 0 < path.stat().st_size <= LARGEST)
