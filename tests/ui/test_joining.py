"""Two faces of one frame become one person only after a question, whichever way they are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from facelabeler.core.entities import ClusterId
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.places import Tray
from facelabeler.ui.workspace import Workspace
from tests.ui.desk import name_of, opened, session_of, workspace_of

ONE, TWO, THREE = ClusterId(1), ClusterId(2), ClusterId(3)


class Asked:
    """Answers, and remembers the words of the button."""

    def __init__(self, *, yes: bool) -> None:
        self.yes = yes
        self.anyway: list[str] = []

    def __call__(self, anyway: str) -> bool:
        self.anyway.append(anyway)
        return self.yes


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """Three people, all of them on every frame."""
    with opened(tmp_path / "p.facelabel") as made:
        yield made


def ask(window: MainWindow, *, yes: bool) -> Asked:
    asked = workspace_of(window).verbs.joining.ask = Asked(yes=yes)
    return asked


def merge(workspace: Workspace) -> None:
    workspace.cards.select([ONE, TWO])
    workspace.verbs.merge()


def move(workspace: Workspace) -> None:
    workspace.verbs.move(Load(workspace.session.project.members(TWO), (TWO,)), ONE)


def name_both(workspace: Workspace) -> None:
    workspace.verbs.name_clusters([ONE, TWO], "Ann")


def name_like_another(workspace: Workspace) -> None:
    workspace.verbs.name_clusters([ONE], "Ann")
    workspace.verbs.name_clusters([TWO], "Ann")


WAYS = {"Merge Anyway": merge, "Move Anyway": move, "Name Anyway": name_both}


@pytest.mark.parametrize(("anyway", "join"), [*WAYS.items(), ("Name Anyway", name_like_another)])
@pytest.mark.parametrize("yes", [False, True])
def test_it_is_asked_first(window: MainWindow, anyway: str, join: Callable[[Workspace], None], yes: bool) -> None:
    asked = ask(window, yes=yes)
    join(workspace_of(window))
    assert asked.anyway == [anyway]
    assert len(session_of(window).project.clusters) == (2 if yes else 3)


def test_what_is_left_out_of_the_name_is_not_asked_about(window: MainWindow) -> None:
    asked = ask(window, yes=False)
    workspace = workspace_of(window)
    first, *others = workspace.session.project.members(ONE)
    workspace.verbs.move(Load(tuple(others)), Tray.IGNORED)
    workspace.verbs.name_clusters([ONE], "Ann")
    times = workspace.session.project.faces
    beside = [face for face in workspace.session.project.members(TWO) if times[face].time == times[first].time]
    workspace.face_model.left_out.toggle(beside)
    workspace.verbs.name_clusters([TWO], "Ann")
    assert asked.anyway == []
    assert workspace.session.project.size(ONE) == 4


def test_other_names_and_names_taken_away_need_no_question(window: MainWindow) -> None:
    asked = ask(window, yes=False)
    verbs = workspace_of(window).verbs
    for cluster, name in ((ONE, "Ann"), (TWO, "Bo"), (ONE, "Anne"), (ONE, "")):
        verbs.name_clusters([cluster], name)
    assert asked.anyway == []
    assert [name_of(window, cluster) for cluster in (1, 2)] == [None, "Bo"]


def test_a_track_named_in_the_viewer_is_asked_about_too(window: MainWindow) -> None:
    asked = ask(window, yes=False)
    workspace = workspace_of(window)
    workspace.verbs.name_clusters([ONE], "Ann")
    workspace.verbs.name_clusters([TWO], "Bo")
    assert window.viewing is not None
    window.viewing.go_to_face(session_of(window).project.members(TWO)[0])
    workspace.verbs.name_in_frame("Ann")
    assert asked.anyway == ["Name Anyway"]
    assert session_of(window).project.size(TWO) == 4
    workspace.verbs.name_in_frame("Bo")
    assert asked.anyway == ["Name Anyway"]
