from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from facelabeler import ui
from facelabeler.core.words import TEMPLATES
from facelabeler.resource_files import resource_path
from facelabeler.ui.actions import ACTIONS
from facelabeler.ui.find.filter_menu import STATES
from facelabeler.ui.find.help import EXAMPLES
from facelabeler.ui.header import SORTINGS
from facelabeler.ui.i18n import decimal, first_sentence, install_translator, listed, number, read_catalogue, tr, trn
from facelabeler.ui.queue_list import Turn
from facelabeler.ui.verb_texts import FACE_VERBS

PLACES = re.compile(r"%[0-9n]|\{\w+\}")
CATALOGUES = sorted(resource_path("i18n").glob("facelabeler_*.ts"))


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    install_translator(qapp, "en")


def test_values_take_their_places_in_any_order() -> None:
    assert tr("%2 of %1", "a", "b") == "b of a"
    assert tr("%1% · %2 left", 63, 1204) == "63% · 1,204 left"


def test_a_value_that_looks_like_a_place_stays_as_it_is() -> None:
    assert tr("Replace %1 by %2?", "%2", "x") == "Replace %2 by x?"


@pytest.mark.parametrize(("count", "said"), [(0, "0 faces"), (1, "1 face"), (1893, "1,893 faces")])
def test_counted_things_have_their_plural(count: int, said: str) -> None:
    assert trn("%n face", "%n faces", count) == said


def test_numbers_are_written_as_the_language_does(qapp: QApplication) -> None:
    assert (number(1204), decimal(7.44)) == ("1,204", "7.4")


def test_an_unknown_language_is_shown_in_english(qapp: QApplication) -> None:
    install_translator(qapp, "xx")
    assert tr("Cancel") == "Cancel"
    assert QLocale().language() is QLocale.Language.English


def test_a_catalogue_holds_what_is_finished(tmp_path: Path) -> None:
    file = tmp_path / "facelabeler_zz.ts"
    file.write_text(
        """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="zz"><context><name>X</name>
        <message><source>Cancel</source><translation>取消</translation></message>
        <message><source>%n face</source><translation>%n 张人脸</translation></message>
        <message><source>Later</source><translation type="unfinished">later?</translation></message>
        </context></TS>""",
        encoding="utf-8",
    )
    assert read_catalogue(file) == {"Cancel": "取消", "%n face": "%n 张人脸"}


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Cancelled. What was found is kept.", ("Cancelled.", "What was found is kept.")),
        ("已取消。已有结果已保留。", ("已取消。", "已有结果已保留。")),
        ("One sentence.", ("One sentence.", "")),
        ("一句话。", ("一句话。", "")),
    ],
)
def test_a_text_is_parted_after_its_first_sentence(text: str, parted: tuple[str, str]) -> None:
    assert first_sentence(text) == parted


def test_no_translator_of_qts_is_written_in_python(qapp: QApplication) -> None:
    """Qt calls translators on worker threads with locks held; one in Python stops the window for ever."""
    install_translator(qapp, "zh")
    assert [type(one) for one in qapp.findChildren(QTranslator)] == [QTranslator]


def test_a_language_can_be_changed_back(qapp: QApplication) -> None:
    install_translator(qapp, "zh")
    assert tr("Cancel") == "取消"
    assert trn("%n face", "%n faces", 1) == "1 张人脸"
    assert listed(["甲", "乙"]) == "甲，乙"
    assert tr("A text nobody has translated") == "A text nobody has translated"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    install_translator(qapp, "en")
    assert tr("Cancel") == "Cancel"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_translations_keep_the_places_of_the_values(file: Path) -> None:
    texts = read_catalogue(file)
    wrong = {source: text for source, text in texts.items() if set(PLACES.findall(source)) != set(PLACES.findall(text))}
    assert wrong == {}


def texts_in_code() -> set[str]:
    """Every text that the window's code hands to `tr` or `trn` as it stands there."""
    found: set[str] = set()
    for file in Path(ui.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trn"):
                spoken = node.args[: 2 if node.func.id == "trn" else 1]
                found |= {arg.value for arg in spoken if isinstance(arg, ast.Constant)}
    return found


def texts_in_tables() -> set[str]:
    """The texts that tables hold and `tr` is handed later."""
    found = {spec.text for spec in ACTIONS} | {title for spec in ACTIONS for title in spec.menu.split("/")[1:]}
    found |= {text for texts in FACE_VERBS.values() for text in texts} | set(SORTINGS.values())
    found |= {meaning for _, meaning in EXAMPLES} | {title for _, title in STATES} | {turn.value for turn in Turn}
    return found | {text for texts in TEMPLATES.values() for text in texts}


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_every_text_has_a_translation(file: Path) -> None:
    texts = texts_in_code() | texts_in_tables()
    wanted = {text for text in texts if any(letter.isalpha() for letter in PLACES.sub("", text))}
    assert sorted(wanted - set(read_catalogue(file))) == []
