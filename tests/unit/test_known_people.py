"""People of the library in another project: suggested, accepted, rejected for good; strangers are nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import EditError, LibraryError
from facelabeler.core.words import past_tense
from facelabeler.known_people import KnownPeople
from facelabeler.session import Session
from facelabeler.storage.library import Library
from tests.helpers.projects import faces_in, found_frames, session_with_clusters

ONE, TWO, THREE = ClusterId(1), ClusterId(2), ClusterId(3)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Ann, who is person 1, from a project of her own."""
    library = Library(tmp_path / "people.faces")
    session = session_with_clusters(tmp_path / "first.facelabel", people=(1, 8))
    session.commit(edits.rename(session.project, ONE, "Ann"))
    KnownPeople(session, library).remember("Ann")
    session.close()
    return library


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Another project: Ann is cluster 2, the others are strangers."""
    session = session_with_clusters(tmp_path / "second.facelabel", people=(4, 1, 5))
    yield session
    session.close()


def test_a_known_person_is_suggested_and_strangers_are_not(session: Session, library: Library) -> None:
    [suggestion] = KnownPeople(session, library).suggestions()
    assert (suggestion.cluster, suggestion.name) == (TWO, "Ann")
    assert suggestion.likeness > 0.9
    assert session.project.people == {}, "a suggestion names nobody"


def test_only_who_was_remembered_is_in_the_library(library: Library) -> None:
    assert [person.name for person in library.people()] == ["Ann"]


def test_accepting_names_the_cluster_in_a_step_of_its_own(session: Session, library: Library) -> None:
    known = KnownPeople(session, library)
    step = known.accept(TWO)
    assert session.project.name_of(TWO) == "Ann"
    assert past_tense(step.verb, step.params) == "Unnamed 2 is Ann, 4 faces"
    assert known.suggestions() == []
    session.undo()
    assert known.likely(TWO) is not None


def test_accepting_joins_who_has_the_name_already(session: Session, library: Library) -> None:
    session.commit(edits.split(session.project, TWO, [faces_in(session, 2)[:2]]))
    known = KnownPeople(session, library)
    known.accept(TWO)
    known.accept(ClusterId(4))
    assert len(faces_in(session, 2)) == 4


def test_a_rejected_suggestion_stays_rejected(session: Session, library: Library) -> None:
    known = KnownPeople(session, library)
    step = known.reject(TWO)
    assert past_tense(step.verb, step.params) == "Unnamed 2 is not Ann"
    assert known.suggestions() == []
    everyone = list(session.project.faces)
    session.regroup(everyone, session.observations().anchors.tolist())
    assert KnownPeople(session, library).suggestions() == []
    session.undo(), session.undo()
    assert KnownPeople(session, library).likely(TWO) is not None


def test_a_rejection_holds_though_the_person_is_renamed_in_the_library(session: Session, library: Library) -> None:
    KnownPeople(session, library).reject(TWO)
    library.rename("Ann", "Anna")
    assert KnownPeople(session, library).suggestions() == []


def test_nobody_is_suggested_twice_in_one_picture(tmp_path: Path, library: Library) -> None:
    session = session_with_clusters(tmp_path / "twins.facelabel", people=(1, 1))
    assert len(KnownPeople(session, library).suggestions()) == 1


def test_who_is_named_already_is_not_suggested_beside_himself(tmp_path: Path, library: Library) -> None:
    session = session_with_clusters(tmp_path / "twins.facelabel", people=(1, 1))
    session.commit(edits.rename(session.project, ONE, "Ann"))
    assert KnownPeople(session, library).suggestions() == []


def test_encodings_of_another_encoder_are_not_compared(session: Session, library: Library) -> None:
    session.write_settings({"encoder": "another"})
    assert KnownPeople(session, library).suggestions() == []


def test_new_faces_are_looked_at(session: Session, library: Library) -> None:
    known = KnownPeople(session, library)
    known.accept(TWO)
    [source] = session.project.sources
    new = session.add_frames(source, found_frames((1,), 2, every=100.0)[1:])
    session.place_arrivals(new, [-2])
    assert [one.name for one in known.suggestions()] == ["Ann"]


def test_remembering_again_adds_new_looks_to_the_old(session: Session, library: Library) -> None:
    [key] = library.prototypes("dlib-resnet-v1")
    before = library.prototypes("dlib-resnet-v1")[key]
    known = KnownPeople(session, library)
    known.accept(TWO)
    [source] = session.project.sources
    aside = np.random.default_rng(7).normal(size=128).astype(np.float32)
    frames = [
        replace(frame, faces=tuple(replace(face, encoding=face.encoding + 0.04 * aside) for face in frame.faces))
        for frame in found_frames((1,), 4, every=50.0)[1:]
    ]
    session.commit(edits.move_faces(session.project, session.add_frames(source, frames), TWO))
    known.remember("Ann")
    after = library.prototypes("dlib-resnet-v1")[key]
    assert len(after) > len(before)
    assert np.linalg.norm(after - before[0], axis=1).min() < 0.1


def test_another_person_of_the_same_name_is_not_mixed_in(session: Session, library: Library) -> None:
    before = library.content()
    session.commit(edits.rename(session.project, ONE, "Ann"))
    with pytest.raises(LibraryError, match="looks like somebody else"):
        KnownPeople(session, library).remember("Ann")
    assert library.content() == before


def test_what_is_not_there_is_named(session: Session, library: Library) -> None:
    known = KnownPeople(session, library)
    with pytest.raises(EditError, match="Nobody is named Bo"):
        known.remember("Bo")
    with pytest.raises(EditError, match="Nobody is suggested for cluster 1"):
        known.accept(ONE)
    with pytest.raises(EditError, match="no cluster 99"):
        known.reject(ClusterId(99))
