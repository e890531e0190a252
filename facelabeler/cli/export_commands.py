"""`export` and `verify`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from facelabeler.cli.command import PROJECT, Command, argument
from facelabeler.cli.console import Console, time_left
from facelabeler.cli.export_options import chosen_options, option_arguments
from facelabeler.cli.interrupts import interrupts
from facelabeler.core.errors import Cancelled
from facelabeler.export.folders import clean_after_killed_runs
from facelabeler.export.formats import find_format, formats
from facelabeler.export.options import SPLITS
from facelabeler.export.plan import ExportPlan
from facelabeler.export.planning import plan_export, with_encodings
from facelabeler.export.preview import Preview, preview
from facelabeler.export.verify import verify as problems_of
from facelabeler.export.write import ExportReport
from facelabeler.export.write import export as write
from facelabeler.looks import SessionLooks
from facelabeler.pipeline.progress import Progress
from facelabeler.processing import frame_reader
from facelabeler.session import Session
from facelabeler.settings import load_settings


def export(args: argparse.Namespace, console: Console) -> int:
    """Write the named faces as a dataset: planned first, verified before it is in place."""
    clean_after_killed_runs()
    with closing(Session.open_to_read(Path(args.project))) as session, interrupts() as cancel:
        plan = _planned(args, session)
        places = {source: session.locate(source) for source in plan.sources}
    shown = preview(plan, Path(args.out), args.format, locate=places.get)
    for notice in shown.notices:
        console.note(notice.text)
    if args.dry_run:
        return _tell_preview(shown, console)
    try:
        report = write(
            plan,
            Path(args.out),
            args.format,
            locate=places.get,
            read_frames=frame_reader(load_settings()),
            report=_reporter(console, args.out),
            check_cancel=cancel.check,
            force=args.force,
            keep=[Path(args.project)],
        )
    except Cancelled:
        raise Cancelled("Stopped; nothing was written", advice="Run the same command again to start over") from None
    return _tell(report, console)


def _planned(args: argparse.Namespace, session: Session) -> ExportPlan:
    looks = SessionLooks(session)
    plan = plan_export(session.project, chosen_options(args, session.project), looks)
    wants_encodings = any("encodings" in find_format(name).parts for name in args.format)
    return with_encodings(plan, looks) if wants_encodings else plan


def _tell_preview(shown: Preview, console: Console) -> int:
    """What would be written; exit 1 if nothing would."""
    if shown.refusal:
        console.note(shown.refusal)
        return 1
    for line in _table(shown):
        console.say(line)
    size = f"{shown.bytes / 1e6:,.0f} MB of {shown.free / 1e6:,.0f} MB that are free"
    console.say(f"{shown.images} images, {shown.boxes} boxes, {shown.crops} faces, {shown.classes} classes; {size}.")
    console.say(time_left(shown.seconds).removesuffix(" left").capitalize() + ". Nothing was written.")
    return 0


def _table(shown: Preview) -> Iterable[str]:
    yield f"{'':30}{''.join(f'{split:>8}' for split in SPLITS)}"
    for row in shown.rows:
        yield f"{row.name[:29]:30}{row.train:8}{row.val:8}{row.test:8}"


def _reporter(console: Console, out: str) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        console.progress(Progress("exporting", out, done, total, frames=done))

    return report


def _tell(report: ExportReport, console: Console) -> int:
    for problem in report.problems:
        console.note(problem)
    for name, folder in report.folders.items():
        console.say(f"{folder}: {report.images} images, {report.boxes} boxes, {report.classes} classes ({name}).")
    return 3 if report.problems else 0


def verify(args: argparse.Namespace, console: Console) -> int:
    """Read a dataset back by its format's rules; exit 1, and say what is wrong, if anything is."""
    problems = problems_of(Path(args.folder))
    for problem in problems:
        console.note(problem)
    if not problems:
        console.say(f"{args.folder}: every picture and label is as its format wants it.")
    return 1 if problems else 0


COMMANDS = (
    Command(
        "export",
        "write the named faces as a dataset",
        export,
        (
            PROJECT,
            argument("out", metavar="OUT", help="the folder to write; made new"),
            argument("--format", nargs="+", required=True, metavar="NAME", help=f"{', '.join(formats())}"),
            *option_arguments(),
            argument("--dry-run", action="store_true", help="say what would be written, and write nothing"),
            argument("--force", action="store_true", help="replace the folder if it is there"),
        ),
    ),
    Command(
        "verify",
        "check an exported dataset",
        verify,
        (argument("folder", metavar="DIR", help="the exported folder"),),
    ),
)
