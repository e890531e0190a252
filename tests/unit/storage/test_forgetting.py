"""A person is erased: not a byte of name, encoding or picture is left anywhere, and everything else is as it was."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from facelabeler.cli import main
from facelabeler.core import edits
from facelabeler.core.consent import note_consent, overdue, without_consent
from facelabeler.core.entities import ClusterId, FaceId, Source, SourceId, SourceKind, SourceState
from facelabeler.core.errors import EditError, ProjectError
from facelabeler.forgetting import forget_person
from facelabeler.known_people import KnownPeople
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.processing import Looked, enlist
from facelabeler.session import Session
from facelabeler.storage.backups import remove_all
from facelabeler.storage.library import Library
from tests.helpers.projects import dump, faces_in, found_face, video_source

PEOPLE = (1, 2, 3)
ANN, BOB = "Ann Zebulon", "Bob Quux"


def picture_of(person: int, frame: int) -> bytes:
    return b"\xff\xd8 picture %d of person %d \xff\xd9" % (frame, person)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Ann (clusters 1), Bob (2) and cluster 3 without a name, a history of nine steps, a snapshot and a library."""
    path = tmp_path / "p.facelabel"
    with closing(Session.create(path)) as session:
        session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
        [source] = session.add_sources([video_source()], every=1.0)
        for k in range(4):
            shown = [found_face(p, left=100 * n, seed=k, thumbnail=picture_of(p, k)) for n, p in enumerate(PEOPLE)]
            session.add_frames(source, [FoundFrame(float(k), 25 * k, tuple(shown))])
        ids = list(session.project.faces)
        session.regroup(ids, [-2 - n % 3 for n in range(len(ids))])
        session.commit(edits.rename(session.project, ClusterId(1), "Annie Zebulon"))
        session.commit(edits.rename(session.project, ClusterId(1), ANN))
        session.commit(edits.rename(session.project, ClusterId(2), BOB))
        session.commit(edits.move_faces(session.project, faces_in(session, 1)[:1], ClusterId(2)))
        session.undo()
        session.commit(edits.move_faces(session.project, faces_in(session, 2)[:1], ClusterId(1)))
        session.commit(edits.move_faces(session.project, [FaceId(2)], ClusterId(2)))
        session.commit(note_consent(session.project, ANN, note="signed by Ann Zebulon", until="2026-01-31"))
        KnownPeople(session).remember(ANN)
        KnownPeople(session).remember(BOB)
        session.write_settings({"export": f'{{"left_out": ["{ANN}"]}}'})
    backups = tmp_path / "p.facelabel-backups"
    backups.mkdir(exist_ok=True)
    (backups / "20260101T000000.000000Z-opening.facelabel").write_bytes(path.read_bytes())
    return path


def secrets(path: Path) -> list[bytes]:
    """What must be gone: Ann's names, and the bytes of her encodings and pictures."""
    with closing(Session.open_to_read(path)) as session:
        encodings = session.encodings(faces_in(session, 1))
    pictures = [picture_of(1, k) for k in range(4)]
    return [ANN.encode(), b"Annie Zebulon", *pictures, *(row.astype("<f4").tobytes() for row in encodings)]


def every_byte(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder as it is, and the history unpacked."""
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.name, file.read_bytes()
        if file.suffix == ".facelabel":
            with closing(sqlite3.connect(file)) as connection:
                for step, blob in connection.execute("SELECT step, changes FROM journal"):
                    yield f"step {step}", zlib.decompress(blob)


def found(folder: Path, wanted: list[bytes]) -> list[tuple[str, bytes]]:
    return [(name, secret) for name, held in every_byte(folder) for secret in wanted if secret in held]


def test_not_a_byte_of_a_forgotten_person_is_left(project: Path) -> None:
    wanted = secrets(project)
    folders = (project.parent, Library().path.parent)
    assert all(any(secret in held for folder in folders for _, held in every_byte(folder)) for secret in wanted)
    gone = forget_person(project, ANN)
    assert (gone.faces, gone.from_library) == (4, True)
    assert [hit for folder in folders for hit in found(folder, wanted)] == []
    assert [known.name for known in Library().people()] == [BOB]


def test_the_files_of_an_open_project_hold_nothing_either(project: Path) -> None:
    wanted = secrets(project)
    with closing(Session.open(project)) as session:
        session.forget(ANN)
        assert found(project.parent, wanted) == []
        assert project.with_name("p.facelabel-wal").stat().st_size == 0


def test_everybody_else_stays_as_they_were(project: Path) -> None:
    with closing(Session.open(project)) as session:
        others = {face: row for face, row in session.project.placements.items() if row.cluster != 1}
        encodings = session.encodings(sorted(others))
        session.forget(ANN)
        assert session.project.placements == others
        assert np.array_equal(session.encodings(sorted(others)), encodings)
        assert [person.name for person in session.project.people.values()] == [BOB]
        assert session.problems() == []


def test_the_history_of_everybody_else_can_be_undone_and_redone(project: Path) -> None:
    forget_person(project, ANN)
    before = dump(project, without=("journal",))
    with closing(Session.open(project)) as session:
        steps = 0
        while session.undo() is not None:
            steps += 1
            assert session.problems() == []
        assert steps >= 3
        assert all(row.cluster is None for row in session.project.placements.values())
        assert session.project.people == {}
        while session.redo() is not None:
            assert session.problems() == []
    assert dump(project, without=("journal",)) == before


def test_a_killed_erasure_is_finished_when_the_project_is_opened(project: Path) -> None:
    wanted = secrets(project)
    with closing(Session.open(project)) as session:
        erased = session.erasure(ANN)
    with closing(sqlite3.connect(project, isolation_level=None)) as connection:
        from facelabeler.storage import erasing

        connection.execute("BEGIN")
        erasing.delete(connection, erased)
        connection.execute("COMMIT")
    remove_all(project)
    Session.open(project).close()
    assert found(project.parent, wanted) == []


def test_nobody_is_erased_while_another_program_reads(project: Path) -> None:
    before = dump(project)
    with closing(sqlite3.connect(project, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM face").fetchone()
        with closing(Session.open(project)) as session:
            session.write_settings({"x": "y"})
            session.write_settings({"x": ""})
            with pytest.raises(ProjectError, match="read by another program"):
                session.forget(ANN)
    assert dump(project).replace("meta: ('x', '')\n", "") == before


def test_somebody_else_of_the_same_name_stays_in_the_library(project: Path) -> None:
    Library().forget(ANN)
    far = np.stack([found_face(9).encoding])
    with closing(Session.open_to_read(project)) as session:
        Library().put(ANN, session.encoder, far)
    assert not forget_person(project, ANN).from_library
    assert ANN in [known.name for known in Library().people()]


def test_who_is_not_there_cannot_be_forgotten(project: Path) -> None:
    with pytest.raises(EditError, match="Nobody is named Zoe"):
        forget_person(project, "Zoe")


def test_footage_of_somebody_forgotten_is_read_again_only_if_asked(project: Path) -> None:
    forget_person(project, ANN)
    footage = Source(SourceId(0), "clip.mp4", SourceKind.VIDEO, 1000, "00", 640, 360, 60.0, 25.0)
    with closing(Session.open(project)) as session:
        for every in (1.0, 0.5):
            assert enlist(session, Looked((footage,), ()), every=every) == []
        [job] = enlist(session, Looked((footage,), ()), every=0.5, again=True)
        assert session.project.sources[job.source].state is SourceState.STARTED


def test_a_note_of_consent_is_a_step_and_goes_with_the_name(project: Path) -> None:
    with closing(Session.open(project)) as session:
        [person] = overdue(session.project, "2026-02-01")
        assert (person.name, overdue(session.project, "2026-01-31")) == (ANN, [])
        assert [p.name for p in without_consent(session.project, session.project.people.values())] == [BOB]
        session.commit(edits.rename(session.project, ClusterId(1), ""))
        assert session.project.consents == {}
        assert session.problems() == []
        session.undo()
        assert session.project.consents[person.id].note == "signed by Ann Zebulon"


def test_consent_and_forget_by_command(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["consent", str(project), BOB]
    assert main(words) == 0
    assert main([*words, "--note", "by e-mail", "--until", "2027-01-31"]) == 0
    assert main([*words, "--until", "soon"]) == 2
    assert main(["forget", str(project), BOB]) == 0
    assert main(["forget", str(project), BOB]) == 2
    told = capsys.readouterr()
    assert f'{BOB}: no consent is noted.\n{BOB}: "by e-mail", to be kept until 2027-01-31.' in told.out
    assert "gone from the project, its backups and the library" in told.out
    assert "is no day" in told.err
    assert f"Nobody is named {BOB}" in told.err
