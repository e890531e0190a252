"""Two faces of one frame become one person: a drop asks first, naming and merging tell of it."""

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
from tests.ui.desk import opened, session_of, workspace_of

ONE, TWO = ClusterId(1), ClusterId(2)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """Three people, all of them on every frame."""
    with opened(tmp_path / "p.facelabel") as made:
        yield made


def said(window: MainWindow) -> list[str]:
    """The warnings from now on."""
    heard: list[str] = []
    workspace_of(window).verbs.said.connect(lambda text: heard.append(text) if "one frame" in text else None)
    return heard


def merge(workspace: Workspace) -> None:
    workspace.cards.select([ONE, TWO])
    workspace.verbs.merge()


def name_both(workspace: Workspace) -> None:
    workspace.verbs.name_clusters([ONE, TWO], "Ann")


def name_like_another(workspace: Workspace) -> None:
    workspace.verbs.name_clusters([ONE], "Ann")
    workspace.verbs.name_clusters([TWO], "Ann")


@pytest.mark.parametrize("join", [merge, name_both, name_like_another])
def test_naming_and_merging_tell_of_it(window: MainWindow, join: Callable[[Workspace], None]) -> None:
    heard = said(window)
    join(workspace_of(window))
    assert len(heard) == 1
    assert len(session_of(window).project.clusters) == 2


@pytest.mark.parametrize("may", [False, True])
def test_a_drop_is_asked_about_first(window: MainWindow, may: bool) -> None:
    workspace = workspace_of(window)
    workspace.verbs.joining.ask = lambda: may
    workspace.verbs.move(Load(workspace.session.project.members(TWO), (TWO,)), ONE)
    assert len(workspace.session.project.clusters) == (2 if may else 3)


def test_what_is_left_out_of_the_name_does_not_count(window: MainWindow) -> None:
    heard, workspace = said(window), workspace_of(window)
    project = workspace.session.project
    first, *others = project.members(ONE)
    workspace.verbs.move(Load(tuple(others)), Tray.IGNORED)
    workspace.verbs.name_clusters([ONE], "Ann")
    beside = [face for face in project.members(TWO) if project.faces[face].time == project.faces[first].time]
    workspace.face_model.left_out.toggle(beside)
    workspace.verbs.name_clusters([TWO], "Ann")
    assert heard == []
    assert project.size(ONE) == 4


def test_other_names_and_names_taken_away_are_no_reason(window: MainWindow) -> None:
    heard, verbs = said(window), workspace_of(window).verbs
    for cluster, name in ((ONE, "Ann"), (TWO, "Bo"), (ONE, "Anne"), (ONE, "")):
        verbs.name_clusters([cluster], name)
    assert heard == []


def test_a_track_named_in_the_viewer_is_told_of_too(window: MainWindow) -> None:
    heard, workspace = said(window), workspace_of(window)
    workspace.verbs.name_clusters([ONE], "Ann")
    workspace.verbs.name_clusters([TWO], "Bo")
    assert window.viewing is not None
    window.viewing.go_to_face(session_of(window).project.members(TWO)[0])
    workspace.verbs.name_in_frame("Bo")
    assert heard == []
    workspace.verbs.name_in_frame("Ann")
    assert len(heard) == 1
    assert session_of(window).project.size(ONE) == 8
