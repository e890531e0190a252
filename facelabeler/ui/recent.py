"""The nine names on the keys 1 to 9."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facelabeler.core.entities import PersonId
from facelabeler.session import Session

KEYS = 9
NAMING = frozenset({"named", "named-part", "merged"})  # steps that give a name


class RecentNames:
    """Who is on which key. A person keeps his key; a newcomer takes a free one, or the one unused for longest."""

    def __init__(self, people: Iterable[PersonId] = ()) -> None:
        self._keys: list[PersonId | None] = [None] * KEYS
        self._latest: list[PersonId] = []
        first = list(dict.fromkeys(people))[:KEYS]
        self._keys[: len(first)] = first
        self._latest = first

    def use(self, person: PersonId) -> None:
        """Note that a name was given."""
        self._latest = [person, *(other for other in self._latest if other != person)]
        if person not in self._keys:
            self._keys[self._key_to_take()] = person

    def keep(self, people: Iterable[PersonId]) -> None:
        """Free the keys of people who are gone, and give free keys to people without one, in their order."""
        present = list(dict.fromkeys(people))
        known = set(present)
        self._keys = [person if person in known else None for person in self._keys]
        waiting = [person for person in present if person not in self._keys]
        for key, person in enumerate(self._keys):
            if person is None and waiting:
                self._keys[key] = waiting.pop(0)

    def at(self, digit: int) -> PersonId | None:
        """The person on key 1 to 9."""
        return self._keys[digit - 1]

    def key_of(self, person: PersonId) -> int | None:
        """The key of a person, 1 to 9."""
        return self._keys.index(person) + 1 if person in self._keys else None

    def recency(self, person: PersonId) -> int:
        """0 for the name given last; a large number for one not given yet."""
        return self._latest.index(person) if person in self._latest else len(self._latest) + KEYS

    def _key_to_take(self) -> int:
        if None in self._keys:
            return self._keys.index(None)
        return max(range(KEYS), key=lambda key: self.recency(self._keys[key] or PersonId(0)))


def named_lately(verbs: Sequence[tuple[str, str]]) -> list[str]:
    """The names that steps of the history gave, the latest first; `verbs` are (verb, name), oldest first."""
    return list(dict.fromkeys(name for verb, name in reversed(verbs) if verb in NAMING and name))


def recent_names(session: Session) -> RecentNames:
    """The names of the last steps of a project's history first, then the people with most faces."""
    project = session.project
    steps = [(step.verb, str(step.params.get("person") or step.params.get("into") or "")) for step in session.history()]
    lately = [person.id for name in named_lately(steps) if (person := project.find_person(name)) is not None]
    by_size = sorted(project.people, key=lambda p: -sum(project.size(c) for c in project.clusters_of(p)))
    made = RecentNames(lately)
    made.keep([*lately, *by_size])
    return made
