from __future__ import annotations

import os
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from numbered_film import film, steady
from PIL import Image as Pillow

from facelabeler.core.entities import SourceKind
from facelabeler.core.errors import SourceError
from facelabeler.media.sources import MediaFile, find_media, fingerprint, natural_key, require_file


def photo(path: Path, format: str = "JPEG", **how: object) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    Pillow.new("RGB", (8, 8), "red").save(path, format, **how)
    return str(path)


def names(folder: Path) -> list[str]:
    return [str(Path(file.path).relative_to(folder)) for file in find_media(str(folder))]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF", "PPM", "JPEG2000", "AVIF"])
@pytest.mark.parametrize("name", ["a.jpg", "A.MP4", "x.jpg?w=1200&fit=max", "no suffix"])
def test_a_photo_is_known_by_what_it_holds(tmp_path: Path, format: str, name: str) -> None:
    path = photo(tmp_path / name, format)
    assert find_media(path) == [MediaFile(path, SourceKind.PHOTO)]


VIDEOS = {
    "mp4": ("mp4", "libx264"),
    "mov": ("mov", "mpeg4"),
    "mkv": ("matroska", "libx264"),
    "avi": ("avi", "mpeg4"),
    "flv": ("flv", "flv"),
    "ts": ("mpegts", "libx264"),
    "mpg": ("mpeg", "mpeg2video"),
    "wmv": ("asf", "wmv2"),
    "h264": ("h264", "libx264"),
    "m2v": ("mpeg2video", "mpeg2video"),
    "mxf": ("mxf", "mpeg2video"),
    "ivf": ("ivf", "libvpx"),
}


@pytest.mark.parametrize("kind", VIDEOS)
def test_a_video_is_known_by_what_it_holds(tmp_path: Path, kind: str) -> None:
    format, codec = VIDEOS[kind]
    path = film(tmp_path / "no name", steady(6, step=1), base=Fraction(1, 25), format=format, codec=codec)
    assert find_media(path) == [MediaFile(path, SourceKind.VIDEO)]


def test_an_animation_is_a_video_and_a_single_gif_a_photo(tmp_path: Path) -> None:
    first, second = Pillow.new("RGB", (8, 8), "red"), Pillow.new("RGB", (8, 8), "blue")
    first.save(tmp_path / "moving.gif", save_all=True, append_images=[second])
    first.save(tmp_path / "still.gif")
    assert [file.kind for file in find_media(str(tmp_path))] == [SourceKind.VIDEO, SourceKind.PHOTO]


def test_a_folder_is_read_with_all_below_it_as_a_person_counts(tmp_path: Path) -> None:
    for name in ["b/2.jpg", "b/10.jpg", "B/1.jpg", "a10.jpg", "a9.jpg", "Zoë & co #2/x.jpg"]:
        photo(tmp_path / name)
    order = names(tmp_path)
    assert order.index("a9.jpg") < order.index("a10.jpg") < order.index("b/2.jpg") < order.index("b/10.jpg")
    assert "Zoë & co #2/x.jpg" in order
    assert len(order) == 6


def test_what_is_no_footage_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    photo(tmp_path / "a.jpg")
    photo(tmp_path / ".hidden.jpg")
    photo(tmp_path / ".cache" / "b.jpg")
    (tmp_path / "notes.txt").write_text("milk, eggs")
    (tmp_path / "._a.jpg").write_bytes(b"\0\5\x16\7" + bytes(80))
    (tmp_path / "copy of ._a.jpg").write_bytes(b"\0\5\x16\7" + bytes(80))
    (tmp_path / "song.m4a").write_bytes(b"\0\0\0\x20ftypM4A " + bytes(80))
    assert names(tmp_path) == ["a.jpg"]


def test_damaged_footage_is_listed_so_that_it_is_told(tmp_path: Path) -> None:
    photo(tmp_path / "a.jpg")
    (tmp_path / "b.mp4").write_bytes(b"")
    (tmp_path / "c.jpg").write_text("no picture")
    assert names(tmp_path) == ["a.jpg", "b.mp4", "c.jpg"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_links_are_followed_and_loops_are_not(tmp_path: Path) -> None:
    photo(tmp_path / "real" / "a.jpg")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "one.jpg").symlink_to(tmp_path / "real" / "a.jpg")
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "gone.jpg")
    assert names(tmp_path) == ["one.jpg", "real/a.jpg"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    photo(tmp_path / "a.jpg")
    os.mkfifo(tmp_path / "b.mp4")
    assert names(tmp_path) == ["a.jpg"]
    with pytest.raises(SourceError, match="neither a video nor a photo"):
        find_media(str(tmp_path / "b.mp4"))
    with pytest.raises(SourceError, match="pipe or device"):
        require_file(str(tmp_path / "b.mp4"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /dev")
def test_a_device_is_never_opened() -> None:
    with pytest.raises(SourceError, match="neither"):
        find_media("/dev/zero")


def test_each_refusal_says_what_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("milk")
    (tmp_path / "zero.mp4").write_bytes(b"")
    (tmp_path / "._a.jpg").write_bytes(b"\0\5\x16\7" + bytes(80))
    refusals = {
        "gone.mp4": "no such file or folder",
        "empty": "no video and no photo",
        "notes.txt": "neither a video nor a photo",
        "zero.mp4": "empty",
        "._a.jpg": "side file of macOS",
    }
    for name, what in refusals.items():
        with pytest.raises(SourceError, match=what) as caught:
            find_media(str(tmp_path / name))
        assert caught.value.file == str(tmp_path / name)
        assert caught.value.advice


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_listed_or_told(tmp_path: Path) -> None:
    photo(tmp_path / "a.jpg")
    (tmp_path / "a.jpg").chmod(0)
    assert names(tmp_path) == ["a.jpg"]
    with pytest.raises(SourceError, match="may not be read"):
        find_media(str(tmp_path / "a.jpg"))


def test_a_fingerprint_finds_a_file_that_has_moved(tmp_path: Path) -> None:
    first, second = tmp_path / "a.mp4", tmp_path / "moved.mp4"
    first.write_bytes(bytes(2 << 20))
    before = fingerprint(str(first))
    first.rename(second)
    assert fingerprint(str(second)) == before
    assert len(before) == 64


def test_files_that_begin_alike_differ_by_their_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(2 << 20))
    (tmp_path / "b").write_bytes(bytes((2 << 20) + 1))
    assert fingerprint(str(tmp_path / "a")) != fingerprint(str(tmp_path / "b"))


def test_a_missing_file_has_no_fingerprint(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        fingerprint(str(tmp_path / "gone"))


def test_numbers_in_names_are_counted_and_not_spelt() -> None:
    assert sorted(["clip 10", "Clip 9", "clip", "9"], key=natural_key) == ["9", "clip", "Clip 9", "clip 10"]
