"""Stories with a real mouse and keyboard, over a small project whose people are plain colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint

from facelabeler.app import make_application
from facelabeler.core.entities import ClusterId, FaceState
from facelabeler.core.project import Project
from facelabeler.session import Session
from facelabeler.ui.dialogs.split_dialog import SplitDialog
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.settings_store import window_settings
from facelabeler.ui.tasks import stop_all_tasks
from tests.real_window.person import Person, dialog, focused_field, items, window
from tests.ui.desk import project_with_pictures

PEOPLE = (1, 2, 3, 4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project of four people on two frames each, nobody named."""
    make_application()
    made = tmp_path / "evening.facelabel"
    project_with_pictures(made, PEOPLE, frames=2).close()
    return made


@pytest.fixture
def windows() -> Iterator[list[MainWindow]]:
    """The windows of a story; the last one is shown."""
    made: list[MainWindow] = []
    yield made
    for one in made:
        gone(one)


def opened(windows: list[MainWindow]) -> MainWindow:
    made = MainWindow()
    windows.append(made)
    made.show()
    return made


def gone(one: MainWindow) -> None:
    """As when the program ends."""
    one.close()
    stop_all_tasks()
    one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def project_of(main_window: MainWindow) -> Project:
    session = main_window.documents.session
    assert session is not None
    return session.project


def names(main_window: MainWindow) -> list[str]:
    return sorted(person.name for person in project_of(main_window).people.values())


def at_the_desk(person: Person) -> None:
    person.wait_for(lambda: window().isActiveWindow(), "the window to have the keyboard")


def open_project(person: Person, path: Path) -> None:
    """File > Open Project…, the name typed into the dialog."""
    at_the_desk(person)
    person.key("alt+f")
    person.key("p")
    person.wait_for(lambda: dialog("Open Project"), "the Open Project dialog")
    person.type(str(path))
    person.key("Return")
    person.wait_for(lambda: any(text.startswith("Unnamed 1") for text in items()), "the first card")
    at_the_desk(person)


def name_current(person: Person, main_window: MainWindow, name: str) -> None:
    """Enter, the name, Enter."""
    person.key("Return")
    person.wait_for(focused_field, "the name field")
    person.type(name)
    person.key("Return")
    person.wait_for(lambda: name in names(main_window), f"{name} among the people")


@pytest.mark.timeout(300)
def test_a_cast_is_named_without_the_mouse(windows: list[MainWindow], path: Path, picture: Path) -> None:
    """Enter and a name, the next card is there; a capital begins a name at once; a slip asks; a digit gives a name."""
    main_window = opened(windows)

    def story(person: Person) -> None:
        open_project(person, path)
        name_current(person, main_window, "Monica")
        person.type("Ross")
        person.wait_for(lambda: focused_field() is not None and focused_field().text() == "Ross", "the letters typed")
        person.key("Return")
        person.wait_for(lambda: names(main_window) == ["Monica", "Ross"], "Ross")
        person.key("Return")
        person.wait_for(focused_field, "the name field")
        person.type("Monika")
        person.shoot(picture / "naming-slip.png")
        person.key("Return")
        person.wait_for(lambda: len(project_of(main_window).clusters) == 3, "the card to join Monica")
        person.key("2")
        person.wait_for(lambda: len(project_of(main_window).clusters) == 2, "the card to join the second name")

    Person().act(story)
    assert names(main_window) == ["Monica", "Ross"]


@pytest.mark.timeout(300)
def test_faces_are_dragged_between_cards_onto_people_and_into_trays(
    windows: list[MainWindow], path: Path, picture: Path
) -> None:
    main_window = opened(windows)

    def first_face() -> str:
        return next((text for text in items() if text.startswith("Face ")), "")

    def drag_to(person: Person, start: str) -> int:
        face = person.wait_for(first_face, "a face")
        target = person.wait_for_item(start)
        person.drag(person.wait_for_item(face), target + QPoint(0, 4))
        return int(face.split()[1])

    def answer(person: Person) -> None:
        """The two people were in one picture: move anyway."""
        person.wait_for(lambda: dialog("Two faces in one frame"), "the question")
        person.key("Return")

    def story(person: Person) -> None:
        open_project(person, path)
        name_current(person, main_window, "Ann")
        project = project_of(main_window)
        moved = drag_to(person, "Unnamed 3")
        answer(person)
        person.wait_for(lambda: project.placements[moved].cluster == 3, "the face on the other card")
        person.shoot(picture / "dragged.png")
        last = drag_to(person, "Ann, ")
        answer(person)
        person.wait_for(lambda: project.name_of(project.placements[last].cluster) == "Ann", "the face with Ann")
        person.click(person.wait_for_item("Unnamed 4"))
        stranger = drag_to(person, "Ignored")
        person.wait_for(lambda: project.placements[stranger].state is FaceState.IGNORED, "the face among the ignored")

    Person().act(story)


@pytest.mark.timeout(300)
def test_undo_reaches_over_a_restart(windows: list[MainWindow], path: Path) -> None:
    first = opened(windows)

    def evening(person: Person) -> None:
        open_project(person, path)
        name_current(person, first, "Ann")
        name_current(person, first, "Bob")
        person.key("alt+F4")
        person.wait_for(lambda: not first.isVisible(), "the window to close")

    Person().act(evening)
    gone(windows.pop())
    second = opened(windows)

    def morning(person: Person) -> None:
        at_the_desk(person)
        person.key("alt+f")
        person.key("p")
        person.wait_for(lambda: dialog("Open Project"), "the Open Project dialog")
        person.type(str(path))
        person.key("Return")
        person.wait_for(lambda: second.workspace is not None, "the project")
        at_the_desk(person)
        assert person.see(lambda: names(second)) == ["Ann", "Bob"]
        person.key("ctrl+z")
        person.wait_for(lambda: names(second) == ["Ann"], "Bob to go")
        person.key("ctrl+z")
        person.wait_for(lambda: names(second) == [], "Ann to go")
        person.key("ctrl+shift+z")
        person.wait_for(lambda: names(second) == ["Ann"], "Ann to come back")

    Person().act(morning)
    windows[-1].documents.close()
    session = Session.open_to_read(path)
    assert [person.name for person in session.project.people.values()] == ["Ann"]
    session.close()


@pytest.mark.timeout(300)
def test_a_card_is_found_and_split_by_keyboard(windows: list[MainWindow], path: Path, picture: Path) -> None:
    """Merge two cards, find the mixture, look at the proposal, split it."""
    main_window = opened(windows)

    def split_dialog() -> SplitDialog | None:
        return next((found for found in main_window.findChildren(SplitDialog) if found.isVisible()), None)

    def story(person: Person) -> None:
        open_project(person, path)
        project = project_of(main_window)
        person.key("Home")
        person.key("shift+Right")
        person.key("m")
        person.wait_for(lambda: len(project.clusters) == 3, "the merged card")
        person.key("ctrl+f")
        person.wait_for(lambda: main_window.tools.search.hasFocus(), "the keyboard in the search field")
        person.type("faces>3")
        person.wait_for(lambda: main_window.workspace.card_model.clusters() == [ClusterId(2)], "the one big card")
        person.shoot(picture / "found.png")
        person.key("Return")
        person.wait_for(lambda: main_window.workspace.cards.hasFocus(), "the keyboard on the cards")
        person.key("p")
        person.wait_for(split_dialog, "the proposal")
        person.wait_for(lambda: split_dialog().isActiveWindow(), "the keyboard in the dialog")
        person.shoot(picture / "split.png")
        person.key("Return")
        person.wait_for(lambda: len(project.clusters) == 4, "two cards again")

    Person().act(story)
    assert project_of(main_window).size(ClusterId(2)) == 2


@pytest.mark.timeout(300)
def test_the_first_minute_explains_itself_once(windows: list[MainWindow], path: Path, picture: Path) -> None:
    window_settings().remove("hints")
    main_window = opened(windows)

    def hint(name: str) -> bool:
        return main_window.hints.plate is not None and main_window.hints.plate.hint.name == name

    def story(person: Person) -> None:
        open_project(person, path)
        person.wait_for(lambda: hint("card"), "the hint on cards")
        person.shoot(picture / "hint.png")
        person.key("Escape")
        person.wait_for(lambda: hint("questions"), "the hint on questions")
        person.key("Escape")
        person.wait_for(lambda: hint("keys"), "the hint on keys")
        person.key("Escape")
        person.wait_for(lambda: main_window.hints.plate is None, "the end of the hints")
        person.key("F1")
        person.wait_for(lambda: dialog("All Keys") and dialog("All Keys").isActiveWindow(), "the list of keys")
        person.key("Escape")
        person.wait_for(lambda: dialog("All Keys") is None, "the list of keys to leave")

    Person().act(story)
