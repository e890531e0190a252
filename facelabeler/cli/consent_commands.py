"""What people agreed to, and erasing them: `consent` and `forget`."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import date
from pathlib import Path

from facelabeler.cli.command import PROJECT, Command, argument
from facelabeler.cli.console import Console
from facelabeler.core.consent import note_consent
from facelabeler.core.entities import Consent
from facelabeler.core.forgetting import person_named
from facelabeler.session import Session


def forget(args: argparse.Namespace, console: Console) -> int:
    """Erase a person."""
    from facelabeler.forgetting import forget_person

    gone = forget_person(Path(args.project), args.person)
    where = "the project, its backups and the library" if gone.from_library else "the project and its backups"
    faces = "1 face is" if gone.faces == 1 else f"{gone.faces} faces are"
    console.say(f"{gone.name} and {faces} gone from {where}. Footage and datasets are as they were.")
    return 0


def consent(args: argparse.Namespace, console: Console) -> int:
    """Note what a person agreed to, or say what is noted."""
    if args.note is None and args.until is None:
        with closing(Session.open_to_read(Path(args.project))) as session:
            person = person_named(session.project, args.person)
            console.say(_told(args.person, session.project.consents.get(person.id)))
        return 0
    with closing(Session.open(Path(args.project))) as session:
        person = person_named(session.project, args.person)
        old = session.project.consents.get(person.id, Consent(person.id))
        note = old.note if args.note is None else args.note
        until = old.until if args.until is None else args.until
        session.commit(note_consent(session.project, args.person, note=note, until=until))
        console.say(_told(args.person, session.project.consents.get(person.id)))
    return 0


def _told(name: str, noted: Consent | None) -> str:
    note = f'"{noted.note}"' if noted and noted.note else "no consent is noted"
    return f"{name}: {note}{f', to be kept until {noted.until}' if noted and noted.until else ''}."


def _day(word: str) -> str:
    """`2027-01-31`, or `never` for no day."""
    if word == "never":
        return ""
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is no day such as 2027-01-31, and not `never`") from None


_PERSON = argument("person", metavar="PERSON", help="the person's name")

COMMANDS = (
    Command(
        "consent",
        "note what a person agreed to, and until when they may be kept",
        consent,
        (
            PROJECT,
            _PERSON,
            argument("--note", metavar="TEXT", help="how they consented; empty takes it back"),
            argument("--until", type=_day, metavar="DATE|never", help="the last day they may be kept"),
        ),
    ),
    Command(
        "forget",
        "erase a person for good: faces, pictures, encodings, names, history, backups, library",
        forget,
        (PROJECT, _PERSON),
    ),
)
