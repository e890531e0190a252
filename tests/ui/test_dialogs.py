"""The small dialogs: messages, questions, keys, settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facelabeler.core.errors import SourceError
from facelabeler.settings import Settings, load_settings
from facelabeler.ui import theme
from facelabeler.ui.dialogs.keys_dialog import KeyRow, KeysDialog
from facelabeler.ui.dialogs.message import Message, show_error
from facelabeler.ui.dialogs.question import Question, ask_add_or_own
from facelabeler.ui.dialogs.settings_dialog import SettingsDialog, edit_settings
from facelabeler.vision.own_models import models_folder
from tests.helpers.onnx_files import describe

ROWS = (
    KeyRow("Naming", "Open the name field", ("Enter", "F2")),
    KeyRow("Naming", "New person, as typed", ("Ctrl+Return",)),
    KeyRow("Faces", "Ignore", ("I",)),
)


def button(dialog: QWidget, name: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == name)


def words(dialog: QWidget) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLabel) if one.isVisibleTo(dialog) and one.text()]


def when_shown(act: str) -> list[str]:
    """Press this button of the next dialog that is shown; what stood in it is in the list afterwards."""
    seen: list[str] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(10, press)
            return
        seen.extend(words(dialog))
        button(dialog, act).click()

    QTimer.singleShot(0, press)
    return seen


def test_an_error_says_what_which_file_and_what_to_do(qtbot: QtBot) -> None:
    seen = when_shown("Close")
    show_error(None, SourceError("ends early", file="/films/old.avi", advice="Copy the file again"))
    assert seen == ["old.avi ends early.", "/films/old.avi", "Copy the file again."]


def test_an_error_that_is_not_about_a_file_stands_on_its_own(qtbot: QtBot) -> None:
    message = Message("The disk is full", file="/films/out")
    qtbot.addWidget(message)
    assert words(message) == ["The disk is full.", "/films/out"]


def test_enter_closes_a_message(qtbot: QtBot) -> None:
    message = Message("The disk is full")
    qtbot.addWidget(message)
    message.show()
    assert message.focusWidget() is button(message, "Close")
    qtbot.keyClick(message.focusWidget(), Qt.Key.Key_Return)
    assert not message.isVisible()


def test_an_errors_text_can_be_selected_and_copied(qtbot: QtBot) -> None:
    message = Message("Ends early", file="/films/old.avi", advice="Copy the file again")
    qtbot.addWidget(message)
    assert all(
        one.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        for one in message.findChildren(QLabel)
    )
    qtbot.mouseClick(button(message, "Copy details"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Ends early\n/films/old.avi\nCopy the file again"


def test_a_question_gives_the_answer_of_its_button(qtbot: QtBot) -> None:
    seen = when_shown("Start a New Project")
    assert ask_add_or_own(None, ["b.mp4"], "city") == "own"
    assert "Add b.mp4 to city?" in seen


def test_several_files_are_counted(qtbot: QtBot) -> None:
    seen = when_shown("Add to city")
    assert ask_add_or_own(None, ["b.mp4", "c.mp4"], "city") == "add"
    assert "Add 2 files to city?" in seen


def test_escape_answers_nothing(qtbot: QtBot) -> None:
    question = Question("Open", "Add it?", {"add": "Add", "own": "Own"})
    qtbot.addWidget(question)
    question.show()
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert question.answer is None
    assert question.result() == Question.DialogCode.Rejected


def test_enter_takes_the_first_choice(qtbot: QtBot) -> None:
    question = Question("Open", "Add it?", {"add": "Add", "own": "Own"})
    qtbot.addWidget(question)
    question.show()
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert question.answer == "add"


def test_every_key_is_listed_under_what_it_is_for(qtbot: QtBot) -> None:
    dialog = KeysDialog(ROWS)
    qtbot.addWidget(dialog)
    assert words(dialog) == ["Naming", "Open the name field", "New person, as typed", "Faces", "Ignore"]


@pytest.mark.parametrize(
    ("typed", "left"),
    [("ignore", ["Faces", "Ignore"]), ("f2", ["Naming", "Open the name field"]), ("xyz", ["No key does that."])],
)
def test_a_key_is_found_by_its_words_or_by_itself(qtbot: QtBot, typed: str, left: list[str]) -> None:
    dialog = KeysDialog(ROWS)
    qtbot.addWidget(dialog)
    dialog.search.setText(typed)
    assert words(dialog) == left


def test_the_form_shows_the_settings_and_gives_back_what_is_chosen(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings({"every": 0.5, "detector": "hog"}))
    qtbot.addWidget(dialog)
    assert dialog.settings()["every"] == 0.5
    every = next(one for one in dialog.findChildren(QDoubleSpinBox) if one.accessibleName() == "One frame every")
    detector = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Face detector")
    every.setValue(2.0)
    detector.setCurrentIndex(detector.findData("cnn"))
    chosen = dialog.settings()
    assert (chosen["every"], chosen["detector"]) == (2.0, "cnn")


def test_a_theme_is_shown_while_it_is_chosen_and_taken_back_by_cancel(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings({"theme": "dark"}))
    qtbot.addWidget(dialog)
    box = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Theme")
    box.setCurrentIndex(box.findData("light"))
    assert theme.tokens() is theme.LIGHT
    qtbot.mouseClick(button(dialog, "Cancel"), Qt.MouseButton.LeftButton)
    assert theme.tokens() is theme.DARK


def test_saved_settings_are_kept_and_cancelled_ones_are_not(qtbot: QtBot) -> None:
    when_shown("Cancel")
    assert edit_settings(None) is None
    assert load_settings().as_dict() == {}
    when_shown("Save")
    saved = edit_settings(None)
    assert saved is not None
    assert load_settings().as_dict() == saved.as_dict()


def test_models_of_ones_own_can_be_chosen_and_one_that_is_gone_is_told(qtbot: QtBot) -> None:
    describe(models_folder() / "mine.onnx", "yunet", title="My own")
    dialog = SettingsDialog(Settings({"detector": "mine", "encoder": "lost"}))
    qtbot.addWidget(dialog)
    boxes = {one.accessibleName(): one for one in dialog.findChildren(QComboBox)}
    detector, encoder = boxes["Face detector"], boxes["Face encoder"]
    assert [detector.itemText(row) for row in range(3)] == ["cnn, finds more", "hog, simpler", "My own"]
    assert (detector.currentText(), encoder.currentText()) == ("My own", "lost, missing")
    encoder.setCurrentIndex(encoder.findData("dlib-resnet-v1"))
    chosen = dialog.settings()
    assert (chosen["detector"], chosen["encoder"]) == ("mine", "dlib-resnet-v1")
