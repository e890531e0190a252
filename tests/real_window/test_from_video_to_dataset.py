"""The main path with a real mouse and keyboard: open a video, name, drag a face, undo, redo, export."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from facelabeler.core.entities import FaceId
from facelabeler.demo.clip import write_clip
from facelabeler.export.verify import verify
from facelabeler.session import Session
from facelabeler.ui.main_window import MainWindow
from tests.real_window.person import Person, dialog, field, focused_field, items, middle, window


def session_of(main_window: MainWindow) -> Session:
    session = main_window.documents.session
    assert session is not None
    return session


def open_by_menu(person: Person, clip: Path) -> None:
    """File > Open Video…, the name typed into the dialog."""
    person.wait_for(lambda: window().isActiveWindow(), "the window to have the keyboard")
    person.key("alt+f")
    person.key("v")
    person.wait_for(lambda: dialog("Open Video"), "the Open Video dialog")
    person.type(str(clip))
    person.key("Return")
    person.wait_for(lambda: window().windowTitle().startswith(clip.stem), "the project's name in the title")


def drag_a_face(person: Person, main_window: MainWindow) -> FaceId:
    """Drag the first face of the current card onto the next card; the face's number."""
    view = main_window.workspace.cards
    place = person.see(lambda: view.viewport().mapToGlobal(view.visualRect(view.model().index(1, 0)).center()))
    face = person.wait_for(lambda: next((text for text in items() if text.startswith("Face ")), None), "a face")
    person.drag(person.wait_for_item(face.split(",")[0]), place + QPoint(0, -20))
    return FaceId(int(face.split()[1]))


def live_through_it(person: Person, main_window: MainWindow, clip: Path, out: Path, pictures: Path) -> None:
    """The whole story."""
    open_by_menu(person, clip)
    person.wait_for(lambda: any(text.startswith("Unnamed") for text in items()), "a first card while reading")
    person.shoot(pictures / "1-reading.png")
    person.wait_for(lambda: not main_window.processing.is_running, "the end of reading")
    project = session_of(main_window).project

    person.key("Home")
    person.key("Return")
    person.wait_for(focused_field, "the name field")
    person.type("Ann")
    person.shoot(pictures / "2-naming.png")
    person.key("Return")
    person.wait_for(lambda: [p.name for p in project.people.values()] == ["Ann"], "Ann among the people")

    face = drag_a_face(person, main_window)
    moved = person.wait_for(
        lambda: next((p for p in [project.placements[face]] if p.confirmed), None), "the face to move"
    )
    person.shoot(pictures / "3-dragged.png")
    person.key("ctrl+z")
    person.wait_for(lambda: project.placements[face] != moved, "the face to go back")
    person.key("ctrl+shift+z")
    person.wait_for(lambda: project.placements[face] == moved, "the face to move again")

    person.key("ctrl+e")
    person.wait_for(lambda: dialog("Export"), "the export dialog")
    person.wait_for(lambda: _export_button() is not None, "an Export button that can be pressed")
    folder = person.wait_for(lambda: field("Folder"), "the field for the folder")
    person.click(person.see(lambda: middle(folder)))
    person.wait_for(folder.hasFocus, "the keyboard in the field for the folder")
    person.key("ctrl+a")
    person.type(str(out))
    person.wait_for(lambda: folder.text() == str(out), "the folder as it was typed")
    person.key("Tab")
    person.shoot(pictures / "4-export.png")
    person.click(person.wait_for(_export_button, "the Export button"))
    person.wait_for(lambda: (out / "data.yaml").exists(), "the dataset")


def _export_button() -> QPoint | None:
    shown = dialog("Export")
    for button in shown.findChildren(QPushButton) if shown else ():
        if button.isVisible() and button.isEnabled() and (button.accessibleName() or button.text()) == "Export":
            return middle(button)
    return None


def check(out: Path) -> None:
    assert verify(out) == []
    assert "Ann" in (out / "data.yaml").read_text(encoding="utf-8")
    assert list((out / "labels").rglob("*.txt"))


@pytest.mark.timeout(500)
def test_the_demo_film(main_window: MainWindow, tmp_path: Path, picture: Path) -> None:
    clip = tmp_path / "film.mp4"
    write_clip(clip)
    person = Person()
    person.act(lambda p: live_through_it(p, main_window, clip, tmp_path / "out", picture))
    check(tmp_path / "out")


@pytest.mark.data
@pytest.mark.timeout(500)
def test_a_clip_of_a_television_series(main_window: MainWindow, tmp_path: Path, picture: Path, data_dir: Path) -> None:
    clip = Path(shutil.copy(data_dir / "videos" / "friends_apartment.mp4", tmp_path / "apartment.mp4"))
    person = Person()
    person.act(lambda p: live_through_it(p, main_window, clip, tmp_path / "out", tmp_path))
    check(tmp_path / "out")
