"""With a real mouse: a damaged project is put back to its backup, another is rescued, each by the dialog it gets."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from facelabeler.storage.backups import Reason, take
from facelabeler.ui.main_window import MainWindow
from tests.real_window.person import Person, dialog, middle, window
from tests.ui.desk import project_with_pictures, session_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.facelabel"
    project_with_pictures(path, (1, 2, 3)).close()
    take(path, Reason.OPENING)
    return path


def button(words: str) -> QPoint | None:
    """The middle of the button that a dialog shows, on the screen."""
    shown = QApplication.activeModalWidget()
    buttons = shown.findChildren(QPushButton) if shown is not None else []
    return next((middle(one) for one in buttons if one.text() == words and one.isVisible()), None)


def press(person: Person, words: str) -> None:
    person.click(person.wait_for(lambda: button(words), f"the button {words!r}"))


def open_project(person: Person, main_window: MainWindow, project: Path) -> None:
    """Open it as a recent project is opened: from the event loop, which goes on in the dialog that this leads to."""
    person.wait_for(lambda: window().isActiveWindow(), "the window")
    person.see(lambda: QTimer.singleShot(0, lambda: main_window.documents.open_paths([str(project)])))


def test_its_backup_is_restored(main_window: MainWindow, project: Path, picture: Path) -> None:
    with project.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 3)

    def story(person: Person) -> None:
        open_project(person, main_window, project)
        person.wait_for(lambda: button("Restore From Backup…"), "the offer")
        person.see(lambda: QApplication.activeModalWidget().grab().save(str(picture / "damaged-offer.png")))
        press(person, "Restore From Backup…")
        person.wait_for(lambda: dialog("Restore From Backup"), "the list of backups")
        press(person, "Restore")
        person.wait_for(lambda: window().windowTitle() == "p — FaceLabeler", "the project")
        person.wait_for_item("Unnamed 1")

    Person().act(story)
    assert len(session_of(main_window).project.faces) == 12


def test_what_can_be_read_is_rescued(main_window: MainWindow, project: Path, picture: Path) -> None:
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM face; END")
    damaged = project.read_bytes()

    def story(person: Person) -> None:
        open_project(person, main_window, project)
        press(person, "Rescue What Can Be Read")
        person.wait_for(lambda: button("Close"), "what was rescued")
        person.see(lambda: QApplication.activeModalWidget().grab().save(str(picture / "damaged-rescued.png")))
        press(person, "Close")
        person.wait_for(lambda: window().windowTitle() == "p rescued — FaceLabeler", "the rescued project")
        person.wait_for_item("Unnamed 1")

    Person().act(story)
    assert len(session_of(main_window).project.faces) == 12
    assert project.read_bytes() == damaged
