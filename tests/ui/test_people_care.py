"""Noting what people agreed to, and erasing them, in the window."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from facelabeler.core import edits
from facelabeler.core.consent import note_consent
from facelabeler.core.entities import ClusterId
from facelabeler.known_people import KnownPeople
from facelabeler.ui.controls import Button
from facelabeler.ui.dialogs.consent_dialog import ConsentDialog
from facelabeler.ui.dialogs.question import Question
from facelabeler.ui.main_window import MainWindow
from tests.helpers.windows import until_opened
from tests.ui.desk import opened, session_of, workspace_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "p.facelabel"


def name_first(window: MainWindow, name: str = "Ann") -> None:
    session = session_of(window)
    session.commit(edits.rename(session.project, ClusterId(1), name))
    workspace_of(window).cards.go_to(ClusterId(1))
    workspace_of(window).show_person(session.project.find_person(name).id)  # type: ignore[union-attr]


def answer(text: str) -> list[str]:
    """Press the button of this text when a dialog is shown; the dialog's texts are collected."""
    seen: list[str] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Question)
        seen.append(dialog.windowTitle())
        buttons = dialog.findChildren(Button)
        seen.extend(button.text() for button in buttons if button.isDefault())
        next(button for button in buttons if button.text() == text).click()

    QTimer.singleShot(50, press)
    return seen


def test_forgetting_asks_and_then_the_person_is_gone(qtbot: QtBot, project: Path) -> None:
    with opened(project) as window:
        name_first(window)
        seen = answer("Forget Ann")
        window.actions_table["people.forget"].trigger()
        until_opened(window.documents)
        assert seen == ["Forget Person", "Cancel"]
        session = session_of(window)
        assert session.project.find_person("Ann") is None
        assert len(session.project.faces) == 8
        assert workspace_of(window).card_model.rowCount() == 2
        assert session.path == project


def test_a_person_stays_if_the_question_is_cancelled(qtbot: QtBot, project: Path) -> None:
    with opened(project) as window:
        name_first(window)
        answer("Cancel")
        window.actions_table["people.forget"].trigger()
        assert session_of(window).project.find_person("Ann") is not None


def test_without_a_person_it_is_said_what_is_wanted(qtbot: QtBot, project: Path) -> None:
    with opened(project) as window:
        said: list[str] = []
        workspace_of(window).verbs.said.connect(said.append)
        window.actions_table["people.forget"].trigger()
        window.actions_table["people.note_consent"].trigger()
        assert said == ["Select a person, or a card with a name"] * 2


def test_a_note_of_consent_is_kept_and_can_be_undone(qtbot: QtBot, project: Path) -> None:
    with opened(project) as window:
        name_first(window)

        def fill() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, ConsentDialog)
            dialog.findChildren(QLineEdit)[0].setText("signed")
            dialog.accept()

        QTimer.singleShot(50, fill)
        window.actions_table["people.note_consent"].trigger()
        project_ = session_of(window).project
        assert [row.note for row in project_.consents.values()] == ["signed"]
        window.actions_table["verbs.undo"].trigger()
        assert project_.consents == {}


def test_who_is_kept_too_long_is_told_at_opening(qtbot: QtBot, project: Path) -> None:
    with opened(project) as window:
        name_first(window)
        session = session_of(window)
        session.commit(note_consent(session.project, "Ann", note="", until="2020-01-01"))
        said: list[str] = []
        workspace_of(window).verbs.said.connect(said.append)
        assert window.care is not None
        window.care.tell_overdue()
        assert said == ["The time to keep Ann has passed. People > Forget Person…"]


def everything(project: Path) -> bytes:
    """Every byte beside a project, and in the folders of settings, log and library."""
    own = [Path(os.environ[f"FACELABELER_{name}"]) for name in ("CONFIG", "STATE", "DATA")]
    files = [file for folder in (project.parent, *own) for file in folder.rglob("*") if file.is_file()]
    return b"".join(file.read_bytes() for file in files)


def test_of_a_forgotten_person_the_window_leaves_no_byte_anywhere(qtbot: QtBot, project: Path) -> None:
    with opened(project) as window:
        name_first(window, "Ann Zebulon")
        session = session_of(window)
        KnownPeople(session).remember("Ann Zebulon")
        faces = session.project.members(ClusterId(1))
        secrets = [b"Ann Zebulon", *(row.astype("<f4").tobytes() for row in session.encodings(faces))]
        assert all(secret in everything(project) for secret in secrets)
        answer("Forget Ann Zebulon")
        window.actions_table["people.forget"].trigger()
        until_opened(window.documents)
        assert [secret for secret in secrets if secret in everything(project)] == []
    assert [secret for secret in secrets if secret in everything(project)] == []
