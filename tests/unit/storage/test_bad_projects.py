"""Damaged, foreign and hostile projects are refused in words, run nothing, and stay as they are."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from facelabeler.cli import main
from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import DamagedProject, ProjectError
from facelabeler.session import Session
from facelabeler.storage.database import project_errors
from facelabeler.storage.rescue import rescue
from facelabeler.storage.store import ThumbnailReader
from tests.helpers.projects import dump, session_with_clusters


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.facelabel"
    with closing(session_with_clusters(path)) as session:
        session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    return path


def change(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def refused(path: Path) -> str:
    """What is said by each way of opening; the file, and all beside it, stays as it is."""
    before = {place: place.read_bytes() for place in path.parent.iterdir() if place.is_file()}
    with pytest.raises(ProjectError) as caught:
        Session.open(path)
    with pytest.raises(ProjectError):
        Session.open_to_read(path)
    assert {place: place.read_bytes() for place in path.parent.iterdir() if place.is_file()} == before
    return str(caught.value)


PLANTED = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON placement BEGIN DELETE FROM person; END",
    "view": "ALTER TABLE person RENAME TO real; CREATE VIEW person AS SELECT id, load_extension('x') AS name FROM real",
    "table": "CREATE VIRTUAL TABLE words USING fts5(x)",
    "index": "CREATE UNIQUE INDEX one_face ON face (id)",
}


@pytest.mark.parametrize("kind", PLANTED)
def test_what_somebody_planted_is_named_and_nothing_is_opened(project: Path, kind: str) -> None:
    change(project, PLANTED[kind])
    said = refused(project)
    assert f"holds a {kind} that is not as FaceLabeler makes it" in said
    assert "rescue" in said


def test_a_planted_trigger_does_not_come_along_into_a_rescued_project(project: Path, tmp_path: Path) -> None:
    sound = dump(project, without=())
    change(project, PLANTED["trigger"])
    assert rescue(project, tmp_path / "out.facelabel").losses == ()
    assert dump(tmp_path / "out.facelabel", without=()) == sound


def test_everything_that_a_project_holds_comes_along_into_a_rescued_one(project: Path, tmp_path: Path) -> None:
    change(
        project,
        "INSERT INTO consent VALUES (1, 'signed', '2030-01-01'); INSERT INTO settled VALUES (1, '2026-01-01');"
        "INSERT INTO cut VALUES (1, 2.0); INSERT INTO difference VALUES (1, 2, 3);"
        "INSERT INTO rejection VALUES (1, 2, 'Bo'); INSERT INTO clothes VALUES (1, x'0102')",
    )
    sound = dump(project, without=())
    assert rescue(project, tmp_path / "out.facelabel").losses == ()
    assert dump(tmp_path / "out.facelabel", without=()) == sound


@pytest.mark.parametrize("bytes_left", [0, 1, 99, 100, 512, 4096, 9000])
def test_a_file_that_was_cut_short_is_refused(project: Path, bytes_left: int) -> None:
    project.write_bytes(project.read_bytes()[:bytes_left])
    refused(project)


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE face SET landmarks = '{[' WHERE id = 3",
        f"UPDATE face SET landmarks = '{'[' * 100_000}' WHERE id = 3",
        "UPDATE face SET landmarks = '[[1]]' WHERE id = 3",
        "UPDATE source SET kind = 'rootkit'",
        "UPDATE placement SET state = 'alien' WHERE face = 3",
        "PRAGMA foreign_keys = OFF; UPDATE placement SET cluster = 99 WHERE face = 3; DELETE FROM face WHERE id = 2",
    ],
)
def test_rows_that_make_no_sense_are_damage(project: Path, script: str) -> None:
    change(project, script)
    with pytest.raises(DamagedProject):
        Session.open_to_read(project)


BAD_STEPS: dict[str, Callable[[], bytes]] = {
    "no zlib": lambda: b"nonsense",
    "cut short": lambda: zlib.compress(b'[["person", null, [1, "Ann"]]]')[:-9],
    "no JSON": lambda: zlib.compress(b"{["),
    "an unknown table": lambda: zlib.compress(b'[["sqlite_master", null, [1]]]'),
    "too deep": lambda: zlib.compress(b"[" * 100_000),
    "rows that are none": lambda: zlib.compress(b'[["person", null, 7]]'),
}


@pytest.mark.parametrize("kind", BAD_STEPS)
def test_a_step_that_cannot_be_read_is_told_and_not_undone(project: Path, kind: str) -> None:
    with closing(sqlite3.connect(project)) as connection, connection:
        connection.execute("UPDATE journal SET changes = ? WHERE step = 2", (BAD_STEPS[kind](),))
    before = dump(project, without=())
    with closing(Session.open(project)) as session:
        with pytest.raises(ProjectError, match="Step 2 of the history cannot be read"):
            session.undo()
        assert session.problems() == ["Step 2 of the history cannot be read"]
    assert dump(project, without=()) == before


def test_a_value_that_is_absurdly_long_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(project, "UPDATE journal SET changes = zeroblob(20000000) WHERE step = 2")
    monkeypatch.setattr("facelabeler.storage.database.LONGEST_VALUE", 10_000_000)
    with closing(Session.open_to_read(project)) as session, pytest.raises(ProjectError):
        session.undo_step()


def test_a_source_with_dots_in_its_path_is_only_looked_for(project: Path, tmp_path: Path) -> None:
    change(project, "UPDATE source SET path = '../../../etc/passwd', relative = '../../../../../../etc/passwd'")
    with closing(Session.open(project)) as session:
        assert [source.path for source in session.missing_sources()] == ["../../../etc/passwd"]


CONTRADICTIONS = {
    "face 3 stands nowhere": "DELETE FROM placement WHERE face = 3",
    "face 3 has no encoding": "DELETE FROM encoding WHERE face = 3",
    "the encoding of face 3 is not whole": "UPDATE encoding SET vector = zeroblob(511) WHERE face = 3",
    "the box of face 3 is none": "UPDATE face SET right = left WHERE id = 3",
    "step 2 of the history does not fit": "UPDATE person SET name = 'Bo'",
    "cluster 9 holds no face": "INSERT INTO cluster VALUES (9, NULL, 0)",
    "person 5 has no cluster": "INSERT INTO person VALUES (5, 'Nobody')",
    "placement 3 names a missing cluster": "UPDATE placement SET cluster = 77 WHERE face = 3",
    "step 2 of the history is done, but an earlier one is undone": "UPDATE journal SET undone = step = 1",
}


@pytest.mark.parametrize("problem", CONTRADICTIONS)
def test_check_names_what_contradicts(project: Path, problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, CONTRADICTIONS[problem])
    assert main(["check", str(project)]) == 1
    assert problem in capsys.readouterr().err


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("PRAGMA foreign_keys = OFF; DELETE FROM person", "cluster 1 belongs to a missing person"),
        ("PRAGMA foreign_keys = OFF; UPDATE face SET source = 9 WHERE id = 3", "face 3 is of a missing source"),
        ("UPDATE placement SET cluster = 77 WHERE face = 3", "face 3 stands in a missing cluster"),
    ],
)
def test_rows_that_name_what_is_missing_are_damage(project: Path, script: str, said: str) -> None:
    change(project, script)
    with pytest.raises(DamagedProject, match=said):
        Session.open_to_read(project)


def test_a_face_without_its_encoding_is_told_when_it_is_needed(project: Path) -> None:
    change(project, CONTRADICTIONS["face 3 has no encoding"])
    with closing(Session.open(project)) as session:
        with pytest.raises(DamagedProject, match="Face 3 has no encoding"):
            session.observations()
        session.commit(edits.rename(session.project, ClusterId(1), "Cy"))


def test_clothes_of_another_size_are_damage(project: Path) -> None:
    with closing(sqlite3.connect(project)) as connection, connection:
        faces = [row[0] for row in connection.execute("SELECT id FROM face")]
        connection.executemany("INSERT OR REPLACE INTO clothes VALUES (?, zeroblob(16))", [(face,) for face in faces])
        connection.execute("UPDATE clothes SET colours = x'0102' WHERE face = ?", faces[:1])
    with closing(Session.open_to_read(project)) as session, pytest.raises(DamagedProject, match="clothes"):
        session.observations()


def test_a_picture_that_is_text_is_damage(project: Path) -> None:
    change(
        project,
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage ="
        " (SELECT rootpage FROM sqlite_master WHERE name = 'source') WHERE name = 'thumbnail'",
    )
    with closing(ThumbnailReader(project)) as thumbnails, pytest.raises(ProjectError):
        thumbnails.read(FaceId(1))


DAMAGED_WORDS = (b"datatype \xff", b"NUL\xea", b"\xff\xff\xff")


@pytest.mark.parametrize("words", DAMAGED_WORDS)
def test_a_schema_whose_damage_cannot_be_quoted_is_damage(project: Path, tmp_path: Path, words: bytes) -> None:
    """The complaint quotes the schema, and is then no text itself."""
    whole = project.read_bytes()
    assert whole.count(b"TABLE consent") == 1
    project.write_bytes(whole.replace(b"INTEGER PRIMARY KEY", words.ljust(19, b" ")))
    refused(project)
    with pytest.raises(ProjectError):
        rescue(project, tmp_path / "out.facelabel")


def test_a_file_that_wants_more_memory_than_there_is_says_so(project: Path) -> None:
    with pytest.raises(ProjectError, match="more memory than there is"), project_errors(project):
        raise MemoryError


def test_a_person_and_a_cluster_may_have_the_number_0(project: Path) -> None:
    change(
        project,
        "PRAGMA foreign_keys = OFF; UPDATE person SET id = 0; UPDATE cluster SET person = 0 WHERE person = 1;"
        "UPDATE cluster SET id = 0 WHERE id = 2; UPDATE placement SET cluster = 0 WHERE cluster = 2;"
        "DELETE FROM journal",
    )
    with closing(Session.open_to_read(project)) as session:
        assert session.problems() == []


def test_when_there_is_no_next_number_it_is_said_and_nothing_is_changed(project: Path) -> None:
    last = 2**63 - 1
    change(
        project,
        f"PRAGMA foreign_keys = OFF; UPDATE cluster SET id = {last} WHERE id = 3;"
        f"UPDATE placement SET cluster = {last} WHERE cluster = 3",
    )
    before = dump(project, without=())
    with closing(Session.open(project)) as session:
        moved = edits.move_faces(session.project, session.project.members(ClusterId(1))[:1], edits.NEW)
        with pytest.raises(DamagedProject):
            session.commit(moved)
    assert dump(project, without=()) == before


def test_words_of_a_step_that_are_none_are_damage(project: Path) -> None:
    change(project, "UPDATE journal SET params = '[]' WHERE step = 2")
    with closing(Session.open_to_read(project)) as session, pytest.raises(DamagedProject):
        session.history()


def test_a_step_that_does_not_fit_is_told_and_not_made(project: Path, tmp_path: Path) -> None:
    """Made again, it would leave a person without a cluster."""
    change(project, "UPDATE journal SET undone = 1")
    before = dump(project, without=())
    with (
        closing(Session.open(project)) as session,
        pytest.raises(DamagedProject, match="Step 1 of the history does not fit") as caught,
    ):
        session.redo()
    assert caught.value.file == str(project)
    assert dump(project, without=()) == before
    rescued = rescue(project, tmp_path / "out.facelabel")
    assert rescued.losses == ("the history, which starts anew",)


NONSENSE = {
    "encoding not whole": "UPDATE encoding SET vector = zeroblob(511) WHERE face = 3",
    "encoding empty": "UPDATE encoding SET vector = zeroblob(0) WHERE face = 3",
    "encoding of another encoder": "UPDATE encoding SET encoder = 'x' WHERE face = 3",
    "encoding of another length": "UPDATE encoding SET vector = zeroblob(508) WHERE face = 3",
    "landmarks": "UPDATE face SET landmarks = 'null,' WHERE id = 3",
    "box": "UPDATE face SET right = left WHERE id = 3",
    "state": "UPDATE placement SET state = 'alien' WHERE face = 3",
    "state in a cluster": "UPDATE placement SET state = 'ignored' WHERE face = 3",
}


@pytest.mark.parametrize("kind", NONSENSE)
def test_rows_that_make_no_sense_do_not_come_along_into_a_rescued_project(
    project: Path, tmp_path: Path, kind: str
) -> None:
    change(project, NONSENSE[kind])
    out = tmp_path / "out.facelabel"
    assert rescue(project, out).losses
    with closing(Session.open(out)) as session:
        assert session.problems() == []
        assert set(range(1, 13)) - session.project.faces.keys() <= {3}


def test_where_the_source_of_every_face_makes_no_sense_nothing_is_rescued(project: Path, tmp_path: Path) -> None:
    change(project, "UPDATE source SET kind = '/dev/zero'")
    with pytest.raises(DamagedProject):
        rescue(project, tmp_path / "out.facelabel")


def test_check_names_damaged_pages(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with project.open("r+b") as file:
        file.seek(project.stat().st_size - 4096)
        file.write(b"\xa5" * 4096)
    assert main(["check", str(project)]) == 1
    assert capsys.readouterr().err.startswith(str(project))


def test_what_can_be_read_is_rescued_and_is_sound(project: Path, tmp_path: Path) -> None:
    change(
        project,
        "PRAGMA foreign_keys = OFF; DELETE FROM encoding WHERE face = 1; DELETE FROM placement WHERE face = 2;"
        "DELETE FROM cluster WHERE id = 3; DELETE FROM person",
    )
    damaged = project.read_bytes()
    out = tmp_path / "out.facelabel"
    assert main(["rescue", str(project), str(out)]) == 0
    assert project.read_bytes() == damaged
    with closing(Session.open(out)) as session:
        assert session.problems() == []
        assert len(session.project.faces) == 11
        assert len(session.project.clusters) == 3
        assert [person.name for person in session.project.people.values()] == ["Rescued 1"]
        assert session.undo() is None


def test_damaged_pages_cost_only_what_was_on_them(project: Path, tmp_path: Path) -> None:
    with closing(session_with_clusters(tmp_path / "big.facelabel", range(8), 60)) as session:
        faces = len(session.project.faces)
    big = tmp_path / "big.facelabel"
    with closing(sqlite3.connect(big)) as connection:
        [page] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'thumbnail'").fetchone()
    with big.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    rescued = rescue(big, tmp_path / "out.facelabel")
    assert rescued.rows["face"] == faces
    with closing(Session.open(tmp_path / "out.facelabel")) as session:
        assert session.problems() == []


def test_nothing_to_rescue_is_said_and_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.facelabel").write_text("no project")
    assert main(["rescue", str(tmp_path / "p.facelabel"), str(tmp_path / "out.facelabel")]) == 1
    assert not (tmp_path / "out.facelabel").exists()
    assert "holds nothing that can be read" in capsys.readouterr().err


def test_the_project_that_is_rescued_into_must_be_new(project: Path) -> None:
    with pytest.raises(ProjectError, match="there already"):
        rescue(project, project)
