"""Reading datasets back: by the rules of each format's documentation, and by what ours say of themselves."""

from __future__ import annotations

from pathlib import Path

from facelabeler.export.checks import manifest
from facelabeler.export.formats import ExportFormat


def problems_of(folder: Path, row: ExportFormat) -> list[str]:
    """What is wrong with a dataset of this format, one sentence each; empty if a trainer can have it as it is."""
    return [*row.problems(folder), *manifest.problems(folder)]
