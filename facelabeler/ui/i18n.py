"""The language of the window: Qt's translation files (.ts), read as they are, and the calls that look a text up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from facelabeler.resource_files import resource_path

# The texts of the current language. They are looked up here and not through a QTranslator of our own, for Qt asks
# translators on any thread and with locks held: one written in Python then waits for the interpreter, for ever.
_TEXTS: dict[str, str] = {}
_PLACE = re.compile(r"%(\d)")


def tr(text: str, *values: object) -> str:
    """A text in the user's language, with `%1`, `%2` … replaced by the values; whole numbers get their separators."""
    return _filled(_TEXTS.get(text, text), values)


def trn(one: str, many: str, count: int, *values: object) -> str:
    """The same for a counted thing: `%n` is the count. English has its two forms here, in the code."""
    text = one if count == 1 else many
    return _filled(_TEXTS.get(text, text).replace("%n", number(count)), values)


def first_sentence(text: str) -> tuple[str, str]:
    """A text's first sentence and the rest of it (empty if there is none), in English or Chinese."""
    for mark in (". ", "。"):
        head, found, rest = text.partition(mark)
        if rest:
            return head + found.strip(), rest
    return text, ""


def listed(parts: Iterable[str]) -> str:
    """Parts in a row, with the comma of the language."""
    return tr(", ").join(parts)


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
    file = _catalogue(code)
    chosen = desktop if desktop.name().split("_")[0] == code.split("_")[0] else QLocale(code)
    QLocale.setDefault(chosen if file or code.startswith("en") else QLocale(QLocale.Language.English))
    _TEXTS.clear()
    _TEXTS.update(read_catalogue(file) if file else {})
    _translate_qt(app, QLocale(code) if file else None)


def _translate_qt(app: QCoreApplication, language: QLocale | None) -> None:
    """Let Qt's own dialogs speak the language too."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language is not None and translator.load(language, "qtbase", "_", folder):
        translator.setParent(app)
        app.installTranslator(translator)


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
