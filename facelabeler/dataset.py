"""From footage to a dataset without a window: `python -m facelabeler.dataset SOURCE… OUT`.

Everybody found becomes a class, as in `Person 1`, largest first. The project stays beside the dataset: open it to give
the people their names and to put wrong faces right, then export again.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from facelabeler.cli import main as run_command
from facelabeler.cli.console import Console
from facelabeler.core import edits
from facelabeler.core.entities import PROJECT_SUFFIX, ClusterId
from facelabeler.core.errors import ExportError, FaceLabelerError
from facelabeler.core.project import Project
from facelabeler.export.folders import is_taken
from facelabeler.session import Session

FORMATS = ("yolo", "montage", "article")
SOME_FAILED = 3  # of several sources; the others are done

Names = Mapping[ClusterId, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the dataset and return the exit code of the step that failed, or 0."""
    parser = argparse.ArgumentParser(prog="python -m facelabeler.dataset", description="Footage in, a dataset out.")
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="videos, photos and folders")
    parser.add_argument("out", metavar="OUT", type=Path, help="the dataset's folder; its project is made beside it")
    args = parser.parse_args(arguments)
    try:
        return make_dataset(args.sources, project_of(args.out), args.out, numbered)
    except FaceLabelerError as error:
        Console().error(error)
        return error.exit_code


def project_of(out: Path) -> Path:
    """The project beside a dataset's folder."""
    return out.with_name(out.name + PROJECT_SUFFIX)


def make_dataset(sources: Sequence[str], project: Path, out: Path, choose_names: Callable[[Project], Names]) -> int:
    """Process the sources into `project`, name its clusters, export to `out`. Returns an exit code, as the commands do.

    Run again, it goes on where it stopped, and keeps every name that was given in between. Raises ExportError, before
    any work, if something is at `out`.
    """
    if is_taken(out):
        raise ExportError("There is something here already", file=out, advice="Choose another folder, or remove this")
    code = run_command(["process", *sources, "--project", str(project)])
    if code not in (0, SOME_FAILED):
        return code
    name_clusters(project, choose_names)
    return run_command(["export", str(project), str(out), "--format", *FORMATS]) or code


def name_clusters(path: Path, choose_names: Callable[[Project], Names]) -> None:
    """Name clusters as `choose_names` says, each a step of the project's history."""
    with closing(Session.open(path)) as session:
        for cluster, name in choose_names(session.project).items():
            session.commit(edits.rename(session.project, cluster, name))


def numbered(project: Project) -> Names:
    """`Person 1`, `Person 2`, … for the clusters without a name, the largest first; numbers in use are passed over."""
    used = {person.name for person in project.people.values()}
    unnamed = [cluster for cluster, row in project.clusters.items() if row.person is None]
    unnamed.sort(key=lambda cluster: (-project.size(cluster), cluster))
    free = (name for number in range(1, len(used) + len(unnamed) + 1) if (name := f"Person {number}") not in used)
    return dict(zip(unnamed, free, strict=False))


if __name__ == "__main__":
    raise SystemExit(main())
