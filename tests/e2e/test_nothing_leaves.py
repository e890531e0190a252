"""The window's own story opens no connection, nothing in the program could, and what is kept is its owner's alone."""

from __future__ import annotations

import ast
import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.demo.film import PORTRAITS
from facelabeler.known_people import KnownPeople
from facelabeler.settings import Settings, save_settings, settings_path
from facelabeler.storage.library import Library
from facelabeler.vision.onnx_models import cache_folder
from tests.battery.one_window import PERSON
from tests.e2e.quiet_story import LAST_WORDS
from tests.ui.desk import opened, session_of

JPEG = b"\xff\xd8\xff"
REACHING = """
import contextlib, socket
from tests.e2e.quiet_story import shut
heard = []
shut(heard)
with contextlib.suppress(OSError):
    socket.create_connection(("localhost", 9))
print(*heard)
"""
PACKAGE = Path(__file__).parents[2] / "facelabeler"
SPEAKS = {"urllib.request", "http", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "PySide6.QtNetwork"}


@dataclass(frozen=True)
class Story:
    """What the main story left in its home, and what attempts it made to reach another computer."""

    home: Path
    heard: list[str]


def test_no_module_can_speak_to_another_computer() -> None:
    found = []
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{file.name}: {n}" for n in names if any(n == w or n.startswith(f"{w}.") for w in SPEAKS)]
    assert found == []


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The main story, in a home of its own: footage read, people named, cards moved, a dataset written."""
    home = tmp_path_factory.mktemp("home")
    places = {f"FACELABELER_{name}": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA", "OWN_MODELS")}
    kept = {"FACELABELER_CACHE": os.environ.get("FACELABELER_CACHE") or str(cache_folder())}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.e2e.quiet_story", str(home / "work")],
        capture_output=True,
        text=True,
        env=os.environ | places | kept | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return Story(home, json.loads(ran.stdout))


def test_from_footage_to_dataset_nothing_reaches_for_another_computer(story: Story) -> None:
    assert list(story.home.rglob("data.yaml"))
    assert story.heard == []


def test_an_attempt_would_have_been_heard() -> None:
    ran = subprocess.run([sys.executable, "-c", REACHING], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["socket.getaddrinfo"]


def test_the_log_of_the_story_holds_nothing_of_the_user(story: Story) -> None:
    logs = [file.read_bytes() for file in (story.home / "state").iterdir() if file.is_file()]
    assert any(LAST_WORDS.encode() in log for log in logs)
    secrets = (PERSON, str(story.home), "secret", "clip.mp4", "work/", *(portrait.file for portrait in PORTRAITS))
    assert [secret for secret in secrets for log in logs if secret.encode() in log] == []
    assert [log for log in logs if JPEG in log] == []


@pytest.mark.skipif(os.name == "nt", reason="permissions are Windows' own")
def test_what_the_story_leaves_is_its_owners_alone(story: Story) -> None:
    own = {file for file in story.home.rglob("*") if file.is_file() and not is_footage(file)}
    assert {".facelabel", ".ini", ".log", ".jpg", ".txt"} <= {file.suffix for file in own}
    assert [str(file) for file in sorted(own) if is_open_to_others(file, story.home)] == []


def is_footage(file: Path) -> bool:
    """What the user brought."""
    return file.parent.name in ("footage", "secret place")


def is_open_to_others(file: Path, home: Path) -> bool:
    """Whether somebody else may read a file: it and each folder on the way to it lets him."""
    way = [file, *(folder for folder in file.parents if folder.is_relative_to(home) and folder != home)]
    return all(stat.S_IMODE(place.stat().st_mode) & 0o077 for place in way)


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
