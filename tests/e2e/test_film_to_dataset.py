"""The stories of `make demo` and `make dataset`: a film goes in, a dataset comes out, nothing leaves the computer."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
import yaml

from facelabeler.dataset import make_dataset
from facelabeler.demo.__main__ import names_in_film
from facelabeler.demo.clip import write_clip
from facelabeler.demo.film import BIDEN, BLUE_ROOM, COLLINS, HOPPER, SPEECH, Panel, Shot, duration, seen_at
from facelabeler.session import Session

FILM = (
    Shot(2.0, (Panel(COLLINS, 3.4, 3.0), Panel(BIDEN, 2.2, 2.4))),
    Shot(2.0, (Panel(HOPPER, 2.2, 2.4),)),
    Shot(1.0, (Panel(SPEECH, 2.2, 2.2),)),
    Shot(1.0, (Panel(BLUE_ROOM, 2.4, 2.4), Panel(HOPPER, 2.4, 2.3))),
    Shot(1.0, (Panel(SPEECH, 2.4, 2.4),), light=0.7),
)
SHOWN = [seen.person for second in range(round(duration(FILM))) for seen in seen_at(second, FILM)]

OFFLINE = """
import os, sys
FORBIDDEN = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
             "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request")
def watch(event, arguments):
    if event in FORBIDDEN and not (event == "socket.connect" and isinstance(arguments[1], (str, bytes))):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(watch)
from facelabeler.dataset import main
sys.exit(main(sys.argv[1:]))
"""
"""Ends the process at the first attempt to reach another computer. A path as an address is a socket of this one."""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    write_clip(path, FILM)
    return path


@pytest.fixture(scope="module")
def named_project(film: Path) -> Path:
    project = film.with_suffix(".facelabel")
    code = make_dataset([str(film)], project, film.with_name("named"), partial(names_in_film, film=FILM))
    assert code == 0
    return project


def test_every_face_of_the_film_is_found_and_named_as_shown(named_project: Path) -> None:
    with closing(Session.open_to_read(named_project)) as session:
        project = session.project
        faces = sorted(project.faces.values(), key=lambda face: (face.time, face.box.left))
        named = [project.name_of(project.placements[face.id].cluster) for face in faces]
    assert named == SHOWN


def test_dataset_has_the_people_of_the_film_as_classes(named_project: Path) -> None:
    described = yaml.safe_load((named_project.with_name("named") / "yolo" / "data.yaml").read_text(encoding="utf-8"))
    assert set(described["names"].values()) == set(SHOWN)


def test_label_files_hold_one_line_for_each_face(named_project: Path) -> None:
    labels = (named_project.with_name("named") / "yolo" / "labels").rglob("*.txt")
    assert sum(len(path.read_text().splitlines()) for path in labels) == len(SHOWN)


def test_dataset_without_a_window_opens_no_connection(film: Path, tmp_path: Path) -> None:
    out = tmp_path / "faces"
    run = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(film), str(out)], capture_output=True, text=True, timeout=280, check=False
    )
    assert run.returncode == 0, run.stderr
    described = yaml.safe_load((out / "yolo" / "data.yaml").read_text(encoding="utf-8"))
    assert sorted(described["names"].values()) == [f"Person {n + 1}" for n in range(len(set(SHOWN)))]
    assert (tmp_path / "faces.facelabel").exists()
