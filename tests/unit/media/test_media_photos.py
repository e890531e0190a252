from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags
from PIL import Image as Pillow

from facelabeler.core.errors import SourceError
from facelabeler.media.photos import probe_photo, read_photo

TURNS = {
    1: lambda image: image,
    2: np.fliplr,
    3: lambda image: np.rot90(image, 2),
    4: np.flipud,
    5: lambda image: np.rot90(np.fliplr(image)),
    6: lambda image: np.rot90(image, -1),
    7: lambda image: np.rot90(np.fliplr(image), -1),
    8: np.rot90,
}
"""What a viewer does with a stored picture for each value of the tag (EXIF 2.3, 4.6.4)."""


@pytest.fixture(scope="module")
def scene() -> np.ndarray:
    """A picture without symmetry: a ramp each way, and a dark corner."""
    y, x = np.mgrid[0:90, 0:160]
    image = np.stack([x * 255 // 160, y * 255 // 90, 255 - x * 255 // 160], axis=2).astype(np.uint8)
    image[:20, :30] = 10
    return image


def saved(path: Path, image: np.ndarray, mode: str = "RGB", **how: object) -> str:
    Pillow.fromarray(image).convert(mode).save(path, **how)
    return str(path)


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
def test_a_photo_is_turned_as_its_tag_says(tmp_path: Path, scene: np.ndarray, orientation: int, suffix: str) -> None:
    exif = Pillow.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    path = saved(tmp_path / f"a.{suffix}", scene, exif=exif, quality=95)
    expected = TURNS[orientation](scene)
    photo = read_photo(path)
    assert photo.image.shape == expected.shape
    assert abs(photo.image.astype(int) - expected).mean() < 4
    assert photo.image.flags.c_contiguous
    info = probe_photo(path)
    assert (info.height, info.width) == expected.shape[:2]


COLOURS = {
    "tif": ["L", "P", "CMYK", "RGBA", "LA", "1"],
    "png": ["L", "P", "RGBA", "LA", "1"],
    "jpg": ["L", "CMYK", "1"],
}


@pytest.mark.parametrize(("suffix", "mode"), [(suffix, mode) for suffix, modes in COLOURS.items() for mode in modes])
def test_every_kind_of_colour_becomes_rgb(tmp_path: Path, scene: np.ndarray, mode: str, suffix: str) -> None:
    photo = read_photo(saved(tmp_path / f"a.{suffix}", scene, mode))
    assert photo.problem == ""
    assert (photo.image.shape, photo.image.dtype) == ((90, 160, 3), np.uint8)
    grey = np.asarray(Pillow.fromarray(scene).convert("L")).astype(int)
    parts = [(slice(0, 90), slice(x, x + 40)) for x in range(0, 160, 40)]  # one bit is only right on average
    assert [photo.image[part].mean() for part in parts] == pytest.approx([grey[part].mean() for part in parts], abs=25)


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    image = np.zeros((4, 6, 4), np.uint8)
    image[:, 3:, 3] = 255
    shown = read_photo(saved(tmp_path / "a.png", image, "RGBA")).image
    assert (shown[:, :3] == 255).all()
    assert (shown[:, 3:] == 0).all()


def test_a_transparent_palette_colour_is_white(tmp_path: Path) -> None:
    palette = Pillow.new("P", (4, 4), 0)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    palette.putpixel((0, 0), 1)
    palette.save(tmp_path / "a.gif", transparency=0)
    shown = read_photo(str(tmp_path / "a.gif")).image
    assert shown[0, 0].tolist() == [255, 0, 0]
    assert shown[3, 3].tolist() == [255, 255, 255]


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_16_bits_are_scaled_and_not_cut_off(tmp_path: Path, suffix: str) -> None:
    deep = np.array([[0, 128, 257, 32768, 65535]], np.uint16)
    Pillow.fromarray(deep).save(tmp_path / f"a.{suffix}")
    shown = read_photo(str(tmp_path / f"a.{suffix}")).image
    assert shown[0, :, 0].tolist() == [0, 0, 1, 128, 255]


def test_numbers_with_a_point_are_scaled_to_their_brightest(tmp_path: Path) -> None:
    Pillow.fromarray(np.array([[0.0, 0.5, 1.0]], np.float32)).save(tmp_path / "a.tif")
    assert read_photo(str(tmp_path / "a.tif")).image[0, :, 0].tolist() == [0, 128, 255]


def _cut(path: str, share: float) -> str:
    data = Path(path).read_bytes()
    Path(path).write_bytes(data[: int(len(data) * share)])
    return path


@pytest.mark.parametrize(("suffix", "how"), [("jpg", {}), ("jpg", {"progressive": True}), ("png", {})])
def test_of_a_photo_cut_off_the_readable_part_is_shown(tmp_path: Path, suffix: str, how: dict[str, bool]) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (300, 400, 3), np.uint8)
    whole = saved(tmp_path / f"whole.{suffix}", noise, **how)
    cut = _cut(saved(tmp_path / f"cut.{suffix}", noise, **how), 0.6)
    photo = read_photo(cut)
    assert "cut off" in photo.problem
    expected = read_photo(whole).image[:100].astype(int)
    assert abs(photo.image[:100] - expected).mean() < (40 if how else 1)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "tif", "bmp"])
def test_a_header_alone_is_an_error(tmp_path: Path, scene: np.ndarray, suffix: str) -> None:
    path = saved(tmp_path / f"a.{suffix}", scene)
    Path(path).write_bytes(Path(path).read_bytes()[:40])
    with pytest.raises(SourceError) as caught:
        read_photo(path)
    assert caught.value.advice


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "empty"), (b"a shopping list", "no photo"), (b"\0\5\x16\7" + bytes(80), "no photo")]
)
def test_what_is_no_photo_is_said(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=what):
        probe_photo(str(path))


def test_a_page_of_programs_is_never_run(tmp_path: Path) -> None:
    """Pillow would start Ghostscript for this one."""
    path = tmp_path / "a.jpg"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n")
    with pytest.raises(SourceError, match="no photo"):
        read_photo(str(path))


def test_a_photo_over_the_limit_is_read_smaller_and_says_how_much(tmp_path: Path) -> None:
    image = np.full((900, 1201, 3), 90, np.uint8)
    photo = read_photo(saved(tmp_path / "a.jpg", image), max_megapixels=0.5)
    assert photo.scale == 2.0
    assert photo.image.shape == (450, 601, 3)
    assert photo.problem == ""
    info = probe_photo(str(tmp_path / "a.jpg"))
    assert (info.width, info.height) == (1201, 900)


def test_a_photo_of_the_limit_exactly_is_read_whole(tmp_path: Path) -> None:
    photo = read_photo(saved(tmp_path / "a.jpg", np.full((500, 1000, 3), 90, np.uint8)), max_megapixels=0.5)
    assert (photo.scale, photo.image.shape) == (1.0, (500, 1000, 3))


@pytest.mark.parametrize(("suffix", "how"), [("png", {}), ("jpg", {"progressive": True}), ("tif", {})])
def test_what_cannot_be_read_smaller_is_refused(tmp_path: Path, suffix: str, how: dict[str, bool]) -> None:
    path = saved(tmp_path / f"a.{suffix}", np.full((900, 1200, 3), 90, np.uint8), **how)
    with pytest.raises(SourceError, match="too large: 1 megapixels"):
        read_photo(path, max_megapixels=0.5)


def test_a_picture_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    """40,000 × 40,000 pixels in a hundred bytes: decoded it would be six gigabytes."""
    body = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + body
    bomb = io.BytesIO()
    bomb.write(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(body)) + chunk + struct.pack(">I", zlib.crc32(chunk)))
    bomb.write(struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")))
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb.getvalue())
    with pytest.raises(SourceError, match="too large: 1,600 megapixels"):
        read_photo(str(path))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_damaged_tag_leaves_the_photo_as_it_is(tmp_path: Path, scene: np.ndarray) -> None:
    path = saved(tmp_path / "a.jpg", scene, exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert read_photo(path).image.shape == (90, 160, 3)
