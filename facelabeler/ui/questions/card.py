"""A question made ready to be shown: what both sides look like, and what each answer does. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from facelabeler.asking.question import Answer, Question, Tally
from facelabeler.clustering.typicality import EncodingsOf
from facelabeler.core.changes import ChangeSet
from facelabeler.core.entities import ClusterId, Face, FaceId
from facelabeler.core.project import Project
from facelabeler.ui.clusters import montage
from facelabeler.ui.i18n import listed
from facelabeler.ui.places import track_count
from facelabeler.ui.wording import cards_text, cluster_title, faces_text, tr, tracks_text, trn

TILES = 11  # a hero of 2 × 2 and ten more: 7 × 2
FRAMES = 2
MOST_LIKELY = 99  # percent: what is left to doubt is why there is a question
NAMED = 2  # so many cards that follow an answer are named, more are counted


class Queue(Protocol):
    """What the view asks of the questions of a project."""

    def queue(self) -> Sequence[Question]: ...
    def tally(self) -> Tally: ...
    def together(self, question: Question) -> int: ...
    def effect(self, question: Question, answer: Answer) -> ChangeSet: ...
    def answer(self, question: Question, answer: Answer) -> ChangeSet: ...
    def postpone(self, question: Question) -> None: ...
    def recall(self, question: Question) -> None: ...


@dataclass(frozen=True, slots=True)
class Side:
    """One panel: whose faces, how many, which are shown in the montage (the hero first) and on their frames."""

    title: str
    sizes: str
    cluster: ClusterId
    faces: tuple[Face, ...]
    tiles: tuple[FaceId, ...]
    frames: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A question with all that is shown of it. `apart`: they were never seen together, which speaks for a yes."""

    question: Question
    sides: tuple[Side, Side]
    apart: bool
    evidence: tuple[str, str]
    yes: str
    no: str


def prepared(project: Project, encodings: EncodingsOf, queue: Queue, question: Question) -> Card:
    """The card of a question. Raises EditError if the question is out of date."""
    sides = _sides(project, encodings, question)
    together = queue.together(question)
    chance = tr("By their faces %1 % likely", min(MOST_LIKELY, round(100 * question.chance)))
    words = trn("Together in %n frame", "Together in %n frames", together) if together else ""
    return Card(
        question,
        sides,
        together == 0,
        (words or tr("Never on screen together."), chance),
        _yes(project, queue, question, sides),
        tr("Takes them out, for good") if question.faces else tr("Never asked again, never merged"),
    )


def _sides(project: Project, encodings: EncodingsOf, question: Question) -> tuple[Side, Side]:
    if not question.faces:
        whole = [project.members(cluster) for cluster in (question.a, question.b)]
        titles = [cluster_title(project, cluster) for cluster in (question.a, question.b)]
    else:
        rest = tuple(face for face in project.members(question.a) if face not in question.faces)
        whole = [rest, question.faces]
        title = cluster_title(project, question.a)
        titles = [title, tr("In doubt in %1", title)]
    one, other = (
        _side(project, encodings, cluster, title, faces)
        for cluster, title, faces in zip((question.a, question.b), titles, whole, strict=True)
    )
    return one, other


def _side(project: Project, encodings: EncodingsOf, cluster: ClusterId, title: str, ids: Sequence[FaceId]) -> Side:
    faces = tuple(project.faces[face] for face in ids)
    tiles = montage.choose(faces, encodings(ids), TILES)
    return Side(title, _sizes(project, cluster, ids), cluster, faces, tiles, _on_frames(project, tiles))


def _sizes(project: Project, cluster: ClusterId, ids: Sequence[FaceId]) -> str:
    """`164 faces, confirmed 88 %` of a person, `47 faces in 8 tracks` of anybody else."""
    faces = faces_text(len(ids))
    if project.name_of(cluster) is not None:
        confirmed = sum(project.placements[face].confirmed for face in ids)
        return tr("%1, confirmed %2 %", faces, 100 * confirmed // max(1, len(ids)))
    tracks = track_count(project, tuple(ids))
    return tr("%1 in %2", faces, tracks_text(tracks)) if tracks else faces


def _on_frames(project: Project, tiles: Sequence[FaceId]) -> tuple[Face, ...]:
    """Two faces whose frames are shown: the hero, and one from elsewhere if there is any."""
    rows = [project.faces[face] for face in tiles]
    elsewhere = [row for row in rows if (row.source, row.track) != (rows[0].source, rows[0].track)]
    return tuple([*rows[:1], *elsewhere, *rows[1:]][:FRAMES])


def _yes(project: Project, queue: Queue, question: Question, sides: tuple[Side, Side]) -> str:
    effect = queue.effect(question, Answer.SAME)
    count = faces_text(int(effect.params.get("faces", 0)))
    if question.faces:
        return tr("Confirms %1 in %2", count, sides[0].title)
    into, named = sides[0].title, project.name_of(question.a) is not None
    said = tr("Names %1 %2", count, into) if named else tr("Merges %1 into %2", count, into)
    following = effect.touched().clusters - {question.a, question.b}
    return tr("%1, with %2", said, _others(project, sorted(following))) if following else said


def _others(project: Project, clusters: Sequence[ClusterId]) -> str:
    """`Unnamed 5`, or how many cards."""
    if len(clusters) > NAMED:
        return cards_text(len(clusters))
    return listed(cluster_title(project, cluster) for cluster in clusters)
