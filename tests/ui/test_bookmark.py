"""A project is opened where one was in it: tab, sorting, cards, and how far one had scrolled; also after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import ClusterId
from facelabeler.ui.clusters.order import Sorting, Tab
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.settings_store import Bookmark, bookmark_of, remember_bookmark, window_settings
from tests.helpers.windows import open_in
from tests.ui.desk import empty_window, opened, project_with_pictures, workspace_of

PEOPLE = range(1, 90)

LOOKING = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from facelabeler.app import make_application
from tests.helpers.windows import open_in
from tests.ui.desk import empty_window
from tests.ui.test_bookmark import look_at
make_application()
with empty_window() as window:
    open_in(window.documents, Path(sys.argv[1]))
    QApplication.processEvents()
    look_at(window)
    end = time.monotonic() + 2.0
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
    print("looked", flush=True)
    time.sleep(60)
"""


def look_at(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.show_tab(Tab.ALL)
    workspace.card_model.sort_cards(Sorting.NEWEST)
    workspace.cards.go_to(ClusterId(40))
    workspace.cards.select([ClusterId(40), ClusterId(41)])
    workspace.cards.scroll_to_top(ClusterId(45))


def seen(window: MainWindow) -> Bookmark:
    cards, model = workspace_of(window).cards, workspace_of(window).card_model
    selected = tuple(sorted(cards.selected_clusters()))
    top = cards.visible_clusters()[0]
    return Bookmark(model.tab.value, model.sorting.value, top, cards.current_cluster() or 0, selected)


def test_a_closed_project_opens_where_one_was(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel", PEOPLE) as window:
        qtbot.wait(50)
        look_at(window)
        before = seen(window)
        assert before.top != before.current
        window.documents.close()
        open_in(window.documents, tmp_path / "p.facelabel")
        qtbot.waitUntil(lambda: seen(window) == before)
        assert not workspace_of(window).cards.visualRect(workspace_of(window).cards.currentIndex()).isEmpty()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix's")
def test_a_killed_window_loses_no_more_than_a_second_of_where_one_was(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    project_with_pictures(path, PEOPLE).close()
    child = subprocess.Popen([sys.executable, "-c", LOOKING, str(path)], stdout=subprocess.PIPE, env=os.environ)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"looked\n"
        child.send_signal(signal.SIGKILL)
    with empty_window() as window:
        open_in(window.documents, path)
        looked_at = bookmark_of(str(path))
        assert looked_at == Bookmark("all", "newest", looked_at.top, 40, (41, 40))
        assert 45 <= looked_at.top < 60
        expected = replace(looked_at, selected=(40, 41))
        qtbot.waitUntil(lambda: seen(window) == expected)


def test_what_is_not_there_any_more_is_passed_over(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    remember_bookmark(str(path), Bookmark("of-a-newer-version", "so-is-this", 700, 800, (900,)))
    with opened(path) as window:
        qtbot.wait(50)
        assert seen(window) == Bookmark("to-name", "biggest", 1, 1, (1,))


@pytest.mark.parametrize(
    "nonsense", ["{not json", "[]", '{"/p": 7}', '{"/p": {"colour": 1}}', '{"/p": {"selected": 1}}']
)
def test_bookmarks_of_another_version_count_as_none(nonsense: str) -> None:
    window_settings().setValue("bookmarks", nonsense)
    assert bookmark_of("/p") == Bookmark()


def test_only_the_last_ten_are_kept() -> None:
    for number in range(12):
        remember_bookmark(f"/{number}", Bookmark(current=number + 1))
    assert [bookmark_of(f"/{number}").current for number in (0, 1, 2, 11)] == [0, 0, 3, 12]
