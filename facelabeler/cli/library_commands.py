"""People you know: `library` keeps them, `suggestions` says where they seem to be, `accept` and `reject` answer."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path

from facelabeler.cli.command import AS_JSON, PROJECT, Command, argument
from facelabeler.cli.console import Console
from facelabeler.core.edits import clean_name
from facelabeler.core.errors import LibraryError, UsageError
from facelabeler.core.words import past_tense
from facelabeler.session import Session
from facelabeler.storage.library import Library


def list_people(args: argparse.Namespace, console: Console) -> int:
    """Who is in the library."""
    library = Library()
    people = library.people()
    if args.json:
        rows = [{"name": one.name, "prototypes": one.prototypes, "added": one.added} for one in people]
        console.json({"library": str(library.path), "people": rows})
        return 0
    for one in people:
        console.say(f"{one.name:30} {one.prototypes:4} encodings, since {one.added[:10]}")
    console.say(f"{_count(len(people))} in {library.path}.")
    return 0


def add(args: argparse.Namespace, console: Console) -> int:
    """Remember people of a project. All are found before the first is kept."""
    from facelabeler.known_people import KnownPeople

    with closing(Session.open_to_read(Path(args.project))) as session:
        known = KnownPeople(session)
        for name in args.people:
            known.person_named(name)
        for name in args.people:
            kept = known.remember(name)
            console.say(f"{kept.name} is in the library, with {kept.prototypes} encodings and no picture.")
    return 0


def forget(args: argparse.Namespace, console: Console) -> int:
    """Erase a person from the library."""
    Library().forget(args.name)
    console.say(f"{args.name} is gone from the library. Projects keep what was named in them.")
    return 0


def rename(args: argparse.Namespace, console: Console) -> int:
    """Give a person of the library another name."""
    new_name = clean_name(args.new_name)
    if not new_name:
        raise UsageError("A person needs a name", advice="`facelabeler library forget` erases somebody")
    Library().rename(args.name, new_name)
    console.say(f"{args.name} is {new_name} in the library now.")
    return 0


def clear(args: argparse.Namespace, console: Console) -> int:
    """Erase the whole library."""
    library = Library()
    count = len(library.people())
    if count and not args.force:
        raise UsageError(f"This erases {_count(count)} for good", file=library.path, advice="Add --force to do it")
    library.clear()
    console.say(f"{_count(count)} erased.")
    return 0


def export(args: argparse.Namespace, console: Console) -> int:
    """Write everything the library holds as JSON, for whoever asks what is kept of them."""
    rows = Library().content()
    file = Path(args.file)
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(json.dumps({"people": rows}, ensure_ascii=False, indent=1), encoding="utf-8")
    except FileExistsError:
        raise LibraryError("is there already", file=args.file, advice="Choose another name") from None
    except OSError as error:
        raise LibraryError(f"cannot be written ({error.strerror})", file=args.file) from error
    console.say(f"{args.file}: {_count(len(rows))}.")
    return 0


def suggestions(args: argparse.Namespace, console: Console) -> int:
    """Which clusters seem to be people of the library."""
    from facelabeler.known_people import KnownPeople

    with closing(Session.open_to_read(Path(args.project))) as session:
        found = KnownPeople(session).suggestions()
    if args.json:
        rows = [{"cluster": one.cluster, "person": one.name, "likeness": round(one.likeness, 3)} for one in found]
        console.json({"suggestions": rows})
        return 0
    for one in found:
        console.say(f"{one.cluster:6} {session.project.size(one.cluster):6} faces  ≈ {one.name}  {one.likeness:.0%}")
    if not found:
        console.say("Nobody of the library seems to be here.")
    return 0


def accept(args: argparse.Namespace, console: Console) -> int:
    """Clusters are who they seem to be."""
    return _answer(args, console, accepted=True)


def reject(args: argparse.Namespace, console: Console) -> int:
    """Clusters are not who they seem to be; that is not suggested for them again."""
    return _answer(args, console, accepted=False)


def _answer(args: argparse.Namespace, console: Console, *, accepted: bool) -> int:
    from facelabeler.known_people import KnownPeople

    with closing(Session.open(Path(args.project))) as session:
        known = KnownPeople(session)
        for cluster in args.clusters:
            known.suggested(cluster)
        for cluster in args.clusters:
            step = known.accept(cluster) if accepted else known.reject(cluster)
            console.say(f"{past_tense(step.verb, step.params)}.")
    return 0


def _count(people: int) -> str:
    return "1 person" if people == 1 else f"{people} people"


_NAME = argument("name", metavar="NAME", help="who, as `library list` shows it")
_CLUSTERS = argument("clusters", type=int, nargs="+", metavar="CLUSTER", help="clusters' numbers")

COMMANDS = (
    Command(
        "library",
        "the people you know, for suggestions in other projects",
        None,
        actions=(
            Command("list", "who is in the library", list_people, (AS_JSON,)),
            Command(
                "add",
                "remember people of a project",
                add,
                (PROJECT, argument("people", nargs="+", metavar="PERSON", help="names, as in the project")),
            ),
            Command("rename", "give somebody another name", rename, (_NAME, argument("new_name", metavar="NEW"))),
            Command("forget", "erase somebody", forget, (_NAME,)),
            Command(
                "export",
                "write everything it holds as JSON",
                export,
                (argument("file", metavar="FILE", help="a file that is not there yet"),),
            ),
            Command(
                "clear",
                "erase everybody",
                clear,
                (argument("--force", action="store_true", help="really: there is no undo"),),
            ),
        ),
    ),
    Command("suggestions", "list clusters that seem to be people of the library", suggestions, (PROJECT, AS_JSON)),
    Command("accept", "clusters are who they seem to be", accept, (PROJECT, _CLUSTERS)),
    Command("reject", "clusters are not who they seem to be", reject, (PROJECT, _CLUSTERS)),
)
