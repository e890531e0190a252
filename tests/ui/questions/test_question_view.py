"""Questions in the window: one after another by key, as fast as keys repeat, and back by undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facelabeler.asking.question import Answer, Question, Tally
from facelabeler.core import answers
from facelabeler.core.changes import ChangeSet
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import EditError
from facelabeler.core.words import clock
from facelabeler.session import Session
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.places import Tray
from facelabeler.ui.questions.asking import LOCK_MS, Asking
from facelabeler.ui.questions.card import prepared
from facelabeler.ui.questions.tile import Tile
from tests.ui.desk import Key, name_of, opened, press, session_of, workspace_of

NUMBERS = (1, 2, 3, 4, 5)


class Pairs:
    """Asks of the first cluster with each other one, in order."""

    def __init__(self, session: Session, followers: Sequence[FaceId] = ()) -> None:
        self.session = session
        self.followers = followers
        self.answered: list[tuple[int, ...]] = []
        self.postponed: list[tuple[int, ...]] = []

    def queue(self) -> Sequence[Question]:
        clusters = sorted(self.session.project.clusters)
        apart = self.session.project.different_from(ClusterId(1))
        made = [Question(ClusterId(1), other, 0.6, 4.0) for other in clusters if other != 1 and other not in apart]
        return sorted(made, key=lambda question: question.key in self.postponed)

    def tally(self) -> Tally:
        steps = [step for step in self.session.history() if step.verb in answers.ANSWERS and not step.undone]
        return Tally(len(self.queue()), len(steps), 4 * len(steps))

    def together(self, question: Question) -> int:
        return 2 if question.b == 3 else 0

    def effect(self, question: Question, answer: Answer) -> ChangeSet:
        if answer is Answer.SAME:
            return answers.same(self.session.project, question.a, question.b, self.followers)
        return answers.different(self.session.project, question.b, question.a)

    def answer(self, question: Question, answer: Answer) -> ChangeSet:
        raise NotImplementedError

    def postpone(self, question: Question) -> None:
        self.postponed.append(question.key)

    def recall(self, question: Question) -> None:
        self.postponed.remove(question.key)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(tmp_path / "p.facelabel", NUMBERS) as made:
        asking_of(made).make = Pairs
        yield made


def asking_of(window: MainWindow) -> Asking:
    assert window.asking is not None
    return window.asking


def ask(window: MainWindow) -> Asking:
    window.actions_table["questions.open"].trigger()
    return asking_of(window)


def focused(asking: Asking) -> Tile:
    tile = asking.view.focused_tile()
    assert tile is not None
    return tile


def asked(asking: Asking) -> tuple[int, int] | None:
    return (asking.card.question.a, asking.card.question.b) if asking.card is not None else None


def answer(asking: Asking, key: Qt.Key, qtbot: QtBot) -> None:
    """Press a key once the card may be answered."""
    qtbot.waitUntil(asking.may_be_answered)
    press(asking.view, key)


def test_the_question_view_keeps_the_people_and_takes_the_faces_place(window: MainWindow) -> None:
    asking = ask(window)
    assert window.docks.faces.isHidden()
    assert not window.docks.people.isHidden()
    assert asked(asking) == (1, 2)
    assert asking.view.panels[0].accessibleName() == "Unnamed 1, 4 faces in 1 track"
    assert "Never on screen together. By their faces 60 % likely" in asking.view.accessibleDescription()


def test_each_answer_says_what_it_does(window: MainWindow) -> None:
    workspace_of(window).verbs.name_clusters([ClusterId(1)], "Ann")
    asking = ask(window)
    said = [button.accessibleDescription() for button in asking.view.answers]
    assert said == ["Y. Names 4 faces Ann", "N. Never asked again, never merged", "S. Comes back at the end"]


def test_yes_merges_and_the_next_question_is_there_in_the_same_moment(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    answer(asking, Key.Key_Y, qtbot)
    assert session_of(window).project.size(ClusterId(1)) == 8
    assert asked(asking) == (1, 3)
    assert "Together in 2 frames" in asking.view.accessibleDescription()


def test_no_is_remembered_and_the_counter_tells(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    answer(asking, Key.Key_N, qtbot)
    assert session_of(window).project.different_from(ClusterId(1)) == {2}
    assert asked(asking) == (1, 3)
    assert asking.view.counts() == "3 left · 1 answered settled 4 faces"


def test_not_sure_comes_back_at_the_end(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    answer(asking, Key.Key_S, qtbot)
    assert asked(asking) == (1, 3)
    for _ in range(3):
        answer(asking, Key.Key_N, qtbot)
    assert asked(asking) == (1, 2)


def test_a_held_key_answers_no_question_that_nobody_has_seen(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    answer(asking, Key.Key_N, qtbot)
    press(asking.view, Key.Key_N)
    press(asking.view, Key.Key_N)
    assert asked(asking) == (1, 3)
    assert LOCK_MS == 150


def test_the_last_answers_stand_below_icon_and_words(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    for key in (Key.Key_N, Key.Key_S, Key.Key_Y):
        answer(asking, key, qtbot)
    assert [given.chip[2] for given in asking.given] == [
        "Unnamed 2 is not Unnamed 1",
        "Unnamed 3 or Unnamed 1: later",
        "Unnamed 4 is Unnamed 1",
    ]


def test_undo_brings_the_question_back(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    answer(asking, Key.Key_Y, qtbot)
    window.actions_table["verbs.undo"].trigger()
    assert asked(asking) == (1, 2)
    assert session_of(window).project.size(ClusterId(1)) == 4
    assert asking.given == []


def test_undo_brings_back_what_was_put_off_and_leaves_the_history_alone(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    answer(asking, Key.Key_S, qtbot)
    steps = len(session_of(window).history())
    window.actions_table["verbs.undo"].trigger()
    assert asked(asking) == (1, 2)
    assert [step.undone for step in session_of(window).history()] == [False] * steps


def test_at_the_end_it_says_so_and_leads_to_what_is_unclustered(window: MainWindow, qtbot: QtBot) -> None:
    workspace = workspace_of(window)
    workspace.verbs.move_to(Tray.UNCLUSTERED)
    asking = ask(window)
    while not asking.view.is_at_end:
        answer(asking, Key.Key_N, qtbot)
    assert "No questions left." in asking.view.accessibleDescription()
    assert "4 faces are still unclustered." in asking.view.accessibleDescription()
    asking.view.unclustered.click()
    assert workspace.face_model.place is Tray.UNCLUSTERED
    assert not window.docks.faces.isHidden()


def test_odd_faces_are_taken_out_before_the_answer(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    panel = asking.view.panels[1]
    qtbot.mouseClick(panel.tiles[2], Qt.MouseButton.LeftButton)
    assert panel.marked == {panel.tiles[2].face}
    press(asking.view, Key.Key_P)
    assert session_of(window).project.size(ClusterId(2)) == 3
    assert asked(asking) == (1, 2)


def test_faces_are_marked_without_a_mouse(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    left, right = asking.view.panels
    press(asking.view, Key.Key_Right)
    assert asking.view.focused_tile() is left.tiles[0]
    for _ in left.tiles[:4]:
        press(focused(asking), Key.Key_Right)
    assert asking.view.focused_tile() in right.tiles
    press(focused(asking), Key.Key_Space)
    assert right.marked == {focused(asking).face}
    assert asking.current_face() == focused(asking).face
    press(focused(asking), Key.Key_P)
    assert session_of(window).project.size(ClusterId(2)) == 3
    assert asking.view.hasFocus()


def test_an_answer_needs_no_way_back_from_a_tile(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    press(asking.view, Key.Key_Down)
    qtbot.waitUntil(asking.may_be_answered)
    press(focused(asking), Key.Key_N)
    assert asked(asking) == (1, 3)


def test_a_tile_says_which_face_it_shows(window: MainWindow) -> None:
    asking = ask(window)
    faces = session_of(window).project.faces
    for tile in asking.view.tiles():
        assert tile.face is not None
        assert tile.accessibleName() == f"Face {tile.face} at {clock(faces[tile.face].time)}"


@pytest.mark.parametrize(
    ("following", "said"), [((3,), "Unnamed 3"), ((3, 4), "Unnamed 3, Unnamed 4"), ((3, 4, 5), "3 cards")]
)
def test_a_yes_says_which_cards_follow(window: MainWindow, following: tuple[int, ...], said: str) -> None:
    session = session_of(window)
    faces = [face for cluster in following for face in session.project.members(ClusterId(cluster))]
    queue = Pairs(session, faces)
    card = prepared(session.project, session.encodings, queue, queue.queue()[0])
    assert card.yes == f"Merges {4 + len(faces)} faces into Unnamed 1, with {said}"


def test_no_likelihood_is_said_to_be_certain(window: MainWindow) -> None:
    session = session_of(window)
    question = Question(ClusterId(1), ClusterId(2), 0.9999, 4.0)
    card = prepared(session.project, session.encodings, Pairs(session), question)
    assert card.evidence[1] == "By their faces 99 % likely"


def test_g_opens_the_frame_and_esc_comes_back_to_the_question(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    press(asking.view, Key.Key_G)
    assert window.viewing is not None
    assert window.viewing.is_open
    press(window.viewing.view.stage, Key.Key_Escape)
    assert asked(asking) == (1, 2)
    assert workspace_of(window).covering() is asking
    press(asking.view, Key.Key_Escape)
    assert workspace_of(window).covering() is None


def test_answers_mean_nothing_outside_of_the_questions(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace_of(window).verbs.said) as said:
        press(workspace_of(window).cards, Key.Key_Y)
    assert said.args == ["Open the questions first: F7"]
    assert session_of(window).history()[-1].verb == "grouped"
    assert name_of(window, 1) is None


def test_an_edit_from_elsewhere_shows_the_question_as_it_is_now(window: MainWindow, qtbot: QtBot) -> None:
    asking = ask(window)
    session = session_of(window)
    session.commit(answers.same(session.project, ClusterId(1), ClusterId(2)))
    assert asked(asking) == (1, 3)
    with pytest.raises(EditError):
        session.project.cluster(ClusterId(2))


def test_the_button_says_how_many_questions_there_are(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.tools.questions.text() == "Questions  4", timeout=10_000)
    asking = ask(window)
    answer(asking, Key.Key_N, qtbot)
    assert window.tools.questions.text() == "Questions  3"
