from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from facelabeler.resource_files import resource_path


@pytest.fixture
def footage(tmp_path: Path) -> Path:
    """A folder with a portrait in it."""
    folder = tmp_path / "footage"
    folder.mkdir()
    portrait = Image.open(resource_path("demo", "hopper.jpg"))
    portrait.thumbnail((320, 320))
    portrait.save(folder / "hopper.jpg")
    return folder
