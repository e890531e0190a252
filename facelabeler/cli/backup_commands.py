"""`backups`, `restore` and `rescue`: going back to an earlier state, and what a damaged file still holds."""

from __future__ import annotations

import argparse
from pathlib import Path

from facelabeler.cli.command import AS_JSON, PROJECT, Command, argument
from facelabeler.cli.console import Console
from facelabeler.storage import backups
from facelabeler.storage.rescue import rescue


def list_backups(args: argparse.Namespace, console: Console) -> int:
    """Every backup, the newest first: number, when, before what, bytes, and what it holds."""
    found = backups.snapshots(Path(args.project))
    rows = [_row(number, snapshot) for number, snapshot in enumerate(found, start=1)]
    if args.json:
        console.json({"folder": str(backups.backup_folder(Path(args.project))), "backups": rows})
        return 0
    for row, snapshot in zip(rows, found, strict=True):
        when = snapshot.at.astimezone().strftime("%Y-%m-%d %H:%M")
        holds = "cannot be read" if row["faces"] is None else f"{row['faces']} faces, {row['people']} people"
        console.say(f"{row['number']:4}  {when}  before {row['before']:10}  {snapshot.size / 1e6:8.1f} MB  {holds}")
    if not rows:
        console.say(f"{args.project} has no backups yet.")
    return 0


def _row(number: int, snapshot: backups.Snapshot) -> dict[str, object]:
    holds = backups.counts(snapshot)
    return {
        "number": number,
        "at": snapshot.at.isoformat(timespec="seconds"),
        "before": snapshot.reason.value,
        "size": snapshot.size,
        "faces": holds and holds.faces,
        "people": holds and holds.people,
        "steps": holds and holds.steps,
        "path": str(snapshot.path),
    }


def restore(args: argparse.Namespace, console: Console) -> int:
    """Put the project back; how it is now becomes the newest backup."""
    project = Path(args.project)
    snapshot = backups.find(project, args.number)
    backups.restore(project, snapshot)
    when = snapshot.at.astimezone().strftime("%Y-%m-%d %H:%M")
    console.say(f"{args.project} is as it was at {when}. How it was until now is backup 1.")
    return 0


def rescue_project(args: argparse.Namespace, console: Console) -> int:
    """Copy what can be read of a damaged project into a new one."""
    rescued = rescue(Path(args.project), Path(args.out))
    for loss in rescued.losses:
        console.note(f"Lost or changed: {loss}.")
    rows = rescued.rows
    console.say(f"{args.out}: {rows['face']} faces, {rows['cluster']} clusters, {rows['person']} people rescued.")
    return 0


COMMANDS = (
    Command("backups", "list the backups of a project", list_backups, (PROJECT, AS_JSON)),
    Command(
        "restore",
        "put a project back to a backup; how it is now is kept as one",
        restore,
        (PROJECT, argument("number", type=int, metavar="N", help="as `backups` lists it; 1 is the newest")),
    ),
    Command(
        "rescue",
        "copy what can be read of a damaged project into a new one",
        rescue_project,
        (PROJECT, argument("out", metavar="OUT", help="the new project, a file that is not there yet")),
    ),
)
