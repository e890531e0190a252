"""The options of `export`, made from the table of choices."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from facelabeler.cli.command import Argument, argument
from facelabeler.core.entities import PersonId
from facelabeler.core.errors import UsageError
from facelabeler.core.project import Project
from facelabeler.export.choices import CHOICES, Choice
from facelabeler.export.options import ExportOptions, split_from_text

_TYPES: Final[Mapping[str, Callable[[str], Any]]] = {
    "whole": int,
    "number": float,
    "shares": str,  # `options` reads them, and says in its own words what is wrong
}

_UNITS: Final = {"s": "SECONDS", "px": "PIXELS"}

INCLUDE: Final = {"named": "show", "all": "unknown"}
"""What `--include` is short for, as a value of `--others`."""


def option_arguments() -> tuple[Argument, ...]:
    """An option a choice, then those that name people."""
    people = {"nargs": "+", "default": [], "metavar": "NAME"}
    return (
        *map(_argument, CHOICES),
        argument("--include", choices=list(INCLUDE), help="all: short for --others unknown"),
        argument("--only", **people, help="these people alone; everybody else is made unrecognisable"),
        argument("--leave-out", **people, help="people whose pictures are left out"),
    )


def chosen_options(args: argparse.Namespace, project: Project) -> ExportOptions:
    """The options that a command line asks for. Raises UsageError for one that is impossible."""
    given = {choice.name: getattr(args, choice.name) for choice in CHOICES}
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if "split" in values:
        values["split"] = split_from_text(values["split"])
    if args.include is not None:
        if args.others not in (None, INCLUDE[args.include]):
            raise UsageError(f"--include {args.include} and --others {args.others} contradict each other")
        values["others"] = INCLUDE[args.include]
    values["only"] = frozenset(_people(args.only, project))
    values["leave_out"] = frozenset(_people(args.leave_out, project))
    return ExportOptions(**values)


def _argument(choice: Choice) -> Argument:
    usual = getattr(ExportOptions(), choice.name)
    if choice.kind == "flag":
        return argument(choice.flag, dest=choice.name, action="store_true", default=None, help=choice.sentence)
    shown = ",".join(f"{share:g}" for share in usual) if choice.kind == "shares" else usual
    help_text = f"{choice.sentence} ({shown})"
    if choice.words:
        return argument(choice.flag, dest=choice.name, choices=list(choice.words), help=help_text)
    metavar = "TRAIN,VAL,TEST" if choice.kind == "shares" else _UNITS.get(choice.unit, "N")
    return argument(choice.flag, dest=choice.name, type=_TYPES[choice.kind], metavar=metavar, help=help_text)


def _people(names: Sequence[str], project: Project) -> Iterable[PersonId]:
    for name in names:
        person = project.find_person(name)
        if person is None:
            known = ", ".join(row.name for row in project.people.values()) or "nobody has a name yet"
            raise UsageError(f"There is nobody called {name}", advice=f"Choose from: {known}")
        yield person.id
