"""`process` and `recluster`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from facelabeler.cli.command import PROJECT, Argument, Command, argument
from facelabeler.cli.console import Console
from facelabeler.cli.interrupts import interrupts
from facelabeler.clustering.foretelling import foretell
from facelabeler.clustering.methods import DEFAULT, METHODS, group
from facelabeler.clustering.outcomes import Outcome
from facelabeler.core.entities import PROJECT_SUFFIX, SourceState
from facelabeler.core.errors import Cancelled, SourceError, UsageError
from facelabeler.core.words import past_tense
from facelabeler.pipeline.progress import Cancel, Meter
from facelabeler.pipeline.runner import Job, run
from facelabeler.processing import Looked, SessionSink, build_stages, check_engine, enlist, look, settings_for
from facelabeler.session import Session
from facelabeler.settings import Settings, load_settings


def process(args: argparse.Namespace, console: Console) -> int:
    """Extend a project with sources: sample, detect, encode, cluster."""
    path = project_path(args.project)
    settings = _settings(args)
    if not path.exists():
        check_engine(settings)
    with interrupts() as cancel:
        looked = look(args.sources, cancel.check)
        if not looked.sources:
            raise looked.errors[0]
        return _read(args, looked, settings, cancel, console)


def _read(args: argparse.Namespace, looked: Looked, settings: Settings, cancel: Cancel, console: Console) -> int:
    with closing(Session.open_or_create(Path(args.project))) as session:
        settings = settings if args.encoder else settings_for(session, settings)
        check_engine(settings, session)
        jobs = enlist(session, looked, every=settings.number("every"), again=args.again)
        sink = SessionSink(session)
        if jobs:
            _find_faces(session, jobs, settings, sink, cancel, console)
        if args.cluster and (jobs or _never_grouped(session)):
            _group(session, {})
        return _outcome(session, looked, jobs, console)


def _find_faces(
    session: Session, jobs: Sequence[Job], settings: Settings, sink: SessionSink, cancel: Cancel, console: Console
) -> None:
    stages = build_stages(settings)
    engine = stages.engines[0]
    session.use_engine(detector=engine.detector_name, encoder=engine.encoder_name)
    meter = Meter(console.progress, sum(job.amount for job in jobs))
    try:
        run(jobs, stages, sink, meter, cancel)
    except Cancelled:
        advice = "Run the same command again to go on"
        raise Cancelled("Stopped; what was found is kept", advice=advice) from None
    finally:
        console.end_progress()


def _outcome(session: Session, looked: Looked, jobs: Sequence[Job], console: Console) -> int:
    """Say what came of it: 0 if all is well, 3 if some sources failed, 1 if all did."""
    for error in looked.errors:
        console.error(error)
    sources = [source for source in session.project.sources.values() if source.path in {s.path for s in looked.sources}]
    for source in sources:
        if source.message:
            console.error(SourceError(source.message, file=source.path))
    failed = [source for source in sources if source.state is SourceState.FAILED]
    settled = [source for source in sources if source.id in session.settled_sources()]
    if settled and not jobs:
        names = ", ".join(Path(source.path).name for source in settled)
        console.note(f"{names}: somebody was erased, so nothing is read again. --again reads on, and may find them.")
    if not jobs and not failed:
        console.say("Everything was done already.")
    console.say(_summary(session))
    if not failed and not looked.errors:
        return 0
    return 3 if len(failed) < len(sources) else 1


def _summary(session: Session) -> str:
    project = session.project
    if not project.faces:
        return f"{session.path}: no faces found in {session.frame_count()} frames."
    groups = sum(1 for cluster in project.clusters if project.size(cluster))
    return (
        f"{session.path}: {len(project.faces)} faces on {session.frame_count()} frames, "
        f"{groups} clusters, {len(project.unclustered())} unclustered."
    )


def recluster(args: argparse.Namespace, console: Console) -> int:
    """Cluster again; what the user confirmed stays."""
    options = {name: value for name, value in vars(args).items() if name in _OPTION_NAMES and value is not None}
    if args.dry_run:
        with closing(Session.open_to_read(Path(args.project))) as session:
            console.say(_foretold(foretell(session.observations(), args.method, **options)))
        return 0
    with closing(Session.open(Path(args.project))) as session:
        step = _group(session, options, args.method)
        console.say(step)
    return 0


def _foretold(outcome: Outcome) -> str:
    """`9 clusters, 1 face in none, 28 conflicts at a threshold of 0.56`."""
    counts = (
        (outcome.clusters, "cluster", "clusters"),
        (outcome.unclustered, "face in none", "faces in none"),
        (outcome.conflicts, "conflict", "conflicts"),
    )
    told = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)
    return told if outcome.threshold is None else f"{told} at a threshold of {outcome.threshold:g}"


def _group(session: Session, options: dict[str, object], method: str = DEFAULT) -> str:
    seen = session.observations()
    step = session.regroup(seen.ids, group(seen, method, **options))
    session.write_settings({"method": method})
    return past_tense(step.verb, step.params)


def _never_grouped(session: Session) -> bool:
    return bool(session.project.faces) and "method" not in session.settings()


def project_path(name: str) -> Path:
    """The project file of this name. Raises UsageError if it does not end in .facelabel."""
    path = Path(name)
    if path.suffix != PROJECT_SUFFIX:
        raise UsageError(
            "A project's name ends in .facelabel", file=name, advice=f"Call it {path.name}{PROJECT_SUFFIX}"
        )
    return path


def _settings(args: argparse.Namespace) -> Settings:
    settings = load_settings()
    for name in ("every", "detector", "encoder", "engine", "jobs", "min_face", "photo_megapixels", "follow"):
        value = getattr(args, name)
        if value is not None:
            settings = settings.with_value(name, value)
    return settings


def _method_options() -> tuple[Argument, ...]:
    """One option a name: methods that share a parameter share its option."""
    options: dict[str, Argument] = {}
    for method in METHODS.values():
        for parameter in method.parameters:
            flag = f"--{parameter.name.replace('_', '-')}"
            options.setdefault(
                parameter.name, argument(flag, dest=parameter.name, help=f"{method.name}: {parameter.help}")
            )
    return tuple(options.values())


_OPTION_NAMES = {parameter.name for method in METHODS.values() for parameter in method.parameters}

COMMANDS = (
    Command(
        "process",
        "make or extend a project: sample, detect, encode, cluster",
        process,
        (
            argument("sources", nargs="+", metavar="SOURCE", help="videos, photos and folders"),
            argument("--project", required=True, metavar="P", help="the project; made if it is not there"),
            argument("--every", type=float, metavar="SECONDS", help="seconds between two samples (1.0)"),
            argument("--detector", metavar="NAME", help="face detector: cnn, hog or one of `facelabeler models` (cnn)"),
            argument("--encoder", metavar="NAME", help="face encoder, one of `facelabeler models` (the project's own)"),
            argument("--engine", choices=("onnx", "dlib"), help="what runs the networks (onnx)"),
            argument("--min-face", type=float, metavar="SIZE", help="smallest face: pixels, or share of the height"),
            argument("--photo-megapixels", type=float, metavar="N", help="largest photo that is read whole (100)"),
            argument("--follow", choices=("yes", "no"), help="follow faces between samples: fewer corrections (yes)"),
            argument("--jobs", type=int, metavar="N", help="processor cores to use (all)"),
            argument("--no-cluster", dest="cluster", action="store_false", help="find faces only"),
            argument("--again", action="store_true", help="read on sources from which somebody was erased"),
        ),
    ),
    Command(
        "recluster",
        "cluster again; what the user confirmed stays",
        recluster,
        (
            PROJECT,
            argument("--method", choices=list(METHODS), default=DEFAULT, help="how"),
            argument("--dry-run", action="store_true", help="say what it would lead to, and change nothing"),
            *_method_options(),
        ),
    ),
)
