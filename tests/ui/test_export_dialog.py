"""The export dialog on a project of photos that exist, written for real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, PersonId, Source, SourceId, SourceKind
from facelabeler.core.errors import ProjectError
from facelabeler.export.choices import CHOICES
from facelabeler.export.formats import formats
from facelabeler.export.notices import Notice
from facelabeler.export.options import ExportOptions
from facelabeler.export.preview import ClassRow
from facelabeler.pipeline.progress import Cancel
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.session import Session
from facelabeler.ui.dialogs.export.class_table import BAR, NOTE, PERSON, TRAIN, ClassModel
from facelabeler.ui.dialogs.export.example import tag_place
from facelabeler.ui.dialogs.export.footer import size_words, time_words
from facelabeler.ui.dialogs.export.notices_list import lines_of
from facelabeler.ui.dialogs.export.options_form import folder_in
from facelabeler.ui.dialogs.export.remembered import KEY
from facelabeler.ui.dialogs.export.writing import Progress, Request, Throttle, write
from facelabeler.ui.dialogs.export_dialog import ExportDialog
from tests.helpers.projects import found_face

PHOTOS = 14


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Two people on every photo; cluster 1 is Ann, cluster 2 has no name yet."""
    session = Session.create(tmp_path / "city.facelabel")
    session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
    paths = [photo(tmp_path / f"photo{number:02}.png") for number in range(PHOTOS)]
    rows = [
        Source(SourceId(0), str(path), SourceKind.PHOTO, path.stat().st_size, path.name, 320, 180) for path in paths
    ]
    for number, source in enumerate(session.add_sources(rows, every=1.0)):
        faces = (found_face(1, left=10, seed=number), found_face(2, left=200, seed=number))
        session.add_frames(source, [FoundFrame(0.0, None, faces)])
    ids = list(session.project.faces)
    session.regroup(ids, [-2 - n % 2 for n in range(len(ids))])
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    yield session
    session.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> Iterator[ExportDialog]:
    dialog = ExportDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.stop()


def photo(path: Path) -> Path:
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(path))
    return path


def words(part: QWidget) -> str:
    return " | ".join(one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part) and one.text())


def link(dialog: ExportDialog, text: str) -> QPushButton:
    return next(one for one in dialog.notices.findChildren(QPushButton) if one.text() == text)


def written(dialog: ExportDialog, qtbot: QtBot) -> Path:
    dialog.start()
    qtbot.waitUntil(lambda: dialog.footer.is_done, timeout=20_000)
    return dialog.form.folder()


def test_it_says_what_will_be_written_before_it_is(dialog: ExportDialog) -> None:
    table = dialog.table.classes
    assert table.rowCount() == 1
    assert table.index(0, PERSON).data() == "Ann"
    assert sum(int(str(table.index(0, column).data())) for column in (TRAIN, TRAIN + 1, TRAIN + 2)) == PHOTOS
    assert f"{PHOTOS} images, {PHOTOS} boxes, 1 class" in words(dialog.footer)
    assert "No track is in two splits." in words(dialog.notices)


def test_every_format_there_is_can_be_ticked(dialog: ExportDialog) -> None:
    assert list(dialog.formats.rows) == list(formats())
    assert dialog.formats.chosen() == ["yolo"]


def test_one_format_stays_ticked(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.formats.rows["yolo"], Qt.MouseButton.LeftButton)
    assert dialog.formats.chosen() == ["yolo"]


def test_the_folder_follows_the_formats_until_the_user_names_one(
    dialog: ExportDialog, session: Session, qtbot: QtBot
) -> None:
    assert dialog.form.folder() == session.path.with_name("city-yolo")
    qtbot.mouseClick(dialog.formats.rows["montage"], Qt.MouseButton.LeftButton)
    assert dialog.form.folder() == session.path.with_name("city-dataset")
    dialog.form.set_folder(session.path.with_name("mine"))
    qtbot.mouseClick(dialog.formats.rows["montage"], Qt.MouseButton.LeftButton)
    assert dialog.form.folder() == session.path.with_name("mine")


def test_unnamed_faces_can_be_included_as_unknown(dialog: ExportDialog) -> None:
    assert "faces without a name" in words(dialog.notices)
    dialog.form.fields["others"].show("unknown")
    names = [dialog.table.classes.index(row, PERSON).data() for row in range(dialog.table.classes.rowCount())]
    assert names == ["Ann", "unknown"]
    assert f"{2 * PHOTOS} boxes" in words(dialog.footer)


def test_the_dataset_is_written_and_its_folder_named(dialog: ExportDialog, qtbot: QtBot) -> None:
    folder = written(dialog, qtbot)
    assert (folder / "data.yaml").is_file()
    assert len(list(folder.glob("images/*/*"))) == PHOTOS
    assert str(folder) in words(dialog.footer)
    assert not dialog.footer.folder_button.isHidden()


def test_a_change_after_the_export_allows_another(dialog: ExportDialog, qtbot: QtBot) -> None:
    written(dialog, qtbot)
    qtbot.mouseClick(dialog.formats.rows["montage"], Qt.MouseButton.LeftButton)
    assert not dialog.footer.is_done
    assert dialog.footer.export_button.isEnabled()


def test_an_existing_folder_is_replaced_only_when_asked(dialog: ExportDialog, qtbot: QtBot) -> None:
    folder = dialog.form.folder()
    folder.mkdir()
    precious = folder / "precious.txt"
    precious.write_text("mine")
    dialog.refresh()
    assert dialog.footer.export_button.text() == "Replace…"
    answer(qtbot, "Cancel")
    dialog.start()
    assert precious.is_file()
    answer(qtbot, "Replace")
    written(dialog, qtbot)
    assert not precious.exists()
    assert (folder / "data.yaml").is_file()


def answer(qtbot: QtBot, name: str) -> None:
    """Press this button of the question that comes next."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(10, press)
        else:
            next(one for one in box.findChildren(QPushButton) if one.accessibleName() == name).click()

    QTimer.singleShot(0, press)


def test_escape_stops_the_writing_and_nothing_is_left(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.start()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Cancelled." in words(dialog.footer))
    assert not dialog.form.folder().exists()
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_photo_that_is_gone_stops_the_export_before_it_starts(
    dialog: ExportDialog, session: Session, qtbot: QtBot
) -> None:
    Path(session.project.sources[SourceId(3)].path).unlink()
    dialog.refresh()
    assert "is not where it was" in words(dialog.notices)
    assert not dialog.footer.export_button.isEnabled()
    dialog.start()
    assert not dialog.form.folder().exists()


def test_nothing_named_is_said_in_words_of_the_window(session: Session, qtbot: QtBot) -> None:
    session.undo()
    dialog = ExportDialog(session)
    qtbot.addWidget(dialog)
    assert "No face has a name yet. Name the people you want, or include everybody." in words(dialog.footer)
    assert not dialog.footer.export_button.isEnabled()


def test_somebody_can_be_left_out_and_taken_back_in(session: Session, qtbot: QtBot) -> None:
    first = session.project.members(ClusterId(2))[:3]
    session.commit(edits.split(session.project, ClusterId(2), [first]))
    small = max(session.project.clusters)
    session.commit(edits.rename(session.project, small, "Bob"))
    dialog = ExportDialog(session)
    qtbot.addWidget(dialog)
    assert dialog.table.classes.rowCount() == 2
    link(dialog, "Leave Bob out").click()
    assert dialog.table.classes.rowCount() == 1
    assert "Bob is left out." in words(dialog.notices)
    link(dialog, "Take Bob back in").click()
    assert dialog.table.classes.rowCount() == 2


def test_an_edit_in_the_window_shows_when_the_dialog_is_used_again(dialog: ExportDialog, session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(2), "Bob"))
    dialog.refresh()
    assert dialog.table.classes.rowCount() == 2


def test_an_example_is_read_and_shown(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.example.is_read, timeout=10_000)
    middle = dialog.example.grab().toImage().pixelColor(124, 120)
    assert abs(middle.green() - QColor("teal").green()) < 8
    assert dialog.example.accessibleName() == "Example from train: 1 label"


def test_without_a_folder_nothing_is_written(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.form.folder_field.selectAll()
    qtbot.keyClick(dialog.form.folder_field, Qt.Key.Key_Delete)
    assert "Choose a folder" in words(dialog.footer)
    assert not dialog.footer.export_button.isEnabled()


def test_the_table_keeps_qts_rules_and_speaks(qtbot: QtBot) -> None:
    model = ClassModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    alone = Notice("one-shot", {"name": "Tom", "faces": 9})
    model.show_rows([ClassRow(0, "Tom", None, 9, 0, 0, (alone,)), ClassRow(1, "Ann", None, 170, 22, 20, ())])
    assert tester.model() is model
    assert model.index(0, PERSON).data(Qt.ItemDataRole.AccessibleTextRole) == "Ann, 212 faces"
    assert model.index(0, TRAIN).data(Qt.ItemDataRole.AccessibleTextRole) == "170 train"
    assert model.index(1, NOTE).data() == "one shot: train only"
    assert model.index(0, BAR).data() == ""
    assert model.most_faces == 212


def test_a_way_out_is_offered_once_a_person() -> None:
    tom = [Notice(kind, {"name": "Tom", "faces": 3}, PersonId(1)) for kind in ("few-faces", "one-shot")]
    assert [line.way_out for line in lines_of(tom)] == ["Leave Tom out", ""]


def test_names_on_the_example_do_not_cover_each_other() -> None:
    room = QRectF(0, 0, 248, 140)
    first = tag_place(QRectF(50, 50, 20, 20), 40, room, [])
    second = tag_place(QRectF(55, 50, 20, 20), 40, room, [first])
    assert not first.intersects(second)
    assert room.contains(tag_place(QRectF(240, 2, 8, 10), 60, room, []))


def test_the_best_face_stands_for_each_class(dialog: ExportDialog) -> None:
    faces = dialog.planner.best_faces()
    assert set(faces) == {0}
    assert dialog.plan.images[0].labels[0].class_index == 0


def test_progress_is_told_seldom_and_at_the_end() -> None:
    now = iter([0.0, 0.0, 0.01, 2.0, 2.01])
    told: list[object] = []
    throttle = Throttle(told.append, clock=lambda: next(now))
    for done in (1, 2, 3, 4):
        throttle(done, 4)
    assert told == [Progress(1, 4, None), Progress(3, 4, pytest.approx(2 / 3)), Progress(4, 4, pytest.approx(0))]


def test_the_writing_reports_progress(dialog: ExportDialog, session: Session, tmp_path: Path) -> None:
    told: list[object] = []
    places = {number: Path(source.path) for number, source in session.project.sources.items()}
    request = Request(dialog.plan, tmp_path / "out", ("montage",), places, replaces=False, keep=())
    report = write(request, told.append, Cancel())
    assert report.images == PHOTOS
    assert told[-1] == Progress(PHOTOS, PHOTOS, told[-1].eta)  # type: ignore[attr-defined]


def test_a_full_folder_gets_the_dataset_inside_an_empty_one_is_taken(tmp_path: Path) -> None:
    assert folder_in(tmp_path, "city-yolo") == tmp_path
    (tmp_path / "x").touch()
    assert folder_in(tmp_path, "city-yolo") == tmp_path / "city-yolo"


@pytest.mark.parametrize(
    ("count", "said"), [(999, "999 B"), (164_000_000, "164 MB"), (1_240_000_000, "1.2 GB"), (51_000_000_000, "51 GB")]
)
def test_sizes_are_told_as_people_tell_them(count: int, said: str) -> None:
    assert size_words(count) == said


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 s"), (40, "40 s"), (360, "6 min"), (7800, "2 h 10 min")])
def test_times_are_told_as_people_tell_them(seconds: float, said: str) -> None:
    assert time_words(seconds) == said


# -- options


def test_every_choice_has_a_field_that_reaches_the_plan(dialog: ExportDialog) -> None:
    assert list(dialog.form.fields) == [choice.name for choice in CHOICES]
    for name, field in dialog.form.fields.items():
        assert field.widget.accessibleName()
        usual = getattr(ExportOptions(), name)
        other = OTHER_VALUES[name]
        assert field.value() == usual
        field.show(other)
        assert getattr(dialog.plan.options, name) == other
        field.show(usual)


OTHER_VALUES: dict[str, object] = {
    "split": (0.7, 0.2, 0.1), "by": "source", "seed": 3, "others": "unknown", "ignored": "blur", "false_faces": "class",
    "classes": "face", "image_format": "png", "quality": 80, "margin": 0.5, "crop_shape": "square", "crop_size": 112,
    "align": True, "upscale": True, "thin": 2.0, "thin_distance": 0.3, "most": 5, "balance": True,
}  # fmt: skip


def test_options_of_crops_are_greyed_where_no_crop_is_written(dialog: ExportDialog) -> None:
    assert dialog.form.fields["margin"].widget.isEnabled()
    dialog.formats.choose(["coco"])
    assert not dialog.form.fields["margin"].widget.isEnabled()
    assert dialog.form.fields["classes"].widget.isEnabled()
    dialog.formats.choose(["imagefolder"])
    assert dialog.form.fields["margin"].widget.isEnabled()
    assert not dialog.form.fields["classes"].widget.isEnabled()


def test_the_options_tab_counts_what_is_not_as_usual(dialog: ExportDialog, qtbot: QtBot) -> None:
    assert dialog.tabs.tabText(1) == "Options"
    dialog.form.fields["align"].show(True)
    dialog.form.fields["seed"].show(4)
    assert dialog.tabs.tabText(1) == "Options 2"
    dialog.tabs.setCurrentIndex(1)
    assert dialog.pages.currentWidget() is dialog.form.page


def test_one_person_can_be_shown_alone(dialog: ExportDialog, session: Session) -> None:
    session.commit(edits.rename(session.project, ClusterId(2), "Bob"))
    dialog.refresh()
    box = dialog.form.page.only_box
    next(action for action in box.menu().actions() if action.text() == "Bob").trigger()
    assert box.text() == "1 person"
    assert [dialog.table.classes.index(row, PERSON).data() for row in range(dialog.table.classes.rowCount())] == ["Bob"]
    assert f"{PHOTOS} faces made unrecognisable." in words(dialog.notices)


def test_thinning_is_previewed(dialog: ExportDialog) -> None:
    dialog.form.fields["most"].show(5)
    assert "5 images, 5 boxes" in words(dialog.footer)
    assert f"{PHOTOS - 5} faces left out" in words(dialog.notices)


def test_faces_are_shown_as_they_are_cut_out(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.formats.choose(["imagefolder"])
    qtbot.waitUntil(lambda: dialog.example.is_read, timeout=10_000)
    assert dialog.example.accessibleName() == "Example from train: 1 face cut out"
    assert abs(dialog.example.grab().toImage().pixelColor(20, 20).green() - QColor("teal").green()) < 8


def test_a_blurred_face_is_blurred_in_the_example(session: Session, qtbot: QtBot, dialog: ExportDialog) -> None:
    first = dialog.planner.example()
    dialog.form.fields["others"].show("blur")
    second = dialog.planner.example()
    assert first is not None
    assert second is not None
    assert first.look != second.look
    assert second.image.blurred


def test_choices_that_cannot_be_kept_are_told_and_the_dataset_is_written(
    dialog: ExportDialog, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_settings: object) -> None:
        raise ProjectError("The disk is full")

    monkeypatch.setattr(session, "write_settings", refuse)
    with qtbot.waitSignal(dialog.not_kept):
        assert written(dialog, qtbot).is_dir()


def test_choices_are_remembered_in_the_project(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(session)
    qtbot.addWidget(dialog)
    dialog.formats.choose(["coco", "lfw"])
    dialog.form.fields["split"].show((0.6, 0.3, 0.1))
    dialog.form.fields["thin"].show(1.5)
    dialog.form.page.only_box.choose(frozenset([PersonId(1)]))
    dialog.form.set_folder(tmp_path / "mine")
    dialog.show()
    dialog.reject()
    again = ExportDialog(session)
    qtbot.addWidget(again)
    assert again.formats.chosen() == ["coco", "lfw"]
    assert again.form.folder() == tmp_path / "mine"
    assert again.plan.options == dialog.plan.options
    assert again.plan.options.only == {1}


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", "null", '{"options": {"seed": -1, "by": "moon", "others": "blur", "only": [99]}}',
             '{"options": {"split": [9]}, "formats": ["none"], "folder": 3}']
)  # fmt: skip
def test_what_is_remembered_and_no_longer_possible_is_as_usual(session: Session, qtbot: QtBot, kept: str) -> None:
    session.write_settings({KEY: kept})
    dialog = ExportDialog(session)
    qtbot.addWidget(dialog)
    assert dialog.formats.chosen() == ["yolo"]
    assert dialog.plan.options in (ExportOptions(), ExportOptions(others="blur"))


def test_a_project_that_may_only_be_read_remembers_nothing_and_exports(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.close()
    reading = Session.open_to_read(tmp_path / "city.facelabel")
    dialog = ExportDialog(reading)
    qtbot.addWidget(dialog)
    dialog.formats.choose(["csv"])
    dialog.show()
    assert (written(dialog, qtbot) / "faces.csv").is_file()
    dialog.reject()
    assert KEY not in reading.settings()
    reading.close()


def test_encodings_are_exported_from_the_window(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.formats.choose(["encodings"])
    assert (written(dialog, qtbot) / "encodings.npz").is_file()


def test_the_list_of_formats_scrolls_to_the_one_with_the_keyboard(dialog: ExportDialog, qtbot: QtBot) -> None:
    last = list(dialog.formats.rows.values())[-1]
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    qtbot.keyClick(last, Qt.Key.Key_Space)
    assert "article" in dialog.formats.chosen()
