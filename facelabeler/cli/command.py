"""What a command is: a row of a table."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facelabeler.cli.console import Console


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument or option, as argparse takes it."""

    names: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, its sentence of help, its arguments, and the function that returns an exit code.

    One with `actions` is followed by the name of one of them, which has arguments of its own and is run instead.
    """

    name: str
    help: str
    run: Callable[[argparse.Namespace, Console], int] | None
    arguments: tuple[Argument, ...] = ()
    actions: tuple[Command, ...] = ()


def argument(*names: str, **options: Any) -> Argument:
    return Argument(names, options)


PROJECT = argument("project", metavar="P", help="the project, a .facelabel file")
AS_JSON = argument("--json", action="store_true", help="print JSON")
