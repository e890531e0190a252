"""`export` and `verify`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from facelabeler.cli.command import PROJECT, Command, argument
from facelabeler.cli.console import Console
from facelabeler.cli.interrupts import interrupts
from facelabeler.core.errors import Cancelled
from facelabeler.export.formats import formats
from facelabeler.export.options import INCLUDE_WORDS, ExportOptions, split_from_text
from facelabeler.export.planning import plan_export
from facelabeler.export.verify import verify as problems_of
from facelabeler.export.write import ExportReport
from facelabeler.export.write import export as write
from facelabeler.pipeline.progress import Progress
from facelabeler.processing import frame_reader
from facelabeler.session import Session
from facelabeler.settings import load_settings


def export(args: argparse.Namespace, console: Console) -> int:
    """Write the named faces as a dataset: planned first, verified before it is in place."""
    options = ExportOptions(split=split_from_text(args.split), include=args.include)
    with closing(Session.open_to_read(Path(args.project))) as session, interrupts() as cancel:
        plan = plan_export(session.project, options)
        places = {source: session.locate(source) for source in plan.sources}
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
    for notice in plan.notices:
        console.note(notice.text)
    return _tell(report, console)


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
            argument("--split", default="0.8,0.1,0.1", metavar="TRAIN,VAL,TEST", help="shares (0.8,0.1,0.1)"),
            argument("--include", choices=list(INCLUDE_WORDS), default="named", help="whose faces (named)"),
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
