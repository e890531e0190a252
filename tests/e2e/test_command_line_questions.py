"""Questions and people you know by command line: as the contract says, and in words for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from facelabeler.cli import main
from facelabeler.core.entities import ClusterId
from facelabeler.storage.library import Library
from tests.helpers.projects import session_with_clusters


class Shell:
    """Runs commands in this process and reads what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> str:
        assert main([str(word) for word in words]) == 0
        return self._capsys.readouterr().out.strip()

    def json(self, *words: object) -> dict[str, list[dict[str, object]]]:
        return json.loads(self(*words, "--json"))

    def fails(self, *words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        return code, self._capsys.readouterr().err.strip()


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def project(tmp_path: Path) -> str:
    """Ann in clusters 1 and 2, never in one picture; Bo in cluster 3. Ann's faces are far apart enough to ask."""
    path = tmp_path / "p.facelabel"
    session = session_with_clusters(path, people=(1, 2), frames=12)
    faces = list(session.project.members(ClusterId(1)))
    session.regroup([*faces[:8], *faces[8:]], [-2] * 8 + [-3] * 4)
    session.close()
    return str(path)


@pytest.fixture
def second(tmp_path: Path) -> str:
    path = tmp_path / "second.facelabel"
    session_with_clusters(path, people=(4, 1, 5)).close()
    return str(path)


def clusters(shell: Shell, project: str) -> set[int]:
    return {int(str(row["id"])) for row in shell.json("clusters", project)["clusters"]}


def test_the_queue_has_what_the_contract_says(shell: Shell, project: str) -> None:
    [question] = shell.json("questions", project)["questions"]
    assert {"a", "b", "score"} <= question.keys()
    assert {question["a"], question["b"]} == {1, 3}
    assert "1 left · 0 answered settled 0 faces." in shell("questions", project)
    assert "the same person?" in shell("questions", project)


def test_yes_merges_and_undo_asks_again(shell: Shell, project: str) -> None:
    assert shell("answer", project, 1, 3, "same") == "Unnamed 3 is Unnamed 1, 4 faces settled."
    assert clusters(shell, project) == {1, 2}
    assert shell("questions", project) == "0 left · 1 answered settled 4 faces."
    shell("undo", project)
    assert len(shell.json("questions", project)["questions"]) == 1


def test_no_is_in_the_history_never_asked_again_and_kept_by_grouping(shell: Shell, project: str) -> None:
    assert shell("answer", project, 3, 1, "different") == "Unnamed 3 is not Unnamed 1."
    assert shell.json("questions", project)["questions"] == []
    shell("recluster", project)
    assert clusters(shell, project) == {1, 2, 3}
    assert shell.json("questions", project)["questions"] == []
    assert "Unnamed 3 is not Unnamed 1" in shell("history", project)
    assert shell("answer", project, 1, 3, "different") == "Nothing to change."


def test_faces_in_doubt_can_be_kept_or_taken_out(shell: Shell, project: str) -> None:
    rows = {int(str(row["id"])): row["faces"] for row in shell.json("clusters", project)["clusters"]}
    face = rows[2][0]  # type: ignore[index]
    assert shell("answer", project, 2, 2, "same", "--faces", face) == "Kept 1 face in Unnamed 2."
    assert shell("answer", project, 2, 2, "different", "--faces", face).startswith("Took 1 face out of Unnamed 2")
    assert clusters(shell, project) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("answer", 1, 99, "same"), "no cluster 99"),
        (("answer", 1, 1, "same"), "the same cluster"),
        (("answer", 1, 2, "same", "--faces", 1), "asked of one cluster"),
        (("answer", 1, 1, "same", "--faces", 999), "no face 999"),
        (("answer", 1, 2, "maybe"), "invalid choice"),
        (("accept", 1), "Nobody is suggested for cluster 1"),
        (("reject", 99), "no cluster 99"),
        (("library", "add", "Zed"), "Nobody is named Zed"),
    ],
)
def test_wrong_answers_are_refused_in_words(shell: Shell, project: str, words: tuple[object, ...], said: str) -> None:
    verbs = words[:2] if words[0] == "library" else words[:1]
    code, error = shell.fails(*verbs, project, *words[len(verbs) :])
    assert code == 2
    assert said in error


def test_a_merged_cluster_can_no_longer_be_answered(shell: Shell, project: str) -> None:
    shell("answer", project, 1, 3, "same")
    assert shell.fails("answer", project, 1, 3, "same") == (
        2,
        "There is no cluster 3. `facelabeler clusters` lists them.",
    )


def test_a_person_is_remembered_suggested_accepted_and_forgotten(shell: Shell, project: str, second: str) -> None:
    shell("rename", project, 1, "Ann")
    assert shell("library", "list") == f"0 people in {Library().path}."
    assert "no picture" in shell("library", "add", project, "Ann")
    assert [row["name"] for row in shell.json("library", "list")["people"]] == ["Ann"]
    [suggestion] = shell.json("suggestions", second)["suggestions"]
    assert (suggestion["cluster"], suggestion["person"]) == (2, "Ann")
    assert "≈ Ann" in shell("suggestions", second)
    assert shell("accept", second, 2) == "Unnamed 2 is Ann, 4 faces."
    assert shell("suggestions", second) == "Nobody of the library seems to be here."
    shell("undo", second)
    assert shell("reject", second, 2) == "Unnamed 2 is not Ann."
    shell("recluster", second)
    assert shell.json("suggestions", second)["suggestions"] == []
    shell("library", "forget", "Ann")
    assert shell.json("library", "list")["people"] == []


def test_the_library_is_written_out_renamed_and_cleared(shell: Shell, project: str, tmp_path: Path) -> None:
    shell("rename", project, 1, "Ann")
    shell("library", "add", project, "Ann")
    assert shell("library", "rename", "Ann", "Anna") == "Ann is Anna in the library now."
    out = tmp_path / "people.json"
    assert shell("library", "export", out) == f"{out}: 1 person."
    [row] = json.loads(out.read_text(encoding="utf-8"))["people"]
    assert row["name"] == "Anna"
    assert len(row["encodings"][0]["vector"]) == 128
    assert shell.fails("library", "export", out) == (1, f"{out}: is there already. Choose another name.")
    code, error = shell.fails("library", "clear")
    assert (code, "--force" in error) == (2, True)
    assert shell("library", "clear", "--force") == "1 person erased."
    assert not Library().path.exists()


def test_nobody_gets_into_the_library_by_being_named(shell: Shell, project: str) -> None:
    shell("rename", project, 1, "Ann")
    assert not Library().path.exists()


def test_a_mixed_cluster_is_split_into_its_people(shell: Shell, project: str) -> None:
    shell("merge", project, 1, 2)
    assert "Split Unnamed 1" in shell("split", project, 1, "--auto")
    sizes = sorted(len(row["faces"]) for row in shell.json("clusters", project)["clusters"])  # type: ignore[arg-type]
    assert sizes == [4, 8, 12]
