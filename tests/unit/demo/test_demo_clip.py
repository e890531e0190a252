"""Drawing and encoding the demo film."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from facelabeler.core.errors import ExportError
from facelabeler.demo.clip import Studio, write_clip
from facelabeler.demo.film import BIDEN, HOPPER, Panel, Shot
from facelabeler.media.video import VideoReader

SHORT = (Shot(0.4, (Panel(HOPPER, 2.4, 2.2),)), Shot(0.4), Shot(0.4, (Panel(HOPPER, 2.4, 2.4), Panel(BIDEN, 2.2, 2.4))))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "film.mp4"
    write_clip(path, SHORT)
    return path


def test_clip_has_the_length_and_size_of_the_film(clip: Path) -> None:
    info = VideoReader(str(clip)).info
    assert (info.width, info.height, info.fps) == (1280, 720, 25.0)
    assert info.duration == pytest.approx(1.2, abs=0.05)


def test_decoded_pictures_are_the_drawn_ones(clip: Path) -> None:
    studio = Studio()
    shots = {0.0: SHORT[0], 0.4: SHORT[1], 0.8: SHORT[2]}
    for sample in VideoReader(str(clip)).samples(0.4):
        drawn = studio.picture(shots[round(sample.time, 1)], 0.0)
        assert np.abs(drawn.astype(int) - sample.image).mean() < 4  # of 255: what the codec takes


def test_drawing_is_repeatable() -> None:
    assert np.array_equal(Studio().picture(SHORT[2], 0.3), Studio().picture(SHORT[2], 0.3))


def test_light_and_grey_change_the_picture() -> None:
    studio = Studio()
    panel = Panel(HOPPER, 2.4, 2.4)
    plain, dark, grey = (
        studio.picture(shot, 0) for shot in (Shot(1, (panel,)), Shot(1, (panel,), 0.5), Shot(1, (panel,), grey=True))
    )
    assert dark.mean() == pytest.approx(plain.mean() / 2, rel=0.02)
    assert np.ptp(grey, axis=2).max() == 0


def test_folder_that_cannot_be_written_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("not a folder")
    with pytest.raises(ExportError, match="cannot be written"):
        write_clip(occupied / "film.mp4", SHORT)
    assert list(tmp_path.iterdir()) == [occupied]
