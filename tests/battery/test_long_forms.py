"""Every row of the battery, in its long form: `pytest -m battery`. `make battery` prints the table as well."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.battery import ROWS, Row


@pytest.mark.battery
@pytest.mark.timeout(0)
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix's")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_nothing_is_lost_and_nothing_is_wrong_in_the_long_form(row: Row, tmp_path: Path) -> None:
    if not row.possible():
        pytest.skip(f"needs {row.needs}")
    tally = row.run(tmp_path, row.long)
    assert tally.tries == row.long
    assert tally.problems == []
