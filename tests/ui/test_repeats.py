from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from facelabeler.core.entities import ClusterId
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.repeats import Repeats
from facelabeler.ui.toast import Toast
from tests.ui.desk import opened, session_of, workspace_of


def test_the_same_to_more_faces_counts_up() -> None:
    repeats = Repeats()
    said = [repeats.count("marked-ignored", {"faces": faces})["faces"] for faces in (3, 4, 5)]
    assert said == [3, 7, 12]
    assert repeats.steps == 3


@pytest.mark.parametrize(
    ("verb", "params"),
    [
        ("marked-not-a-face", {"faces": 4}),  # something else is done
        ("moved", {"faces": 4, "to": "Joey"}),  # to somebody else
    ],
)
def test_anything_else_begins_anew(verb: str, params: dict[str, int | str]) -> None:
    repeats = Repeats()
    repeats.count("moved", {"faces": 3, "to": "Monica"})
    assert repeats.count(verb, params)["faces"] == 4
    assert repeats.steps == 1


def test_names_and_merges_are_never_counted_together() -> None:
    repeats = Repeats()
    for _ in range(2):
        assert repeats.count("named", {"faces": 3, "person": "Ann"})["faces"] == 3


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(tmp_path / "p.facelabel", (1, 2, 3, 4)) as made:
        yield made


def toast_of(window: MainWindow) -> Toast:
    return workspace_of(window).centre.findChild(Toast)


def ignore(window: MainWindow, *clusters: int) -> None:
    for cluster in clusters:
        workspace_of(window).cards.go_to(ClusterId(cluster))
        workspace_of(window).verbs.ignore()


def test_the_toast_counts_up_and_its_button_takes_all_back(window: MainWindow) -> None:
    session = session_of(window)
    steps = len(session.history())
    ignore(window, 2, 3, 4)
    toast = toast_of(window)
    assert toast.accessibleName() == "Ignored 12 faces"
    button = toast.findChild(QAbstractButton)
    assert (button.accessibleName(), button.accessibleDescription()) == ("Undo 3 Steps", "")
    button.click()
    assert len(session.project.clusters) == 4
    assert [step.undone for step in session.history()[steps:]] == [True] * 3
    assert toast.accessibleName() == "Undone: ignore"


def test_ctrl_z_takes_back_the_last_step_alone(window: MainWindow) -> None:
    ignore(window, 3, 4)
    workspace_of(window).verbs.undo()
    assert sorted(session_of(window).project.clusters) == [1, 2, 4]
    ignore(window, 4)
    assert toast_of(window).accessibleName() == "Ignored 4 faces"


def test_a_toast_that_has_left_is_not_counted_on(window: MainWindow) -> None:
    ignore(window, 3)
    toast_of(window).hide()
    ignore(window, 4)
    assert toast_of(window).accessibleName() == "Ignored 4 faces"
