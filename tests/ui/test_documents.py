"""Opening projects and bringing footage into them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facelabeler.core.errors import FaceLabelerError
from facelabeler.ui.documents import Documents
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.settings_store import recent_projects
from facelabeler.ui.tasks import stop_all_tasks
from tests.helpers.pictures import jpeg
from tests.helpers.projects import session_with_clusters
from tests.helpers.windows import open_in, until_opened
from tests.ui.desk import empty_window, project_with_pictures


class Desk:
    """Documents without a window around them, its signals written down."""

    def __init__(self) -> None:
        self.parent = QWidget()
        self.answer: str | None = "add"
        self.asked: list[tuple[list[str], str]] = []
        self.documents = Documents(self.parent, self._ask)
        self.opened: list[Path] = []
        self.found: list[tuple[Path, list[str]]] = []
        self.problems: list[tuple[str, str]] = []
        self.errors: list[FaceLabelerError] = []
        self.documents.opened.connect(lambda session: self.opened.append(session.path))
        self.documents.found.connect(self._note_found)
        self.documents.problem.connect(lambda file, text: self.problems.append((file, text)))
        self.documents.failed.connect(self.errors.append)

    def _ask(self, sources: list[str], project: str) -> str | None:
        self.asked.append((sources, project))
        return self.answer

    def _note_found(self, session: object, looked: object) -> None:
        self.found.append((session.path, [source.path for source in looked.sources]))  # type: ignore[attr-defined]


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.documents.close()
    stop_all_tasks()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg("#806040"))
    return path


def open_and_wait(qtbot: QtBot, desk: Desk, *paths: Path) -> None:
    """Open paths and wait until it is known what they hold."""
    over: list[bool] = []
    desk.documents.looking.connect(lambda looked_at: over.append(not looked_at))
    desk.documents.open_paths([str(path) for path in paths])
    qtbot.waitUntil(lambda: bool(over) and over[-1], timeout=10_000)
    until_opened(desk.documents)


def test_a_source_without_a_project_makes_one_beside_it(qtbot: QtBot, desk: Desk, photo: Path) -> None:
    open_and_wait(qtbot, desk, photo)
    assert desk.opened == [photo.with_suffix(".facelabel")]
    assert desk.found == [(photo.with_suffix(".facelabel"), [str(photo)])]
    assert not desk.asked


def test_opening_it_again_opens_the_same_project(qtbot: QtBot, desk: Desk, photo: Path) -> None:
    open_and_wait(qtbot, desk, photo)
    desk.documents.close()
    open_and_wait(qtbot, desk, photo)
    assert desk.opened == [photo.with_suffix(".facelabel")] * 2
    open_and_wait(qtbot, desk, photo)
    assert len(desk.found) == 3
    assert not desk.asked


@pytest.mark.parametrize(("answer", "ends_up_in"), [("add", "other"), ("own", "photo")])
def test_with_a_project_open_it_asks_where_a_source_goes(
    qtbot: QtBot, desk: Desk, photo: Path, tmp_path: Path, answer: str, ends_up_in: str
) -> None:
    session_with_clusters(tmp_path / "other.facelabel").close()
    open_in(desk.documents, tmp_path / "other.facelabel")
    desk.answer = answer
    open_and_wait(qtbot, desk, photo)
    assert desk.asked == [([str(photo)], "other")]
    assert desk.found[0][0].stem == ends_up_in


def test_the_question_may_go_unanswered(desk: Desk, photo: Path, tmp_path: Path) -> None:
    session_with_clusters(tmp_path / "other.facelabel").close()
    open_in(desk.documents, tmp_path / "other.facelabel")
    desk.answer = None
    desk.documents.open_paths([str(photo)])
    assert desk.found == []
    assert desk.documents.session.path.stem == "other"


def test_a_missing_file_is_told_and_leaves_no_project_behind(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    open_and_wait(qtbot, desk, tmp_path / "nowhere.mp4")
    assert desk.opened == []
    assert desk.problems[0][0].endswith("nowhere.mp4")
    assert not list(tmp_path.glob("*.facelabel"))


def test_a_file_that_is_no_footage_is_told_and_leaves_no_project_behind(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no film")
    open_and_wait(qtbot, desk, tmp_path / "notes.txt")
    assert desk.opened == []
    assert len(desk.problems) == 1
    assert not list(tmp_path.glob("*.facelabel"))


def test_a_file_that_is_no_project_is_refused_and_the_open_one_stays(desk: Desk, tmp_path: Path) -> None:
    session_with_clusters(tmp_path / "good.facelabel").close()
    (tmp_path / "bad.facelabel").write_text("no project")
    open_in(desk.documents, tmp_path / "good.facelabel")
    open_in(desk.documents, tmp_path / "bad.facelabel")
    assert len(desk.errors) == 1
    assert desk.documents.session.path.name == "good.facelabel"


def test_of_several_projects_the_last_one_asked_for_is_opened(desk: Desk, tmp_path: Path) -> None:
    for name in ("one", "two"):
        session_with_clusters(tmp_path / f"{name}.facelabel").close()
    desk.documents.open_paths([str(tmp_path / "one.facelabel")])
    open_in(desk.documents, tmp_path / "two.facelabel")
    assert [path.stem for path in desk.opened] == ["two"]
    open_in(desk.documents, tmp_path / "one.facelabel")  # the lock of the one given up is free
    assert desk.errors == []


def test_an_opening_that_is_cancelled_leaves_what_is_open(desk: Desk, tmp_path: Path) -> None:
    for name in ("one", "two"):
        session_with_clusters(tmp_path / f"{name}.facelabel").close()
    open_in(desk.documents, tmp_path / "one.facelabel")
    desk.documents.open_paths([str(tmp_path / "two.facelabel")])
    desk.documents.stop_looking()
    assert not desk.documents.is_opening
    open_in(desk.documents, tmp_path / "one.facelabel")
    assert desk.documents.session.path.stem == "one"


def test_projects_that_were_open_are_remembered_with_their_counts(desk: Desk, tmp_path: Path) -> None:
    session_with_clusters(tmp_path / "p.facelabel").close()
    open_in(desk.documents, tmp_path / "p.facelabel")
    [recent] = recent_projects()
    assert (recent.name, recent.videos, recent.faces, len(recent.faces_shown)) == ("p", 1, 12, 3)


def test_a_project_that_is_gone_leaves_the_list(desk: Desk, tmp_path: Path) -> None:
    session_with_clusters(tmp_path / "p.facelabel").close()
    open_in(desk.documents, tmp_path / "p.facelabel")
    desk.documents.close()
    (tmp_path / "p.facelabel").unlink()
    open_in(desk.documents, tmp_path / "p.facelabel")
    assert desk.errors
    assert recent_projects() == []


def test_files_dropped_on_the_window_are_opened(qapp: QApplication, tmp_path: Path) -> None:
    project_with_pictures(tmp_path / "p.facelabel", (1, 2)).close()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "p.facelabel"))])
    with empty_window() as window:
        drop_files(window, data)
        until_opened(window.documents)
        assert window.windowTitle() == "p — FaceLabeler"


def drop_files(window: MainWindow, data: QMimeData) -> None:
    copy, button, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(400, 300), copy, data, button, plain))
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), copy, data, button, plain))
