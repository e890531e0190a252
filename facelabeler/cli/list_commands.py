"""Commands that look at a project: `info`, `faces`, `clusters`, `history`, `check`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from facelabeler.cli.command import AS_JSON, PROJECT, Command
from facelabeler.cli.console import Console
from facelabeler.core.conflicts import conflicts
from facelabeler.core.entities import ClusterId, Face, Source
from facelabeler.core.project import Project
from facelabeler.core.words import past_tense
from facelabeler.session import Session
from facelabeler.storage.store import Store

NEVER_SHOWN = ("encoder", "detector")


@contextmanager
def _reading(args: argparse.Namespace) -> Iterator[Session]:
    with closing(Session.open_to_read(Path(args.project))) as session:
        yield session


def info(args: argparse.Namespace, console: Console) -> int:
    """Sources, counts, people, engine, versions and settings."""
    from facelabeler.cli.versions import versions

    with _reading(args) as session:
        value = _info(args.project, session) | {"versions": versions()}
    if args.json:
        console.json(value)
        return 0
    for key in ("frames", "faces", "clusters", "unclustered"):
        console.say(f"{key:12} {value[key]}")
    console.say(f"{'engine':12} {', '.join(name for name in value['engine'].values() if name) or '-'}")
    console.say(f"{'people':12} {', '.join(person['name'] for person in value['people']) or '-'}")
    for cluster in value["conflicts"]:
        console.say(f"{'conflict':12} cluster {cluster} holds several faces of one picture")
    for source in value["sources"]:
        console.say(f"{source['state']:8} {source['path']}  {source['message']}".rstrip())
    return 0


def _info(path: str, session: Session) -> dict[str, Any]:
    project = session.project
    return {
        "project": path,
        "engine": engine(session),
        "frames": session.frame_count(),
        "faces": len(project.faces),
        "clusters": len(shown_clusters(project)),
        "unclustered": len(project.unclustered()),
        "conflicts": list(conflicts(project)),
        "people": [
            {"name": person.name, "faces": sum(project.size(cluster) for cluster in project.clusters_of(person.id))}
            for person in project.people.values()
        ],
        "sources": [_source(source) for source in project.sources.values()],
        "settings": {key: value for key, value in session.settings().items() if key not in NEVER_SHOWN},
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "path": source.path,
        "kind": source.kind.value,
        "state": source.state.value,
        "message": source.message,
        "width": source.width,
        "height": source.height,
        "duration": source.duration,
        "fps": source.fps,
        "every": source.every,
    }


def engine(session: Session) -> dict[str, str | None]:
    settings = session.settings()
    return {"detector": settings.get("detector"), "encoder": settings.get("encoder")}


def faces(args: argparse.Namespace, console: Console) -> int:
    """Every face, by source, time and left."""
    with _reading(args) as session:
        project = session.project
        rows = [_face(project, face) for face in sorted(project.faces.values(), key=lambda f: _place(project, f))]
        value = {"project": args.project, "engine": engine(session), "faces": rows}
    if args.json:
        console.json(value)
        return 0
    for row in rows:
        who = row["person"] or (f"cluster {row['cluster']}" if row["cluster"] else row["state"])
        console.say(f"{row['id']:6} {row['time']:9.2f} {row['box']!s:24} {who:20} {row['source']}")
    return 0


def _place(project: Project, face: Face) -> tuple[str, float, int, int]:
    return project.sources[face.source].path, face.time, face.box.left, face.id


def _face(project: Project, face: Face) -> dict[str, Any]:
    placement = project.placements[face.id]
    return {
        "id": face.id,
        "source": project.sources[face.source].path,
        "time": face.time,
        "frame": face.frame,
        "box": face.box.as_list(),
        "score": round(face.score, 4),
        "quality": round(face.quality, 4),
        "track": face.track,
        "cluster": placement.cluster,
        "person": project.name_of(placement.cluster),
        "state": placement.state.value,
        "confirmed": placement.confirmed,
    }


def shown_clusters(project: Project) -> list[ClusterId]:
    """The clusters that hold faces, biggest first, then by id."""
    full = [cluster for cluster in project.clusters if project.size(cluster)]
    return sorted(full, key=lambda cluster: (-project.size(cluster), cluster))


def clusters(args: argparse.Namespace, console: Console) -> int:
    """Every cluster with its faces, biggest first."""
    with _reading(args) as session:
        project = session.project
        rows = [_cluster(project, cluster) for cluster in shown_clusters(project)]
    if args.json:
        console.json({"clusters": rows})
        return 0
    for row in rows:
        console.say(f"{row['id']:6} {len(row['faces']):6} faces  {project.title(row['id'])}")
    return 0


def _cluster(project: Project, cluster: ClusterId) -> dict[str, Any]:
    name = project.name_of(cluster)
    state = "named" if name else "unnamed"
    return {"id": cluster, "person": name, "faces": list(project.members(cluster)), "state": state}


def history(args: argparse.Namespace, console: Console) -> int:
    """Every step, oldest first; what is undone is marked."""
    with _reading(args) as session:
        steps = session.history()
    rows = [
        {"step": step.number, "at": step.at, "what": past_tense(step.verb, step.params), "undone": step.undone}
        for step in steps
    ]
    if args.json:
        console.json({"history": rows})
        return 0
    for row in rows:
        console.say(f"{row['step']:5} {row['at']}  {row['what']}{'  (undone)' if row['undone'] else ''}")
    return 0


def check(args: argparse.Namespace, console: Console) -> int:
    """Exit 1, and say what is wrong, if anything is."""
    with closing(Store.open_to_read(Path(args.project))) as store:
        problems = store.problems()
        if not problems:
            store.load()  # says what makes no sense to us, where nothing contradicts
    for problem in problems:
        console.note(f"{args.project}: {problem}")
    if not problems:
        console.say(f"{args.project}: no damage found.")
    return 1 if problems else 0


COMMANDS = (
    Command("info", "sources, frames, faces, clusters, people, engine, versions, settings", info, (PROJECT, AS_JSON)),
    Command("faces", "list every face", faces, (PROJECT, AS_JSON)),
    Command("clusters", "list every cluster", clusters, (PROJECT, AS_JSON)),
    Command("history", "list every step of the history", history, (PROJECT, AS_JSON)),
    Command("check", "look for damage in a project", check, (PROJECT,)),
)
