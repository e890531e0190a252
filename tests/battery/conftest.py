"""The long forms run only where they are asked for by their marker, whatever else is left out or asked for."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "battery" not in config.getoption("markexpr"):
        left_out = [item for item in items if item.get_closest_marker("battery")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
