"""Folder and file names that are safe on every system, and distinct, for any name a person may have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONGEST = 80
"""Bytes of UTF-8 in a name before its number. A whole path has 260 characters on Windows, a part 255 on Linux."""

RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
    + [device + digit for device in ("com", "lpt") for digit in "0123456789¹²³"]
)
"""Names that open a device on Windows, with any ending and in any case (Win32 "Naming Files")."""

FORBIDDEN = frozenset("<>:\"/\\|?*%'`$;&!#~")
"""Refused by Windows, or misread by shells, URLs or spreadsheets. `~` is left for numbers that callers append."""

INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufffc\ufffd")
"""Letters and marks that show nothing; two names that differ only in them would look alike."""


def safe_name(name: str, otherwise: str = "unnamed") -> str:
    """`name` as one part of a path: never empty, never special, no separators, at most `LONGEST` bytes of UTF-8.

    White space becomes `_`. Two names may give one result; `Distinct` tells them apart.
    """
    kept = "".join(_letter(letter) for letter in unicodedata.normalize("NFC", name))
    trimmed = _short("_".join(kept.split()).lstrip(".-=+@ _")).rstrip("._- ")
    if trimmed.split(".")[0].casefold() in RESERVED:
        trimmed = f"_{trimmed}"
    return trimmed or otherwise


def comparable(name: str) -> str:
    """What two names share if some file system, ignoring case or Unicode form, takes them for one."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).upper().casefold())


class Distinct:
    """Gives out safe names, each different from all before, and from those `taken`, even where case and Unicode form do
    not count."""

    def __init__(self, otherwise: str = "unnamed", taken: Iterable[str] = ()) -> None:
        self._otherwise = otherwise
        self._taken = set(map(comparable, taken))
        self._next: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """`safe_name(wanted)`, with `-2`, `-3`, … at its end if that is taken."""
        return self.claim(safe_name(wanted, self._otherwise))

    def claim(self, base: str) -> str:
        """The same for a name that is safe already."""
        key, given = comparable(base), base
        while comparable(given) in self._taken:
            number = self._next.get(key, 2)
            self._next[key] = number + 1
            given = f"{base}-{number}"
        self._taken.add(comparable(given))
        return given


def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category[0] == "Z":
        return " "
    if category[0] == "C" or letter in INVISIBLE or "\ufe00" <= letter <= "\ufe0f":
        return " " if category == "Cc" else ""
    return "_" if letter in FORBIDDEN else letter


def _short(name: str) -> str:
    return unicodedata.normalize("NFC", name.encode()[:LONGEST].decode(errors="ignore"))
