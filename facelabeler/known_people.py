"""The library of people in an open project: who seems to be whom, and what is kept of whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.gathered import Gathered
from facelabeler.clustering.prototypes import prototypes
from facelabeler.clustering.suggestions import Match, better_part, is_somebody_else, matches
from facelabeler.core import answers
from facelabeler.core.changes import ChangeSet
from facelabeler.core.entities import ClusterId, FaceId, Person
from facelabeler.core.errors import EditError, LibraryError
from facelabeler.core.forgetting import person_named
from facelabeler.core.known import KnownPerson, Suggestion
from facelabeler.core.seen import Picture, pictures_of, quality_of
from facelabeler.session import Event, Session
from facelabeler.storage.library import Library

MOST_KEPT = 24  # prototypes of a person over all projects


class KnownPeople:
    """Suggestions for one session, kept right while it is edited. Lives on the session's thread.

    A suggestion names nobody: it is accepted, which is an edit like naming, or rejected, which is an edit too and holds
    for that cluster for ever. Nobody gets into the library but by `remember`.
    """

    def __init__(self, session: Session, library: Library | None = None) -> None:
        self._session = session
        self.library = library or Library()
        self._groups: dict[ClusterId, Gathered] = {}
        self._found: dict[ClusterId, Suggestion] | None = None
        session.listen(self._note)

    def suggestions(self) -> Sequence[Suggestion]:
        """The clusters without a name that seem to be somebody known, the most alike first. Raises LibraryError."""
        return list(self._look().values())

    def likely(self, cluster: ClusterId) -> Suggestion | None:
        """Who a cluster seems to be, if anybody. Raises LibraryError."""
        return self._look().get(cluster)

    def accept(self, cluster: ClusterId) -> ChangeSet:
        """The cluster is who it seems to be: a step of the history. Raises EditError if nobody is suggested for it."""
        suggestion = self.suggested(cluster)
        return self._session.commit(answers.accept(self._session.project, cluster, suggestion.name))

    def reject(self, cluster: ClusterId) -> ChangeSet:
        """The cluster is not who it seems to be: a step of the history, and never suggested again. Raises EditError."""
        suggestion = self.suggested(cluster)
        return self._session.commit(answers.reject(self._session.project, cluster, suggestion.key, suggestion.name))

    def remember(self, name: str) -> KnownPerson:
        """Keep a person of this project in the library, with what is known there already.

        Raises EditError if nobody has this name here, LibraryError if somebody else has it there, or the library cannot
        be written.
        """
        faces = self._faces_of(name)
        encodings, quality = self._session.encodings(faces), quality_of(self._session.project, faces)
        looks, old = prototypes(encodings, quality), self._kept(name)
        if old is not None and is_somebody_else(better_part(encodings, quality), old):
            raise LibraryError(
                f"The {name} in the library looks like somebody else",
                advice="Rename one of them: `facelabeler library rename`, or in the project",
            )
        self._found = None
        return self.library.put(name, self._encoder, looks if old is None else _together(old, looks))

    def forget(self, name: str, known_as: str) -> bool:
        """Erase a person of this project from the library, where they are `known_as`; whether they were there.

        Somebody else of that name stays. Raises LibraryError.
        """
        if all(known.name != known_as for known in self.library.people()):
            return False
        faces = self._faces_of(name)
        old = self._kept(known_as)
        seen = better_part(self._session.encodings(faces), quality_of(self._session.project, faces))
        if old is not None and is_somebody_else(seen, old):
            return False
        self._found = None
        self.library.forget(known_as)
        return True

    def _faces_of(self, name: str) -> list[FaceId]:
        project = self._session.project
        return [face for c in project.clusters_of(self.person_named(name).id) for face in project.members(c)]

    def _kept(self, name: str) -> NDArray[np.float32] | None:
        """The prototypes that the library has of somebody of this name."""
        keys = [known.key for known in self.library.people() if known.name == name]
        return self.library.prototypes(self._encoder).get(keys[0]) if keys else None

    def person_named(self, name: str) -> Person:
        """The person of this project with exactly this name. Raises EditError if there is none."""
        return person_named(self._session.project, name)

    def suggested(self, cluster: ClusterId) -> Suggestion:
        """The suggestion for a cluster. Raises EditError if there is none."""
        suggestion = self.likely(self._session.project.cluster(cluster).id)
        if suggestion is None:
            raise EditError(
                f"Nobody is suggested for cluster {cluster}", advice="`facelabeler suggestions` lists the suggestions"
            )
        return suggestion

    def refresh(self) -> None:
        """The library has been changed by somebody else."""
        self._found = None

    @property
    def _encoder(self) -> str:
        return self._session.encoder

    def _look(self) -> dict[ClusterId, Suggestion]:
        if self._found is None:
            self._found = {suggestion.cluster: suggestion for suggestion in self._possible()}
        return self._found

    def _possible(self) -> list[Suggestion]:
        """Matches that nothing speaks against: no rejection, and never two of one person in one picture."""
        project, names = self._session.project, {known.key: known.name for known in self.library.people()}
        unnamed = [cluster for cluster, row in project.clusters.items() if row.person is None]
        if not names or not unnamed:
            return []
        seen: dict[str, set[Picture]] = {}
        found = []
        for match in self._matches(unnamed):
            cluster = unnamed[match.group]
            taken = seen.setdefault(match.key, self._pictures_of(names[match.key]))
            own = pictures_of(project, project.members(cluster))
            if match.key not in project.rejected(cluster) and taken.isdisjoint(own):
                taken |= own
                found.append(Suggestion(cluster, match.key, names[match.key], match.likeness))
        return found

    def _matches(self, clusters: Sequence[ClusterId]) -> list[Match]:
        for cluster in clusters:
            if cluster not in self._groups:
                faces = self._session.project.members(cluster)
                self._groups[cluster] = better_part(
                    self._session.encodings(faces), quality_of(self._session.project, faces)
                )
        return matches([self._groups[cluster] for cluster in clusters], self.library.prototypes(self._encoder))

    def _pictures_of(self, name: str) -> set[Picture]:
        """The pictures in which this person has been named already."""
        project = self._session.project
        person = project.find_person(name)
        clusters = project.clusters_of(person.id) if person else ()
        return set(pictures_of(project, (face for cluster in clusters for face in project.members(cluster))))

    def _note(self, event: Event) -> None:
        for cluster in event.touched.clusters:
            self._groups.pop(cluster, None)
        if event.touched.clusters:
            self._found = None


def _together(old: NDArray[np.float32], new: NDArray[np.float32]) -> NDArray[np.float32]:
    """Prototypes for the looks of both, at most MOST_KEPT."""
    both = np.concatenate([old, new])
    return prototypes(both, np.ones(len(both), np.float32), MOST_KEPT)
