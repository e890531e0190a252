"""Descriptions of models that a user brings: a TOML file beside the ONNX file, read and checked.

docs/models.md describes the format for people. Nothing heavy is loaded here, and the ONNX file is not opened.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from functools import partial
from math import isfinite, sqrt
from pathlib import Path
from typing import Any

from facelabeler.core.errors import ModelError
from facelabeler.vision.families import ENCODER, FAMILIES, Family, Feeding, Finding
from facelabeler.vision.model_files import sha256_of

COLOURS = ("rgb", "bgr")
LARGEST_DESCRIPTION = 64 * 1024  # bytes: nobody writes more, and nothing larger is read
HASH_DIGITS = 64
MOST_APART = 2.0  # the distance of two opposite vectors of length 1
GOOD_COPY = "Put a good copy of the file beside its description"
MANUAL = "docs/models.md shows the format"


@dataclass(frozen=True, slots=True)
class Description:
    """What a description says, with the family's defaults where it is silent.

    `sha256` is what the ONNX file must have, or empty: any. `finding` is set for detectors, `apart` for encoders.
    """

    path: Path
    family: str
    name: str
    title: str
    version: str
    licence: str
    file: Path
    sha256: str
    feeding: Feeding
    finding: Finding | None
    apart: float | None

    @property
    def kind(self) -> str:
        return FAMILIES[self.family].kind

    def fingerprint(self, sha256: str) -> str:
        """16 hexadecimal digits for all that makes an answer: the file, how it is fed and what is made of it."""
        said = [sha256, self.family, astuple(self.feeding), self.finding and astuple(self.finding), self.apart]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def read_description(path: Path) -> Description:
    """The description in a TOML file. Raises ModelError, naming the entry, for what is missing, unknown or wrong."""
    table = _Table(path, _parsed(path))
    family = FAMILIES[table.take("family", _one_of(tuple(FAMILIES)))]
    name = table.take("name", _name, None) or _own_name(table, path)
    described = Description(
        path=path,
        family=str(table.said("family")),
        name=name,
        title=table.take("title", _text, name),
        version=table.take("version", _text, "unversioned"),
        licence=table.take("licence", _text),
        file=path.parent / table.take("file", _file_name, f"{path.stem}.onnx"),
        sha256=table.take("sha256", _hash, ""),
        feeding=_feeding(table, family.feeding),
        finding=_finding(table, family.finding),
        apart=_apart(table, family),
    )
    table.refuse_the_rest()
    return described


def file_sha256(description: Description) -> str:
    """The hash of the model's file. Raises ModelError if it cannot be read or is not the one described."""
    try:
        found = sha256_of(description.file)
    except OSError as error:
        what = f"The model cannot be read: {error.strerror}"
        raise ModelError(what, file=description.file, advice=GOOD_COPY) from error
    if description.sha256 and found != description.sha256:
        what = f"The model is not the file that {description.path.name} describes: its sha256 is another"
        advice = "Put the described file there, or take the line sha256 out if you trust this one"
        raise ModelError(what, file=description.file, advice=advice)
    return found


def _parsed(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_DESCRIPTION + 1)
    except OSError as error:
        raise ModelError(f"The description cannot be read: {error.strerror}", file=path, advice=MANUAL) from error
    if len(data) > LARGEST_DESCRIPTION:
        raise ModelError("is too long to be the description of a model", file=path, advice=MANUAL)
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ModelError(f"is no TOML file ({error})", file=path, advice=MANUAL) from error


Check = Callable[[Any], Any]
"""Returns the value in its own type, or raises ValueError with what it should be."""

_REQUIRED = object()


class _Table:
    """The entries of a description, taken one by one."""

    def __init__(self, path: Path, entries: Mapping[str, Any]) -> None:
        self._path = path
        self._entries = entries
        self._known: list[str] = []

    def said(self, entry: str) -> Any:
        return self._entries.get(entry)

    def take(self, entry: str, check: Check, default: Any = _REQUIRED) -> Any:
        self._known.append(entry)
        if entry not in self._entries:
            if default is _REQUIRED:
                raise self.wrong(f"The description lacks {entry!r}", f"Add a line {entry} = …; {MANUAL}")
            return default
        try:
            return check(self._entries[entry])
        except ValueError as error:
            raise self.wrong(f"{entry} cannot be {self._entries[entry]!r}", f"Give {error}") from error

    def refuse_the_rest(self) -> None:
        unknown = [entry for entry in self._entries if entry not in self._known]
        if unknown:
            raise self.wrong(f"The description has no entry {unknown[0]!r}", f"It may have {', '.join(self._known)}")

    def wrong(self, what: str, advice: str) -> ModelError:
        return ModelError(what, file=self._path, advice=advice)


def _own_name(table: _Table, path: Path) -> str:
    """The name of a model whose description tells none: that of the description."""
    try:
        return _name(path.stem)
    except ValueError as error:
        raise table.wrong(f"A model cannot be called {path.stem!r}", f"Add a line name = … with {error}") from error


def _feeding(table: _Table, default: Feeding) -> Feeding:
    return Feeding(
        table.take("colours", _one_of(COLOURS), default.colours),
        table.take("mean", _between(-1000, 1000), default.mean),
        table.take("std", _between(1e-6, 1000), default.std),
    )


def _finding(table: _Table, default: Finding | None) -> Finding | None:
    if default is None:
        return None
    return replace(
        default,
        threshold=table.take("threshold", _between(0.01, 1), default.threshold),
        overlap=table.take("overlap", _between(0.01, 1), default.overlap),
        smallest=table.take("smallest", _between(1, 1000), default.smallest),
    )


def _apart(table: _Table, family: Family) -> float | None:
    """The distance of unit vectors from which two faces are two people, given as such or as its cosine."""
    if family.kind != ENCODER:
        return None
    distance = table.take("distance", _between(0.01, MOST_APART), None)
    cosine = table.take("cosine", _between(-0.99, 0.99), None)
    if distance is not None and cosine is not None:
        raise table.wrong("The description has both distance and cosine", "Keep one of the two")
    if cosine is not None:
        return sqrt(2 - 2 * float(cosine))
    apart = distance if distance is not None else family.apart
    if apart is None:
        what = "The description does not say from where on two faces are two people"
        raise table.wrong(what, "Add a line cosine = … (or distance = …) with the network's own threshold")
    return float(apart)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > 200:
        raise ValueError("a line of text in quotes")
    return value.strip()


def _name(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", value):
        raise ValueError("a name of small letters, digits, dots and hyphens")
    return value


def _file_name(value: Any) -> str:
    text = _text(value)
    if text in (".", "..") or any(sign in text for sign in "/\\:"):
        raise ValueError("the name of a file beside the description, without a folder")
    return text


def _hash(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(rf"[0-9a-fA-F]{{{HASH_DIGITS}}}", value):
        raise ValueError(f"{HASH_DIGITS} hexadecimal digits")
    return value.lower()


def _one_of(choices: tuple[str, ...]) -> Check:
    return partial(_chosen, choices)


def _chosen(choices: tuple[str, ...], value: Any) -> str:
    if value not in choices:
        raise ValueError(f"one of {', '.join(choices)}")
    return str(value)


def _between(low: float, high: float) -> Check:
    return partial(_number, low, high)


def _number(low: float, high: float, value: Any) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not isfinite(value) or not low <= value <= high:
        raise ValueError(f"a number from {low:g} to {high:g}")
    return float(value)
