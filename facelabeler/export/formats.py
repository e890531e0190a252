"""The formats an export can have: a static table, and whatever other packages offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import resolve_name
from typing import Final, Literal, Protocol

from facelabeler.core.errors import UsageError
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan

ENTRY_POINTS: Final = "facelabeler.exporters"
"""A package adds a format with an entry point of this group that names an `ExportFormat`."""


class Writer(Protocol):
    """Writes one dataset into a folder that is empty and its own."""

    def add(self, picture: Picture) -> None:
        """Write a picture. Pictures come by rising source and time, each once, each with at least one label."""

    def finish(self) -> None:
        """Write what can only be written last. Not called if the export fails or is cancelled."""

    def close(self) -> None:
        """Let go of open files; always called, last."""


WriterFactory = Callable[[Path, ExportPlan], Writer]
Part = Literal["pictures", "crops", "montages"]
Verifier = Callable[[Path], list[str]]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format. `writer` and `verifier` are `module:name` of a WriterFactory and a Verifier, imported when needed.

    `parts` says what it writes, for the estimate of its size.
    """

    name: str
    title: str
    sentence: str
    writer: str
    verifier: str
    parts: tuple[Part, ...] = ()

    def new_writer(self, folder: Path, plan: ExportPlan) -> Writer:
        factory: WriterFactory = resolve_name(self.writer)
        return factory(folder, plan)

    def problems(self, folder: Path) -> list[str]:
        """What is wrong with a dataset of this format, one sentence each; empty if a trainer can have it."""
        verifier: Verifier = resolve_name(self.verifier)
        return verifier(folder)


BUILT_IN: Final = (
    ExportFormat(
        "yolo",
        "Ultralytics YOLO",
        "Full pictures with boxes, one class per person; crops and montages beside",
        "facelabeler.export.yolo:YoloWriter",
        "facelabeler.export.yolo_check:problems",
        ("pictures", "crops", "montages"),
    ),
    ExportFormat(
        "montage",
        "Montages",
        "All portraits of each person side by side",
        "facelabeler.export.montage:MontageWriter",
        "facelabeler.export.montage_check:problems",
        ("montages",),
    ),
    ExportFormat(
        "article",
        "Article layout",
        "Face folders with portraits and box text, montages",
        "facelabeler.export.article:ArticleWriter",
        "facelabeler.export.article_check:problems",
        ("crops", "montages"),
    ),
)


def formats() -> dict[str, ExportFormat]:
    """Every format by name, ours first; a package cannot replace one of ours."""
    found = {row.name: row for row in BUILT_IN}
    for entry in entry_points(group=ENTRY_POINTS):
        found.setdefault(entry.name, entry.load())
    return found


def find_format(name: str) -> ExportFormat:
    """The format of this name. Raises UsageError if there is none."""
    known = formats()
    if name not in known:
        raise UsageError(f"There is no export format {name}", advice=f"Choose from {', '.join(known)}")
    return known[name]
