"""Every odd, rare and broken file of the labelled data: opened, opened in part, or refused, as its list says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from facelabeler.core.entities import SourceKind
from facelabeler.core.errors import SourceError
from facelabeler.media.frames import read_frames
from facelabeler.media.photos import probe_photo, read_photo
from facelabeler.media.sources import find_media
from facelabeler.media.video import VideoReader, samples

pytestmark = [pytest.mark.data, pytest.mark.timeout(30)]

MAY_BE_WHOLE = {"videos/fps_0.avi", "videos/raw_stream.h264", "videos/really_a_jpeg.mp4"}
"""Files that can be read without loss once one does not believe their header."""

PASSED_OVER = {"photos/._resource.jpg", "photos/notes.txt"}

TURNED = ["phone_rotate_90", "phone_rotate_180", "phone_rotate_270"]


def _names() -> list[str]:
    """The list's names, for the test ids; [] on a machine without the data, where the first test says so."""
    from tests.conftest import labelled_data

    folder = labelled_data()
    return sorted(_truth(folder)) if folder else []


def _truth(data: Path) -> dict[str, dict[str, str]]:
    truth: dict[str, dict[str, str]] = json.loads((data / "odd" / "odd.truth.json").read_text("utf-8"))
    return truth


def _read(path: str) -> tuple[list[np.ndarray], str]:
    """All pictures at one a second, and what is said to be wrong."""
    (media,) = find_media(path)
    if media.kind is SourceKind.PHOTO:
        photo = read_photo(path)
        info = probe_photo(path)
        assert photo.image.shape[:2] == (-(-info.height // int(photo.scale)), -(-info.width // int(photo.scale)))
        return [photo.image], photo.problem
    reader = VideoReader(path)
    found = list(reader.samples(1.0))
    assert [sample.time for sample in found] == [float(k) for k in range(len(found))]
    assert found[0].image.shape[:2] == (reader.info.height, reader.info.width)
    return [sample.image for sample in found], reader.problem
