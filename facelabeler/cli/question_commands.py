"""Questions: `questions` lists them, `answer` answers one."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from facelabeler.asking.question import Answer, Question
from facelabeler.cli.command import AS_JSON, PROJECT, Command, argument
from facelabeler.cli.console import Console
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import UsageError
from facelabeler.core.project import Project
from facelabeler.core.words import past_tense
from facelabeler.session import Session


def questions(args: argparse.Namespace, console: Console) -> int:
    """The queue of questions, best first: about two clusters, and about faces in doubt within one."""
    from facelabeler.asking.questions import Questions

    with closing(Session.open_to_read(Path(args.project))) as session:
        asking = Questions(session)
        queue, tally = asking.queue(), asking.tally()
    if args.json:
        console.json(
            {
                "questions": [_pair(question) for question in queue if not question.faces],
                "doubts": [_doubt(question) for question in queue if question.faces],
                "left": tally.left,
                "answered": tally.answered,
                "settled": tally.settled,
            }
        )
        return 0
    for question in queue:
        console.say(sentence(session.project, question))
    console.say(f"{tally.left} left · {tally.answered} answered settled {tally.settled} faces.")
    return 0


def _pair(question: Question) -> dict[str, object]:
    return {"a": question.a, "b": question.b, **_numbers(question)}


def _doubt(question: Question) -> dict[str, object]:
    return {"cluster": question.a, "faces": list(question.faces), **_numbers(question)}


def _numbers(question: Question) -> dict[str, float]:
    return {"score": round(question.score, 3), "chance": round(question.chance, 3)}


def sentence(project: Project, question: Question) -> str:
    """`7 Ann (96 faces) and 12 (4 faces): the same person? 62% likely`."""
    likely = f"{question.chance:.0%} likely"
    if question.faces:
        which = f"and its {'face' if len(question.faces) == 1 else 'faces'} {', '.join(map(str, question.faces))}:"
        return f"{_cluster(project, question.a)} {which} the same person? {likely}"
    return f"{_cluster(project, question.a)} and {_cluster(project, question.b)}: the same person? {likely}"


def _cluster(project: Project, cluster: ClusterId) -> str:
    count = project.size(cluster)
    named = f"{cluster} {project.name_of(cluster) or ''}".rstrip()
    return f"{named} ({count} {'face' if count == 1 else 'faces'})"


def answer(args: argparse.Namespace, console: Console) -> int:
    """Say whether two clusters, or some faces of one and its others, are the same person."""
    from facelabeler.asking.questions import Questions

    if args.faces and args.a != args.b:
        raise UsageError("Faces in doubt are asked of one cluster", advice="Give its number twice")
    with closing(Session.open(Path(args.project))) as session:
        asking = Questions(session)
        question = asking.in_doubt(args.a, args.faces) if args.faces else asking.about(args.a, args.b)
        step = asking.answer(question, Answer(args.answer))
    console.say(f"{past_tense(step.verb, step.params)}." if step else "Nothing to change.")
    return 0


COMMANDS = (
    Command(
        "questions",
        "list the questions that settle the most faces, best first",
        questions,
        (PROJECT, AS_JSON),
    ),
    Command(
        "answer",
        "say whether two clusters are the same person",
        answer,
        (
            PROJECT,
            argument("a", type=int, metavar="A", help="a cluster's number"),
            argument("b", type=int, metavar="B", help="another's; A again with --faces"),
            argument("answer", choices=[one.value for one in Answer], help="the answer"),
            argument("--faces", type=int, nargs="+", default=[], metavar="FACE", help="faces of A in doubt"),
        ),
    ),
)
