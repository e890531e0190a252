"""The window's own story opens no connection, nothing in the program could, and what is kept is its owner's alone."""

from __future__ import annotations

import ast
import os
import stat
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.known_people import KnownPeople
from facelabeler.settings import Settings, save_settings, settings_path
from facelabeler.storage.library import Library
from tests.ui.desk import opened, session_of, workspace_of

PACKAGE = Path(__file__).parents[2] / "facelabeler"
SPEAKS = {"urllib.request", "http", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "PySide6.QtNetwork"}
ATTEMPTS = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}


def test_no_module_can_speak_to_another_computer() -> None:
    found = []
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{file.name}: {n}" for n in names if any(n == w or n.startswith(f"{w}.") for w in SPEAKS)]
    assert found == []


class Ear:
    """Notes attempts to reach another computer while it listens; an audit hook cannot be taken away again."""

    def __init__(self) -> None:
        self.listens = False
        self.heard: list[str] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        own = event == "socket.connect" and isinstance(arguments[1], str | bytes)
        if self.listens and event in ATTEMPTS and not own:
            self.heard.append(event)


def test_the_window_is_used_without_one_attempt(qtbot: QtBot, tmp_path: Path) -> None:
    ear = Ear()
    ear.listens = True
    with opened(tmp_path / "p.facelabel") as window:
        session = session_of(window)
        workspace_of(window).verbs.name_clusters([ClusterId(1)], "Ann")
        KnownPeople(session).remember("Ann")
        for action in ("verbs.undo", "verbs.redo", "commands.sort_again"):
            window.actions_table[action].trigger()
    ear.listens = False
    assert ear.heard == []


@pytest.mark.skipif(os.name == "nt", reason="permissions are Windows' own")
def test_what_is_kept_is_readable_by_its_owner_only(qtbot: QtBot, tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        path = tmp_path / "p.facelabel"
        with opened(path) as window:
            session = session_of(window)
            session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
            KnownPeople(session).remember("Ann")
            save_settings(Settings({"every": 0.5}))
            beside = [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm")]
            for file in (*beside, Library().path, settings_path()):
                assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    finally:
        os.umask(old)
