"""The log tells what happened where, and nothing of the user's; a run that did not end in good order is told once."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from facelabeler.cli import main
from facelabeler.cli import main as command_line
from facelabeler.incidents import LARGEST, Incidents, log_path, place, report, without_values
from tests.helpers.projects import session_with_clusters

SECRETS = ("Ann Zebulon", "/home/ann", "secret_clip.mp4", "0.1234567")


@pytest.fixture
def incidents() -> Incidents:
    made = Incidents()
    made.open()
    yield made  # type: ignore[misc]
    made.close()


def logged() -> str:
    return log_path().read_text(encoding="utf-8")


def test_a_message_is_logged_without_its_values(incidents: Incidents) -> None:
    log = logging.getLogger("facelabeler.somewhere")
    log.warning("%s cannot be read from %s", "Ann Zebulon", "/home/ann/secret_clip.mp4")
    log.error("Opening '/home/ann/secret_clip.mp4' or /home/ann/secret_clip.mp4 failed")
    assert "facelabeler.somewhere: %s cannot be read from %s" in logged()
    assert not [secret for secret in SECRETS if secret in logged()]


def test_an_error_is_logged_by_its_class_and_place(incidents: Incidents) -> None:
    def name(person: str) -> None:
        raise ValueError(f"{person} has /home/ann/secret_clip.mp4")

    try:
        name("Ann Zebulon")
    except ValueError:
        logging.getLogger("facelabeler").exception("It failed")
    assert "ValueError" in logged()
    assert "tests/unit/test_incidents.py" in logged()
    assert "in name" in logged()
    assert not [secret for secret in SECRETS if secret in logged()]


def test_errors_of_threads_and_of_destructors_reach_the_log(incidents: Incidents) -> None:
    seen: list[str] = []
    old, sys.excepthook = sys.excepthook, lambda kind, _error, _trace: seen.append(kind.__name__)
    try:
        thread = threading.Thread(target=lambda: {}["Ann Zebulon"])  # type: ignore[index]
        thread.start()
        thread.join()
    finally:
        sys.excepthook = old
    assert seen == ["KeyError"]

    class Unwilling:
        def __del__(self) -> None:
            raise RuntimeError("Ann Zebulon")

    Unwilling()
    assert "RuntimeError" in logged()
    assert "Ann" not in logged()


@pytest.mark.skipif(os.name == "nt", reason="permissions are Windows' own")
def test_only_the_owner_may_read_the_log(incidents: Incidents) -> None:
    incidents.begin_run()
    incidents.note_project("/home/ann/p.facelabel")
    for file in log_path().parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_large_log_becomes_the_old_log() -> None:
    log_path().write_bytes(b"x" * (LARGEST + 1))
    incidents = Incidents()
    incidents.open()
    incidents.close()
    assert log_path().stat().st_size == 0
    assert log_path().with_name("facelabeler.old.log").stat().st_size == LARGEST + 1


CRASH = """
import ctypes, os
from facelabeler.incidents import Incidents
incidents = Incidents()
incidents.open()
incidents.begin_run()
incidents.note_project("/home/ann/film.facelabel")
{end}
"""


def run(end: str) -> None:
    subprocess.run([sys.executable, "-c", CRASH.format(end=end)], check=False, timeout=60, capture_output=True)


def test_a_crash_is_told_once_with_the_project_that_was_open() -> None:
    run("ctypes.string_at(0)")
    assert "Fatal Python error" in logged()
    assert Incidents().crashed_projects() == ["/home/ann/film.facelabel"]
    assert Incidents().crashed_projects() == []
    assert "Fatal Python error" in Incidents().last_fault()
    assert str(Path(ctypes_file()).parent) not in logged()


def ctypes_file() -> str:
    import ctypes

    return ctypes.__file__


def test_a_killed_window_is_a_crash_and_a_closed_one_is_none() -> None:
    run("os.kill(os.getpid(), 9)")
    assert len(Incidents().crashed_projects()) == 1
    run("incidents.close()")
    assert Incidents().crashed_projects() == []


def test_a_window_that_still_runs_has_not_crashed(incidents: Incidents) -> None:
    incidents.begin_run()
    incidents.note_project("/home/ann/film.facelabel")
    code = "from facelabeler.incidents import Incidents; print(Incidents().crashed_projects())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "[]"


def test_a_bug_in_a_command_is_one_sentence_and_a_report_that_names_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret_clip.facelabel"
    session_with_clusters(path).close()

    def broken(*_: object) -> None:
        raise AssertionError("Ann Zebulon")

    monkeypatch.setattr("facelabeler.core.edits.rename", broken)
    assert command_line(["rename", str(path), "1", "Ann Zebulon"]) == 1
    err = capsys.readouterr().err
    assert len(err.strip().splitlines()) == 1
    assert str(log_path()) in err
    assert "AssertionError" in logged()
    assert "Ann" not in logged()
    assert "secret_clip" not in logged()


def test_a_story_leaves_nothing_of_the_user_in_the_log(tmp_path: Path, incidents: Incidents) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    path = tmp_path / "secret_project.facelabel"
    session_with_clusters(path).close()
    missing = str(tmp_path / "secret_clip.mp4")
    words = (["rename", str(path), "1", "Ann Zebulon"], ["info", str(path)], ["undo", str(path)], ["redo", str(path)])
    for command in (*words, ["process", missing, "--project", str(path)], ["forget", str(path), "Ann Zebulon"]):
        main(command)
    for secret in ("Zebulon", "secret", str(tmp_path)):
        assert secret not in logged()


def test_places_and_messages_lose_the_folders_above_the_program() -> None:
    assert place("/home/ann/env/lib/python3.11/site-packages/av/frame.py") == "av/frame.py"
    assert place("/home/ann/script.py") == "script.py"
    assert without_values("QImage: cannot read '/home/ann/x.png' at C:\\Users\\Ann\\y") == "QImage: cannot read … at …"


def test_a_report_tells_the_chain_of_causes_by_class() -> None:
    try:
        try:
            raise KeyError("Ann")
        except KeyError as error:
            raise RuntimeError("Zebulon") from error
    except RuntimeError as error:
        told = report(type(error), error, error.__traceback__)
    assert told.index("KeyError") < told.index("RuntimeError")
    assert "Zebulon" not in told
