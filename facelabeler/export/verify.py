"""Is this folder a dataset that trainers accept as it is?"""

from __future__ import annotations

from pathlib import Path

from facelabeler.core.errors import ExportError
from facelabeler.export.checks import problems_of
from facelabeler.export.formats import ExportFormat, find_format, formats
from facelabeler.export.metadata import DATASET, read_dataset


def verify(folder: Path) -> list[str]:
    """What is wrong with a dataset, one sentence each; empty if nothing is.

    A folder of ours says itself which format it has; any other is known by the signs of each format. A folder whose
    subfolders are datasets of ours (an export of several formats) is checked one by one. Raises ExportError for a
    folder that is no dataset.
    """
    if not folder.is_dir():
        raise ExportError("this is no folder", file=folder, advice="Choose a folder that holds a dataset")
    row = _format(folder)
    if row is not None:
        return problems_of(folder, row)
    parts = sorted(path.parent for path in folder.glob(f"*/{DATASET}"))
    if not parts:
        raise ExportError("there is no dataset in it", file=folder, advice="Choose a folder that an export has made")
    return [f"{part.name}: {problem}" for part in parts for problem in verify(part)]


def _format(folder: Path) -> ExportFormat | None:
    if (folder / DATASET).is_file():
        return find_format(str(read_dataset(folder)["layout"]))
    rows = formats().values()
    return next((row for row in rows for sign in row.signs if any(folder.glob(sign))), None)
