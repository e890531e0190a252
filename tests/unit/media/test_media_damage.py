from __future__ import annotations

from facelabeler.media.damage import Damage, clock


def test_nothing_wrong_is_not_mentioned() -> None:
    assert Damage(promised=60, reached=59.5, pictures=1500, at_end=True).sentence() == ""


def test_lost_and_broken_pictures_are_counted() -> None:
    assert Damage(pictures=120, lost=3).sentence() == "3 of 120 frames could not be read"
    assert Damage(pictures=120, lost=1, broken=6).sentence() == (
        "1 of 120 frames could not be read and 6 of 120 frames are damaged"
    )


def test_an_early_end_is_told_with_both_times() -> None:
    damage = Damage(promised=130, reached=48, pictures=1200, at_end=True)
    assert damage.sentence() == "the file ends early: 0:48 of 2:10 could be read"


def test_sound_that_goes_on_does_not_hide_that_the_picture_ends() -> None:
    damage = Damage(promised=60, reached=60, promised_picture=60, reached_picture=20, at_end=True)
    assert "0:20 of 1:00" in damage.sentence()


def test_a_reading_that_goes_on_has_not_ended_early() -> None:
    assert Damage(promised=130, reached=48).sentence() == ""


def test_hours_are_written_out() -> None:
    assert clock(3725) == "1:02:05"
