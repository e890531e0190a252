"""`python -m facelabeler.demo FOLDER`: the whole way from a clip to a dataset, then the window, where there is one."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from facelabeler.cli import main as run_command
from facelabeler.cli.console import Console
from facelabeler.core.entities import ClusterId
from facelabeler.core.errors import FaceLabelerError
from facelabeler.core.project import Project
from facelabeler.dataset import Names, make_dataset
from facelabeler.demo.film import FILM, Shot, seen_at
from facelabeler.export.folders import is_taken

PLACES = """
The film     {clip}
The project  {project}
The dataset  {dataset}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make film, project and dataset in a folder and open the project; returns an exit code."""
    parser = argparse.ArgumentParser(prog="python -m facelabeler.demo", description="A try without footage.")
    parser.add_argument("folder", type=Path, help="where film, project and dataset go")
    parser.add_argument("--no-window", action="store_true", help="do not open the result")
    args = parser.parse_args(arguments)
    console = Console()
    try:
        return _run(args.folder, console, opens_window=not args.no_window and has_display())
    except FaceLabelerError as error:
        console.error(error)
        return error.exit_code


def _run(folder: Path, console: Console, *, opens_window: bool) -> int:
    from facelabeler.demo.clip import write_clip

    clip, project, dataset = folder / "film.mp4", folder / "film.facelabel", folder / "dataset"
    if not clip.exists():
        console.say("Drawing a film of 42 seconds from public-domain portraits …")
        write_clip(clip)
    # An earlier demo's dataset is kept, as every folder that is there already.
    code = 0 if is_taken(dataset) else make_dataset([str(clip)], project, dataset, names_in_film)
    if code:
        return code
    console.say(PLACES.format(clip=clip, project=project, dataset=dataset))
    if opens_window:
        return run_command(["gui", str(project)])
    console.say(f"To see it, where there is a screen: facelabeler {project}")
    return 0


def names_in_film(project: Project, film: Sequence[Shot] = FILM) -> Names:
    """Each cluster's name: the person whom most of its faces are, by what the film shows at their time and place."""
    return {
        cluster: votes.most_common(1)[0][0]
        for cluster, row in project.clusters.items()
        if row.person is None and (votes := Counter(_people(project, cluster, film)))
    }


def _people(project: Project, cluster: ClusterId, film: Sequence[Shot]) -> list[str]:
    faces = [project.faces[face] for face in project.members(cluster)]
    return [seen.person for face in faces for seen in seen_at(face.time, film) if seen.box.iou(face.box) > 0.3]


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, with a display server elsewhere."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    raise SystemExit(main())
