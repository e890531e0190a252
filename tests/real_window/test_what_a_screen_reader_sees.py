"""Walks the accessibility tree from outside, as a screen reader does: what can be used has a name and a role."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from facelabeler.core.entities import ClusterId
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.panes import Pane
from tests.helpers.windows import open_in
from tests.real_window.person import Person
from tests.real_window.windows import shown
from tests.ui.desk import project_with_pictures

WALKER = Path(__file__).with_name("accessibility_tree.py")
PYTHONS = ("/usr/bin/python3", "python3")

# What a person can act on, by the names that AT-SPI gives to roles.
USABLE = frozenset(
    (
        "button", "check box", "check menu item", "combo box", "entry", "link", "list", "list item", "menu",
        "menu item", "page tab", "page tab list", "push button", "radio button", "radio menu item", "slider",
        "spin button", "table", "table cell", "text", "toggle button", "tree", "tree item",
    )
)  # fmt: skip
WINDOWS = ("frame", "dialog")


@dataclass(frozen=True)
class Node:
    role: str
    name: str
    description: str
    showing: bool
    focusable: bool
    size: list[int]
    path: str


def python_with_gi() -> str:
    for name in PYTHONS:
        found = shutil.which(name)
        words = [found or "", "-c", "import gi; gi.require_version('Atspi', '2.0')"]
        if found and subprocess.run(words, capture_output=True, check=False).returncode == 0:
            return found
    pytest.skip("needs a Python with gi and AT-SPI (python3-gi, gir1.2-atspi-2.0)")


@pytest.fixture
def reader() -> Callable[[], list[Node]]:
    """Looks at this program through the accessibility bus."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        pytest.skip("needs dbus-daemon and at-spi2-core")
    python = python_with_gi()

    def look() -> list[Node]:
        words = [python, str(WALKER), str(os.getpid())]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return [Node(**json.loads(line)) for line in done.stdout.splitlines()]

    return look


@pytest.fixture
def window() -> Iterator[MainWindow]:
    with shown() as made:
        yield made


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.facelabel"
    project_with_pictures(path, (1, 2, 3)).close()
    return path


def tree(look: Callable[[], list[Node]]) -> list[Node]:
    """The tree, read on another thread while the window answers here."""
    seen: list[Node] = []
    Person().act(lambda _person: seen.extend(look()))
    assert seen, "the program is not on the accessibility bus"
    return seen


def nameless(nodes: list[Node]) -> list[str]:
    """What can be used now, or from a menu, and does not say what it is."""
    usable = [node for node in nodes if node.role in USABLE or (node.focusable and node.role not in WINDOWS)]
    reachable = [node for node in usable if node.showing or "menu" in node.role]
    assert len(reachable) > 5
    return [node.path for node in reachable if not node.name.strip() and node.role != "popup menu"]


def names(nodes: list[Node], role: str) -> list[str]:
    return [node.name for node in nodes if node.role == role and node.showing]


def test_the_empty_window(window: MainWindow, reader: Callable[[], list[Node]]) -> None:
    nodes = tree(reader)
    assert nameless(nodes) == []
    assert "Open Video" in " ".join(names(nodes, "push button") + names(nodes, "button"))


def test_the_workspace(window: MainWindow, reader: Callable[[], list[Node]], project: Path) -> None:
    open_in(window.documents, project)
    nodes = tree(reader)
    assert nameless(nodes) == []
    items = names(nodes, "list item")
    assert "Unnamed 1, 4 faces, 1 track" in items
    assert "Face 1 at 0:00" in items
    assert "Unclustered, 0 faces" in items
    assert {"Clusters", "Faces", "People", "Trays"} <= set(names(nodes, "list"))


def test_the_workspace_while_a_name_is_typed(
    window: MainWindow, reader: Callable[[], list[Node]], project: Path
) -> None:
    open_in(window.documents, project)
    workspace = window.workspace
    assert workspace is not None
    workspace.verbs.name_clusters([ClusterId(1)], "Ann")
    Person().act(lambda person: person.wait_for(window.isActiveWindow, "the window to have the keyboard"))
    workspace.panes.focus(Pane.CARDS)
    workspace.naming.open("A")
    nodes = tree(reader)
    assert workspace.naming.is_open
    assert nameless(nodes) == []
    assert "Name of Unnamed 2" in names(nodes, "text")
    assert any(name.startswith("Ann") for name in names(nodes, "list item"))


DIALOGS = ("window.show_keys", "window.edit_settings", "window.show_history", "window.export", "window.show_about")


@pytest.mark.parametrize("action", DIALOGS)
def test_the_dialogs(window: MainWindow, reader: Callable[[], list[Node]], project: Path, action: str) -> None:
    open_in(window.documents, project)
    seen: list[Node] = []

    def look() -> None:
        seen.extend(tree(reader))
        for dialog in shown_dialogs():
            dialog.reject()

    QTimer.singleShot(800, look)
    window.actions_table[action].trigger()
    Person().act(lambda person: person.wait_for(lambda: seen, "the tree to be read"))
    assert nameless(seen) == []
    assert "dialog" in {node.role for node in seen}


def shown_dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def test_nothing_that_can_be_pressed_is_too_small_to_hit(
    window: MainWindow, reader: Callable[[], list[Node]], project: Path
) -> None:
    open_in(window.documents, project)
    buttons = [node for node in tree(reader) if node.role in ("push button", "button") and node.showing]
    assert [(node.path, node.size) for node in buttons if min(node.size) < 24] == []
