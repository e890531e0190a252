"""The library of people: made only when asked, readable by its owner alone, and what is erased is gone."""

from __future__ import annotations

import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from facelabeler.core.errors import LibraryError
from facelabeler.storage.library import APPLICATION_ID, VERSION, Library, library_path

ENCODER = "dlib-resnet-v1"


def encodings(seed: int, count: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, 128)).astype(np.float32)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data" / "people.faces")


def test_looking_makes_no_library(library: Library) -> None:
    assert library.people() == []
    assert library.prototypes(ENCODER) == {}
    assert library.clear() == 0
    assert not library.path.parent.exists()


def test_what_is_put_in_comes_out(library: Library) -> None:
    ross = library.put("Ross", ENCODER, encodings(1))
    library.put("Ann", "another-encoder", encodings(2))
    assert [(one.name, one.prototypes) for one in library.people()] == [("Ann", 3), ("Ross", 3)]
    assert np.array_equal(library.prototypes(ENCODER)[ross.key], encodings(1))
    assert list(library.prototypes(ENCODER)) == [ross.key], "encodings of another encoder are not compared"


def test_putting_somebody_again_keeps_the_key_and_replaces_the_encodings(library: Library) -> None:
    before = library.put("Ross", ENCODER, encodings(1))
    after = library.put("Ross", ENCODER, encodings(2, 5))
    assert (after.key, after.added, after.prototypes) == (before.key, before.added, 5)


def test_a_person_can_be_renamed_but_not_to_a_name_that_is_taken(library: Library) -> None:
    key = library.put("Ross", ENCODER, encodings(1)).key
    library.put("Ann", ENCODER, encodings(2))
    library.rename("Ross", "Ross G.")
    assert library.find("Ross G.").key == key
    with pytest.raises(LibraryError, match="another Ann"):
        library.rename("Ross G.", "Ann")


def test_who_is_forgotten_leaves_no_byte_in_the_file(library: Library) -> None:
    library.put("Ann", ENCODER, encodings(2))
    library.put("Rosalind Franklin", ENCODER, encodings(1, 12))
    needles = [b"Rosalind Franklin", *(vector.tobytes() for vector in encodings(1, 12))]
    assert all(needle in library.path.read_bytes() for needle in needles)
    library.forget("Rosalind Franklin")
    left = b"".join(path.read_bytes() for path in library.path.parent.iterdir())
    assert not [needle for needle in needles if needle in left]
    assert [one.name for one in library.people()] == ["Ann"]


def test_a_cleared_library_is_gone(library: Library) -> None:
    library.put("Ann", ENCODER, encodings(2))
    assert library.clear() == 1
    assert list(library.path.parent.iterdir()) == []


def test_content_is_everything_that_is_kept(library: Library) -> None:
    library.put("Ann", ENCODER, encodings(2, 1))
    [row] = library.content()
    assert row["name"] == "Ann"
    assert row["encodings"] == [{"encoder": ENCODER, "vector": encodings(2, 1)[0].tolist()}]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_the_owner_may_read_it(library: Library) -> None:
    library.put("Ann", ENCODER, encodings(2))
    assert stat.S_IMODE(library.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(library.path.parent.stat().st_mode) == 0o700


def test_it_says_what_it_is(library: Library) -> None:
    library.put("Ann", ENCODER, encodings(2))
    with closing(sqlite3.connect(library.path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


def refused(library: Library) -> str:
    before = library.path.read_bytes()
    with pytest.raises(LibraryError) as caught:
        library.people()
    with pytest.raises(LibraryError):
        library.put("Ann", ENCODER, encodings(2))
    assert library.path.read_bytes() == before
    return str(caught.value)


def test_a_foreign_database_is_refused_and_left_as_it_is(library: Library) -> None:
    library.path.parent.mkdir()
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("CREATE TABLE t (x)")
    assert "not a library of people" in refused(library)


def test_text_is_refused_and_left_as_it_is(library: Library) -> None:
    library.path.parent.mkdir()
    library.path.write_text("hello " * 300)
    assert "damaged or is not a library" in refused(library)


def test_a_newer_library_asks_for_a_newer_program(library: Library) -> None:
    library.put("Ann", ENCODER, encodings(2))
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    assert "newer FaceLabeler" in refused(library)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match=r"people\.faces.*cannot be"):
        Library(tmp_path / "file" / "people.faces").put("Ann", ENCODER, encodings(2))


def test_the_data_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FACELABELER_DATA", str(tmp_path))
    assert library_path() == tmp_path / "people.faces"
