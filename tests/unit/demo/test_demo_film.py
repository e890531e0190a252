"""The demo film's table, without a picture."""

from __future__ import annotations

from PIL import Image

from facelabeler.core.geometry import Box
from facelabeler.demo.film import (
    COLLINS,
    FILM,
    HEIGHT,
    HOPPER,
    PORTRAITS,
    WIDTH,
    Panel,
    Shot,
    duration,
    seen_at,
    shot_at,
    windows,
)
from facelabeler.resource_files import resource_path


def test_portraits_are_shipped_in_the_size_the_table_says() -> None:
    for portrait in PORTRAITS:
        with Image.open(resource_path("demo", portrait.file)) as picture:
            assert picture.size == (portrait.width, portrait.height)


def test_every_portrait_names_its_origin() -> None:
    text = resource_path("demo", "README.md").read_text(encoding="utf-8")
    assert [portrait.file for portrait in PORTRAITS if f"`{portrait.file}`" not in text] == []


def test_windows_stay_inside_their_portraits() -> None:
    for shot in FILM:
        for progress in (0.0, 0.5, 1.0):
            for panel, window in windows(shot, progress):
                right = window.left + window.cell.width / window.scale
                bottom = window.top + window.cell.height / window.scale
                assert window.left >= 0
                assert window.top >= 0
                assert right <= panel.portrait.width + 1e-6
                assert bottom <= panel.portrait.height + 1e-6


def test_faces_lie_inside_the_picture_and_are_large_enough_for_every_detector() -> None:
    boxes = [seen.box for second in range(round(duration())) for seen in seen_at(second)]
    assert min(box.width for box in boxes) >= 100
    assert all(box.clipped(WIDTH, HEIGHT) == box for box in boxes)


def test_cuts_fall_where_the_table_says() -> None:
    film = (Shot(1.0, (Panel(COLLINS, 3, 3),)), Shot(2.0), Shot(1.0, (Panel(HOPPER, 2, 2),)))
    who = [[seen.person for seen in seen_at(time, film)] for time in (0.0, 0.96, 1.0, 2.96, 3.0, 9.0)]
    assert who == [["Eileen Collins"], ["Eileen Collins"], [], [], ["Grace Hopper"], ["Grace Hopper"]]


def test_progress_runs_from_zero_to_one_in_every_shot() -> None:
    film = (Shot(1.0), Shot(2.0))
    assert [shot_at(time, film)[1] for time in (0.0, 0.5, 1.0, 2.0, 5.0)] == [0.0, 0.5, 0.0, 0.5, 1.0]


def test_two_people_are_listed_from_left_to_right() -> None:
    film = (Shot(1.0, (Panel(HOPPER, 2.4, 2.4), Panel(COLLINS, 3, 3))),)
    hopper, collins = seen_at(0.5, film)
    assert hopper.person == "Grace Hopper"
    assert hopper.box.right < collins.box.left
    assert Box(0, 0, WIDTH // 2, HEIGHT).iou(hopper.box) > 0
