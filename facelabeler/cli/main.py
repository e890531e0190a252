"""One program, many commands: parse, run, and turn every error into one sentence and an exit code."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from facelabeler import __version__
from facelabeler.cli import (
    backup_commands,
    consent_commands,
    edit_commands,
    export_commands,
    library_commands,
    list_commands,
    model_commands,
    process_commands,
    question_commands,
    system_commands,
)
from facelabeler.cli.command import Command
from facelabeler.cli.console import Console
from facelabeler.core.errors import FaceLabelerError, UsageError
from facelabeler.incidents import Incidents, log_path

COMMANDS: tuple[Command, ...] = (
    *system_commands.COMMANDS,
    *process_commands.COMMANDS,
    *list_commands.COMMANDS,
    *edit_commands.COMMANDS,
    *question_commands.COMMANDS,
    *consent_commands.COMMANDS,
    *library_commands.COMMANDS,
    *export_commands.COMMANDS,
    *model_commands.COMMANDS,
    *backup_commands.COMMANDS,
)
_BY_NAME = {command.name: command for command in COMMANDS}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence and exits with 2."""

    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        raise UsageError(sentence, advice=f"`{self.prog} --help` shows how")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code. Without a command, or with files alone, it opens the window."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    console = Console()
    try:
        parsed = build_parser().parse_args(["gui", *words] if _opens_window(words) else words)
        console.set_verbosity(verbose=parsed.verbose, quiet=parsed.quiet)
        logging.basicConfig(level=logging.DEBUG if parsed.verbose else logging.WARNING, format="%(message)s")
        return int(parsed.run(parsed, console))
    except FaceLabelerError as error:
        console.error(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:  # noqa: BLE001 - a bug: it goes into the log, and the user is told so
        return _bug(error, console)


def _bug(error: Exception, console: Console) -> int:
    incidents = Incidents()
    incidents.open()
    logging.getLogger(__name__).error("A command went wrong that should not have", exc_info=error)
    incidents.close()
    advice = "Your work is saved; the log says more, and names nobody"
    console.error(FaceLabelerError("Something went wrong that should not have", file=log_path(), advice=advice))
    return 1


def _opens_window(words: Sequence[str]) -> bool:
    """Whether these are files to open, or nothing at all. A mistyped command is not taken for a file."""
    if not words:
        return True
    first = words[0]
    return first not in _BY_NAME and not first.startswith("-") and (Path(first).exists() or bool(Path(first).suffix))


def build_parser() -> argparse.ArgumentParser:
    """The parser, built from the tables of commands."""
    parser = _Parser("facelabeler", description="Find, group and name faces; export datasets that trainers accept.")
    parser.add_argument("--version", action=system_commands.ShowVersion, version=__version__)
    _add_commands(parser, COMMANDS, "COMMAND")
    return parser


def _add_commands(parser: argparse.ArgumentParser, commands: Sequence[Command], title: str) -> None:
    children = parser.add_subparsers(metavar=title, required=True, parser_class=_Parser)
    for command in commands:
        child = children.add_parser(command.name, help=command.help, description=command.help)
        if command.actions:
            _add_commands(child, command.actions, "ACTION")
            continue
        child.add_argument("-v", "--verbose", action="store_true", help="say more")
        child.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
        for argument in command.arguments:
            child.add_argument(*argument.names, **argument.options)
        child.set_defaults(run=command.run)
