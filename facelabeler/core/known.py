"""People of the library, and where they seem to be in a project."""

from __future__ import annotations

from dataclasses import dataclass

from facelabeler.core.entities import ClusterId


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the library. `key` stays when the name changes; `prototypes` is how many encodings stand for them."""

    key: str
    name: str
    prototypes: int
    added: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A cluster that seems to be a person of the library; `likeness` is 0 to 1."""

    cluster: ClusterId
    key: str
    name: str
    likeness: float
