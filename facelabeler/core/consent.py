"""What is noted about a person's consent, and until when they may be kept."""

from __future__ import annotations

from collections.abc import Iterable

from facelabeler.core.changes import Change, ChangeSet
from facelabeler.core.entities import Consent, Person
from facelabeler.core.forgetting import person_named
from facelabeler.core.project import Project


def note_consent(project: Project, name: str, *, note: str, until: str) -> ChangeSet:
    """Note how a person consented and until when they may be kept (a day in ISO 8601); both empty takes it back.

    Raises EditError if nobody has this name.
    """
    person = person_named(project, name)
    row = Consent(person.id, " ".join(note.split()), until)
    after = row if row.note or row.until else None
    before = project.consents.get(person.id)
    return ChangeSet("consent-noted", {"person": name}, (Change(before, after),) if before != after else ())


def overdue(project: Project, today: str) -> list[Person]:
    """The people who were to be kept until before `today` (ISO 8601), by name."""
    late = (row.id for row in project.consents.values() if row.until and row.until < today)
    return sorted((project.people[person] for person in late), key=lambda person: person.name)


def without_consent(project: Project, people: Iterable[Person]) -> list[Person]:
    """Those of whom no consent is noted, in their order."""
    return [person for person in people if person.id not in project.consents or not project.consents[person.id].note]
