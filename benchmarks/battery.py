"""What is lost when things go wrong: each row does harm many times over and counts what was lost and what was wrong.

    python -m benchmarks.battery [NAME…] [--short]

`make battery` runs every row in its long form, four to five hours. The short forms run with the tests (tests/battery).
The table that is printed is kept in docs/reliability.md, with its date.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.battery.damaged_footage import damaged_footage
from tests.battery.damaged_projects import damaged_projects
from tests.battery.editing import killed_while_editing
from tests.battery.failing_disk import can_inject, failing_disk
from tests.battery.failing_window import failing_window
from tests.battery.killed_exporting import killed_while_exporting
from tests.battery.killed_processing import cancelled_while_processing, killed_while_processing
from tests.battery.long_run import worked_in_for_long
from tests.battery.tally import Tally

Trial = Callable[[Path, int], Tally]
"""Harms something in a folder so many times, and counts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what it is called there, the trial, and how many tries it makes in its two forms.

    Where the trial is not `possible`, it `needs` something that is not there.
    """

    name: str
    title: str
    run: Trial
    long: int
    short: int
    needs: str = ""
    possible: Callable[[], bool] = lambda: True


ROWS: tuple[Row, ...] = (
    Row("editing", "Killed while editing (500 edits and undos)", killed_while_editing, long=200, short=5),
    Row("processing", "Killed while detecting and encoding, then resumed", killed_while_processing, long=100, short=3),
    Row("cancelling", "Cancelled while processing, then resumed", cancelled_while_processing, long=30, short=3),
    Row("exporting", "Killed while exporting, in every format", killed_while_exporting, long=100, short=10),
    Row(
        "disk",
        "A disk that fails at any operation, for every reason",
        failing_disk,
        long=4000,
        short=40,
        needs="Linux and a C compiler",
        possible=can_inject,
    ),
    Row(
        "window-disk",
        "A window whose disk fails at any operation",
        failing_window,
        long=100,
        short=2,
        needs="Linux and a C compiler",
        possible=can_inject,
    ),
    Row("footage", "Damaged videos and photos", damaged_footage, long=12_000, short=30),
    Row("projects", "Damaged, foreign and hostile projects", damaged_projects, long=5000, short=24),
    Row("window", "Minutes of work in one window, project after project", worked_in_for_long, long=120, short=1),
)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(row.name for row in ROWS)}; or all")
    parser.add_argument("--short", action="store_true", help="the short forms")
    chosen = parser.parse_args(arguments)
    print(f"\n{date.today().isoformat()}\n\n| test | tries | lost | wrong | time |")
    print("| --- | ---: | ---: | ---: | ---: |")
    told: list[str] = []
    for row in ROWS:
        if not chosen.names or row.name in chosen.names:
            told += _run(row, row.short if chosen.short else row.long)
    print(*["", *told], sep="\n")


def _run(row: Row, tries: int) -> list[str]:
    """Print the row's line; what went wrong, and what else was measured, is returned, a sentence each."""
    if not row.possible():
        print(f"| {row.title} | needs {row.needs} | | | |")
        return []
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = row.run(Path(folder), tries)
    seconds = time.perf_counter() - start
    print(f"| {row.title} | {tally.tries:,} | {tally.lost:,} | {tally.wrong:,} | {seconds:,.0f} s |", flush=True)
    return [f"{row.name}: {problem}" for problem in (*tally.problems, *tally.measured)]


if __name__ == "__main__":
    main()
