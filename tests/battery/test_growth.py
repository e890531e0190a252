"""What the long run takes for growth."""

from __future__ import annotations

import math

import pytest

from tests.battery.long_run import Held, growth, slope_of


def rounds(*, slope: float = 0.0, minutes: int = 120, threads: float = 0.0, files: float = 0.0) -> list[Held]:
    """Ten rounds a minute, whose memory goes up and down by 30 MB; growth of each kind a minute."""
    times = [number / 10 for number in range(1, 10 * minutes)]
    return [
        Held(60 * time, 600 + slope * time + 30 * math.sin(7 * time), 11 + int(threads * time), 15 + int(files * time))
        for time in times
    ]


@pytest.mark.parametrize("slope", [-0.5, 0.0, 0.9])
def test_up_and_down_is_not_growth(slope: float) -> None:
    assert growth(rounds(slope=slope)) == []


@pytest.mark.parametrize(
    ("run", "what"),
    [
        (rounds(slope=1.2), "memory grew by 1.2"),
        (rounds(threads=0.1), "threads grew"),
        (rounds(files=0.1), "files grew"),
        (rounds()[:1], "1 rounds are too few"),
    ],
)
def test_growth_is_named(run: list[Held], what: str) -> None:
    [problem] = growth(run)
    assert problem.startswith(what)


def test_a_worker_that_comes_and_goes_is_not_growth() -> None:
    run = rounds()
    late = [held._replace(threads=held.threads + 2) if number % 3 == 0 else held for number, held in enumerate(run)]
    assert growth([*run[: len(run) // 2], *late[len(run) // 2 :]]) == []


def test_one_thread_kept_for_good_is_growth() -> None:
    run = rounds()
    late = [held._replace(threads=held.threads + 1) for held in run[len(run) // 2 :]]
    assert growth([*run[: len(run) // 2], *late]) == ["threads grew from 11 to 12"]


def test_a_warm_up_is_left_out_and_a_short_run_tells_nothing_of_memory() -> None:
    warming = [held._replace(memory=held.memory - 500 + min(held.seconds, 900)) for held in rounds()]
    assert slope_of(warming) > 1
    assert growth(warming) == []
    assert growth(rounds(slope=5, minutes=2)) == []
