from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numbered_film import film, number_of, on_screen_at, restless, steady
from PIL import Image

from facelabeler.core.entities import SourceKind
from facelabeler.core.errors import SourceError
from facelabeler.media.frames import read_frames, stretches
from facelabeler.media.video import samples


def sparse(count: int) -> list[int]:
    """Four pictures every ten minutes, for hours: most moments are worth a seek."""
    return [600_000 * (k // 4) + 333 * (k % 4) for k in range(count)]


SPARSE = {
    "H.264": ("a.mp4", {"options": {"bf": "3", "g": "8"}}),
    "open groups": ("a.mkv", {"options": {"g": "8", "x264-params": "open-gop=1:bframes=3"}}),
    "intra refresh": ("a.mp4", {"options": {"g": "8", "x264-params": "intra-refresh=1"}}),
    "H.265": ("a.mp4", {"codec": "libx265", "options": {"x265-params": "log-level=none:keyint=8:open-gop=1"}}),
    "Matroska": ("a.mkv", {"options": {"bf": "2", "g": "8"}}),
    "transport stream": ("a.ts", {"options": {"bf": "2", "g": "8"}}),
}


@pytest.mark.parametrize("name", SPARSE)
def test_pictures_far_apart_are_those_that_sampling_gave(name: str, tmp_path: Path) -> None:
    file, how = SPARSE[name]
    stamps, every = (restless(64), 0.25) if file == "a.ts" else (sparse(64), 30.25)
    path = film(tmp_path / file, stamps, **how)
    sampled = {sample.time: sample.image for sample in samples(path, every)}
    wanted = list(sampled)[:: max(1, len(sampled) // 12)]
    read = dict(read_frames(path, SourceKind.VIDEO, wanted))
    assert list(read) == wanted
    assert all(np.array_equal(read[time], sampled[time]) for time in wanted)
    assert [number_of(read[time]) for time in wanted] == [on_screen_at(stamps, time) for time in wanted]


def test_times_out_of_order_and_double_come_sorted_and_once(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(60))
    assert [time for time, _ in read_frames(path, SourceKind.VIDEO, [2.0, 0.0, 1.0, 1.0])] == [0.0, 1.0, 2.0]


def test_times_beyond_the_end_are_left_out(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(30))
    assert [time for time, _ in read_frames(path, SourceKind.VIDEO, [1.0, 2.0, 500.0])] == [1.0]


def test_no_times_read_nothing(tmp_path: Path) -> None:
    assert list(read_frames(film(tmp_path / "a.mp4", steady(3)), SourceKind.VIDEO, [])) == []


def test_a_photo_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (7, 5), (1, 2, 3)).save(path)
    ((time, image),) = read_frames(str(path), SourceKind.PHOTO, [0.0])
    assert time == 0.0
    assert image.tolist() == np.full((5, 7, 3), (1, 2, 3)).tolist()


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        list(read_frames(str(tmp_path / "gone.mp4"), SourceKind.VIDEO, [0.0]))


def test_stretches_are_parted_at_long_gaps() -> None:
    assert stretches([], 60) == []
    assert stretches([0, 60, 121, 122], 60) == [[0, 60], [121, 122]]
