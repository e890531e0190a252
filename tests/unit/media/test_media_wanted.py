from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facelabeler.media.wanted import EverySoOften, Shown, TheseMoments, on_screen

steps = st.floats(0.001, 100, allow_nan=False)


@given(steps, st.integers(0, 10_000))
def test_a_time_is_an_exact_multiple_and_resuming_hits_it(every: float, k: int) -> None:
    assert next(iter(EverySoOften(every, k * every))) == k * every


@given(steps, st.floats(0, 1000), st.floats(0, 50))
@settings(deadline=None)
def test_any_between_agrees_with_the_series_itself(every: float, start: float, length: float) -> None:
    series = EverySoOften(every)
    first = next(t for t in islice(iter(series), int(start / every), None) if t >= start)
    assert series.any_between(start, start + length) == (first < start + length)


@given(st.lists(st.floats(0, 100)).map(sorted), st.floats(0, 100), st.floats(0, 100))
def test_any_between_of_listed_times(times: list[float], start: float, end: float) -> None:
    assert TheseMoments(times).any_between(start, end) == any(start <= t < end for t in times)


def shown(*starts: float, step: float = 1.0) -> list[Shown[int]]:
    return [Shown(start, start + step, number) for number, start in enumerate(starts)]


def seen(frames: list[Shown[int]], moments: list[float], tolerance: float = 0.001) -> list[tuple[float, int]]:
    return [(moment, frame.picture) for moment, frame in on_screen(frames, moments, tolerance)]


def test_the_picture_on_screen_is_the_last_that_has_begun() -> None:
    assert seen(shown(0.0, 0.5, 0.9, 3.0), [0.0, 0.49, 0.5, 1.0, 2.99, 3.5]) == [
        (0.0, 0), (0.49, 0), (0.5, 1), (1.0, 2), (2.99, 2), (3.5, 3)
    ]  # fmt: skip


def test_a_rounded_time_stamp_is_forgiven() -> None:
    assert seen(shown(0.0, 0.0334), [0.0333], tolerance=0.0005) == [(0.0333, 1)]
    assert seen(shown(0.0, 0.0334), [0.0333], tolerance=0.00001) == [(0.0333, 0)]


def test_a_series_ends_where_the_last_picture_does() -> None:
    assert seen(shown(0.0, 1.0), [0.0, 1.0, 1.9, 2.0, 3.0]) == [(0.0, 0), (1.0, 1), (1.9, 1)]


def test_a_single_picture_of_no_length_is_on_screen_when_it_begins() -> None:
    assert seen([Shown(0.0, 0.0, 7)], [0.0, 0.5]) == [(0.0, 7)]


def test_nothing_is_read_beyond_the_last_moment() -> None:
    frames = iter(shown(0.0, 1.0, 2.0, 3.0))
    assert [m for m, _ in on_screen(frames, [0.0], 0.001)] == [0.0]
    assert next(frames).picture == 2


@pytest.mark.parametrize("moments", [[], [5.0]])
def test_without_pictures_there_is_nothing_to_see(moments: list[float]) -> None:
    assert seen([], moments) == []


def test_a_step_is_divided_evenly_and_whole_steps_stay_exact():
    times = list(islice(EverySoOften(1.1, 2.2, parts=5), 11))
    assert times[::5] == [2 * 1.1, 3 * 1.1, 4 * 1.1]
    assert times[1:5] == pytest.approx([2.42, 2.64, 2.86, 3.08])
