"""The edits, undo and redo: the same core functions that the window calls."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from facelabeler.cli.command import PROJECT, Command, argument
from facelabeler.cli.console import Console
from facelabeler.core import edits
from facelabeler.core.changes import ChangeSet
from facelabeler.core.entities import ClusterId, FaceState
from facelabeler.core.errors import UsageError
from facelabeler.core.words import past_tense
from facelabeler.session import Session

MakeEdit = Callable[[Session, argparse.Namespace], ChangeSet]


def _edit(make: MakeEdit) -> Callable[[argparse.Namespace, Console], int]:
    def run(args: argparse.Namespace, console: Console) -> int:
        with closing(Session.open(Path(args.project))) as session:
            step = session.commit(make(session, args))
        console.say(f"{past_tense(step.verb, step.params)}." if step else "Nothing to change.")
        return 0

    return run


def _rename(session: Session, args: argparse.Namespace) -> ChangeSet:
    return edits.rename(session.project, args.cluster, args.name)


def _merge(session: Session, args: argparse.Namespace) -> ChangeSet:
    return edits.merge(session.project, args.into, args.others)


def _move(session: Session, args: argparse.Namespace) -> ChangeSet:
    return edits.move_faces(session.project, args.faces, args.to)


def _split(session: Session, args: argparse.Namespace) -> ChangeSet:
    if not args.auto:
        return edits.split(session.project, args.cluster, [args.faces])
    from facelabeler.asking.proposals import split_proposal

    return edits.split(session.project, args.cluster, split_proposal(session, args.cluster))


def _mark(session: Session, args: argparse.Namespace) -> ChangeSet:
    return edits.mark(session.project, args.faces, FaceState(args.state))


def _target(word: str) -> edits.Target:
    """A cluster's number, `new` or `none`."""
    if word == "none":
        return None
    if word == edits.NEW:
        return edits.NEW
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"{word!r} is no cluster's number, `new` or `none`")
    return ClusterId(int(word))


def _walk(way: str) -> Callable[[argparse.Namespace, Console], int]:
    def run(args: argparse.Namespace, console: Console) -> int:
        with closing(Session.open(Path(args.project))) as session:
            step = session.undo() if way == "undo" else session.redo()
        if step is None:
            raise UsageError(f"There is nothing to {way}", file=args.project)
        console.say(f"{_DONE[way]}: {past_tense(step.verb, step.params)}.")
        return 0

    return run


_DONE = {"undo": "Undone", "redo": "Redone"}
_CLUSTER = argument("cluster", type=int, metavar="CLUSTER", help="a cluster's number")
_FACES = argument("faces", type=int, nargs="+", metavar="FACE", help="faces' numbers")

COMMANDS = (
    Command(
        "rename",
        "name a cluster; a name somebody has already makes it that person",
        _edit(_rename),
        (PROJECT, _CLUSTER, argument("name", metavar="NAME", help="the person's name; empty takes it away")),
    ),
    Command(
        "merge",
        "put the faces of other clusters into one",
        _edit(_merge),
        (
            PROJECT,
            argument("into", type=int, metavar="INTO", help="the cluster that stays"),
            argument("others", type=int, nargs="+", metavar="OTHER", help="the clusters that join it"),
        ),
    ),
    Command(
        "move",
        "move faces to a cluster, to a new one, or to none",
        _edit(_move),
        (PROJECT, _FACES, argument("--to", type=_target, required=True, metavar="CLUSTER|new|none", help="where")),
    ),
    Command(
        "split",
        "split faces off a cluster",
        _edit(_split),
        (
            PROJECT,
            _CLUSTER,
            argument("--faces", type=int, nargs="+", default=[], metavar="FACE", help="the faces that leave"),
            argument("--auto", action="store_true", help="let the program propose the parts"),
        ),
    ),
    Command(
        "mark",
        "say what faces are",
        _edit(_mark),
        (
            PROJECT,
            _FACES,
            argument("--as", dest="state", required=True, choices=[state.value for state in FaceState], help="what"),
        ),
    ),
    Command("undo", "take back the last step", _walk("undo"), (PROJECT,)),
    Command("redo", "make the undone step again", _walk("redo"), (PROJECT,)),
)
