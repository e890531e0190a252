"""The edits by command line: the same history as the window's, JSON as the contract says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from facelabeler.cli import main
from tests.helpers.projects import session_with_clusters


@pytest.fixture
def project(tmp_path: Path) -> str:
    path = tmp_path / "p.facelabel"
    session_with_clusters(path).close()
    return str(path)


class Shell:
    """Runs commands in this process and reads what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> str:
        assert main([str(word) for word in words]) == 0
        return self._capsys.readouterr().out.strip()

    def json(self, *words: object) -> dict[str, list[dict[str, object]]]:
        return json.loads(self(*words, "--json"))


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def clusters(shell: Shell, project: str) -> dict[int, tuple[str | None, list[int]]]:
    return {row["id"]: (row["person"], row["faces"]) for row in shell.json("clusters", project)["clusters"]}


def test_a_naming_session_by_command_line(shell: Shell, project: str) -> None:
    assert shell("rename", project, 1, "Ann") == "Named 4 faces Ann."
    assert shell("merge", project, 1, 2) == "Merged Unnamed 2 into Ann, 8 faces."
    assert shell("undo", project) == "Undone: Merged Unnamed 2 into Ann, 8 faces."
    assert shell("move", project, 2, 5, "--to", 1) == "Moved 2 faces to Ann."
    assert shell("move", project, 3, "--to", "new") == "Moved 1 face to Unnamed 4."
    assert shell("move", project, 6, "--to", "none") == "Moved 1 face to Unclustered."
    assert shell("mark", project, 9, "--as", "not-a-face") == "Marked 1 as not a face."
    assert clusters(shell, project) == {
        1: ("Ann", [1, 2, 4, 5, 7, 10]),
        2: (None, [8, 11]),
        3: (None, [12]),
        4: (None, [3]),
    }
    for _ in range(5):
        shell("undo", project)
    assert clusters(shell, project)[1] == (None, [1, 4, 7, 10])
    assert shell("redo", project) == "Redone: Named 4 faces Ann."
    history = shell.json("history", project)["history"]
    assert [row["undone"] for row in history] == [False, False, True, True, True, True]


def test_split_by_faces_and_by_proposal(shell: Shell, project: str) -> None:
    assert shell("split", project, 1, "--faces", 1, 4) == "Split Unnamed 1: 2 stay, 2 in Unnamed 4."
    shell("merge", project, 2, 3)
    said = shell("split", project, 2, "--auto")
    assert said.startswith("Split Unnamed 2: 4 stay, 4 in Unnamed ")


def test_faces_json_is_as_the_contract_says(shell: Shell, project: str) -> None:
    shell("rename", project, 2, "Bo")
    value = json.loads(shell("faces", project, "--json"))
    assert value["project"] == project
    assert value["engine"] == {"detector": "cnn", "encoder": "dlib-resnet-v1"}
    assert [(face["source"], face["time"], face["box"][0]) for face in value["faces"]] == [
        ("clip.mp4", float(second), left) for second in range(4) for left in (0, 100, 200)
    ]
    second = value["faces"][1]
    assert {key: second[key] for key in ("cluster", "person", "state", "confirmed", "frame")} == {
        "cluster": 2,
        "person": "Bo",
        "state": "face",
        "confirmed": True,
        "frame": 0,
    }
    assert set(second) == {
        "id", "source", "time", "frame", "box", "score", "quality", "track", "cluster", "person", "state", "confirmed",
    }  # fmt: skip


def test_recluster_keeps_what_the_user_said(shell: Shell, project: str) -> None:
    shell("rename", project, 1, "Ann")
    shell("move", project, 8, "--to", 1)
    shell("recluster", project, "--method", "dbscan", "--min-samples", 2)
    named = clusters(shell, project)[1]
    assert named == ("Ann", [1, 4, 7, 8, 10])


def test_what_grouping_would_lead_to_is_told_and_nothing_is_changed(shell: Shell, project: str) -> None:
    before = clusters(shell, project)
    told = "3 clusters, 0 faces in none, 0 conflicts"
    assert shell("recluster", project, "--dry-run") == f"{told} at a threshold of 0.575"
    assert shell("recluster", project, "--dry-run", "--threshold", 0.4).endswith("at a threshold of 0.4")
    assert shell("recluster", project, "--dry-run", "--method", "hdbscan") == told
    assert clusters(shell, project) == before


def test_check_and_info_speak_for_people_too(shell: Shell, project: str) -> None:
    assert shell("check", project).endswith("no damage found.")
    said = shell("info", project)
    assert "12" in said
    assert "clip.mp4" in said
    info = json.loads(shell("info", project, "--json"))
    assert (info["frames"], info["faces"], info["clusters"]) == (4, 12, 3)
    assert info["versions"]["facelabeler"]
