"""Is this folder a dataset that trainers accept as it is?"""

from __future__ import annotations

from pathlib import Path

from facelabeler.core.errors import ExportError
from facelabeler.export.formats import find_format
from facelabeler.export.metadata import DATASET, read_dataset


def verify(folder: Path) -> list[str]:
    """What is wrong with a dataset, one sentence each; empty if nothing is.

    A folder of ours says itself which format it has; a folder with `data.yaml` is checked as YOLO, and a folder whose
    subfolders are datasets of ours (an export of several formats) is checked one by one. Raises ExportError for any
    other folder.
    """
    if (folder / DATASET).is_file():
        return find_format(str(read_dataset(folder)["layout"])).problems(folder)
    if (folder / "data.yaml").is_file():
        return find_format("yolo").problems(folder)
    parts = sorted(path.parent for path in folder.glob(f"*/{DATASET}"))
    if not parts:
        raise ExportError("there is no dataset in it", file=folder, advice="Choose a folder that an export has made")
    return [f"{part.name}: {problem}" for part in parts for problem in verify(part)]
