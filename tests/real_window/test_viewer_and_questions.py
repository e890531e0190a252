"""With a real mouse and keyboard: to a face's frame, a missed face drawn and named, undone, and questions answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF

from facelabeler.cli import main as run_command
from facelabeler.demo.clip import write_clip
from facelabeler.session import Session
from facelabeler.ui.main_window import MainWindow
from tests.helpers.windows import open_in
from tests.real_window.person import Person, focused_field, window
from tests.real_window.windows import shown


@pytest.fixture
def main_window(tmp_path: Path) -> Iterator[MainWindow]:
    """The demo's film, grouped so strictly that there is something to ask."""
    film, project = tmp_path / "film.mp4", tmp_path / "film.facelabel"
    write_clip(film)
    assert run_command(["process", str(film), "--project", str(project), "--every", "2"]) == 0
    assert run_command(["recluster", str(project), "--threshold", "0.3"]) == 0
    with shown() as made:
        open_in(made.documents, project)
        yield made


def session_of(main_window: MainWindow) -> Session:
    session = main_window.documents.session
    assert session is not None
    return session


def on_picture(main_window: MainWindow, x: float, y: float) -> QPoint:
    """A place on the picture, as shares of its width and height, on the screen."""
    stage = main_window.viewing.view.stage
    place = stage.picture_rect()
    return stage.mapToGlobal(QPointF(place.left() + x * place.width(), place.top() + y * place.height())).toPoint()


def draw_a_missed_face(person: Person, main_window: MainWindow, pictures: Path) -> None:
    viewing = person.see(lambda: main_window.viewing)  # made when it is first wanted, on the window's thread
    project = session_of(main_window).project
    faces = len(project.faces)
    person.key("g")
    person.wait_for(lambda: viewing.playhead.picture is not None and viewing.moment.seen, "a frame with its boxes")
    person.shoot(pictures / "5-viewer.png")
    person.key("d")
    person.wait_for(lambda: viewing.view.stage.sketch is not None, "the cross for drawing")
    start, end = (person.see(lambda at=at: on_picture(main_window, *at)) for at in ((0.01, 0.02), (0.09, 0.16)))
    person.drag(start, end)
    person.wait_for(lambda: len(project.faces) == faces + 1, "the drawn face")
    person.wait_for(focused_field, "the name field on it")
    person.type("Zoe")
    person.shoot(pictures / "6-missed-face.png")
    person.key("Return")
    person.wait_for(lambda: "Zoe" in [row.name for row in project.people.values()], "Zoe among the people")
    person.key("ctrl+z")
    person.wait_for(lambda: not project.people, "Zoe to go")
    person.key("ctrl+z")
    person.wait_for(lambda: len(project.faces) == faces, "the drawn face to go")


def look_around(person: Person, main_window: MainWindow) -> None:
    playhead = person.see(lambda: main_window.viewing).playhead
    before = person.see(lambda: playhead.position)
    person.key("shift+Right")
    person.wait_for(lambda: playhead.position > before + 1, "the next sample")
    person.key("space")
    person.wait_for(lambda: playhead.position > before + 2.5, "the film to play")
    person.key("space")
    person.wait_for(lambda: not playhead.is_playing, "the film to pause")
    person.key("Escape")
    person.wait_for(lambda: main_window.workspace.cards.isVisible(), "the cards")


def answer_questions(person: Person, main_window: MainWindow, pictures: Path) -> None:
    asking, session = person.see(lambda: main_window.asking), session_of(main_window)
    person.wait_for(lambda: window().isActiveWindow(), "the window to have the keyboard")
    person.key("F7")
    person.wait_for(asking.may_be_answered, "a question")
    person.shoot(pictures / "7-question.png")
    first = person.see(lambda: asking.card.question.key)
    person.key("y")
    person.wait_for(lambda: session.history()[-1].verb.startswith("answered"), "the answer in the history")
    person.key("ctrl+z")
    person.wait_for(lambda: asking.card is not None and asking.card.question.key == first, "the question again")
    person.wait_for(asking.may_be_answered, "the question to be ready")
    person.key("s")
    person.wait_for(lambda: asking.given and asking.given[-1].later, "the question put off")
    person.key("Escape")
    person.wait_for(lambda: main_window.workspace.cards.isVisible(), "the cards")


def live_through_it(person: Person, main_window: MainWindow, pictures: Path) -> None:
    """The whole story."""
    person.wait_for(lambda: window().isActiveWindow(), "the window to have the keyboard")
    draw_a_missed_face(person, main_window, pictures)
    look_around(person, main_window)
    answer_questions(person, main_window, pictures)


@pytest.mark.timeout(500)
def test_from_card_to_frame_and_through_questions(main_window: MainWindow, picture: Path) -> None:
    Person().act(lambda person: live_through_it(person, main_window, picture))
