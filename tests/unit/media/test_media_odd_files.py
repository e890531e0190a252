"""Every odd, rare and broken file of the labelled data: opened, opened in part, or refused, as its list says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from facelabeler.core.entities import SourceKind
from facelabeler.core.errors import SourceError
from facelabeler.media.frames import read_frames
from facelabeler.media.photos import probe_photo, read_photo
from facelabeler.media.sources import find_media
from facelabeler.media.video import VideoReader, samples

pytestmark = [pytest.mark.data, pytest.mark.timeout(30)]

OPEN = {
    "videos": [
        "UPPER CASE.MP4",
        "all_black.mp4",
        "animated.gif",
        "av1.mp4",
        "cover_art.mp4",
        "flv1.flv",
        "fps_120.mp4",
        "fps_ntsc_23976.mkv",
        "fragmented.mp4",
        "h264_10bit.mp4",
        "h264_444.mp4",
        "hevc.mp4",
        "hevc_10bit.mkv",
        "late_start.mp4",
        "long_gop.mp4",
        "mjpeg.avi",
        "mpeg2_interlaced.ts",
        "mpeg4.avi",
        "no_faces_pattern.mp4",
        "non_square_pixels.mp4",
        "odd_size.mp4",
        "one_fps.mp4",
        "one_frame.mp4",
        "phone_rotate_180.mp4",
        "phone_rotate_270.mp4",
        "phone_rotate_90.mp4",
        "plain_h264.mp4",
        "prores.mov",
        "vfr.mp4",
        "vidéo 视频 & 'test' #1 100%.mp4",
        "vp8_no_duration.webm",
        "vp9.webm",
        "wmv2.wmv",
    ],
    "photos": [
        "UPPER.JPEG",
        "alpha.png",
        "bilevel.png",
        "cmyk.jpg",
        "dark.jpg",
        "exif_orientation_2.jpg",
        "exif_orientation_3.jpg",
        "exif_orientation_4.jpg",
        "exif_orientation_5.jpg",
        "exif_orientation_6.jpg",
        "exif_orientation_7.jpg",
        "exif_orientation_8.jpg",
        "grey_16bit.png",
        "grey_8bit.jpg",
        "grey_8bit.png",
        "huge_110_megapixel.jpg",
        "one_pixel.png",
        "palette.png",
        "photo ü 照片 #2 50%.jpg",
        "picture.bmp",
        "picture.gif",
        "picture.tif",
        "picture.webp",
        "plain (copy).jpg",
        "plain.jpg",
        "plain_group.jpg",
        "progressive.jpg",
        "really_a_png.jpg",
        "rgb_16bit.png",
        "sub folder/deeper/nested.jpg",
        "tiny_24px.png",
        "upside_down_no_tag.jpg",
        "very_wide.png",
    ],
}

PARTIAL = {
    "videos": [
        "damaged_middle.mp4",
        "fps_0.avi",
        "raw_stream.h264",
        "really_a_jpeg.mp4",
        "truncated_faststart.mp4",
    ],
    "photos": [
        "damaged.jpg",
        "truncated.jpg",
        "truncated.png",
    ],
}

ERROR = {
    "videos": [
        "audio_only.mp4",
        "random_bytes.avi",
        "text.mp4",
        "truncated_no_index.mp4",
        "zero_bytes.mp4",
    ],
    "photos": [
        "._resource.jpg",
        "header_only.jpg",
        "notes.txt",
        "text.jpg",
        "zero_bytes.jpg",
    ],
}

MAY_BE_WHOLE = {"fps_0.avi", "raw_stream.h264", "really_a_jpeg.mp4"}
"""Files of which nothing is lost once their header is not believed."""

PASSED_OVER = {"._resource.jpg", "notes.txt"}

TURNED = ["phone_rotate_90.mp4", "phone_rotate_180.mp4", "phone_rotate_270.mp4"]


def each(table: dict[str, list[str]]) -> list[str]:
    return [f"{folder}/{name}" for folder, names in table.items() for name in names]


@pytest.fixture
def odd(data_dir: Path) -> Path:
    return data_dir / "odd"


def test_the_tables_here_are_those_of_the_data(odd: Path) -> None:
    truth = json.loads((odd / "odd.truth.json").read_text("utf-8"))
    tables = {"open": OPEN, "partial": PARTIAL, "error": ERROR}
    here = {name: expected for expected, table in tables.items() for name in each(table)}
    assert here == {name: row["expect"] for name, row in truth.items()}


@pytest.mark.parametrize("name", each(OPEN))
def test_a_good_file_opens_whole(odd: Path, name: str) -> None:
    pictures, problem = _read(str(odd / name))
    assert problem == ""
    assert all(picture.dtype == np.uint8 and picture.flags.c_contiguous for picture in pictures)


@pytest.mark.parametrize("name", each(PARTIAL))
def test_of_a_damaged_file_the_good_part_is_shown_and_the_rest_told(odd: Path, name: str) -> None:
    pictures, problem = _read(str(odd / name))
    assert pictures[0].any()
    assert problem or Path(name).name in MAY_BE_WHOLE


@pytest.mark.parametrize("name", each(ERROR))
def test_a_file_that_cannot_be_shown_is_refused_in_one_sentence(odd: Path, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        _read(str(odd / name))
    assert caught.value.file == str(odd / name)
    assert caught.value.advice


def _read(path: str) -> tuple[list[np.ndarray], str]:
    """All pictures at one a second, and what is said to be wrong."""
    (media,) = find_media(path)
    if media.kind is SourceKind.PHOTO:
        photo, info = read_photo(path), probe_photo(path)
        assert photo.image.shape[:2] == tuple(-(-side // int(photo.scale)) for side in (info.height, info.width))
        return [photo.image], photo.problem
    reader = VideoReader(path)
    found = list(reader.samples(1.0))
    assert [sample.time for sample in found] == [float(k) for k in range(len(found))]
    assert found[0].image.shape[:2] == (reader.info.height, reader.info.width)
    return [sample.image for sample in found], reader.problem


@pytest.mark.parametrize("folder", ["photos", "videos"])
def test_a_folder_of_them_gives_all_but_what_is_no_footage(odd: Path, folder: str) -> None:
    found = {Path(media.path).relative_to(odd / folder).as_posix() for media in find_media(str(odd / folder))}
    assert found == {*OPEN[folder], *PARTIAL[folder], *ERROR[folder]} - PASSED_OVER


@pytest.mark.parametrize("name", [n for n in OPEN["videos"] + PARTIAL["videos"] if n != "damaged_middle.mp4"])
def test_single_pictures_are_those_that_sampling_gave(odd: Path, name: str) -> None:
    path = str(odd / "videos" / name)
    sampled = {sample.time: sample.image for sample in samples(path, 0.37)}
    wanted = list(sampled)[1::3] or list(sampled)
    read = dict(read_frames(path, SourceKind.VIDEO, wanted))
    assert list(read) == wanted
    assert all(np.array_equal(read[time], sampled[time]) for time in wanted)


@pytest.mark.parametrize("name", TURNED)
def test_a_turned_phone_shows_people_upright(odd: Path, name: str) -> None:
    upright = next(samples(str(odd / "videos" / "plain_h264.mp4"), 1.0)).image
    turned = next(samples(str(odd / "videos" / name), 1.0)).image
    assert turned.shape == upright.shape
    assert _difference(turned, upright) < 8


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_turned_photo_shows_people_upright(odd: Path, orientation: int) -> None:
    upright = read_photo(str(odd / "photos" / "plain.jpg")).image
    turned = read_photo(str(odd / "photos" / f"exif_orientation_{orientation}.jpg")).image
    assert turned.shape == upright.shape
    assert _difference(turned, upright) < 8


@pytest.mark.parametrize("name", ["cmyk.jpg", "palette.png", "picture.gif", "picture.webp", "UPPER.JPEG"])
def test_the_same_photo_looks_the_same_in_every_format(odd: Path, name: str) -> None:
    plain = read_photo(str(odd / "photos" / "plain.jpg")).image
    assert _difference(read_photo(str(odd / "photos" / name)).image, plain) < 8


def test_a_variable_frame_rate_is_read_by_its_time_stamps(odd: Path) -> None:
    assert [sample.index for sample in samples(str(odd / "videos" / "vfr.mp4"), 1.0)] == [0, 29, 32, 62, 66, 96]


def _difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(abs(one.astype(int) - other).mean())
