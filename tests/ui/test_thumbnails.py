from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import FaceId
from facelabeler.session import Session
from facelabeler.ui.thumbnails import BACKLOG, PixmapCache, Thumbnails, decoded
from tests.helpers.pictures import jpeg, project_of


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = project_of(tmp_path / "p.facelabel", [jpeg("red"), jpeg("blue", 40), b"no picture", jpeg("lime")])
    yield session
    session.close()


@pytest.fixture
def thumbnails(session: Session, qtbot: QtBot) -> Iterator[Thumbnails]:
    thumbnails = Thumbnails()
    thumbnails.set_project(session.path)
    yield thumbnails
    thumbnails.close()


def loaded(qtbot: QtBot, thumbnails: Thumbnails, face: int, size: int) -> QPixmap | None:
    with qtbot.waitSignal(thumbnails.loaded):
        assert thumbnails.pixmap(FaceId(face), size) is None
    return thumbnails.pixmap(FaceId(face), size)


def test_a_picture_is_loaded_and_told_of(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    with qtbot.waitSignal(thumbnails.loaded) as told:
        assert thumbnails.pixmap(FaceId(1), 128) is None
    made = thumbnails.pixmap(FaceId(1), 128)
    assert told.args == [{FaceId(1)}]
    assert made is not None
    assert made.size() == QSize(128, 128)
    assert made.toImage().pixelColor(64, 64).red() > 240


def test_a_small_picture_is_not_blown_up(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    made = loaded(qtbot, thumbnails, 2, 128)
    assert made is not None
    assert made.size() == QSize(40, 40)


def test_a_damaged_picture_is_missing_and_not_asked_for_again(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    assert loaded(qtbot, thumbnails, 3, 128) is None
    assert thumbnails.is_missing(FaceId(3))
    with qtbot.assertNotEmitted(thumbnails.loaded, wait=100):
        assert thumbnails.pixmap(FaceId(3), 128) is None


def test_another_size_stands_in_while_the_right_one_is_loading(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    small = loaded(qtbot, thumbnails, 1, 32)
    assert small is not None
    with qtbot.waitSignal(thumbnails.loaded):
        stand_in = thumbnails.pixmap(FaceId(1), 128)
        assert stand_in is not None
        assert stand_in.size() == small.size()
    sharp = thumbnails.pixmap(FaceId(1), 128)
    assert sharp is not None
    assert sharp.width() == 128


def test_what_is_asked_for_together_is_told_of_together(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    told: list[set[FaceId]] = []
    thumbnails.loaded.connect(told.append)
    for face in (1, 2, 4):
        thumbnails.pixmap(FaceId(face), 64)
    qtbot.waitUntil(lambda: set().union(*told) == {1, 2, 4})
    assert sum(len(faces) for faces in told) == 3


def test_another_project_shows_none_of_the_old_ones_pictures(
    thumbnails: Thumbnails, qtbot: QtBot, tmp_path: Path
) -> None:
    assert loaded(qtbot, thumbnails, 1, 64) is not None
    other = project_of(tmp_path / "other.facelabel", [jpeg("blue")])
    thumbnails.set_project(other.path)
    made = loaded(qtbot, thumbnails, 1, 64)
    assert made is not None
    assert made.toImage().pixelColor(32, 32).blue() > 240
    other.close()


def test_without_a_project_there_are_no_pictures(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    thumbnails.set_project(None)
    with qtbot.assertNotEmitted(thumbnails.loaded, wait=50):
        assert thumbnails.pixmap(FaceId(1), 64) is None


def test_pictures_of_a_project_that_is_gone_are_missing(qtbot: QtBot, tmp_path: Path) -> None:
    thumbnails = Thumbnails()
    thumbnails.set_project(tmp_path / "gone.facelabel")
    assert loaded(qtbot, thumbnails, 1, 64) is None
    assert thumbnails.is_missing(FaceId(1))
    thumbnails.close()


def test_a_flood_of_requests_ends_with_the_newest_on_show(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    for face in range(1000, 1000 + 3 * BACKLOG):
        thumbnails.pixmap(FaceId(face), 64)
    thumbnails.pixmap(FaceId(4), 64)
    qtbot.waitUntil(lambda: thumbnails.pixmap(FaceId(4), 64) is not None)
    made = thumbnails.pixmap(FaceId(4), 64)
    assert made is not None
    assert made.toImage().pixelColor(32, 32).green() > 240


def test_the_cache_drops_what_was_used_longest_ago(qtbot: QtBot) -> None:
    picture = QPixmap(32, 32)
    each = picture.width() * picture.height() * picture.depth() // 8
    cache = PixmapCache(3 * each)
    for face in (1, 2, 3):
        cache.put((FaceId(face), 32), QPixmap(32, 32))
    cache.get((FaceId(1), 32))
    cache.put((FaceId(4), 32), QPixmap(32, 32))
    assert cache.get((FaceId(2), 32)) is None
    assert all(cache.get((FaceId(face), 32)) for face in (1, 3, 4))


def test_putting_a_picture_again_counts_it_once(qtbot: QtBot) -> None:
    cache = PixmapCache(2 * 32 * 32 * 4)
    for _ in range(10):
        cache.put((FaceId(1), 32), QPixmap(32, 32))
    cache.put((FaceId(2), 32), QPixmap(32, 32))
    assert len(cache) == 2


def test_nothing_decodes_to_nothing() -> None:
    assert decoded(None, 64).isNull()
    assert decoded(b"", 64).isNull()
    assert decoded(b"no picture", 64).isNull()


def test_a_picture_of_another_size_is_not_what_one_will_stay_with(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    assert loaded(qtbot, thumbnails, 1, 64) is not None
    assert thumbnails.is_settled(FaceId(1), 64)
    with qtbot.waitSignal(thumbnails.loaded):
        assert not thumbnails.is_settled(FaceId(1), 128)
    assert thumbnails.is_settled(FaceId(1), 128)
    assert loaded(qtbot, thumbnails, 3, 128) is None
    assert thumbnails.is_settled(FaceId(3), 128)
