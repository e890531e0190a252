"""Only a FaceLabeler project of a known version opens; everything else is refused in words and left untouched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from facelabeler.core import answers
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import ProjectError
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.session import Session
from facelabeler.storage.schema import VERSION
from facelabeler.storage.store import Store, ThumbnailReader
from tests.helpers.projects import JPEG, found_face, session_with_clusters, video_source


def sqlite_file(path: Path, *pragmas: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
        for pragma in pragmas:
            connection.execute(pragma)
    return path


def refused(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ProjectError) as caught:
        Session.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [p.name for p in path.parent.iterdir() if p != path] == []
    return str(caught.value)


def test_a_missing_project_is_named(tmp_path: Path) -> None:
    assert "no such project" in refused(tmp_path / "gone.facelabel")


def test_text_is_no_project(tmp_path: Path) -> None:
    path = tmp_path / "text.facelabel"
    path.write_text("hello " * 300)
    assert "not a FaceLabeler project" in refused(path)


def test_an_empty_file_is_no_project(tmp_path: Path) -> None:
    path = tmp_path / "empty.facelabel"
    path.touch()
    assert "not a FaceLabeler project" in refused(path)


def test_a_foreign_database_is_no_project(tmp_path: Path) -> None:
    assert "not a FaceLabeler project" in refused(sqlite_file(tmp_path / "foreign.facelabel"))


def test_a_newer_project_asks_for_a_newer_program(tmp_path: Path) -> None:
    pragmas = (f"PRAGMA application_id = {0x464C424C}", f"PRAGMA user_version = {VERSION + 1}")
    assert "newer FaceLabeler" in refused(sqlite_file(tmp_path / "newer.facelabel", *pragmas))


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    folder = tmp_path / "folder.facelabel"
    folder.mkdir()
    assert "not a project file" in refused(folder)


def test_create_refuses_a_name_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    path.write_text("mine")
    with pytest.raises(ProjectError, match="there already"):
        Session.create(path)
    assert path.read_text() == "mine"


def test_create_names_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="folder does not exist"):
        Session.create(tmp_path / "no" / "p.facelabel")


def test_a_second_writer_is_told_who_has_the_project_and_may_read(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session = session_with_clusters(path)
    with pytest.raises(ProjectError, match=r"process [0-9]+ on "):
        Store.open(path)
    reading = Session.open_to_read(path)
    assert len(reading.project.faces) == 12
    with pytest.raises(ProjectError, match="read only"):
        reading.write_settings({"a": "b"})
    reading.close()
    session.close()
    Session.open(path).close()


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    Session.create(path).close()
    assert path.stat().st_mode & 0o077 == 0


def test_what_was_found_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session = session_with_clusters(path)
    faces, placements, sources = session.project.faces, session.project.placements, session.project.sources
    ids = sorted(session.project.faces)
    encodings = session.encodings(ids)
    session.close()
    again = Session.open(path)
    assert (again.project.faces, again.project.placements, again.project.sources) == (faces, placements, sources)
    assert np.array_equal(again.encodings(ids), encodings)
    assert again.frame_times(next(iter(sources))) == [0.0, 1.0, 2.0, 3.0]
    again.close()
    reader = ThumbnailReader(path)
    assert (reader.read(ids[0]), reader.read(10_000)) == (JPEG, None)
    reader.close()


def test_damage_is_found_and_named(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session_with_clusters(path).close()
    assert Session.open_to_read(path).problems() == []
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM face WHERE id = 3")
    assert any("missing face" in problem for problem in Store.open_to_read(path).problems())


def test_rows_that_make_no_sense_are_an_error_in_words(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session_with_clusters(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE placement SET state = 'alien' WHERE face = 3")
    with pytest.raises(ProjectError, match="make no sense"):
        Session.open(path)


@pytest.mark.parametrize("change", ["encoder = 'another'", "vector = zeroblob(2048)"])
def test_encodings_of_two_encoders_are_never_compared(change: str, tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    session_with_clusters(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE encoding SET {change} WHERE face = 3")
    with closing(Session.open_to_read(path)) as session:
        with pytest.raises(ProjectError, match="which cannot be compared") as refused:
            session.observations()
        assert "new project" in refused.value.advice
        assert session.problems() == [refused.value.what]


def test_encodings_may_be_of_another_length(tmp_path: Path) -> None:
    path = tmp_path / "p.facelabel"
    vector = np.arange(512, dtype=np.float32)
    with closing(Session.create(path)) as session:
        session.use_engine(detector="cnn", encoder="own 1 (0123456789abcdef)")
        [source] = session.add_sources([video_source()], every=1.0)
        face = replace(found_face(1), encoding=vector)
        [number] = session.add_frames(source, [FoundFrame(0.0, 0, (face,)), FoundFrame(1.0, 25, ())])
    with closing(Session.open_to_read(path)) as again:
        assert again.encoder == "own 1 (0123456789abcdef)"
        assert np.array_equal(again.observations().encodings, vector[None])
        assert np.array_equal(again.encodings([number]), vector[None])


def first_version(path: Path) -> Path:
    """A project as the first version of the format has it: without what came later."""
    session_with_clusters(path).close()
    with closing(sqlite3.connect(path)) as connection:
        for table in ("clothes", "difference", "rejection", "cut", "consent", "settled"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
    return path


def test_an_older_project_can_be_read_as_it_is(tmp_path: Path) -> None:
    path = first_version(tmp_path / "old.facelabel")
    with closing(Session.open_to_read(path)) as session:
        assert len(session.project.clusters) == 3
        assert session.project.differences == {}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_an_older_project_is_brought_forward_when_it_is_opened_to_write(tmp_path: Path) -> None:
    path = first_version(tmp_path / "old.facelabel")
    with closing(Session.open(path)) as session:
        session.commit(answers.different(session.project, ClusterId(1), ClusterId(2)))
    with closing(Session.open_to_read(path)) as session:
        assert session.project.different_from(ClusterId(1)) == {ClusterId(2)}
