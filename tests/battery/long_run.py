"""A window that is worked in for hours: what it holds must not grow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from tests.battery.tally import Tally

MOST_GROWTH = 1.0  # MB a minute
WARM_UP = 0.25  # of the time: caches fill, libraries are loaded
LEAST_MINUTES = 30.0
"""What is shorter says nothing of the memory's slope: a round alone moves it by 30 MB up and down."""


class Held(NamedTuple):
    """What the process held after a round: seconds since it began, memory in MB, threads, open files."""

    seconds: float
    memory: float
    threads: int
    files: int


def worked_in_for_long(folder: Path, minutes: int) -> Tally:
    """Round after round in one window. A minute is a try; growth of any kind is wrong, and so is any complaint."""
    tally = Tally(tries=minutes)
    with (folder / "said.txt").open("w+b") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.battery.one_window", str(folder / "work"), str(60 * minutes)],
            stdout=subprocess.PIPE,
            stderr=said,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "FACELABELER_CONFIG": str(folder / "config")},
        )
        assert process.stdout is not None
        rounds = [Held(*json.loads(line)) for line in process.stdout]
        if process.wait() != 0:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-1:]
            tally.note_wrong(f"after {len(rounds)} rounds: exit code {process.returncode}: {' '.join(last)}")
    for problem in growth(rounds):
        tally.note_wrong(problem)
    if len(measured := _warm(rounds)) > 1:
        end = measured[-1]
        what = (
            f"{end.memory:,.0f} MB ({slope_of(measured):+.2f} a minute), {end.threads} threads, {end.files} open files"
        )
        tally.measured.append(f"{len(rounds):,} rounds, {what}")
    return tally


def growth(rounds: list[Held]) -> list[str]:
    """What grew after the warm-up, a sentence each. The slope of the memory is that of least squares.

    Of threads and files the median of the last third counts against that of the first: a worker that is on its way out
    when a round ends comes and goes, what leaks stays.
    """
    if len(rounds) < 2:
        return [f"{len(rounds)} rounds are too few to compare"]
    measured = _warm(rounds)
    first, last = measured[0], measured[-1]
    early, late = measured[: len(measured) // 3 + 1], measured[-(len(measured) // 3 + 1) :]
    wrong = []
    for what in ("threads", "files"):
        before, after = (median(getattr(held, what) for held in part) for part in (early, late))
        if after > before:
            wrong.append(f"{what} grew from {before:g} to {after:g}")
    if rounds[-1].seconds >= 60 * LEAST_MINUTES and (slope := slope_of(measured)) >= MOST_GROWTH:
        wrong.append(f"memory grew by {slope:.2f} MB a minute, from {first.memory:.0f} to {last.memory:.0f} MB")
    return wrong


def _warm(rounds: list[Held]) -> list[Held]:
    return [held for held in rounds if held.seconds >= WARM_UP * rounds[-1].seconds]


def slope_of(rounds: list[Held]) -> float:
    """By how many MB a minute the memory grew (least squares)."""
    minutes = np.array([held.seconds for held in rounds]) / 60
    return float(np.polyfit(minutes, [held.memory for held in rounds], 1)[0])
