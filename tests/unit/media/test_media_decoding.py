from __future__ import annotations

from fractions import Fraction

import pytest
from numbered_film import film, number_of, steady

from facelabeler.media.containers import opened
from facelabeler.media.damage import Damage
from facelabeler.media.decoding import Reading, Timing
from facelabeler.media.pictures import Painter
from facelabeler.media.wanted import EverySoOften, Moments, TheseMoments

GROUPS = {"bf": "3", "g": "12"}
COUNT = 250


@pytest.fixture(scope="module")
def ten_seconds(tmp_path_factory: pytest.TempPathFactory) -> str:
    return film(tmp_path_factory.mktemp("film") / "a.mp4", steady(COUNT), options=GROUPS)


def read(path: str, moments: Moments, start: float | None = None) -> tuple[dict[int, int], Damage]:
    """The numbers that the decoded pictures show, by the index they are given; and what was read for them."""
    damage = Damage()
    with opened(path) as (container, stream):
        timing = Timing(0, Fraction(stream.time_base), 0.04, 10.0)
        painter = Painter(Fraction(1))
        frames = Reading(container, stream, timing, damage).frames_for(moments, start)
        return {shown.picture.index: number_of(painter.paint(shown.picture.frame)) for shown in frames}, damage


def test_only_what_the_wanted_pictures_need_is_decoded(ten_seconds: str) -> None:
    decoded, damage = read(ten_seconds, EverySoOften(2.0))
    assert {0, 50, 100, 150, 200} <= set(decoded)
    assert len(decoded) < COUNT / 2
    assert damage.pictures == COUNT
    assert damage.at_end


def test_each_decoded_picture_has_its_own_index(ten_seconds: str) -> None:
    decoded, _ = read(ten_seconds, EverySoOften(0.5))
    assert all(index == number for index, number in decoded.items())


def test_nothing_is_read_after_the_last_wanted_picture(ten_seconds: str) -> None:
    decoded, damage = read(ten_seconds, TheseMoments([0.4, 1.0]))
    assert {10, 25} <= set(decoded)
    assert damage.pictures < 60
    assert not damage.at_end


def test_a_seek_reads_nothing_before_the_key_frame(ten_seconds: str) -> None:
    decoded, damage = read(ten_seconds, TheseMoments([8.0]), start=8.0)
    assert 200 in decoded.values()
    assert min(decoded.values()) >= 180
    assert damage.pictures < 60
