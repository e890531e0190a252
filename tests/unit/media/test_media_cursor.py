from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numbered_film import film, number_of, on_screen_at, restless, steady
from PIL import Image

from facelabeler.core.entities import SourceKind
from facelabeler.core.errors import SourceError
from facelabeler.media.cursor import Cursor, picture_starts
from facelabeler.media.video import Sample

FILMS = {
    "H.264": ("a.mp4", {"options": {"bf": "3", "g": "12"}}),
    "open groups": ("a.mkv", {"options": {"g": "12", "x264-params": "open-gop=1:bframes=3"}}),
    "MPEG-4 in AVI": ("a.avi", {"codec": "mpeg4"}),
    "transport stream": ("a.ts", {"options": {"bf": "2", "g": "12"}}),
}
WALK = (0.0, 3.1, 3.14, 3.2, 1.0, 0.98, 4.0, 4.0, 2.5, 0.04, 7.9, 0.0)
"""On by a picture, within one, back, far ahead, to the start."""


def shown(cursor: Cursor, time: float) -> Sample:
    sample = cursor.picture_at(time)
    assert sample is not None
    return sample


@pytest.mark.parametrize("name", FILMS)
def test_every_moment_has_its_own_picture_wherever_one_comes_from(name: str, tmp_path: Path) -> None:
    file, how = FILMS[name]
    stamps = steady(200) if file == "a.avi" else restless(100)
    cursor = Cursor(film(tmp_path / file, stamps, **how), SourceKind.VIDEO)
    walk = [time for time in WALK if time < stamps[-1] / 1000]
    assert [number_of(shown(cursor, time).image) for time in walk] == [on_screen_at(stamps, time) for time in walk]
    cursor.close()


def test_steps_forth_and_back_go_by_one_picture_each(tmp_path: Path) -> None:
    stamps = restless(60)
    cursor = Cursor(film(tmp_path / "a.mp4", stamps, options={"bf": "2", "g": "10"}), SourceKind.VIDEO)
    here = shown(cursor, 1.5)
    first = number_of(here.image)
    seen = []
    for _ in range(5):
        here = shown(cursor, here.until)
        seen.append(number_of(here.image))
    for _ in range(5):
        here = shown(cursor, here.since - 0.001)
        seen.append(number_of(here.image))
    assert seen == [*range(first + 1, first + 6), *range(first + 4, first - 1, -1)]
    cursor.close()


def test_after_the_end_the_last_picture_stays(tmp_path: Path) -> None:
    cursor = Cursor(film(tmp_path / "a.mp4", steady(50)), SourceKind.VIDEO)
    assert number_of(shown(cursor, 4.0).image) == 49
    assert number_of(shown(cursor, 0.0).image) == 0
    cursor.close()


def test_the_place_in_the_list_of_starts_is_the_number_of_the_picture(tmp_path: Path) -> None:
    stamps = restless(80)
    path = film(tmp_path / "a.mp4", stamps, options={"bf": "3", "g": "12"})
    starts = picture_starts(path)
    assert [round(1000 * start) for start in starts] == [stamp - stamps[0] for stamp in stamps]


def test_a_stream_that_must_be_decoded_to_be_counted_has_no_list_of_starts(tmp_path: Path) -> None:
    assert picture_starts(film(tmp_path / "a.ts", steady(20))) == []


def test_a_photo_is_one_picture_at_all_times(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), (10, 20, 30)).save(tmp_path / "a.png")
    cursor = Cursor(str(tmp_path / "a.png"), SourceKind.PHOTO)
    sample = shown(cursor, 0.0)
    assert sample.image.shape == (30, 40, 3)
    assert np.array_equal(shown(cursor, 5.0).image, sample.image)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.mp4"):
        Cursor(str(tmp_path / "gone.mp4"), SourceKind.VIDEO).picture_at(0.0)
