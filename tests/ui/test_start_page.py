from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import FaceId
from facelabeler.ui.recent_rows import RecentRow, day_words
from facelabeler.ui.settings_store import RecentProject, recent_projects, remember_project
from facelabeler.ui.start_page import StartPage, dropped_paths
from tests.helpers.pictures import jpeg, project_of


def shown(qtbot: QtBot) -> StartPage:
    page = StartPage()
    page.resize(1200, 800)
    qtbot.addWidget(page)
    page.show()
    return page


def rows(page: StartPage) -> list[RecentRow]:
    return [row for row in page.findChildren(RecentRow) if not row.isHidden()]


def words(page: StartPage) -> str:
    return " | ".join(one.text() for one in page.findChildren(QLabel))


def files(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("Open Video", "open_video_requested"),
        ("Open Folder", "open_folder_requested"),
        ("Open Project", "open_project_requested"),
    ],
)
def test_the_three_buttons_ask_for_what_they_say(qtbot: QtBot, name: str, signal: str) -> None:
    page = shown(qtbot)
    button = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name)
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_empty_window_says_what_to_do(qtbot: QtBot) -> None:
    page = shown(qtbot)
    assert "Open a video, or drop one here" in words(page)
    assert "Projects you open will be listed here." in words(page)


def test_recent_projects_are_listed_with_their_counts(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "city.facelabel"
    path.touch()
    remember_project(RecentProject(str(path), videos=3, photos=1, faces=1893, people=14))
    page = shown(qtbot)
    [row] = rows(page)
    assert row.accessibleName() == "city"
    assert row.accessibleDescription() == "3 videos, 1 photo, 1,893 faces, 14 people"
    with qtbot.waitSignal(page.recent_requested) as told:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert told.args == [str(path)]


def test_enter_opens_a_recent_project_and_delete_takes_it_off_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    remember_project(RecentProject(str(tmp_path / "a.facelabel")))
    page = shown(qtbot)
    with qtbot.waitSignal(page.recent_requested):
        qtbot.keyClick(rows(page)[0], Qt.Key.Key_Return)
    qtbot.keyClick(rows(page)[0], Qt.Key.Key_Delete)
    assert rows(page) == []
    assert recent_projects() == []


def test_a_project_that_is_gone_says_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    remember_project(RecentProject(str(tmp_path / "gone.facelabel"), faces=3))
    page = shown(qtbot)
    assert rows(page)[0].accessibleDescription() == f"Not where it was: {tmp_path / 'gone.facelabel'}"


def test_faces_of_a_project_that_cannot_be_read_are_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.facelabel"
    damaged.write_bytes(b"not a project at all")
    remember_project(RecentProject(str(damaged), faces=3, faces_shown=(FaceId(1),)))
    page = shown(qtbot)
    row = rows(page)[0]
    qtbot.waitUntil(lambda: not row.is_loading)
    assert row.pictures == []


def test_a_row_may_go_while_its_pictures_are_loading(qtbot: QtBot, tmp_path: Path) -> None:
    project_of(tmp_path / "p.facelabel", [jpeg("red")]).close()
    remember_project(RecentProject(str(tmp_path / "p.facelabel"), faces=3, faces_shown=(FaceId(1),)))
    page = shown(qtbot)
    page.refresh()
    page.refresh()
    [row] = rows(page)
    qtbot.waitUntil(lambda: not row.is_loading)
    assert [picture.toImage().pixelColor(5, 5).red() > 240 for picture in row.pictures] == [True]


def test_held_files_light_the_field_and_a_drop_hands_them_over(qtbot: QtBot) -> None:
    page = shown(qtbot)
    data = files("/x/a.mp4", "/x/b.jpg")
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(100, 100), *arguments)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert "Drop to open all 2" in words(page)
    with qtbot.waitSignal(page.files_dropped) as told:
        QApplication.sendEvent(page, QDropEvent(QPointF(100, 100), *arguments))
    assert told.args == [["/x/a.mp4", "/x/b.jpg"]]
    assert "Open a video, or drop one here" in words(page)


def test_text_is_not_a_file(qtbot: QtBot) -> None:
    data = QMimeData()
    data.setText("hello")
    data.setUrls([QUrl("https://example.org/a.mp4")])
    assert dropped_paths(data) == []


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1, "yesterday")])
def test_recent_days_have_names(days: int, said: str) -> None:
    assert day_words((datetime.now(UTC) - timedelta(days=days)).isoformat()) == said


def test_older_days_are_weekdays_then_dates() -> None:
    now = datetime.now().astimezone()
    assert day_words((now - timedelta(days=3)).isoformat()) == (now - timedelta(days=3)).strftime("%A")
    month_ago = now - timedelta(days=40)
    assert day_words(month_ago.isoformat()) == f"{month_ago.day} {month_ago.strftime('%b')}"
    assert day_words("") == ""
