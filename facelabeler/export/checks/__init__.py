"""Reading datasets back: by the rules of each format's documentation, and by what ours say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from facelabeler.export.checks import manifest
from facelabeler.export.checks.asking import asked_between_pictures
from facelabeler.export.formats import ExportFormat


def problems_of(folder: Path, row: ExportFormat, check_cancel: Callable[[], None] = lambda: None) -> list[str]:
    """What is wrong with a dataset of this format, one sentence each; empty if a trainer can have it as it is.

    `check_cancel` is called before each picture that is looked at, and raises to stop.
    """
    with asked_between_pictures(check_cancel):
        return [*row.problems(folder), *manifest.problems(folder)]
