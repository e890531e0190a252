"""The card of a dataset: what is in it, for a colleague or an ethics board."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from facelabeler.export.card.page import page
from facelabeler.export.card.portraits import Portraits
from facelabeler.export.card.readme import readme
from facelabeler.export.plan import ExportPlan

README: Final = "README.md"
PAGE: Final = "index.html"


def write_card(folder: Path, dataset: Mapping[str, Any], plan: ExportPlan, portraits: Portraits | None) -> None:
    """Write `README.md` and `index.html`; `dataset` is what `dataset.json` says. The page opens without a network."""
    (folder / README).write_text(readme(dataset), encoding="utf-8", newline="\n")
    (folder / PAGE).write_text(page(dataset, plan, portraits), encoding="utf-8", newline="\n")
