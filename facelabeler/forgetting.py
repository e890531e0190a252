"""Erasing a person: from a project with its snapshots, and from the library."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from facelabeler.core.forgetting import person_named
from facelabeler.known_people import KnownPeople
from facelabeler.session import Session


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went: the person's faces in the project, and whether the library knew them."""

    name: str
    faces: int
    from_library: bool


def forget_person(project: Path, name: str) -> Forgotten:
    """Erase a person for good: no undo brings them back. The project must not be open elsewhere.

    The library comes first, then the snapshots, then the project: killed on the way, it is begun again the same way.
    Somebody else of the same name stays in the library. Raises EditError if nobody has this name, ProjectError and
    LibraryError if something cannot be written.
    """
    with closing(Session.open(project)) as session:
        person_named(session.project, name)
        session.refuse_readers()
        erased = session.erasure(name)
        known = KnownPeople(session)
        gone = [known.forget(name, other) for other in sorted(erased.names)]
        session.forget(name)
    return Forgotten(name, len(erased.faces), any(gone))
