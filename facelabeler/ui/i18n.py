"""The language of the window: Qt's translation files (.ts), read as they are, and the calls that look a text up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from facelabeler.resource_files import resource_path

CONTEXT = "FaceLabeler"
_PLACE = re.compile(r"%(\d)")


def tr(text: str, *values: object) -> str:
    """A text in the user's language, with `%1`, `%2` … replaced by the values; whole numbers get their separators."""
    return _filled(QCoreApplication.translate(CONTEXT, text), values)


def trn(one: str, many: str, count: int, *values: object) -> str:
    """The same for a counted thing: `%n` is the count. English has its two forms here, in the code."""
    text = QCoreApplication.translate(CONTEXT, one if count == 1 else many)
    return _filled(text.replace("%n", number(count)), values)


def first_sentence(text: str) -> tuple[str, str]:
    """A text's first sentence and the rest of it (empty if there is none), in English or Chinese."""
    for mark in (". ", "。"):
        head, found, rest = text.partition(mark)
        if rest:
            return head + found.strip(), rest
    return text, ""


def number(value: int) -> str:
    """A whole number as people here write it: `1,204`."""
    return QLocale().toString(value)


def decimal(value: float, digits: int = 1) -> str:
    """A number with decimals as people here write it: `7.4`."""
    return QLocale().toString(value, "f", digits)


def install_translator(app: QCoreApplication, language: str) -> None:
    """Show the window in this language: `system`, or a code such as `en` or `zh`. English needs no file.

    Numbers and dates follow the language too, unless it is the desktop's own: then they follow the desktop.
    """
    desktop = QLocale.system()
    code = desktop.name() if language == "system" else language
    chosen = desktop if desktop.name().split("_")[0] == code.split("_")[0] else QLocale(code)
    QLocale.setDefault(chosen if _catalogue(code) or code.startswith("en") else QLocale(QLocale.Language.English))
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    file = _catalogue(code)
    if file is not None:
        qt = QTranslator(app)
        if qt.load(QLocale(code), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(qt)
        app.installTranslator(Catalogue(read_catalogue(file), app))


class Catalogue(QTranslator):
    """A translator over a table of texts. Where a text stands is of no account: one text, one translation."""

    def __init__(self, texts: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts

    def isEmpty(self) -> bool:  # noqa: N802
        return not self._texts

    def translate(self, _context: str, text: str, _disambiguation: str | None = None, _count: int = -1) -> str | None:
        return self._texts.get(text)


def read_catalogue(file: Path) -> dict[str, str]:
    """Source text → translation of a .ts file, without what is not translated yet."""
    texts: dict[str, str] = {}
    for message in ElementTree.parse(file).iter("message"):
        source, translation = message.findtext("source"), message.find("translation")
        if source and translation is not None and translation.text and translation.get("type") != "unfinished":
            texts[source] = translation.text
    return texts


def _catalogue(code: str) -> Path | None:
    places = [resource_path("i18n", f"facelabeler_{name}.ts") for name in (code, code.split("_")[0])]
    return next((place for place in places if place.is_file()), None)


def _filled(text: str, values: tuple[object, ...]) -> str:
    words = [number(value) if isinstance(value, int) else str(value) for value in values]
    return _PLACE.sub(lambda place: words[int(place[1]) - 1], text)
