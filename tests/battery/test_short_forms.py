"""Every row of the battery, in its short form."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.battery import ROWS, Row


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix's")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_nothing_is_lost_and_nothing_is_wrong(row: Row, tmp_path: Path) -> None:
    if not row.possible():
        pytest.skip(f"needs {row.needs}")
    tally = row.run(tmp_path, row.short)
    assert tally.tries == row.short
    assert tally.problems == []
