from __future__ import annotations

import os
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numbered_film import film, number_of, on_screen_at, picture, restless, steady

from facelabeler.core.errors import SourceError, UsageError
from facelabeler.media.video import VideoReader, probe, samples

H264 = {"bf": "3", "g": "12"}

FILMS = {
    "B pictures": ("a.mp4", {"options": H264}),
    "open groups": ("a.mp4", {"options": {"g": "12", "x264-params": "open-gop=1:bframes=5:b-pyramid=normal"}}),
    "intra refresh": ("a.mp4", {"options": {"g": "24", "x264-params": "intra-refresh=1"}}),
    "one key frame": ("a.mp4", {"options": {"g": "999", "bf": "8"}}),
    "fragmented": ("a.mp4", {"options": H264, "container": {"movflags": "frag_keyframe+empty_moov"}}),
    "Matroska": ("a.mkv", {"options": H264}),
    "H.265": ("a.mkv", {"codec": "libx265", "options": {"x265-params": "log-level=none:keyint=12:open-gop=1"}}),
    "VP9": ("a.webm", {"codec": "libvpx-vp9", "options": {"g": "12", "cpu-used": "8", "deadline": "realtime"}}),
    "VP8": ("a.webm", {"codec": "libvpx", "options": {"auto-alt-ref": "1", "lag-in-frames": "8", "g": "24"}}),
    "FFV1": ("a.mkv", {"codec": "ffv1"}),
    "Motion JPEG": ("a.mkv", {"codec": "mjpeg", "pix_fmt": "yuvj420p", "options": {"qmax": "2"}}),
    "MPEG-4": ("a.mp4", {"codec": "mpeg4", "options": {"bf": "2", "g": "12"}}),
    "FLV": ("a.flv", {"options": H264}),
    "10 bit": ("a.mp4", {"options": H264, "pix_fmt": "yuv420p10le"}),
    "full colour": ("a.mp4", {"options": H264, "pix_fmt": "yuv444p"}),
}


@pytest.fixture(params=FILMS, scope="module")
def any_film(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[int]]:
    name, how = FILMS[request.param]
    stamps = restless(110)
    return film(tmp_path_factory.mktemp("film") / name, stamps, **how), stamps


@pytest.mark.parametrize("every", [0.1, 0.7, 1.9])
def test_a_sample_is_the_picture_on_screen_whatever_the_frame_rate(
    any_film: tuple[str, list[int]], every: float
) -> None:
    path, stamps = any_film
    found = list(samples(path, every))
    assert [sample.time for sample in found] == [k * every for k in range(len(found))]
    expected = [on_screen_at(stamps, sample.time) for sample in found]
    assert [sample.index for sample in found] == expected
    assert [number_of(sample.image) for sample in found] == expected


@pytest.mark.parametrize(
    ("name", "can_leap"), [("B pictures", True), ("H.265", True), ("VP9", True), ("VP8", False), ("FLV", False)]
)
def test_only_streams_of_one_picture_a_packet_are_leapt_through(tmp_path: Path, name: str, can_leap: bool) -> None:
    file, how = FILMS[name]
    assert VideoReader(film(tmp_path / file, restless(20), **how)).is_siftable is can_leap


def test_samples_reach_to_the_last_picture(any_film: tuple[str, list[int]]) -> None:
    path, stamps = any_film
    last = list(samples(path, 0.05))[-1]
    assert last.index == len(stamps) - 1


def test_resuming_gives_the_same_samples_with_the_same_indices(any_film: tuple[str, list[int]]) -> None:
    path, _ = any_film
    whole = list(samples(path, 0.3))
    rest = list(samples(path, 0.3, start_at=whole[11].time))
    assert [(s.time, s.index) for s in rest] == [(s.time, s.index) for s in whole[11:]]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(rest, whole[11:], strict=True))


def test_broadcast_time_stamps_that_start_late_begin_at_zero(tmp_path: Path) -> None:
    stamps = steady(60, step=3600, start=90_000 * 3_600)
    path = film(tmp_path / "a.ts", stamps, base=Fraction(1, 90_000), options=H264)
    found = list(samples(path, 0.5))
    assert [(s.time, s.index, number_of(s.image)) for s in found] == [
        (0.0, 0, 0), (0.5, 12, 12), (1.0, 25, 25), (1.5, 37, 37), (2.0, 50, 50)
    ]  # fmt: skip


def test_joined_recordings_are_read_on_although_the_clock_jumps_back(tmp_path: Path) -> None:
    one = Path(film(tmp_path / "one.ts", steady(50, step=3600), base=Fraction(1, 90_000), options=H264))
    both = tmp_path / "both.ts"
    both.write_bytes(one.read_bytes() * 2)
    found = list(samples(str(both), 1.0))
    assert [s.time for s in found] == [0.0, 1.0, 2.0, 3.0]
    assert [s.index for s in found] == [0, 25, 50, 75]


def test_after_a_jump_of_the_clock_time_stamps_count_again(tmp_path: Path) -> None:
    stamps = [90 * stamp for stamp in restless(60)]
    one = Path(film(tmp_path / "one.ts", stamps, base=Fraction(1, 90_000), options=H264))
    both = tmp_path / "both.ts"
    both.write_bytes(one.read_bytes() * 2)
    first = {s.index: s.time for s in reversed(list(samples(str(one), 0.01)))}
    joined = {s.index: s.time for s in reversed(list(samples(str(both), 0.01)))}
    starts = [joined[60 + number] - joined[60] for number in first]
    assert starts == pytest.approx(list(first.values()), abs=0.02)


def test_a_late_first_picture_is_at_second_zero(tmp_path: Path) -> None:
    path = film(tmp_path / "late.mkv", steady(30, start=2500), options=H264)
    assert [(s.time, s.index) for s in samples(path, 0.4)] == [(0.0, 0), (0.4, 10), (0.8, 20)]


def test_a_bare_stream_without_time_stamps_is_timed_by_its_frame_rate(tmp_path: Path) -> None:
    path = film(tmp_path / "a.h264", steady(50), base=Fraction(1, 1000), format="h264", options={"g": "12"})
    found = list(samples(path, 1.0))
    assert [s.index for s in found] == [number_of(s.image) for s in found]
    assert probe(path).duration == pytest.approx(len(found), abs=1.0)


def test_a_recording_without_a_declared_length_is_counted(tmp_path: Path) -> None:
    path = film(tmp_path / "live.webm", steady(50), codec="libvpx", container={"live": "1"})
    assert probe(path).duration == pytest.approx(2.0, abs=0.05)
    assert [number_of(s.image) for s in samples(path, 1.0)] == [0, 25]


def test_an_animated_gif_is_read_as_a_video(tmp_path: Path) -> None:
    path = film(tmp_path / "a.gif", steady(10, step=10), codec="gif", pix_fmt="rgb8", base=Fraction(1, 100))
    assert [number_of(s.image) for s in samples(path, 0.3)] == [0, 3, 6, 9]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_recording_is_shown_upright(tmp_path: Path, rotation: int) -> None:
    straight = film(tmp_path / "straight.mp4", steady(3), options=H264)
    turned = film(tmp_path / "turned.mp4", steady(3), options=H264, rotation=rotation)
    expected = np.rot90(next(samples(straight, 1.0)).image, rotation // 90)
    shown = next(samples(turned, 1.0)).image
    assert np.array_equal(shown, expected)
    assert shown.flags.c_contiguous
    info = probe(turned)
    assert (info.height, info.width) == expected.shape[:2]
    assert info.rotation == -rotation % 360


def test_wide_pixels_are_shown_wide(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(3), options=H264, pixel_aspect=Fraction(2))
    info = probe(path)
    assert (info.width, info.height) == (128, 48)
    assert next(samples(path, 1.0)).image.shape == (48, 128, 3)


def test_odd_sizes_are_kept_and_contiguous(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(3), pix_fmt="yuv444p", size=(61, 47))
    image = next(samples(path, 1.0)).image
    assert image.shape == (47, 61, 3)
    assert image.flags.c_contiguous


def test_a_stream_that_changes_size_is_read_at_each_size(tmp_path: Path) -> None:
    small = Path(film(tmp_path / "s.h264", steady(25), format="h264"))
    large = Path(film(tmp_path / "l.h264", steady(25), format="h264", size=(128, 96)))
    both = tmp_path / "both.h264"
    both.write_bytes(small.read_bytes() + large.read_bytes())
    shapes = [s.image.shape[:2] for s in samples(str(both), 0.2)]
    assert shapes[0] == (48, 64)
    assert shapes[-1] == (96, 128)


def test_a_picture_that_stays_is_given_as_the_same_array(tmp_path: Path) -> None:
    path = film(tmp_path / "still.mkv", [0, 5000, 5040], options=H264)
    found = list(samples(path, 1.0))
    assert [s.index for s in found[:5]] == [0] * 5
    assert all(s.image is found[0].image for s in found[:5])
    assert found[5].image is not found[0].image


@pytest.mark.parametrize(("height", "luma", "u", "v"), [(720, 63, 102, 240), (576, 81, 90, 240)])
def test_unmarked_colours_are_read_as_players_do(tmp_path: Path, height: int, luma: int, u: int, v: int) -> None:
    """Red of BT.709 in high definition and of BT.601 below must both come out red."""
    width = 64
    chroma = (height // 2, width // 2)
    planes = [np.full((height, width), luma), np.full(chroma, u), np.full(chroma, v)]
    frame = av.VideoFrame.from_ndarray(
        np.concatenate([plane.ravel() for plane in planes]).reshape(-1, width).astype(np.uint8), format="yuv420p"
    )
    path = str(tmp_path / "red.mp4")
    with av.open(path, "w") as output:
        stream = output.add_stream("libx264", rate=25, options={"qp": "0", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        output.mux(stream.encode(frame))
        output.mux(stream.encode())
    red = next(samples(path, 1.0)).image.reshape(-1, 3).mean(axis=0)
    assert red == pytest.approx([255, 0, 0], abs=4)


def test_white_is_white_and_black_is_black(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(3), options={"qp": "0"})
    image = next(s.image for s in samples(path, 0.04) if s.index == 2)
    assert abs(image.astype(int) - picture(2)).mean() < 8


def test_a_file_cut_short_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    path = Path(film(tmp_path / "a.mp4", steady(200), options=H264, container={"movflags": "faststart"}))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])
    reader = VideoReader(str(path))
    found = list(reader.samples(0.5))
    assert 3 < len(found) < 14
    assert "ends early" in reader.problem
    assert "0:08" in reader.problem


def test_damage_in_the_middle_is_passed_over_and_counted(tmp_path: Path) -> None:
    path = Path(film(tmp_path / "a.mp4", steady(200), options=H264, container={"movflags": "faststart"}))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 800] = bytes(800)
    path.write_bytes(data)
    reader = VideoReader(str(path))
    found = list(reader.samples(0.5))
    assert len(found) == 16
    assert "of 200 frames" in reader.problem
    assert [number_of(s.image) for s in found[-2:]] == [175, 187]


def test_a_whole_file_has_no_problem(any_film: tuple[str, list[int]]) -> None:
    reader = VideoReader(any_film[0])
    assert len(list(reader.samples(1.0))) > 3
    assert reader.problem == ""


def test_a_reading_that_was_broken_off_does_not_say_that_the_file_ends_early(tmp_path: Path) -> None:
    reader = VideoReader(film(tmp_path / "a.mp4", steady(200), options=H264))
    pictures = reader.samples(0.5)
    next(pictures)
    pictures.close()
    assert reader.problem == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the open files in /proc")
def test_closing_the_series_early_closes_the_file(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(100), options=H264)
    pictures = samples(path, 0.1)
    next(pictures)
    assert path in _open_files()
    pictures.close()
    assert path not in _open_files()


def _open_files() -> set[str]:
    return {str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()}


@pytest.mark.parametrize("every", [0.0, -1.0, float("nan")])
def test_a_step_that_never_advances_is_refused(tmp_path: Path, every: float) -> None:
    path = film(tmp_path / "a.mp4", steady(3), options=H264)
    with pytest.raises(UsageError, match="more than 0"):
        next(samples(path, every))


def _sound(path: Path) -> None:
    with av.open(str(path), "w") as output:
        stream = output.add_stream("aac", rate=44_100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4096), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 44_100
        output.mux(stream.encode(frame))
        output.mux(stream.encode())


def _without_index(path: Path) -> None:
    whole = Path(film(path.with_name("whole.mp4"), steady(50), options=H264)).read_bytes()
    path.write_bytes(whole[: whole.index(b"moov") - 8])


BROKEN = {
    "the file is empty": lambda path: path.write_bytes(b""),
    "no such file": lambda path: None,
    "sound and no picture": _sound,
    r"index \(moov\) is missing": _without_index,
    "no video that can be read": lambda path: path.write_text("no film " * 200),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_cannot_be_shown_is_said_in_one_sentence(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.mp4"
    BROKEN[what](path)
    with pytest.raises(SourceError, match=what) as caught:
        VideoReader(str(path))
    assert caught.value.file == str(path)
    assert caught.value.advice


def test_a_name_that_looks_like_an_address_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(film(tmp_path / "a.mp4", steady(3))).rename(tmp_path / "talk: part 1 %03d.mp4")
    monkeypatch.chdir(tmp_path)
    assert probe("talk: part 1 %03d.mp4").codec == "h264"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_does_not_keep_us_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.mp4")
    with pytest.raises(SourceError, match="pipe"):
        VideoReader(str(tmp_path / "a.mp4"))


def test_a_play_list_does_not_open_what_it_names(tmp_path: Path) -> None:
    film(tmp_path / "real.ts", steady(10))
    trap = tmp_path / "trap.mp4"
    trap.write_text("#EXTM3U\n#EXTINF:4,\nreal.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(SourceError, match="no video"):
        VideoReader(str(trap))


def test_a_first_picture_of_impossible_size_is_an_error_and_no_crash(tmp_path: Path) -> None:
    """Its packet would need two gigabytes: libavformat gives up while the first picture is looked for."""
    path = Path(film(tmp_path / "a.mp4", steady(3), container={"movflags": "frag_keyframe+empty_moov"}))
    data = bytearray(path.read_bytes())
    run = data.index(b"trun")
    data[run + 16 : run + 40] = b"\x7f\xff\xff\xf0" * 6
    path.write_bytes(data)
    with pytest.raises(SourceError):
        VideoReader(str(path))


def test_a_box_that_says_it_is_larger_than_any_file_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "box.mp4"
    path.write_bytes(b"\0\0\0\x01ftyp" + b"\xff" * 8 + b"isom")
    with pytest.raises(SourceError, match=r"no video|index"):
        probe(str(path))
