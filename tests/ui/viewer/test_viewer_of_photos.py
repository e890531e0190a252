"""The viewer of a photo: the photo itself, no time line, and arrows that go from photo to photo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import FaceId
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.processing import look
from facelabeler.session import Session
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.viewer.viewing import Viewing
from tests.helpers.pictures import jpeg
from tests.helpers.projects import found_face
from tests.helpers.windows import open_in
from tests.ui.desk import Key, empty_window, press


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    paths = [tmp_path / f"{name}.png" for name in ("garden", "house")]
    for shade, path in zip((90, 180), paths, strict=True):
        Image.new("RGB", (300, 200), (shade, shade, shade)).save(path)
    session = Session.create(tmp_path / "p.facelabel")
    session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
    sources = session.add_sources(look([str(path) for path in paths]).sources, every=1.0)
    for number, source in enumerate(sources):
        face = found_face(1, left=20 + 100 * number, thumbnail=jpeg("#705030"))
        session.add_frames(source, [FoundFrame(0.0, None, (face,))])
    session.regroup(list(session.project.faces), [-2, -2])
    session.close()
    with empty_window() as made:
        open_in(made.documents, tmp_path / "p.facelabel")
        yield made


def open_at(window: MainWindow, face: int) -> Viewing:
    assert window.viewing is not None
    window.viewing.go_to_face(FaceId(face))
    return window.viewing


def shade(viewing: Viewing) -> int:
    picture = viewing.playhead.picture
    return picture.image.pixelColor(5, 5).red() if picture is not None else -1


def test_the_photo_is_shown_with_its_faces_and_without_a_time_line(window: MainWindow, qtbot: QtBot) -> None:
    viewing = open_at(window, 1)
    qtbot.waitUntil(lambda: shade(viewing) == 90, timeout=10_000)
    assert viewing.view.stage.accessibleDescription() == "garden.png, 1 face, Unnamed 1"
    assert not viewing.view.timeline.isVisible()
    assert viewing.selected_faces()[0] == FaceId(1)


def test_arrows_go_from_photo_to_photo_and_stop_at_the_last(window: MainWindow, qtbot: QtBot) -> None:
    viewing = open_at(window, 1)
    press(viewing.view.stage, Key.Key_Right)
    qtbot.waitUntil(lambda: shade(viewing) == 180, timeout=10_000)
    assert viewing.view.stage.accessibleDescription().startswith("house.png")
    press(viewing.view.stage, Key.Key_Right)
    assert viewing.playhead.source is not None
    assert viewing.playhead.source.path.endswith("house.png")
    press(viewing.view.stage, Key.Key_Left)
    qtbot.waitUntil(lambda: shade(viewing) == 90, timeout=10_000)


def test_a_photo_does_not_play(window: MainWindow, qtbot: QtBot) -> None:
    viewing = open_at(window, 1)
    qtbot.waitUntil(lambda: shade(viewing) == 90, timeout=10_000)
    press(viewing.view.stage, Key.Key_Space)
    assert not viewing.playhead.is_playing
