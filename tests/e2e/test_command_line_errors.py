"""Bad requests end in one sentence and the right exit code; nothing else is harmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from facelabeler.cli import main
from facelabeler.resource_files import resource_path
from tests.helpers.projects import dump, session_with_clusters

PHOTO = resource_path("demo", "hopper.jpg")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.facelabel"
    session_with_clusters(path).close()
    return path


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["proces", "clip.mp4"], 2),
        (["process"], 2),
        (["process", "gone.mp4", "--project", "{tmp}/new.facelabel"], 1),
        (["process", "{tmp}", "--project", "{tmp}/new.facelabel"], 1),
        (["process", "{p}", "--project", "{tmp}/new.txt"], 2),
        (["process", "{p}", "--project", "{p}", "--every", "0"], 2),
        (["process", "{tmp}", "--project", "{tmp}/new.facelabel", "--detector", "yolo"], 2),
        (["process", "{tmp}", "--project", "{tmp}/new.facelabel", "--encoder", "facenet"], 2),
        (["process", "{photo}", "--project", "{p}", "--encoder", "facenet"], 2),
        (["info", "{tmp}/gone.facelabel"], 1),
        (["faces", "{tmp}"], 1),
        (["rename", "{p}", "99", "Ann"], 2),
        (["rename", "{p}", "one", "Ann"], 2),
        (["merge", "{p}", "1", "1"], 2),
        (["move", "{p}", "1", "--to", "somewhere"], 2),
        (["move", "{p}", "99", "--to", "new"], 2),
        (["split", "{p}", "1"], 2),
        (["mark", "{p}", "1", "--as", "alien"], 2),
        (["redo", "{p}"], 2),
        (["recluster", "{p}", "--method", "magic"], 2),
        (["recluster", "{p}", "--eps", "many", "--method", "dbscan"], 2),
        (["export", "{p}", "{tmp}/out", "--format", "yolo"], 1),
    ],
)
def test_a_bad_request_is_one_sentence_and_leaves_the_project_alone(
    project: Path, capfd: pytest.CaptureFixture[str], words: list[str], code: int
) -> None:
    before = dump(project, without=())
    assert main([word.format(tmp=project.parent, p=project, photo=PHOTO) for word in words]) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert err.rstrip().endswith((".", "?"))
    assert "Traceback" not in err
    assert dump(project, without=()) == before
    assert {p.name for p in project.parent.iterdir()} <= {"p.facelabel", ".p.facelabel.lock", "p.facelabel-backups"}


def test_version_names_the_engine_and_the_libraries(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith("facelabeler ")
    assert "onnxruntime" in out
    assert "dlib" in out
