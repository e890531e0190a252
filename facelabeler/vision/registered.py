"""Detectors and encoders that other installed packages register.

A package names a `Spec` (an encoder: an `EncoderSpec`) under the entry points `facelabeler.detectors` or
`facelabeler.encoders`. One that cannot be loaded becomes a row that says so: it never keeps the program from starting.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, NoReturn, TypeVar

from facelabeler.core.errors import UsageError
from facelabeler.vision.spec import EncoderSpec, Options, Spec

if TYPE_CHECKING:
    from facelabeler.vision.stages import Detector

DETECTORS = "facelabeler.detectors"
ENCODERS = "facelabeler.encoders"

AnySpec = TypeVar("AnySpec", bound=Spec)  # type: ignore[type-arg]


def detectors() -> Iterator[Spec[Detector]]:
    return _loaded(DETECTORS, Spec)


def encoders() -> Iterator[EncoderSpec]:
    return _loaded(ENCODERS, EncoderSpec)


def _loaded(group: str, kind: type[AnySpec]) -> Iterator[AnySpec]:
    for entry in entry_points(group=group):
        try:
            found = entry.load()
        except Exception as error:  # noqa: BLE001 - other people's code, told in `facelabeler models`
            yield _broken(entry, kind, f"{type(error).__name__}: {error}")
            continue
        is_spec = isinstance(found, kind)
        yield found if is_spec else _broken(entry, kind, f"{entry.value} is no {kind.__name__}")


def _broken(entry: EntryPoint, kind: type[AnySpec], reason: str) -> AnySpec:
    return kind(entry.name, entry.name, "unknown", "unknown", (), (), _refuse, problem=reason)


def _refuse(_options: Options) -> NoReturn:
    raise UsageError("This model could not be loaded", advice="`facelabeler models` says why")
