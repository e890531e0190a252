from __future__ import annotations

from pathlib import Path

import pytest

from tests.battery.killed_processing import killed_processing


@pytest.mark.timeout(240)
def test_a_killed_run_ends_as_one_that_was_left_alone(tmp_path: Path) -> None:
    tally = killed_processing(tmp_path, 3)
    assert tally.problems == []
    assert tally.tries == 3
